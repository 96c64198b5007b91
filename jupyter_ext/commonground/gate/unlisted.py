"""Keys of providers that no rule names: a short mark, a sign, and a long random run.

``acme_live_9fQ2...`` looks like a key whoever gave it out. Ids look so too, but theirs are shorter,
hexadecimal or part of a path; digests are hexadecimal. It knows no provider.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .literals import ScannedText
from .plausibility import random_run, stand_in
from .provider_rules import KNOWN, Hit

LEAST = 30
"""Characters behind the mark: ids of today's services have up to 29."""
_MARKED = re.compile(
    r"(?<![A-Za-z0-9/@_-])(?:[A-Za-z][A-Za-z0-9]{0,11}[-_.~]){1,4}"
    rf"(?P<body>[A-Za-z0-9_-]{{{LEAST},400}})(?![A-Za-z0-9_@/-])"
)
_DIGEST = re.compile(r"(?i:sha-?\d*|md5|blake\w*|crc\w*|integrity|hash|etag|digest|ssh|rsa)[-_.~]")
_OPEN = frozenset({"pk", "pub", "public", "publishable", "pubkey", "id", "ids", "clientid"})
"""Parts of a mark that say that everybody may see the key."""


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
