"""All words of an index, and which of them somebody may have meant who typed another one.

A word of at least five letters may have one typing error, one of at least nine two: a letter too
many, missing, wrong, or two that changed places. A number is what it is. Pure.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

ONE_ERROR, TWO_ERRORS = 5, 9
"""Letters of a word from which so many errors are forgiven."""
EXACT, BEGINS, HOLDS, NEAR, FAR = 1.0, 0.85, 0.6, 0.5, 0.3
"""How close a word is: the same, longer, with it inside, with one error, with two."""
ENDING = 3
"""Letters that a word may have behind the one that was mistyped: ``paymnet`` finds ``payments``."""
_GRAM = 3
_LAST_LETTER = 0x2E80
"""Signs from here on stand for words rather than for letters: nobody mistypes one for another."""


class Vocabulary:
    """Words by number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self._grams: dict[str, array[int]] = {}
        self._letters: set[str] = set()
        self._sorted: list[str] = []

    def __len__(self) -> int:
        return len(self._words)

    def number(self, word: str) -> int:
        """The word's number; a new word gets the next one."""
        known = self._numbers.get(word)
        if known is not None:
            return known
        number = len(self._words)
        self._numbers[word] = number
        self._words.append(word)
        self._letters.update(c for c in word if ord(c) < _LAST_LETTER)
        for gram in {*_grams(word), _first(word)}:
            self._grams.setdefault(gram, array("I")).append(number)
        return number

    def find(self, word: str) -> int | None:
        """The word's number; None where it is not here."""
        return self._numbers.get(word)

    def like(self, term: str, *, begun: bool = True) -> dict[int, float]:
        """The words that a term may mean, by number, each with how close it is.

        A very short one means itself alone, unless it is the beginning of a word (``begun``).
        """
        found: dict[int, float] = {}
        if not any(map(str.isdigit, term)):
            found |= dict.fromkeys(self._two_errors(term), FAR)
            found |= dict.fromkeys(self._one_error(term), NEAR)
        if len(term) >= _GRAM or (begun and len(term) > 1):
            for number in self._holding(term):
                found[number] = BEGINS if self._words[number].startswith(term) else HOLDS
        exact = self._numbers.get(term)
        if exact is not None:
            found[exact] = EXACT
        return found

    def word(self, number: int) -> str:
        """The word of that number."""
        return self._words[number]

    def _one_error(self, term: str) -> Iterator[int]:
        if len(term) < ONE_ERROR:
            return
        words = self._in_order()
        for meant in one_error(term, self._letters):
            longest = len(meant) + (ENDING if meant[0] == term[0] else 0)
            at = bisect_left(words, meant)
            while at < len(words) and words[at].startswith(meant):
                if len(words[at]) <= longest:
                    yield self._numbers[words[at]]
                at += 1

    def _in_order(self) -> list[str]:
        if len(self._sorted) < len(self._words):
            self._sorted += self._words[len(self._sorted) :]
            self._sorted.sort()
        return self._sorted

    def _holding(self, term: str) -> Iterator[int]:
        """Longer words with the term in them; a short one must be their beginning."""
        grams = _grams(term) or [_first(term)]
        lists = [self._grams.get(gram) for gram in grams]
        rarest = min((one for one in lists if one is not None), key=len, default=None)
        if rarest is None or None in lists:
            return
        for number in rarest:
            word = self._words[number]
            if word.startswith(term) or (len(term) >= _GRAM and term in word):
                yield number

    def _two_errors(self, term: str) -> Iterator[int]:
        """Of three parts of the term two errors leave one alone: words that hold it are measured.

        Each word that is that near has the part within two letters of its place.
        """
        size = len(term)
        if size < TWO_ERRORS:
            return
        seen: set[int] = set()
        for start in (0, size // 3, 2 * (size // 3)):
            for number in self._grams.get(term[start : start + _GRAM], ()):
                word = self._words[number]
                if number in seen or abs(len(word) - size) > 2:
                    continue
                seen.add(number)
                if errors_between(term, word, 2) <= 2:
                    yield number


def _grams(word: str) -> list[str]:
    return [word[at : at + _GRAM] for at in range(len(word) - _GRAM + 1)]


def _first(word: str) -> str:
    """By what words of one beginning are found, however short that is."""
    return f"^{word[:1]}"


def one_error(word: str, letters: Iterable[str]) -> Iterator[str]:
    """Everything that one typing error makes of the word."""
    known = tuple(letters)
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in known)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in known)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def errors_between(one: str, other: str, most: int) -> int:
    """How many typing errors make one of the other; more than ``most`` is not counted out."""
    row, before = list(range(len(other) + 1)), list[int]()
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, another in enumerate(other, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != another))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == another:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
