"""Which literals occur in a text, found in one pass: a rule's expression runs only where its own do.

The pass is an Aho-Corasick automaton over the text in lower case, built once for all rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

_ODD_LETTERS = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"}
"""Letters that ``re.IGNORECASE`` takes for ASCII ones and ``str.lower`` does not, or not as one."""


class Text(str):
    """A text with the literals that occur in it: ``places[literal]`` are the starts, in order."""

    places: Mapping[str, list[int]]


def folded(text: str) -> str:
    """In lower case, as ``re.IGNORECASE`` sees it: as many characters as the text has."""
    return text.lower() if text.isascii() else text.translate(_ODD_LETTERS).lower()


def scanner(literals: Iterable[str]) -> Callable[[str], Text]:
    """A function that makes a Text, looking for these literals (in lower case)."""
    known = sorted(set(literals))
    automaton = AhoCorasick(
        known, matchkind=MatchKind.Standard, implementation=Implementation.DFA
    )

    def scanned(text: str) -> Text:
        places: dict[str, list[int]] = {}
        for number, start, _ in automaton.find_matches_as_indexes(folded(text), overlapping=True):
            places.setdefault(known[number], []).append(start)
        found = Text(text)
        found.places = places
        return found

    return scanned
