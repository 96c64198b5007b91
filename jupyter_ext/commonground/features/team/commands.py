"""The command that changes a setting of the team, or one's own."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from ...core.command import Command
from ...core.ids import TEAM
from ...core.plan import Change, Plan
from ...core.planner import Planner
from ...core.setting import Setting
from ...errors import InvalidCommand

NAMED = 5
"""Names that a refusal spells out."""


class Set(Command):
    """Change a setting of the team (or a personal one); features declare which there are."""

    command: Literal["set"] = "set"
    needs = "reader"
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    value: Any

    def plan(self, planner: Planner) -> Plan:
        """One change, on the record; a personal one in the member's own room.

        Raises NotAllowed, InvalidCommand.
        """
        planner.settings.require(planner.member, self.name)
        value = planner.settings.checked(self.name, self.value)
        self._require_members(planner, value)
        key, by = planner.new_id("c"), planner.member.username
        setting = Setting(key, self.name, value, by, planner.at)
        kind = planner.settings.of(self.name)
        room = planner.own_room if kind is not None and kind.personal else TEAM
        return Plan(((room, Change(settings=(setting,))),))

    def _require_members(self, planner: Planner, value: Any) -> None:
        """Raise InvalidCommand where the value names anew whom nobody knows."""
        before = planner.settings.people(self.name, planner.value_of(self.name))
        fresh = planner.settings.people(self.name, value) - before
        if not fresh:
            return
        unknown = sorted(fresh.difference(planner.people(), [planner.member.username]))
        if unknown:
            raise InvalidCommand(
                f"Nobody here has the username {' or '.join(unknown[:NAMED])}.",
                "Choose members whom the tab People lists; an admin invites others there.",
            )


COMMANDS: tuple[type[Command], ...] = (Set,)
