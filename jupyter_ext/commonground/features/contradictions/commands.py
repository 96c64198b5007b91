"""What people say of two entries: how they stand to each other, and how a contradiction ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from ...core.command import Command
from ...core.entry import Entry
from ...core.fields import Body, Identifier, Reason, Text, Title
from ...core.ids import TEAM, EntryId, RevisionId, room_area, shared_room
from ...core.plan import Change, Plan, by_room
from ...core.planner import Planner, heads_in
from ...core.resolution import Resolution
from ...core.revision import Revision
from ...errors import InvalidCommand
from .relation import RELATED, How, about

Outcome = Literal["resolved", "dismissed"]


class _OnSides(Command):
    """One that speaks of revisions which contradict each other."""

    needs = "owner"

    def _resolution(
        self,
        planner: Planner,
        sides: Sequence[str],
        outcome: Outcome,
        reason: str,
        decision: EntryId | None = None,
    ) -> Resolution:
        named = tuple(RevisionId(side) for side in sides)
        key, by = planner.new_id("s"), planner.member.username
        return Resolution(key, named, outcome, reason, by, planner.at, decision)


def _sides(planner: Planner, ids: Sequence[str]) -> list[tuple[Entry, Revision]]:
    if len(set(ids)) < len(ids):
        raise InvalidCommand("A side is named twice.", "Name each version once.")
    return [planner.side(each) for each in ids]


class Resolve(_OnSides):
    """End a contradiction between entries with a decision.

    ``sides`` are the revisions that contradict; those in ``keep`` hold on, the others are
    superseded. ``title`` and ``body`` are the decision's.
    """

    command: Literal["resolve"] = "resolve"
    sides: Annotated[list[Identifier], Field(min_length=2, max_length=20)]
    keep: Annotated[list[Identifier], Field(max_length=20)] = Field(default_factory=list)
    title: Title
    body: Body = ""
    reason: Reason

    def plan(self, planner: Planner) -> Plan:
        """The decision, the sides that it supersedes, and the resolution."""
        sides = _sides(planner, self.sides)
        if not set(self.keep) <= set(self.sides):
            raise InvalidCommand("Only a side can be kept.", "Name in keep what is in sides.")
        owners = {entry.id: entry for entry, _ in sides}
        if len(owners) == 1:
            return self._of_versions(planner, sides[0][0])
        return self._of_entries(planner, sides)

    @property
    def _text(self) -> Text:
        return Text(title=self.title, body=self.body)

    def _of_entries(self, planner: Planner, sides: list[tuple[Entry, Revision]]) -> Plan:
        areas = {room_area(entry.room) for entry, _ in sides}
        (area,) = areas if len(areas) == 1 else (None,)
        room = shared_room(area)
        by = planner.member.username
        decision = Entry(EntryId(planner.new_id("e")), "decision", room, by, planner.at)
        revision = replace(
            planner.saying(decision, (), self._text, "accepted"),
            reason=self.reason,
            links=tuple(self.sides),
        )
        resolution = self._resolution(planner, self.sides, "resolved", self.reason, decision.id)
        writes = [(room, Change((revision,), (decision,)))]
        for entry, side in sides:
            if side.id not in self.keep:
                gone = planner.again(side, (side.id,), "superseded", self.reason)
                writes.append((entry.room, Change((replace(gone, links=(revision.id,)),))))
        ends = (TEAM, Change(resolutions=(resolution,)))
        rooms = by_room(writes)
        # Last, unless one transaction does it all: until then the dispute is shown.
        alone = len(rooms) == 1 and rooms[0][0] == TEAM
        return Plan(by_room([*rooms, ends]) if alone else (*rooms, ends), decision.id, revision.id)

    def _of_versions(self, planner: Planner, entry: Entry) -> Plan:
        """Versions of one entry: the text that ends it is its next version."""
        parents = heads_in(entry, self.sides)
        revision = planner.saying(entry, parents, self._text, "accepted")
        revision = replace(
            revision,
            area=entry.revisions[parents[-1]].area,
            reason=self.reason,
            links=tuple(self.sides),
        )
        return planner.one(entry, revision)


class Dismiss(_OnSides):
    """Say that two revisions do not contradict each other."""

    command: Literal["dismiss"] = "dismiss"
    sides: Annotated[list[Identifier], Field(min_length=2, max_length=2)]
    reason: Reason

    def plan(self, planner: Planner) -> Plan:
        """The resolution, on the record of the team."""
        _sides(planner, self.sides)
        found = self._resolution(planner, self.sides, "dismissed", self.reason)
        return Plan(((TEAM, Change(resolutions=(found,))),))


class Relate(Command):
    """Say how two versions of different entries stand to each other: ``first`` does it to second.

    ``contradicts`` opens a dispute; ``same`` and ``other`` end a hint. ``replaces`` supersedes the
    second entry, if this member may retire it and the first one holds; else it waits for an owner.
    """

    command: Literal["relate"] = "relate"
    first: Identifier
    second: Identifier
    how: How

    def plan(self, planner: Planner) -> Plan:
        """The member's word, and what it does at once. Raises InvalidCommand, UnknownId."""
        (one, first), (other, second) = planner.side(self.first), planner.side(self.second)
        if one.id == other.id:
            raise InvalidCommand("Both are versions of one entry.", "Name two entries.")
        if first not in one.standing or second not in other.standing:
            raise InvalidCommand(
                "One of the two was changed meanwhile.", "Look at both again, then say it."
            )
        thing = about(first.id, second.id)
        value = {"first": first.id, "second": second.id, "how": self.how}
        fact = planner.fact(thing, RELATED, value)
        replaced = self.how == "replaces" and self._replaces(planner, first, other, second)
        return planner.said(thing, fact, after=replaced or None)

    def _replaces(
        self, planner: Planner, first: Revision, other: Entry, second: Revision
    ) -> Plan | None:
        """The second entry as superseded; None where that waits for somebody else."""
        may = not other.in_force or planner.status(other.kind) == "accepted"
        if not may or first.status != "accepted" or other.disputed:
            return None
        gone = planner.again(second, (second.id,), "superseded", None)
        return planner.one(other, replace(gone, links=(first.id,)))


COMMANDS: tuple[type[Command], ...] = (Resolve, Dismiss, Relate)
