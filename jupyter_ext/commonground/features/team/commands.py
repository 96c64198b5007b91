"""The command that changes a setting of the team, or one's own."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from ...core.command import Command
from ...core.ids import TEAM
from ...core.plan import Change, Plan
from ...core.planner import Planner
from ...core.setting import Setting


class Set(Command):
    """Change a setting of the team (or a personal one); features declare which there are."""

    command: Literal["set"] = "set"
    needs = "reader"
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    value: Any

    def plan(self, planner: Planner) -> Plan:
        """One change, on the record; a personal one in the member's own room. Raises NotAllowed."""
        planner.settings.require(planner.member, self.name)
        value = planner.settings.checked(self.name, self.value)
        key, by = planner.new_id("c"), planner.member.username
        setting = Setting(key, self.name, value, by, planner.at)
        kind = planner.settings.of(self.name)
        room = planner.own_room if kind is not None and kind.personal else TEAM
        return Plan(((room, Change(settings=(setting,))),))


COMMANDS: tuple[type[Command], ...] = (Set,)
