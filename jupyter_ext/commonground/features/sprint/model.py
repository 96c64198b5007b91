"""A sprint as plain values: its tasks, its board, its people and what was stated at once.

``fold.py`` makes them of facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

COLUMNS: Mapping[str, str] = {
    "todo": "To do",
    "doing": "In progress",
    "review": "In review",
    "done": "Done",
}
"""The columns that every board has, with their headings; other ones come with imported statuses."""
DONE = "done"
OUT = "out"
"""Where a card goes that was taken out of the sprint: in no total, and still on the record."""
FIELDS = ("title", "assignee", "estimate", "after", "area", "files", "notes")
"""What a task says; each may be edited on its own."""
MOVES_SENT = 5
"""Moves of a card, the last ones, that are sent with it: all of them stay on the record."""
PLACE = "place"
"""Where a card is: its column and its position there, which a move states together."""


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a card, for good: who put it into which column, when."""

    id: str
    column: str
    by: str
    at: int

    def to_wire(self) -> dict[str, Any]:
        """JSON: the fields as they are."""
        return {"id": self.id, "column": self.column, "by": self.by, "at": self.at}


@dataclass(frozen=True, slots=True)
class Divergence:
    """What two people stated of one card at the same time: ``field``, and each one's word.

    The last one counts until somebody states it again, having seen both.
    """

    field: str
    said: tuple[tuple[str, Any], ...]

    def to_wire(self) -> dict[str, Any]:
        """JSON: pairs as objects."""
        return {"field": self.field, "said": [{"by": by, "value": v} for by, v in self.said]}


@dataclass(frozen=True, slots=True)
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

    @property
    def done(self) -> bool:
        """Whether the work is finished."""
        return self.column == DONE

    @property
    def size(self) -> float:
        """Its estimate, or 1 where nobody gave one."""
        return 1.0 if self.estimate is None else self.estimate

    def to_wire(self) -> dict[str, Any]:
        """JSON for the board and for notebooks."""
        return {
            "id": self.id,
            "key": self.key,
            "title": self.title,
            "assignee": self.assignee,
            "estimate": self.estimate,
            "after": list(self.after),
            "area": self.area,
            "files": list(self.files),
            "notes": self.notes,
            "column": self.column,
            "position": self.position,
            "by": self.by,
            "at": self.at,
            "moves": [move.to_wire() for move in self.moves[-MOVES_SENT:]],
            "heads": {name: list(ids) for name, ids in self.heads.items()},
            "apart": [each.to_wire() for each in self.apart],
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class TaskTable:
    """The form of an imported file: its columns in order, and how its lines were written."""

    id: str
    name: str
    header: tuple[str, ...]
    delimiter: str = ","
    newline: str = "\n"
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What went well or badly, in somebody's words, once it is revealed."""

    what: str
    text: str
    by: str
    at: int

    def to_wire(self) -> dict[str, Any]:
        """JSON: the fields as they are."""
        return {"what": self.what, "text": self.text, "by": self.by, "at": self.at}


@dataclass(frozen=True, slots=True)
class Action:
    """What the team will do about it: it becomes a task of the next sprint."""

    id: str
    title: str
    assignee: str | None
    by: str
    at: int

    def to_wire(self) -> dict[str, Any]:
        """JSON: the fields as they are."""
        return {
            "id": self.id,
            "title": self.title,
            "assignee": self.assignee,
            "by": self.by,
            "at": self.at,
        }


@dataclass(frozen=True, slots=True)
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
    revealed: bool = False
    actions: tuple[Action, ...] = ()
    ended_at: int | None = None
    ended_by: str | None = None
    carry_over: str | None = None
    """The entry that the end of the sprint wrote."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the board, from left to right; the last one is for what is done."""
        own = dict.fromkeys(t.column for t in self.planned if t.column not in COLUMNS)
        first = [name for name in COLUMNS if name != DONE]
        return (*first, *sorted(own), DONE)

    @property
    def planned(self) -> tuple[Task, ...]:
        """The tasks that are in the sprint, as they lie on the board."""
        return tuple(task for task in self.tasks if task.column != OUT)

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

    def to_wire(self) -> dict[str, Any]:
        """JSON for the board and for notebooks."""
        return {
            "id": self.id,
            "goal": self.goal,
            "start": self.start,
            "end": self.end,
            "by": self.by,
            "at": self.at,
            "columns": [{"name": name, "title": heading(name)} for name in self.columns],
            "tasks": [task.to_wire() for task in self.tasks],
            "capacity": dict(self.capacity),
            "notes": [note.to_wire() for note in self.notes],
            "revealed": self.revealed,
            "actions": [action.to_wire() for action in self.actions],
            "ended_at": self.ended_at,
            "ended_by": self.ended_by,
            "carry_over": self.carry_over,
        }


def heading(column: str) -> str:
    """How a column is headed."""
    return COLUMNS.get(column, "Taken out" if column == OUT else column)


def _by_id(task: Task, name: str) -> bool:
    return task.id == name


def _by_key(task: Task, name: str) -> bool:
    return task.key.casefold() == name.casefold()


def _by_title(task: Task, name: str) -> bool:
    return task.title.casefold() == name.casefold()
