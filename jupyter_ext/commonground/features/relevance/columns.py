"""The items of a ranking in columns, so that all of them are weighed at once.

An item is a number here; what ended keeps its number, and is reached no more.
"""

from __future__ import annotations

from array import array

import numpy
from numpy.typing import NDArray

from .model import Rankable, Sought
from .terms import terms

Scores = NDArray[numpy.float64]
Numbers = NDArray[numpy.int64]
Vectors = NDArray[numpy.float32]

NEW, HALF = 0.5, 50
"""What being the newest adds to a score; halved by so many newer items."""
KINDS = {"convention": 1.1, "decision": 1.1}
"""What a kind multiplies a score by; 1 for the others."""


class RankableColumns:
    """Append items, end them, and ask for columns."""

    def __init__(self) -> None:
        self.items: list[Rankable] = []
        self.said: list[tuple[str, ...]] = []
        self._vectors: Vectors = numpy.zeros((0, 0), numpy.float32)
        """A row for each number; zeros until its meaning was read, which may be behind the end."""
        self._areas: dict[str | None, int] = {}
        self._authors: dict[str, int] = {}
        self._living_by: dict[str, int] = {}
        self._alive = array("b")
        self._area = array("l")
        self._author = array("l")
        self._always = array("b")
        self._remark = array("b")
        self._at = array("q")
        self._kind = array("d")
        self._worth: Scores | None = None

    def append(self, item: Rankable, said: tuple[str, ...]) -> int:
        """Add an item and its terms; its number."""
        self.items.append(item)
        self.said.append(said)
        self._alive.append(True)
        self._area.append(self._areas.setdefault(item.area, len(self._areas)))
        self._author.append(self._authors.setdefault(item.author, len(self._authors)))
        self._living_by[item.author] = self._living_by.get(item.author, 0) + 1
        self._always.append(item.always)
        self._remark.append(item.remark)
        self._at.append(item.at)
        self._kind.append(KINDS.get(item.kind, 1.0))
        self._worth = None
        return len(self.items) - 1

    def end(self, number: int) -> None:
        """It is reached no more."""
        self._alive[number] = False
        self._living_by[self.items[number].author] -= 1
        self._worth = None

    def mean(self, number: int, row: Vectors) -> None:
        """The item's meaning, as a vector of length 1."""
        rows, width = self._vectors.shape
        if number >= rows or width != len(row):
            grown = numpy.zeros((max(64, 2 * len(self.items)), len(row)), numpy.float32)
            if width == len(row):
                grown[:rows] = self._vectors
            self._vectors = grown
        self._vectors[number] = row

    def meaning(self, number: int) -> Vectors | None:
        """The item's meaning; None until it was read."""
        row: Vectors = self._vectors[number : number + 1]
        return row[0] if row.any() else None

    def likeness(self, numbers: Numbers, row: Vectors) -> Scores:
        """How near in meaning each of them is to a text's vector, from 0 to 1."""
        found = numpy.zeros(len(numbers))
        read = numbers < len(self._vectors)
        if read.any():
            found[read] = numpy.maximum(self._vectors[numbers[read]] @ row, 0)
        return found

    def reached(self, sought: Sought) -> Numbers:
        """The numbers of those that may be shown."""
        open_areas = [code for area, code in self._areas.items() if sought.reaches(area)]
        alive = numpy.array(self._alive, bool)
        return numpy.flatnonzero(alive & numpy.isin(numpy.array(self._area), open_areas))

    def remark(self) -> NDArray[numpy.bool_]:
        """For each number whether it is a remark of a conversation."""
        return numpy.array(self._remark, bool)

    def always(self) -> NDArray[numpy.bool_]:
        """For each number whether it is shown whatever is asked."""
        return numpy.array(self._always, bool)

    def names(self) -> set[str]:
        """The terms of the names of all who wrote something that is there."""
        return {t for author, n in self._living_by.items() if n for t in terms(author)}

    def named(self, names: set[str]) -> Scores:
        """For each number 1 where one of the names is its author's, else 0."""
        meant = [code for who, code in self._authors.items() if not names.isdisjoint(terms(who))]
        return numpy.isin(numpy.array(self._author), meant).astype(float)

    def worth(self) -> Scores:
        """What kind and newness multiply each number's score by."""
        if self._worth is None:
            at = numpy.array(self._at)
            living = numpy.sort(at[numpy.array(self._alive, bool)])
            newer = len(living) - numpy.searchsorted(living, at, "right")
            self._worth = numpy.array(self._kind) * (1 + NEW * 2.0 ** (-newer / HALF))
        return self._worth
