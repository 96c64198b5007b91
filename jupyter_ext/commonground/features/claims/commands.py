"""What members say of their work, as typed requests: what they are at, leases, and quiet."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from ...core.command import Command
from ...core.fields import Area, Identifier
from ...core.path_pattern import MAX_GLOB, can_be_kept
from ...core.plan import Change, Plan
from ...core.planner import Planner
from ...core.role import at_least
from ...errors import InvalidCommand, NotAllowed
from .facts import (
    FOCUS,
    FOCUS_PREFIX,
    LEASE_PREFIX,
    LEASED,
    OVERLAP_PREFIX,
    RELEASED,
    SNOOZED,
)
from .model import MAX_HOURS
from .stated import HOUR, find_lease

USUAL_HOURS = 8
Hours = Annotated[int, Field(ge=1, le=MAX_HOURS)]
Said = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


def _pattern(path: str) -> str:
    if not can_be_kept(path):
        raise ValueError("a path, or a pattern as CODEOWNERS has it: src/api/, *.sql")
    return path


LeasedPath = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_GLOB),
    AfterValidator(_pattern),
]


class DeclareFocus(Command):
    """Say what one is at; the text takes the place of the one before, an empty one ends it."""

    command: Literal["declare_focus"] = "declare_focus"
    text: Said = ""
    area: Area | None = None
    hours: Hours = USUAL_HOURS

    def plan(self, planner: Planner) -> Plan:
        """One fact. Raises InvalidCommand for an area that is none."""
        planner.room_of(self.area)
        about = planner.new_id(FOCUS_PREFIX)
        until = planner.at + self.hours * HOUR
        value = {"text": self.text, "area": self.area, "until": until}
        return planner.said(about, planner.fact(about, FOCUS, value))


class LeasePaths(Command):
    """Ask the others to leave files alone for a while. It stops nobody, and has an end."""

    command: Literal["lease_paths"] = "lease_paths"
    paths: Annotated[list[LeasedPath], Field(min_length=1, max_length=50)]
    hours: Hours = 2
    why: Said = ""

    def plan(self, planner: Planner) -> Plan:
        """One fact."""
        about = planner.new_id(LEASE_PREFIX)
        paths = [path.removeprefix("./") for path in self.paths]
        value = {"paths": paths, "until": planner.at + self.hours * HOUR, "why": self.why}
        return planner.said(about, planner.fact(about, LEASED, value))


class ReleaseLease(Command):
    """Give a lease back before its end."""

    command: Literal["release_lease"] = "release_lease"
    lease: Identifier

    @property
    def thing(self) -> str | None:
        """The lease."""
        return self.lease

    def plan(self, planner: Planner) -> Plan:
        """One fact, by the lease's member or a context owner. Raises UnknownId, NotAllowed."""
        found = find_lease(planner.shared(), self.lease)
        member = planner.member
        if found.member != member.username and not at_least(member.role, "owner"):
            raise NotAllowed(
                "Only who leased it can give it back.", "The context owner can do it as well."
            )
        if found.released:
            return planner.said(found.id)
        return planner.said(found.id, planner.fact(found.id, RELEASED, {}))


class SnoozeOverlap(Command):
    """Hear no more of overlaps for some hours. Nobody else is told."""

    command: Literal["snooze_overlap"] = "snooze_overlap"
    overlaps: Annotated[list[Identifier], Field(min_length=1, max_length=50)]
    hours: Hours = 24

    def plan(self, planner: Planner) -> Plan:
        """A fact for each, in the room that only its author reads. Raises InvalidCommand."""
        if not all(one.startswith(f"{OVERLAP_PREFIX}_") for one in self.overlaps):
            raise InvalidCommand("That is no overlap.", "The Now tab lists those that there are.")
        value = {"until": planner.at + self.hours * HOUR}
        facts = tuple(planner.fact(one, SNOOZED, value) for one in dict.fromkeys(self.overlaps))
        return Plan(((planner.own_room, Change(facts=facts)),), thing=self.overlaps[0])


COMMANDS: tuple[type[Command], ...] = (DeclareFocus, LeasePaths, ReleaseLease, SnoozeOverlap)
