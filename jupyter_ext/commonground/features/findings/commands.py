"""What the server says of findings in a member's name: that one is shared, and what a check found.

Nobody sends these: what a kernel gathered comes with a cell's magic, and the server checks it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from ...core.command import Command
from ...core.fields import Area, Identifier, Text
from ...core.plan import Plan
from ...core.planner import Planner
from .model import CHECKED, SHARED, CheckState


class ShareFinding(Text, Command):
    """Add a result to the team's context, with what made it. ``made`` is a ``FindingShared``."""

    command: Literal["share_finding"] = "share_finding"
    from_people = False
    bulk = True
    area: Area | None = None
    made: dict[str, Any]

    @property
    def kept_text(self) -> Text | None:
        """Claim and figures."""
        return Text(title=self.title, body=self.body)

    def plan(self, planner: Planner) -> Plan:
        """An entry of kind knowledge, and one fact about it in the same room."""
        plan = planner.add_entry("knowledge", self, self.area, source="cell")
        assert plan.entry is not None
        fact = planner.fact(plan.entry, SHARED, self.made)
        return planner.said(plan.entry, fact, after=plan, room=planner.room_of(self.area))


class RecordCheck(Command):
    """What running a finding's cells again gave."""

    command: Literal["record_check"] = "record_check"
    from_people = False
    finding: Identifier
    state: CheckState
    cause: Annotated[str, Field(max_length=2_000)] = ""
    differences: Annotated[list[dict[str, str]], Field(max_length=200)] = []  # noqa: RUF012

    @property
    def thing(self) -> str:
        """The finding."""
        return self.finding

    def plan(self, planner: Planner) -> Plan:
        """One fact, where the entry is. Raises UnknownId."""
        entry = planner.shared_entry(self.finding)
        value = {"state": self.state, "cause": self.cause, "differences": self.differences}
        return planner.said(entry.id, planner.fact(entry.id, CHECKED, value), room=entry.room)


COMMANDS: tuple[type[Command], ...] = (ShareFinding, RecordCheck)
