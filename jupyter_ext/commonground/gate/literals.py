"""Which literals occur in a text, found in one pass: a rule is tried only where its own occur.

The pass is an Aho-Corasick automaton over the text in lower case, built once for all rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

_ODD_LETTERS = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"}
"""Letters that ``re.IGNORECASE`` takes for ASCII ones and ``str.lower`` does not, or not as one."""
_ODD = tuple(map(chr, _ODD_LETTERS))

LONG_WORD = 13
"""Keys, tokens and what is encoded are at least as long."""
_DIGIT = re.compile(r"[0-9]")


class ScannedText(str):
    """A text with the literals that occur in it: ``places[literal]`` are the starts, in order.

    ``words`` are its words of at least ``LONG_WORD`` characters, whatever they are but white space,
    with their starts; ``digits`` is false where no character is a digit.
    """

    places: Mapping[str, list[int]]
    words: Sequence[tuple[int, str]]
    digits: bool


def folded(text: str) -> str:
    """In lower case, as ``re.IGNORECASE`` sees it: as many characters as the text has."""
    if not text.isascii() and any(letter in text for letter in _ODD):
        text = text.translate(_ODD_LETTERS)
    return text.lower()


def scanner(literals: Iterable[str]) -> Callable[[str], ScannedText]:
    """A function that makes a ScannedText, looking for these literals (in lower case)."""
    known = sorted(set(literals))
    automaton = AhoCorasick(known, matchkind=MatchKind.Standard, implementation=Implementation.DFA)

    def scanned(text: str) -> ScannedText:
        places: dict[str, list[int]] = {}
        try:
            found_at = automaton.find_matches_as_indexes(folded(text), overlapping=True)
        except UnicodeEncodeError:  # half a surrogate, which is in no literal
            sound = folded(text).encode("utf-8", "replace").decode()
            found_at = automaton.find_matches_as_indexes(sound, overlapping=True)
        for number, start, _ in found_at:
            places.setdefault(known[number], []).append(start)
        found = ScannedText(text)
        found.places = places
        found.words = long_words(text, LONG_WORD)
        found.digits = not text.isascii() or _DIGIT.search(text) is not None
        return found

    return scanned


def long_words(text: str, least: int) -> list[tuple[int, str]]:
    """The words of at least so many characters, with their starts."""
    found: list[tuple[int, str]] = []
    at = 0
    for word in [word for word in text.split() if len(word) >= least]:
        start = text.index(word, at)
        at = start + len(word)
        found.append((start, word))
    return found
