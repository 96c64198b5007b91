"""Which small entries speak of one subject: groups of neighbours in meaning. Pure, deterministic.

The entry with most neighbours begins a group and takes them along, nearest first; then the next one
among those that are left. No model is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

Vectors = NDArray[numpy.float32]

NEAR, NEAR_BY_WORDS = 0.42, 0.25
"""Likeness from which two entries speak of one subject: by their meaning, and by words alone."""
FEWEST, MOST = 3, 12
"""Entries of a group."""


def clusters(
    ids: Sequence[str], rows: Vectors, least: float, apart: Sequence[object] = ()
) -> list[tuple[str, ...]]:
    """Groups of these ids, the largest first, each with its most central entry first.

    ``rows`` are their vectors of length 1; entries whose value in ``apart`` differs (another kind,
    another area) are never together.
    """
    count = len(ids)
    if count < FEWEST:
        return []
    order = sorted(range(count), key=lambda place: ids[place])
    likeness = (rows @ rows.T)[numpy.ix_(order, order)]
    near = likeness >= least
    if apart:
        marks = numpy.array([list(apart).index(apart[place]) for place in order])
        near &= marks[:, None] == marks[None, :]
    numpy.fill_diagonal(near, False)
    left, found = numpy.ones(count, bool), []
    while True:
        crowd = (near & left[None, :]).sum(axis=1) * left
        seed = int(numpy.argmax(crowd))
        if crowd[seed] < FEWEST - 1:
            break
        around = numpy.flatnonzero(near[seed] & left)
        nearest = around[numpy.argsort(-likeness[seed, around], kind="stable")][: MOST - 1]
        places = [seed, *(int(place) for place in nearest)]
        left[places] = False
        found.append(tuple(ids[order[place]] for place in places))
    return sorted(found, key=lambda group: (-len(group), group))
