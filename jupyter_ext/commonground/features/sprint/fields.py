"""The fields of a sprint's commands, and what all commands about one have in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints

from ...core.command import Command
from ...core.fields import MAX_BODY, Identifier
from ...core.plan import Plan
from ...core.planner import Planner
from ...errors import InvalidCommand, UnknownId
from .fold import sprint_in
from .model import Sprint


def _a_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("a day is written YYYY-MM-DD") from None


Day = Annotated[str, StringConstraints(min_length=10, max_length=10), AfterValidator(_a_day)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Goal = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Amount = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False, strict=False)]
Card = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Notes = Annotated[str, StringConstraints(max_length=MAX_BODY)]
Remark = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Several = Annotated[list[Annotated[str, StringConstraints(max_length=500)]], Field(max_length=50)]
FieldName = Literal["title", "assignee", "estimate", "after", "area", "files", "notes"]
MAX_FILE = 16_000_000
"""Characters of a file with tasks."""


def sprint_of(planner: Planner, about: str) -> Sprint:
    """The sprint of that id, as it is. Raises UnknownId."""
    sprint = sprint_in(planner.shared(), about)
    if sprint is None:
        raise UnknownId("There is no such sprint.", "Begin one: %cg sprint new GOAL")
    return sprint


def running_sprint(planner: Planner, about: str) -> Sprint:
    """The same, if its plan may still change. Raises UnknownId or InvalidCommand."""
    sprint = sprint_of(planner, about)
    if sprint.ended_at is not None:
        raise InvalidCommand("This sprint has ended.", "Begin the next: %cg sprint new GOAL")
    return sprint


class SprintCommand(Command):
    """A command about a sprint that has begun."""

    sprint: Identifier

    @property
    def thing(self) -> str | None:
        """The sprint."""
        return self.sprint

    def current(self, planner: Planner) -> Sprint:
        """The sprint as it is. Raises UnknownId."""
        return sprint_of(planner, self.sprint)

    def running(self, planner: Planner) -> Sprint:
        """The sprint, if its plan may still change. Raises UnknownId or InvalidCommand."""
        return running_sprint(planner, self.sprint)

    def one(self, planner: Planner, name: str, value: Mapping[str, Any]) -> Plan:
        """A plan of one fact, in the team's room."""
        return planner.said(self.sprint, planner.fact(self.sprint, name, value))
