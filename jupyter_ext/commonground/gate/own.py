"""The team's own secret values, known to the gate only by their HMACs.

Values come as a mapping of names (environment, ``.env``, a hub's settings); reading those is for
others. What is kept can tell whether a text holds one of the values, and how long values are, and
can't give any back.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from .literals import LONG_WORD, ScannedText, long_words
from .plausibility import reference, stand_in, strict_token
from .provider_rules import OWN, Hit

MIN_LENGTH = 8
LONG_NAME = 16
"""Letters from which on a word is no common one."""
MAX_PIECES = 9
"""Pieces between signs that a value may have and still be recognised inside a longer run."""

_SECRET_NAME = re.compile(
    r"pass|pwd|secret|token|key|credential|auth|dsn|cookie|salt|webhook|connection", re.IGNORECASE
)
_PUBLIC_NAME = re.compile(
    r"public|publishable|_(?:id|name|path|file|dir|url|host|port|type|user)$", re.IGNORECASE
)
_PIECE = re.compile(r"[^\"'`=:,;()\[\]{}<>/@?&|\\.!]+")
_WORD = re.compile(r"\S+")
MAX_WORDS = 12
"""Words that a value with spaces may have."""
PHRASE = "first word of: "
"""Begins what is hashed of such a value's first word, so that few words need a second look."""
LENGTH, PHRASE_LENGTH = "length of a value: ", "length of a first word: "
"""Begin what is hashed of the lengths of values, and of such first words."""
MOST = 128
"""Characters from which on lengths are not told apart."""


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
        for part in _secret_parts(name, value.strip()):
            found.update(fingerprint(key, mark) for mark in (part, *_lengths_of(part)))
    return frozenset(found)


def _lengths_of(part: str) -> Iterator[str]:
    if part.startswith(PHRASE):
        yield f"{PHRASE_LENGTH}{min(len(part) - len(PHRASE), MOST)}"
    else:
        yield f"{LENGTH}{min(len(part), MOST)}"


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
    return value.isalpha() and len(value) < LONG_NAME and value[1:].lower() == value[1:]


@dataclass(frozen=True)
class OwnMarks:
    """What the gate knows of the team's own values: their HMACs, and how long they are.

    The lengths are told by marks of their own, so that most spans of a text need no HMAC.
    """

    marks: frozenset[bytes]
    key: bytes

    @cached_property
    def _lengths(self) -> frozenset[int]:
        """Those that values have; one that is longer than ``MOST`` counts as ``MOST``."""
        return self._told(LENGTH) or frozenset(range(MIN_LENGTH, MOST + 1))

    @cached_property
    def _first_words(self) -> frozenset[int]:
        """The lengths of the first words of values with spaces."""
        if fingerprint(self.key, PHRASE) not in self.marks:
            return frozenset()
        return self._told(PHRASE_LENGTH) or frozenset(range(1, MOST + 1))

    @cached_property
    def least(self) -> int | None:
        """The length of the shortest piece of a text that tells anything; None without values."""
        return min((*self._lengths, *self._first_words)) if self.marks else None

    def _told(self, by: str) -> frozenset[int]:
        return frozenset(
            length
            for length in range(1, MOST + 1)
            if fingerprint(self.key, f"{by}{length}") in self.marks
        )

    def secrets(self, text: str) -> Iterator[Hit]:
        """Where one of the values stands: as a run, as a part of one between signs, or as words."""
        if not self.marks:
            return
        lengths = self._lengths
        for start, end in chain(self._in_runs(text), self._in_words(text)):
            if min(end - start, MOST) not in lengths:
                continue
            value = text[start:end]
            if not _common(value) and fingerprint(self.key, value) in self.marks:
                label = "one of the team's own secret values"
                yield Hit("own-secret", label, "secret", start, end, value, OWN)

    def may_begin(self, text: str) -> bool:
        """Whether one of the values may begin with a word of the text and go on behind it."""
        return bool(self._first_words) and any(map(self._begins, text.split()))

    def beginnings(self, text: str) -> Iterator[int]:
        """Where words stand with which one of the values begins."""
        if self._first_words:
            for word in _WORD.finditer(text):
                if self._begins(word[0]):
                    yield word.start()

    def _begins(self, word: str) -> bool:
        return (
            min(len(word), MOST) in self._first_words
            and fingerprint(self.key, PHRASE + word) in self.marks
        )

    def _in_runs(self, text: str) -> Iterator[tuple[int, int]]:
        least = max(MIN_LENGTH, min(self._lengths, default=MOST))
        if isinstance(text, ScannedText) and least >= LONG_WORD:
            words = [word for word in text.words if len(word[1]) >= least]
        else:
            words = long_words(text, least)
        for start, run in words:
            yield from _spans(text, start, start + len(run), least)

    def _in_words(self, text: str) -> Iterator[tuple[int, int]]:
        if not self._first_words:
            return
        lengths = self._first_words
        words = text.split()
        firsts = [
            n
            for n, word in enumerate(words)
            if (len(word) in lengths or len(word) > MOST) and self._begins(word)
        ]
        spans = [word.span() for word in _WORD.finditer(text)] if firsts else []
        for first in firsts:
            start = spans[first][0]
            for _, end in spans[first + 1 : first + MAX_WORDS]:
                yield start, end
                if text[end - 1] in ".,;:\"')":
                    yield start, end - 1


NO_MARKS = OwnMarks(frozenset(), b"")


def _spans(text: str, first: int, last: int, least: int) -> Iterable[tuple[int, int]]:
    """The run that lies there, and its parts between signs that are long enough."""
    pieces = [piece.span() for piece in _PIECE.finditer(text, first, last)]
    if pieces == [(first, last)]:
        return pieces
    starts = sorted({first, *(start for start, _ in pieces)})
    ends = sorted({last, *(end for _, end in pieces)})
    spans: set[tuple[int, int]] = {(first, last)}
    for start in starts:
        at = bisect_left(ends, start + MIN_LENGTH)
        for end in ends[at : at + MAX_PIECES]:
            if end - start >= least:
                spans.add((start, end))
        for end in ends[at : at + 2]:  # a value may begin or end with a sign of its own
            if end - start >= least - 1:
                spans.update(((max(start - 1, first), end), (start, min(end + 1, last))))
    return spans
