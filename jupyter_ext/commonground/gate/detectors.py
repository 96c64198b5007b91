"""The detectors of detect-secrets (Yelp), where the provider rules have no opinion of their own.

Left out: its entropy detectors and its keyword detector (noisy; ``assigned`` is guarded instead),
public IP addresses, and private keys (it takes the bare header for one). It verifies nothing here:
only patterns are used, so that no value ever leaves the process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins.base import RegexBasedDetector

from .guards import address, stand_in
from .patterns import KNOWN, Hit

LEFT_OUT = frozenset({
    "Base64HighEntropyString", "HexHighEntropyString", "KeywordDetector", "IPPublicDetector",
    "PrivateKeyDetector",
})  # fmt: skip
_WORTH_A_LOOK = re.compile(r"(?=.*\d.*\d).*?[A-Za-z0-9_+/=.-]{13}|.*?://[^\s/]*?:")
"""All that is left needs a run of such characters and two digits, or an address with a colon."""
MAX_LINE = 2_000
OVERLAP = 400


@cache
def detectors() -> tuple[RegexBasedDetector, ...]:
    """One object of each detector, made once."""
    found: list[type[object]] = list(get_mapping_from_secret_type_to_class().values())
    return tuple(
        kind()
        for kind in found
        if issubclass(kind, RegexBasedDetector) and kind.__name__ not in LEFT_OUT
    )


def known_secrets(text: str) -> Iterator[Hit]:
    """What the detectors find, line by line; long lines in overlapping pieces."""
    start = 0
    for line in text.splitlines(keepends=True):
        for at in range(0, len(line), MAX_LINE - OVERLAP):
            piece = line[at : at + MAX_LINE]
            if _WORTH_A_LOOK.match(piece):
                yield from _found(piece, start + at)
        start += len(line)


def _found(line: str, offset: int) -> Iterator[Hit]:
    for detector in detectors():
        values = set(detector.analyze_string(line))
        if not values:
            continue
        rule = f"detect-secrets:{type(detector).__name__}"
        for pattern in detector.denylist:
            for match in pattern.finditer(line):
                if values.isdisjoint((match[0], *match.groups())):
                    continue
                start, end = _narrowest(match)
                value = line[start:end]
                if _plausible(value, rule):
                    label = detector.secret_type
                    yield Hit(rule, label, "secret", offset + start, offset + end, value, KNOWN)


def _narrowest(match: re.Match[str]) -> tuple[int, int]:
    """The span of the group that holds the value; a group that only names a prefix does not."""
    for group in range(match.re.groups, 0, -1):
        if match[group] and len(match[group]) >= 8:
            return match.span(group)
    start, end = match.span()
    text = match[0]
    left = len(text) - len(text.lstrip(" \t\"'=:"))
    return start + left, end - (len(text) - len(text.rstrip(" \t\"'\r\n")))


def _plausible(value: str, rule: str) -> bool:
    if rule.endswith("BasicAuthDetector"):
        return address(value.rstrip("@").rpartition(":")[2])
    return not stand_in(value) and sum(c.isdigit() for c in value) >= 2
