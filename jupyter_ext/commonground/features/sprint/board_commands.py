"""What a team says on its board beside the cards' fields: comments, the unit, limits of columns."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...core.fields import Identifier
from ...core.plan import Plan
from ...core.planner import Planner
from ...errors import InvalidCommand
from .fields import Card, Name, Remark, SprintCommand
from .heads import LIMIT, UNIT
from .model import Sprint, Unit
from .task_commands import card_in

Seen = Annotated[list[Identifier], Field(max_length=64)]
MAX_LIMIT = 1_000


class SprintComment(SprintCommand):
    """Say something on a card, for everybody."""

    command: Literal["sprint_comment"] = "sprint_comment"
    task: Card
    text: Remark

    def plan(self, planner: Planner) -> Plan:
        """One fact: comments stand beside each other, whoever wrote at the same time."""
        task = card_in(self.current(planner), self.task)
        return self.one(planner, "sprint:comment", {"task": task.id, "text": self.text})


class SprintUnit(SprintCommand):
    """Choose what estimates and capacities are counted in: points or days.

    ``seen`` are the facts that chose it as its author saw; left out: those of now.
    """

    command: Literal["sprint_unit"] = "sprint_unit"
    unit: Unit
    seen: Seen | None = None

    def plan(self, planner: Planner) -> Plan:
        """One fact."""
        sprint = self.running(planner)
        seen = _seen(sprint, UNIT, self.seen)
        return planner.said(
            self.sprint, planner.fact(self.sprint, "sprint:unit", {"unit": self.unit}, seen=seen)
        )


class SprintLimit(SprintCommand):
    """Say how many cards a column should have at most; null: as many as there are.

    It stops nobody from moving a card: the column says that there are too many.
    """

    command: Literal["sprint_limit"] = "sprint_limit"
    column: Name
    most: Annotated[int, Field(ge=1, le=MAX_LIMIT)] | None
    seen: Seen | None = None

    def plan(self, planner: Planner) -> Plan:
        """One fact. Raises InvalidCommand for a column that the board has not."""
        sprint = self.running(planner)
        if self.column not in sprint.columns:
            columns = ", ".join(sprint.columns)
            raise InvalidCommand(f"There is no column {self.column!r}.", f"Columns: {columns}.")
        value = {"column": self.column, "most": self.most}
        seen = _seen(sprint, f"{LIMIT}{self.column}", self.seen)
        return planner.said(
            self.sprint, planner.fact(self.sprint, "sprint:limit", value, seen=seen)
        )


BOARD_COMMANDS = (SprintComment, SprintUnit, SprintLimit)


def _seen(sprint: Sprint, name: str, seen: list[str] | None) -> list[str]:
    return list(sprint.heads.get(name, ())) if seen is None else seen
