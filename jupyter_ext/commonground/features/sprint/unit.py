"""What the estimates of a sprint are counted in, as the team said or its files tell. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from .columns import places_of, plain_name, units_of
from .model import Sprint, TaskTable, Unit

_POINTS = frozenset(("story points", "story point estimate", "story point", "points", "weight"))
_DAYS = frozenset(("days", "original estimate", "time estimate", "time stats", "remaining work"))


def unit_of(sprint: Sprint) -> Unit | None:
    """Points or days: what the team chose, else as the files' columns are called.

    None where neither says it, or the files differ.
    """
    if sprint.unit is not None:
        return sprint.unit
    told = {unit for table in sprint.tables.values() for unit in _told(table)}
    return told.pop() if len(told) == 1 else None


def _told(table: TaskTable) -> Iterator[Unit]:
    timed = units_of(table.header, table.source)
    for place in places_of(table.header)["estimate"]:
        name = plain_name(table.header[place])
        if place in timed or name in _DAYS:
            yield "days"
        elif name in _POINTS:
            yield "points"
