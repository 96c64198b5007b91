"""What somebody found in a file and would have the team agree on: always a proposal."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import StringConstraints

from ...core.command import Command
from ...core.entry import SharedKind
from ...core.fields import Area, Text
from ...core.plan import Plan
from ...core.planner import Planner

FoundIn = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class Propose(Text, Command):
    """Propose an entry with the place that it was found in (``CLAUDE.md:12#testing``).

    It waits for the context owner whatever its kind and whoever sends it. ``area`` None: for
    everybody.
    """

    command: Literal["propose"] = "propose"
    previewed = True
    kind: SharedKind
    area: Area | None = None
    found: FoundIn

    @property
    def kept_text(self) -> Text | None:
        """Title and body."""
        return Text(title=self.title, body=self.body)

    def plan(self, planner: Planner) -> Plan:
        """A new entry that waits. Raises NotAllowed where only the owner writes such entries."""
        plan = planner.add_entry(self.kind, self, self.area)
        ((room, change),) = plan.writes
        waits = tuple(
            replace(r, status="proposed", reason=f"Found in {self.found}") for r in change.revisions
        )
        return replace(plan, writes=((room, replace(change, revisions=waits)),))


COMMANDS: tuple[type[Command], ...] = (Propose,)
