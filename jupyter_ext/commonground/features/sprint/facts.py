"""What the facts of sprints hold, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from ...core.texts import Id, Name, Person, Prose


class SprintBegun(TypedDict, total=False):
    """Goal and days."""

    goal: Prose
    start: Name | None
    end: Name | None
    unit: Name | None


class UnitChosen(TypedDict):
    """What estimates are counted in."""

    unit: Name


class LimitSet(TypedDict):
    """How many cards a column should have at most; None: as many as there are."""

    column: Prose
    most: int | None


class Commented(TypedDict):
    """What somebody said on a card."""

    task: Id
    text: Prose


class PokerOpened(TypedDict):
    """The card of a sprint that a round estimates."""

    sprint: Id
    task: Id


class PokerEstimated(TypedDict):
    """What somebody estimates; None: they can't tell."""

    estimate: float | None


class TableRead(TypedDict, total=False):
    """The form of a file that tasks came from."""

    name: Prose
    header: list[Prose]
    delimiter: str
    newline: str
    quoted: bool
    source: Name
    mark: str
    encoding: Name
    ended: bool


TaskOrigin = TypedDict("TaskOrigin", {"from": Id}, total=False)
"""The task or action of an earlier sprint that it comes from."""


class TaskSaid(TaskOrigin, total=False):
    """Fields of a task, as somebody or a file's row says them."""

    title: Prose
    assignee: Person | None
    estimate: float | None
    after: list[Prose]
    area: Name | None
    files: list[Prose]
    notes: Prose | None
    key: Prose
    column: Prose
    position: str
    task: Name
    table: Id
    row: int
    cells: dict[str, Prose]
    who: list[Person]


class TaskEdited(TaskSaid, total=False):
    """The same, beside all that the file's row says (``said``)."""

    said: TaskSaid


class CapacitySaid(TypedDict):
    """How much somebody can do."""

    who: Person
    amount: float


class Remarked(TypedDict):
    """What went well or badly."""

    what: Name
    text: Prose


class ActionAgreed(TypedDict, total=False):
    """What somebody will do about it."""

    title: Prose
    assignee: Person | None


class SprintEnded(TypedDict, total=False):
    """The entry that says what is carried over."""

    entry: Id | None


FACTS: Mapping[str, type] = {
    "sprint:new": SprintBegun,
    "sprint:about": SprintBegun,
    "sprint:table": TableRead,
    "sprint:task": TaskSaid,
    "sprint:edit": TaskEdited,
    "sprint:move": TaskSaid,
    "sprint:capacity": CapacitySaid,
    "sprint:note": Remarked,
    "sprint:action": ActionAgreed,
    "sprint:end": SprintEnded,
    "sprint:unit": UnitChosen,
    "sprint:limit": LimitSet,
    "sprint:comment": Commented,
    "poker:open": PokerOpened,
    "poker:estimate": PokerEstimated,
    "poker:close": PokerEstimated,
}
