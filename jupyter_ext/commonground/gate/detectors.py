"""The detectors of detect-secrets (Yelp), where the provider rules have no opinion of their own.

Left out: its entropy detectors and its keyword detector (noisy; ``assigned`` is guarded instead),
public IP addresses, private keys (it takes the bare header for one) and Telegram's tokens (it takes
any number, a colon and a run for one). It verifies nothing here:
only patterns are used, so that no value ever leaves the process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins.base import RegexBasedDetector

from .least_run import least_run
from .literals import ScannedText
from .plausibility import address, stand_in
from .provider_rules import KNOWN, RUN_LEAST, Hit, longest_run

LEFT_OUT = frozenset({
    "Base64HighEntropyString", "HexHighEntropyString", "KeywordDetector", "IPPublicDetector",
    "PrivateKeyDetector", "TelegramBotTokenDetector",
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


_SIGNS = ("", "_", "-")
_NAMES = ("key", "pw", "pass", "token")
"""How the names of values begin that some detectors ask for."""


def _named(product: str) -> tuple[str, ...]:
    """A short product name with what may stand between it and the name of its value."""
    signs = [one + api + two for one in _SIGNS for api in ("", "api") for two in _SIGNS]
    return tuple(f"{product}{sign}{name}" for sign in dict.fromkeys(signs) for name in _NAMES)


_ANCHORS: dict[str, tuple[str, ...]] = {
    "ArtifactoryDetector": ("akc", *(f"ap{sign}" for sign in "0123456789abcdef")),
    "AWSKeyDetector": ("a3t", "abia", "acca", "akia", "asia", "aws"),
    "AzureStorageKeyDetector": ("accountkey=",),
    "BasicAuthDetector": ("://",),
    "CloudantDetector": ("clou", *_named("cl")),
    "DiscordBotTokenDetector": (".",),
    "GitHubTokenDetector": ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
    "GitLabTokenDetector": (
        "glpat-", "gldt-", "glft-", "glsoat-", "glrt-", "gr1348941", "glcbt-", "glimt-", "glptt-",
        "glagent-", "gloas-",
    ),
    "IbmCloudIamDetector": ("key", "pwd", "pass", "token"),
    "IbmCosHmacDetector": ("secret",),
    "JwtTokenDetector": ("eyj",),
    "MailchimpDetector": ("-us",),
    "NpmDetector": ("_authtoken=",),
    "OpenAIDetector": ("t3blbkfj",),
    "PypiTokenDetector": ("pypi-agei", "pypi-agen"),
    "SendGridDetector": ("sg.",),
    "SlackDetector": ("xox", "hooks.slack.com"),
    "SoftlayerDetector": ("softlayer", *_named("sl")),
    "SquareOAuthDetector": ("sq0csp-",),
    "StripeDetector": ("k_live_",),
    "TwilioKeyDetector": ("ac", "sk"),
}  # fmt: skip
"""Literals without which a detector finds nothing; one that is not named here is always asked."""


def anchors() -> Iterator[str]:
    """The literals that are looked for in a text."""
    return chain.from_iterable(_ANCHORS.values())


@cache
def _by_anchor() -> tuple[dict[str, tuple[int, ...]], frozenset[int]]:
    """The places in ``detectors()`` that a literal calls for, and those that are always asked."""
    found: dict[str, list[int]] = {}
    always = set[int]()
    for number, detector in enumerate(detectors()):
        wanted = _ANCHORS.get(type(detector).__name__)
        if wanted is None:
            always.add(number)
        for literal in wanted or ():
            found.setdefault(literal, []).append(number)
    return {literal: tuple(numbers) for literal, numbers in found.items()}, frozenset(always)


@cache
def _least_runs() -> tuple[int, ...]:
    """Of each detector; 0 where the length of a run tells nothing."""
    leasts = (
        min(least_run(one.pattern, one.flags) for one in detector.denylist)
        for detector in detectors()
    )
    return tuple(least if least >= RUN_LEAST else 0 for least in leasts)


def least_runs() -> Iterator[tuple[str, int]]:
    """As those of ``provider_rules``, for each literal of a detector."""
    for detector, least in zip(detectors(), _least_runs(), strict=True):
        for anchor in _ANCHORS.get(type(detector).__name__, ()):
            yield anchor, least


def known_secrets(text: ScannedText) -> Iterator[Hit]:
    """What the detectors find, line by line; long lines in overlapping pieces."""
    if not (text.words and text.digits) and "://" not in text.places:
        return
    by_anchor, always = _by_anchor()
    worth = always.union(*(by_anchor.get(literal, ()) for literal in text.places))
    if not worth:
        return
    longest = longest_run(text)
    leasts = _least_runs()
    asked = [detectors()[number] for number in sorted(worth) if leasts[number] <= longest]
    if not asked:
        return
    start = 0
    for line in text.splitlines(keepends=True):
        for at in range(0, len(line), MAX_LINE - OVERLAP):
            piece = line[at : at + MAX_LINE]
            if _WORTH_A_LOOK.match(piece):
                yield from _found(asked, piece, start + at)
        start += len(line)


def _found(asked: Iterable[RegexBasedDetector], line: str, offset: int) -> Iterator[Hit]:
    for detector in asked:
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
