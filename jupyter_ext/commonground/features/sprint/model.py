"""A sprint as plain values: its tasks, its board, its people and what was stated at once.

``fold.py`` makes them of facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

COLUMNS: Mapping[str, str] = {
    "todo": "To do",
    "doing": "In progress",
    "review": "In review",
    "done": "Done",
}
"""The columns that every board has, with their headings; other ones come with imported statuses."""
DONE = "done"
DROPPED = "dropped"
"""What will not be done, and says so on the board: in no load, on no path, and not left over."""
OUT = "out"
"""Where a card goes that was taken out of the sprint: in no total, and still on the record."""
FIELDS = ("title", "assignee", "estimate", "after", "area", "files", "notes")
"""What a task says; each may be edited on its own."""
MOVES_SENT = 5
"""Moves of a card, the last ones, that are sent with it: all of them stay on the record."""
COMMENTS_SENT = 100
"""The same of its comments."""
Unit = Literal["points", "days"]
"""What estimates and capacities are counted in; a sprint has one."""
UNITS: tuple[Unit, ...] = get_args(Unit)
PLACE = "place"
"""Where a card is: its column and its position there, which a move states together."""


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a card, for good: who put it into which column, when."""

    id: str
    column: str
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said on a card, for good."""

    id: str
    text: str
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Divergence:
    """What two people stated of one card (or of the board) at the same time: ``field``, and each
    one's word.

    The last one counts until somebody states it again, having seen both.
    """

    field: str
    said: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Task:
    """A card. ``after`` names the tasks it waits for as they were written; ``key`` is its name.

    ``moves`` are all moves ever made, oldest first. ``heads`` are the facts to name as seen when a
    field is changed; ``apart`` what was changed by several at once. ``table``, ``cells`` and
    ``who`` are what an imported row held.
    """

    id: str
    key: str
    title: str
    assignee: str | None
    estimate: float | None
    after: tuple[str, ...]
    area: str | None
    files: tuple[str, ...]
    notes: str
    column: str
    position: str
    by: str
    at: int
    moves: tuple[Move, ...] = ()
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    apart: tuple[Divergence, ...] = ()
    table: str | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    who: tuple[str, ...] = ()
    said: Mapping[str, Any] = field(default_factory=dict)
    """The fields as the row said them, so that an export writes only what changed since."""
    source: str | None = None
    """What it came from, where it is an action of an earlier review or was carried over."""
    comments: tuple[Comment, ...] = ()
    began: str = "todo"
    """The column that it lay in first."""
    sizes: tuple[tuple[int, float | None], ...] = ()
    """Its estimates, oldest first, each with when it was given (ms since 1970)."""
    written: str | None = None
    """The assignee as it was written, where a member is shown by another name."""

    @property
    def done(self) -> bool:
        """Whether the work is finished."""
        return self.column == DONE

    @property
    def dropped(self) -> bool:
        """Whether it was decided not to do it."""
        return self.column == DROPPED

    @property
    def under_way(self) -> bool:
        """Whether somebody began it: a column of the team's own lies between to do and done."""
        return self.open and self.column != "todo"

    @property
    def open(self) -> bool:
        """Whether there is work left: neither done nor dropped nor taken out of the sprint."""
        return self.column not in (DONE, DROPPED, OUT)

    @property
    def size(self) -> float:
        """Its estimate, or 1 where nobody gave one."""
        return 1.0 if self.estimate is None else self.estimate


@dataclass(frozen=True, slots=True)
class TaskTable:
    """The form of an imported file: its columns in order, and how its lines were written."""

    id: str
    name: str
    header: tuple[str, ...]
    delimiter: str = ","
    newline: str = "\n"
    quoted: bool = False
    mark: str = ""
    """What stood before the header: a byte order mark, and a line such as ``sep=;``."""
    encoding: str = "utf-8"
    source: str = "csv"
    ended: bool = True
    """Whether the last line had an end."""


@dataclass(frozen=True, slots=True)
class Note:
    """What went well or badly, in somebody's words, once it is revealed.

    ``late``: it was noted in the open, after that.
    """

    what: str
    text: str
    by: str
    at: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """What the team will do about it: it becomes a task of the next sprint."""

    id: str
    title: str
    assignee: str | None
    by: str
    at: int


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Sprint:
    """A sprint as of now. ``start`` and ``end`` are days (ISO 8601), where somebody said so."""

    id: str
    goal: str
    start: str | None
    end: str | None
    by: str
    at: int
    tasks: tuple[Task, ...] = ()
    capacity: Mapping[str, float] = field(default_factory=dict)
    tables: Mapping[str, TaskTable] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    noted: tuple[str, ...] = ()
    """Who noted something in secret."""
    revealed: bool = False
    actions: tuple[Action, ...] = ()
    ended_at: int | None = None
    ended_by: str | None = None
    carry_over: str | None = None
    """The entry that the end of the sprint wrote."""
    unit: Unit | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    """By column, how many cards the team wants in it at most."""
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The facts to name as seen when the unit or a column's limit is changed."""
    apart: tuple[Divergence, ...] = ()
    """Which of these were changed by several at once."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the board, from left to right: last what is done, and what was dropped."""
        held = {task.column for task in self.planned}
        first = [name for name in COLUMNS if name != DONE]
        own = sorted(held - {*COLUMNS, DROPPED})
        return (*first, *own, DONE, *([DROPPED] if DROPPED in held else []))

    @property
    def planned(self) -> tuple[Task, ...]:
        """The tasks that are in the sprint, as they lie on the board, with those dropped."""
        return tuple(task for task in self.tasks if task.column != OUT)

    @property
    def work(self) -> tuple[Task, ...]:
        """The tasks that were done or are to be done: the dropped ones are none."""
        return tuple(task for task in self.planned if not task.dropped)

    def column(self, name: str) -> tuple[Task, ...]:
        """The cards of a column from top to bottom."""
        return tuple(task for task in self.tasks if task.column == name)

    def task(self, name: str) -> Task | None:
        """The task with that id, key or title; None where there is none or it is not clear."""
        wanted = name.strip()
        for same in (_by_id, _by_key, _by_title):
            found = [task for task in self.tasks if same(task, wanted)]
            if len(found) == 1:
                return found[0]
        return None


def heading(column: str) -> str:
    """How a column is headed."""
    return COLUMNS.get(column) or {OUT: "Taken out", DROPPED: "Dropped"}.get(column, column)


def _by_id(task: Task, name: str) -> bool:
    return task.id == name


def _by_key(task: Task, name: str) -> bool:
    return task.key.casefold() == name.casefold()


def _by_title(task: Task, name: str) -> bool:
    return task.title.casefold() == name.casefold()
