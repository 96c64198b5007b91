"""The statements nearest to one in meaning, whatever their likeness. Pure; works on vectors.

What is near to everything ("we use it in all services") is nearest to nothing: from each likeness
half of what the other one is like its own nearest ones is taken off (CSLS, Lample et al., 2018).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy
from numpy.typing import NDArray

Vectors = NDArray[numpy.float32]

CROWD = 10
"""How many of a statement's own nearest ones tell how crowded it is there."""
COMPARED = 32
"""The most alike ones, of which the nearest are chosen."""


class Neighbourhood:
    """Statements as rows of length 1, in which nearest ones are looked for."""

    def __init__(self, rows: Vectors) -> None:
        self._rows = rows
        self._crowded: dict[int, float] = {}

    def nearest(
        self, row: Vectors, most: int, may: Callable[[int], bool] = lambda place: True
    ) -> list[tuple[int, float]]:
        """The places of the nearest ``most`` that may be taken, and how alike (-1 to 1) each is."""
        if not len(self._rows):
            return []
        alike = self._rows @ row
        order = [int(place) for place in numpy.argsort(-alike, kind="stable")]
        found: list[int] = []
        for place in order:
            if may(place):
                found.append(place)
                if len(found) == COMPARED:
                    break
        found.sort(key=lambda place: (self._crowding(place) - 2 * float(alike[place]), place))
        return [(place, float(alike[place])) for place in found[:most]]

    def beside(self, place: int, most: int) -> list[tuple[int, float]]:
        """The same for one of the rows, which is not its own neighbour."""
        return self.nearest(self._rows[place], most, lambda other: other != place)

    def _crowding(self, place: int) -> float:
        known = self._crowded.get(place)
        if known is None:
            alike = numpy.delete(self._rows @ self._rows[place], place)
            most = min(CROWD, len(alike))
            known = float(numpy.partition(alike, -most)[-most:].mean()) if most else 0.0
            self._crowded[place] = known
        return known
