"""Texts as the terms by which they are found: words, parts of identifiers, stems; clauses.

Pure. Knows nothing of entries.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

_STOP = """
a about an and any are as at be been being but by can could d did do does for from had has have he
her him his how i if in into is it its ll m may me might must my no not of on or our re s shall she
should so some t than that the their them then these they this those to us ve was we were what when
where which who whom whose why will with would you your
"""
STOP_WORDS = frozenset(_STOP.split())
"""English words that say nothing of a subject, question words among them."""

LONG = 24
"""Characters from which something is no word."""
_TOKEN = re.compile(r"\w+(?:[./'-]\w+)*")
_JOINT = re.compile(r"[._/'-]")
_PART = re.compile(
    r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+"
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+|[^\W\d_a-zA-Z]+"
)
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that put no space between words (Thai, Lao, Burmese, Khmer, Chinese, Japanese)."""
_ENDING = re.compile(r"'s?$|'(?:t|re|ve|ll|d|m)$")
_BREAK = re.compile(r"[,;:?!\n]|\.\s|\b(?:and|or|but|while|versus|vs|as well as)\b", re.IGNORECASE)

_turn = threading.Lock()
_stemmer = snowballstemmer.stemmer("english")


def terms(text: str) -> list[str]:
    """The stems of the text's words in order, without stop words.

    An identifier gives its parts and itself: ``parseHTTPHeader`` is found by "header" too.
    """
    return [_stem(word) for word in _words(text) if word not in STOP_WORDS]


def clauses(text: str) -> list[frozenset[str]]:
    """The terms of each clause of a compound question; empty where there is only one."""
    found = [frozenset(terms(part)) for part in _BREAK.split(text)]
    spoken = list(dict.fromkeys(part for part in found if part))
    return spoken if len(spoken) > 1 else []


def spellings(text: str) -> dict[str, str]:
    """For each term of the text the word as it stands there first, in order."""
    found: dict[str, str] = {}
    for match in _TOKEN.finditer(text):
        for term in terms(match[0]):
            found.setdefault(term, match[0])
    return found


def _words(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text.replace("\u2019", "'")):
        token = _ENDING.sub("", match[0])
        parts = [part for piece in _JOINT.split(token) for part in _PART.findall(piece)]
        for part in parts:
            yield from _pairs(part) if _UNSPACED.match(part) else (part.lower(),)
        if len(parts) > 1:
            yield token.lower()


def _pairs(run: str) -> list[str]:
    """A run of a script without spaces, as each two neighbouring signs."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def _stem(word: str) -> str:
    # What is kept in memory is words alone: a token that a redaction took out is not.
    return _stem_of_word(word) if len(word) < LONG and word.isalpha() else word


@lru_cache(maxsize=50_000)
def _stem_of_word(word: str) -> str:
    with _turn:  # a stemmer keeps the word that it works on
        stem: str = _stemmer.stemWord(word)
    return stem
