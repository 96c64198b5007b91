"""The words of a text as a search compares them: folded, and names of code also in their parts.

Pure. Knows nothing of what is searched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MAX_WORD = 60
"""Characters of a word; what is longer is data."""
_WORD = re.compile(r"\w+")
_PART = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LONG_S = str.maketrans({"ß": "ss", "ẞ": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})


def fold(text: str) -> str:
    """Lower case without accents, so that ``cafe`` finds ``Café``, and ``strasse`` ``Straße``."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_LONG_S)


def words_of(text: str) -> Iterator[str]:
    """Each word folded, in order; ``RetryPolicy`` and ``retry_policy`` also as their parts."""
    for found in _WORD.finditer(text):
        if found.end() - found.start() <= MAX_WORD:
            yield from _forms(found[0])


def _forms(word: str) -> Iterator[str]:
    yield fold(word)
    if word.islower() and "_" not in word:
        return
    parts = [part for piece in _PART.findall(word) for part in _HUMP.split(piece)]
    if len(parts) > 1:
        yield from map(fold, parts)


def spans_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of the text stand, from and to."""
    for found in _WORD.finditer(text):
        yield found.span()
