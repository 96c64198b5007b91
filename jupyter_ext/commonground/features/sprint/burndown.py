"""How a sprint's work went down, day by day: from the recorded moves and estimates alone.

Pure, over a sprint and the time. Days are those of UTC; sizes are in the unit of the estimates, and
a card without an estimate counts as 1, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from .model import DONE, DROPPED, OUT, Sprint, Task

MOST_DAYS = 120
"""Days that are counted one by one; of a longer sprint these are the last ones."""


@dataclass(frozen=True, slots=True)
class BurndownDay:
    """The end of a day: what was left of how much work, and what an even pace would have left.

    ``left`` and ``scope`` are None for days to come and before the sprint was begun; ``ideal`` is
    where it has no end.
    """

    day: str
    left: float | None
    scope: float | None
    ideal: float | None


def burndown(sprint: Sprint, now: int) -> tuple[BurndownDay, ...]:
    """Every day from the sprint's start to its end, or to today (``now``, ms since 1970)."""
    today = _day(sprint.ended_at or now)
    first = date.fromisoformat(sprint.start) if sprint.start else _day(sprint.at)
    last = date.fromisoformat(sprint.end) if sprint.end else max(today, first)
    days = list(_days(min(first, last), max(last, first)))[-MOST_DAYS:]
    told = [_told(sprint, day, today) for day in days]
    known = [day.scope for day in told if day.scope is not None]
    begun = known[0] if known else _at(sprint, now)[1]
    paces = _even_pace(days, begun) if sprint.end else [None] * len(days)
    return tuple(replace(day, ideal=pace) for day, pace in zip(told, paces, strict=True))


def _told(sprint: Sprint, day: date, today: date) -> BurndownDay:
    """A day without the even pace: nothing of one before the sprint was begun, or to come."""
    if day > today or _end(day) < sprint.at:
        return BurndownDay(day.isoformat(), None, None, None)
    left, scope = _at(sprint, _end(day))
    return BurndownDay(day.isoformat(), left, scope, None)


def _at(sprint: Sprint, moment: int) -> tuple[float, float]:
    """What was left, and of how much, at a moment."""
    left = scope = 0.0
    for task in sprint.tasks:
        column = _column(task, moment)
        if column not in (None, OUT, DROPPED):
            size = _size(task, moment)
            scope += size
            left += 0.0 if column == DONE else size
    return round(left, 4), round(scope, 4)


def _column(task: Task, moment: int) -> str | None:
    """Where a card lay; None before there was one."""
    if task.at > moment:
        return None
    moved = [move.column for move in task.moves if move.at <= moment]
    return moved[-1] if moved else task.began


def _size(task: Task, moment: int) -> float:
    given = [estimate for at, estimate in task.sizes if at <= moment]
    last = given[-1] if given else None
    return 1.0 if last is None else last


def _even_pace(days: list[date], begun: float) -> list[float | None]:
    """An even pace over the working days; over all of them where none is one."""
    works = [day.weekday() < 5 for day in days]
    works = works if any(works) else [True] * len(days)
    pace = begun / sum(works)
    return [round(begun - pace * sum(works[: place + 1]), 2) + 0.0 for place in range(len(days))]


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _day(moment: int) -> date:
    return datetime.fromtimestamp(moment / 1000, UTC).date()


def _start(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp() * 1000)


def _end(day: date) -> int:
    return _start(day + timedelta(days=1)) - 1
