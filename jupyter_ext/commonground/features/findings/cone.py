"""The cone of a result: the runs of cells that it can depend on, found from their names. Pure.

A run is one execution of a cell, in the order in which they happened; what a cell said when it ran
counts, not what it says now. The cone errs on the side of more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...core.metric import UsedMetric
from .cell_names import CellNames, NameMeanings
from .names import names_in, with_metrics


@dataclass(frozen=True, slots=True)
class CellRun:
    """One execution: the cell's id (empty: not known), its source then, and its number.

    One that was not ``fine`` raised: what it was to set may have stayed what it was. ``metrics``
    are the expressions that it computed for the team's metrics.
    """

    cell: str
    source: str
    count: int
    fine: bool = True
    metrics: Mapping[UsedMetric, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cone:
    """The runs that a result can depend on, in order, and why there may be more (in words)."""

    runs: tuple[CellRun, ...]
    uncertain: tuple[str, ...] = ()


def cone_of(runs: Sequence[CellRun], extra: Iterable[str] = ()) -> Cone:
    """The cone of the last of these runs, and of the names ``extra`` as they are after it."""
    if not runs:
        return Cone(())
    read = _read(runs)
    found = _Search(read).from_last(extra)
    said = [f"cell {runs[n].count}: {why}" for n in sorted(found) for why in read[n].uncertain]
    return Cone(tuple(runs[n] for n in sorted(found)), tuple(dict.fromkeys(said)))


def _read(runs: Sequence[CellRun]) -> list[CellNames]:
    found: list[CellNames] = []
    known = NameMeanings()
    for run in runs:
        names = names_in(with_metrics(run.source, run.metrics), known)
        known = names.known
        if not run.fine:
            names.changes |= names.sets
            names.sets.clear()
        found.append(names)
    return found


class _Search:
    """From what is needed to what may have given it, until nothing new is found."""

    def __init__(self, read: Sequence[CellNames]) -> None:
        self._read = read
        self._last = len(read)
        self._found: set[int] = set()
        self._asked: set[tuple[str, int]] = set()
        self._links = _links(read)

    def from_last(self, extra: Iterable[str]) -> set[int]:
        """The places of the runs that the last one can depend on, its own among them."""
        self._take(self._last - 1)
        for name in extra:
            self._need(name, self._last)
        for place, names in enumerate(self._read):
            if names.uncertain:  # it may set or change anything
                self._take(place)
        return self._found

    def _take(self, first: int) -> None:
        pending = [first]
        while pending:
            place = pending.pop()
            if place in self._found:
                continue
            self._found.add(place)
            names = self._read[place]
            for name in names.reads:
                pending += self._givers(name, place)
            for name in names.later:
                pending += self._ever_given(name)
            for name in names.changes & names.reads:
                pending += self._givers(name, place)

    def _need(self, name: str, before: int) -> None:
        for place in self._givers(name, before):
            self._take(place)

    def _givers(self, name: str, before: int) -> list[int]:
        """The runs before that place which may have given the name its object, or changed it."""
        if (name, before) in self._asked:
            return []
        self._asked.add((name, before))
        found: list[int] = []
        for place in range(before - 1, -1, -1):
            names = self._read[place]
            if name in names.sets or name in names.changes:
                found.append(place)
                if name in names.sets and name not in names.changes:
                    break
        return found + self._changers(name, before)

    def _ever_given(self, name: str) -> list[int]:
        """The runs that gave it an object at any time: when a function is called is not known."""
        if (name, -1) in self._asked:
            return []
        self._asked.add((name, -1))
        given = [n for n, one in enumerate(self._read) if name in one.sets or name in one.changes]
        return given + self._changers(name, self._last)

    def _changers(self, name: str, before: int) -> list[int]:
        """The runs that may have changed the object by another name that leads to it."""
        same = self._links.get(name)
        if same is None:
            return []
        return [place for place in range(before) if not same.isdisjoint(self._read[place].changes)]


def _links(read: Sequence[CellNames]) -> dict[str, set[str]]:
    """For each name all names that may lead to the same object, over all runs."""
    groups: dict[str, set[str]] = {}
    for names in read:
        for linked in names.linked:
            joined = set(linked).union(*(groups.get(name, ()) for name in linked))
            for name in joined:
                groups[name] = joined
    return groups
