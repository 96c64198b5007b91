"""The command that writes down what a part of a file brings. The server alone makes it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, SkipValidation

from ...core.command import Command
from ...core.entry import Entry
from ...core.plan import Change, Plan
from ...core.planner import Planner
from ...core.role import Member, Role
from ...core.snapshot import Snapshot

How = Literal["proposals", "history"]


class ImportCommand(Command):
    """What a part of a file brings, as it was placed. The importer is on record, nobody else.

    ``writes`` are changes by room. What somebody else brought meanwhile is not written twice.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    command: Literal["import"] = "import"
    from_people = False
    bulk = True
    how: How
    file: str
    writes: SkipValidation[Any]

    def needed(self, member: Member) -> Role | None:
        """Only an admin takes over what others are said to have written."""
        return LEAST[self.how]

    def plan(self, planner: Planner) -> Plan:
        """The changes, without what is here by now."""
        kept = ((room, _fresh(change, planner.rooms.get(room))) for room, change in self.writes)
        return Plan(tuple((room, change) for room, change in kept if change != Change()))


LEAST: dict[How, Role] = {"proposals": "contributor", "history": "admin"}


def _fresh(change: Change, room: Snapshot | None) -> Change:
    if room is None:
        return change
    return Change(
        tuple(r for r in change.revisions if not _holds(room, r.entry, r.id)),
        tuple(e for e in change.entries if e.id not in room.entries),
        tuple(r for r in change.resolutions if r.id not in room.resolutions),
        tuple(s for s in change.settings if s.id not in room.settings),
        tuple(f for f in change.facts if f.id not in room.facts),
    )


def _holds(room: Snapshot, entry: Any, revision: Any) -> bool:
    found: Entry | None = room.entries.get(entry)
    return found is not None and revision in found.revisions


COMMANDS: tuple[type[Command], ...] = (ImportCommand,)
