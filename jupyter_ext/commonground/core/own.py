"""The team's own secret values, known to the gate only by their HMACs.

Values come as a mapping of names (environment, ``.env``, a hub's settings); reading those is for
others. What is kept can tell whether a text holds one of the values, and can't give it back.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Collection, Iterator, Mapping

from .guards import classes, reference, stand_in, strict_token
from .patterns import OWN, Hit

MIN_LENGTH = 8
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
_PHRASE = re.compile(r"\S+")
MAX_WORDS = 6


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
    if strict_token(value) or (named and (classes(value) > 1 or len(value) >= 16)):
        yield value


def own_secrets(text: str, own: Collection[bytes], key: bytes) -> Iterator[Hit]:
    """Where one of the values stands: as a run, as a part of one between signs, or as words."""
    if not own:
        return
    for start, end in _candidates(text):
        value = text[start:end]
        if fingerprint(key, value) in own:
            label = "one of the team's own secret values"
            yield Hit("own-secret", label, "secret", start, end, value, OWN)


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text):
        pieces = [piece.span() for piece in _PIECE.finditer(text, *run.span())]
        starts = sorted({run.start(), *(start for start, _ in pieces)})
        ends = sorted({run.end(), *(end for _, end in pieces)})
        for start in starts:
            later = [end for end in ends if end - start >= MIN_LENGTH]
            yield from ((start, end) for end in (*later[:MAX_PIECES], *later[MAX_PIECES:][-1:]))
            # a value may begin or end with signs of its own
            yield from ((start - 1, end) for end in later[:2] if start > run.start())
            yield from ((start, end + 1) for end in later[:2] if end < run.end())
    words = [word.span() for word in _PHRASE.finditer(text)]
    for first, (start, _) in enumerate(words):
        for _, end in words[first + 1 : first + MAX_WORDS]:
            yield start, end
            if text[end - 1] in ".,;:\"')":
                yield start, end - 1
