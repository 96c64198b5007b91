"""What members say of a handoff: that they know it, and what they take over in their own words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ...core.command import Command
from ...core.fields import Identifier
from ...core.ids import TEAM
from ...core.plan import Plan
from ...core.planner import Planner
from ...core.role import at_least
from ...errors import InvalidCommand, NotAllowed
from .report import ACKNOWLEDGED, PREFIX

Restated = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]


class AcknowledgeHandoff(Command):
    """Say up to when one knows what happened, and ``restated``: what one takes over.

    ``until`` is that of the handoff that was read (ms since 1970); ``handoffs`` are written ones
    that it covered. What is restated is for the whole team; without it, it is one's own.
    """

    command: Literal["acknowledge_handoff"] = "acknowledge_handoff"
    needs = "reader"
    until: Annotated[int, Field(ge=0)]
    restated: Restated = ""
    handoffs: list[Identifier] = Field(default_factory=list, max_length=200)

    def plan(self, planner: Planner) -> Plan:
        """One fact. Raises InvalidCommand for a time to come, NotAllowed for a reader's words."""
        if self.until > planner.at:
            raise InvalidCommand(
                "Nobody knows yet what is to come.", "Acknowledge up to the time of the handoff."
            )
        if self.restated and not at_least(planner.member.role, "contributor"):
            raise NotAllowed(
                f"Your role here is {planner.member.role}, and what is restated is for everybody.",
                "Acknowledge without words, or ask an admin for the role.",
            )
        about = planner.new_id(PREFIX)
        value = {"until": self.until, "restated": self.restated, "handoffs": self.handoffs}
        fact = planner.fact(about, ACKNOWLEDGED, value)
        return planner.said(about, fact, room=TEAM if self.restated else planner.own_room)


COMMANDS: tuple[type[Command], ...] = (AcknowledgeHandoff,)
