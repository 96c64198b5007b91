"""Which documents hold which terms, kept up to date one by one, and scored by BM25F.

Documents are numbers here. One that was said in succession with others is found by its neighbours'
words, too, at a lower weight: in a conversation the answer seldom repeats the question.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

Scores = NDArray[numpy.float64]
Numbers = NDArray[numpy.int64]

K1, B = 0.9, 0.4
"""Saturation and length normalisation: those of Anserini's BM25 (Yang, Fang and Lin, 2017)."""
NEIGHBOUR = 0.4
"""How much a neighbour's word counts beside an own one; half of it one step further."""
STEPS = 2
FEW = 64
"""Numbers up to which it is not worth to close gaps."""
LONGEST_GAP = 15 * 60_000
"""Milliseconds between two remarks of one conversation."""


@dataclass(frozen=True, slots=True)
class Succession:
    """Where in a succession a document stands: ``line`` names what it belongs to.

    ``at`` is milliseconds since 1970. Neighbours are those of one line, no further apart than
    ``LONGEST_GAP``.
    """

    line: str
    at: int


class Postings:
    """Documents by number, which are added in order and end. Not safe for several threads."""

    def __init__(self) -> None:
        self._columns = _Columns()
        self._postings: defaultdict[str, tuple[array[int], array[int]]] = defaultdict(_no_counts)
        self._frequency: Counter[str] = Counter()
        self._living = 0
        self._order: _Order | None = None

    def append(self, terms: Sequence[str], place: Succession | None = None) -> int:
        """Add a document; its number. ``place`` is None for what stands by itself."""
        number = self._columns.append(len(terms), place)
        for term, count in Counter(terms).items():
            numbers, counts = self._postings[term]
            numbers.append(number)
            counts.append(count)
            self._frequency[term] += 1
        self._living += 1
        self._order = None
        return number

    def end(self, number: int, terms: Iterable[str]) -> None:
        """The document of that number, which had these terms, is found no more."""
        self._columns.end(number)
        self._frequency.subtract(set(terms))
        self._living -= 1
        self._order = None

    def rarity(self, term: str) -> float:
        """The term's inverse document frequency; at least 0, large for what nobody says."""
        frequency = self._frequency[term]
        return math.log(1 + (self._living - frequency + 0.5) / (frequency + 0.5))

    def beside(self, numbers: Numbers, values: Scores) -> Scores:
        """For every number its value, and a share of its neighbours' ones."""
        return self._arranged().spread(numbers, values)

    def score(self, term: str) -> Scores:
        """BM25F of every number for one term; 0 where it does not occur."""
        order = self._arranged()
        total = numpy.zeros(len(self._columns))
        if term in self._postings:
            numbers, counts = self._postings[term]
            found = order.spread(numpy_of(numbers), numpy_of(counts).astype(float))
            held = numpy.flatnonzero(found)
            often = found[held]
            damped = often * (K1 + 1) / (often + order.damping[held])
            total[held] = self.rarity(term) * damped
        return total

    def _arranged(self) -> _Order:
        if self._order is None:
            self._order = _Order(self._columns)
        return self._order


def numpy_of(column: array[int]) -> Numbers:
    """A copy of the column."""
    return numpy.array(column, numpy.int64)


def _no_counts() -> tuple[array[int], array[int]]:
    return array("q"), array("l")


class _Columns:
    """For each document: whether it is there, how long it is, and where it was said."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self.alive = array("b")
        self.length = array("l")
        self.line = array("l")
        """The number of its line; -1 for what stands by itself."""
        self.at = array("q")

    def __len__(self) -> int:
        return len(self.alive)

    def append(self, length: int, place: Succession | None) -> int:
        """The next one; its number."""
        self.alive.append(True)
        self.length.append(length)
        self.at.append(0 if place is None else place.at)
        line = -1 if place is None else self._lines.setdefault(place.line, len(self._lines))
        self.line.append(line)
        return len(self.alive) - 1

    def end(self, number: int) -> None:
        """It is not there any more."""
        self.alive[number] = False
        self.line[number] = -1


class _Order:
    """Who stands beside whom, and what a document's length does to its scores."""

    def __init__(self, columns: _Columns) -> None:
        self._alive = numpy.array(columns.alive, bool)
        self._beside = _beside(columns)
        taken = numpy.flatnonzero(self._alive)
        mixed = self.spread(taken, numpy.array(columns.length, float)[taken])
        mean = float(mixed[taken].mean()) if len(taken) else 1.0
        self.damping: Scores = K1 * (1 - B + B * mixed / max(mean, 1e-9))

    def spread(self, numbers: Numbers, counts: Scores) -> Scores:
        """The counts at their numbers, and a share of them at those beside."""
        total = numpy.zeros(len(self._alive))
        total[numbers] = counts
        total *= self._alive
        held = numpy.flatnonzero(total)
        own = total[held]
        for neighbours, weight in self._beside:
            there = neighbours[held]
            reached = there >= 0
            total[there[reached]] += weight * own[reached]
        return total


def _beside(columns: _Columns) -> list[tuple[Numbers, float]]:
    """For each step in either direction: everyone's neighbour (-1: none), and its weight."""
    line, at = numpy_of(columns.line), numpy_of(columns.at)
    placed = numpy.flatnonzero(line >= 0)
    placed = placed[numpy.lexsort((placed, at[placed], line[placed]))]
    one, two = placed[:-1], placed[1:]
    together = (line[one] == line[two]) & (at[two] - at[one] <= LONGEST_GAP)
    after = numpy.full(len(line), -1, numpy.int64)
    before = after.copy()
    after[one[together]] = two[together]
    before[two[together]] = one[together]
    return [*_steps(after), *_steps(before)]


def _steps(beside: Numbers) -> list[tuple[Numbers, float]]:
    found, reached = [], beside
    for step in range(STEPS):
        found.append((reached, NEIGHBOUR / 2**step))
        reached = numpy.where(reached >= 0, beside[reached], -1)
    return found
