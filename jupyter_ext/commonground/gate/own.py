"""The team's own secret values, known to the gate only by their HMACs.

Values come as a mapping of names (environment, ``.env``, a hub's settings); reading those is for
others. What is kept can tell whether a text holds one of the values, and can't give it back.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping

from .plausibility import reference, stand_in, strict_token
from .provider_rules import OWN, Hit

MIN_LENGTH = 8
LONG_WORD = 16
MAX_PIECES = 9
"""Pieces between signs that a value may have and still be recognised inside a longer run."""

_SECRET_NAME = re.compile(
    r"pass|pwd|secret|token|key|credential|auth|dsn|cookie|salt|webhook|connection", re.IGNORECASE
)
_PUBLIC_NAME = re.compile(
    r"public|publishable|_(?:id|name|path|file|dir|url|host|port|type|user)$", re.IGNORECASE
)
_RUN = re.compile(r"\S{8,}")
_PIECE = re.compile(r"[^\"'`=:,;()\[\]{}<>/@?&|\\.!]+")
_WORD = re.compile(r"\S+")
MAX_WORDS = 12
"""Words that a value with spaces may have."""
PHRASE = "first word of: "
"""Begins what is hashed of such a value's first word, so that few words need a second look."""


def fingerprint(key: bytes, value: str) -> bytes:
    """HMAC-SHA256 of a value under the team's gate key."""
    return hmac.digest(key, value.encode("utf-8", "surrogatepass"), hashlib.sha256)


def own_fingerprints(values: Mapping[str, str], key: bytes) -> frozenset[bytes]:
    """HMACs of those values that are secret by their name or by their looks.

    A password inside an address counts by itself too, and so do the lines of a private key. Short
    values, stand-ins, places and numbers are left out: they would stop innocent texts.
    """
    found: set[bytes] = set()
    for name, value in values.items():
        found.update(fingerprint(key, part) for part in _secret_parts(name, value.strip()))
    return frozenset(found)


def _secret_parts(name: str, value: str) -> Iterator[str]:
    if match := re.match(r"[\w+.-]+://[^\s:/@]*:(?P<word>[^\s@]+)@", value):
        if len(match["word"]) >= MIN_LENGTH and not stand_in(match["word"]):
            yield match["word"]
        yield value
        return
    lines = [line.strip() for line in value.splitlines()]
    if len(lines) > 1:
        yield from (line for line in lines if len(line) >= 32 and not line.startswith("-----"))
        return
    named = _SECRET_NAME.search(name) and not _PUBLIC_NAME.search(name)
    if len(value) < MIN_LENGTH or stand_in(value) or reference(value) or value.isdigit():
        return
    if " " in value:
        yield from (PHRASE, PHRASE + value.split()[0])
    if strict_token(value) or (named and not _common(value)):
        yield value


def _common(value: str) -> bool:
    """A short word, as any text may have: never taken for a secret value."""
    return value.isalpha() and len(value) < LONG_WORD and value[1:].lower() == value[1:]


def own_secrets(text: str, own: Collection[bytes], key: bytes) -> Iterator[Hit]:
    """Where one of the values stands: as a run, as a part of one between signs, or as words."""
    if not own:
        return
    for start, end in (*_in_runs(text), *_in_words(text, own, key)):
        value = text[start:end]
        if not _common(value) and fingerprint(key, value) in own:
            label = "one of the team's own secret values"
            yield Hit("own-secret", label, "secret", start, end, value, OWN)


def _in_runs(text: str) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text):
        pieces = [piece.span() for piece in _PIECE.finditer(text, *run.span())]
        starts = sorted({run.start(), *(start for start, _ in pieces)})
        ends = sorted({run.end(), *(end for _, end in pieces)})
        spans: set[tuple[int, int]] = {run.span()}
        for start in starts:
            at = bisect_left(ends, start + MIN_LENGTH)
            spans.update((start, end) for end in ends[at : at + MAX_PIECES])
            for end in ends[at : at + 2]:  # a value may begin or end with a sign of its own
                spans.update(((max(start - 1, run.start()), end), (start, min(end + 1, run.end()))))
        yield from spans


def may_begin(text: str, own: Collection[bytes], key: bytes) -> bool:
    """Whether one of the values may begin with a word of the text and go on behind it."""
    if fingerprint(key, PHRASE) not in own:
        return False
    return any(fingerprint(key, PHRASE + word) in own for word in text.split())


def _in_words(text: str, own: Collection[bytes], key: bytes) -> Iterator[tuple[int, int]]:
    if fingerprint(key, PHRASE) not in own:
        return
    words = [word.span() for word in _WORD.finditer(text)]
    for first, (start, first_end) in enumerate(words):
        if fingerprint(key, PHRASE + text[start:first_end]) not in own:
            continue
        for _, end in words[first + 1 : first + MAX_WORDS]:
            yield start, end
            if text[end - 1] in ".,;:\"')":
                yield start, end - 1
