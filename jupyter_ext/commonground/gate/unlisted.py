"""Keys of providers that no rule names: a short mark, a sign, and a long random run.

``acme_live_9fQ2...`` looks like a key whoever gave it out. Ids look so too, but theirs are shorter,
hexadecimal or part of a path; digests are hexadecimal. It knows no provider.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import ne
from string import ascii_letters, digits

from .literals import ScannedText
from .plausibility import entropy, stand_in
from .provider_rules import KNOWN, Hit

LEAST = 30
"""Characters behind the mark: ids of today's services have up to 29."""
_MARKED = re.compile(
    r"(?<![A-Za-z0-9/@_-])(?:[A-Za-z][A-Za-z0-9]{0,11}[-_.~]){1,4}"
    rf"(?P<body>[A-Za-z0-9_-]{{{LEAST},400}})(?![A-Za-z0-9_@/-])"
)
_STRETCH = re.compile(r"[A-Za-z0-9]+")
_KINDS = str.maketrans(digits + ascii_letters, "0" * 10 + "a" * 26 + "A" * 26)
"""A letter for each kind of character: digits, lower and upper case."""
_DIGITS = re.compile(r"[0-9]+")
_HEX = re.compile(r"[0-9a-f-]+|[0-9A-F-]+")
_DIGEST = re.compile(r"(?i:sha-?\d*|md5|blake\w*|crc\w*|integrity|hash|etag|digest|ssh|rsa)[-_.~]")
_OPEN = frozenset({"pk", "pub", "public", "publishable", "pubkey", "id", "ids", "clientid"})
"""Parts of a mark that say that everybody may see the key."""
MIXED, PLAIN = 0.42, 0.25
"""How often a random run changes between its two or three kinds of characters: the lower bounds."""


def unlisted_secrets(text: ScannedText) -> Iterator[Hit]:
    """Runs that are marked as somebody's key and are random."""
    for start, word in text.words:
        if len(word) < LEAST:
            continue
        for match in _MARKED.finditer(word):
            if not _secret_mark(match) or not random_run(match["body"]):
                continue
            at, end = start + match.start(), start + match.end()
            yield Hit("unlisted-key", "key", "secret", at, end, match[0], KNOWN)


def _secret_mark(match: re.Match[str]) -> bool:
    mark = match[0][: match.start("body") - match.start()]
    parts = re.split(r"[-_.~]", mark.lower())
    return not (_DIGEST.match(mark) or stand_in(match[0]) or _OPEN.intersection(parts))


def random_run(body: str) -> bool:
    """Whether nobody made these characters up: no words, no version, no hexadecimal digest."""
    if _HEX.fullmatch(body) or len(_DIGITS.findall(body)) < 2 or entropy(body) < 3.6:
        return False
    plain = "".join(_STRETCH.findall(body))
    longest = max(map(len, _STRETCH.findall(body)))
    kinds = plain.translate(_KINDS)
    changes = sum(map(ne, kinds, kinds[1:])) / (len(plain) - 1)
    if len(set(kinds)) == 3:
        return longest >= 12 and changes >= MIXED
    return longest >= LEAST - 2 and changes >= PLAIN
