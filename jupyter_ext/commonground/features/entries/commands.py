"""What members do with one entry: add, edit, share, retire, and go back to an earlier version."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from ...core.command import Command
from ...core.entry import Kind, SharedKind
from ...core.fields import Area, Heads, Identifier, Reason, Text
from ...core.plan import Plan
from ...core.planner import Planner
from ...core.role import Member, Role
from ...core.skill import governed_as
from ...core.summary import holding
from ...errors import NotAllowed


class Add(Text, Command):
    """Add an entry to the team's context, or a private note (kind ``note``).

    ``area`` None: for everybody.
    """

    command: Literal["add"] = "add"
    previewed = True
    kind: Kind
    area: Area | None = None

    def needed(self, member: Member) -> Role | None:
        """A member's own notes need no more than being named."""
        return None if self.kind == "note" else self.needs

    @property
    def kept_text(self) -> Text | None:
        """Title and body."""
        return Text(title=self.title, body=self.body)

    def plan(self, planner: Planner) -> Plan:
        """A new entry with its first version."""
        return planner.add_entry(self.kind, self, self.area)


class Edit(Text, Command):
    """Add a revision. ``heads`` are the revisions that its author saw; they become its parents."""

    command: Literal["edit"] = "edit"
    previewed = True
    entry: Identifier
    heads: Heads

    @property
    def versions(self) -> tuple[str, tuple[str, ...]] | None:
        """What its author saw."""
        return self.entry, tuple(self.heads)

    @property
    def kept_text(self) -> Text | None:
        """Title and body."""
        return Text(title=self.title, body=self.body)

    def plan(self, planner: Planner) -> Plan:
        """A further version."""
        entry = planner.entry(self.entry)
        plan = planner.edit_entry(entry, self.heads, self)
        return holding(planner, entry, plan)


class Share(Text, Command):
    """Copy the author's private note into the team's context. The note stays as it is."""

    command: Literal["share"] = "share"
    previewed = True
    note: Identifier
    heads: Heads
    kind: SharedKind
    area: Area | None = None

    def plan(self, planner: Planner) -> Plan:
        """A new entry with the text. Raises InvalidCommand for what is no note."""
        planner.own_note(self.note, self.heads)
        return planner.add_entry(self.kind, self, self.area, source="note")


class Retire(Command):
    """Mark an entry as no longer true. Nothing is deleted."""

    command: Literal["retire"] = "retire"
    entry: Identifier
    heads: Heads
    reason: Reason | None = None

    def plan(self, planner: Planner) -> Plan:
        """The same text as a retired version. Raises NotAllowed where the owner decides."""
        entry = planner.entry(self.entry)
        if entry.in_force and planner.status(entry.kind) != "accepted":
            raise NotAllowed(
                f"This {entry.kind} holds, and your role here is {planner.member.role}.",
                "Ask the context owner to retire it, or propose another text with Edit.",
            )
        parents = planner.heads_in(entry, self.heads)
        last = entry.revisions[parents[-1]]
        return planner.one(entry, planner.again(last, parents, "retired", self.reason))


class Revert(Command):
    """Say again what an earlier revision said (``to``): a new revision with its text."""

    command: Literal["revert"] = "revert"
    entry: Identifier
    heads: Heads
    to: Identifier
    reason: Reason | None = None

    @property
    def versions(self) -> tuple[str, tuple[str, ...]] | None:
        """What its author saw, and the one to go back to."""
        return self.entry, (*self.heads, self.to)

    def plan(self, planner: Planner) -> Plan:
        """The earlier text as a further version that links to it."""
        entry = planner.entry(self.entry)
        parents = planner.heads_in(entry, self.heads)
        (to,) = planner.heads_in(entry, [self.to])
        said = entry.revisions.get(to) or planner.earlier[to]
        status = planner.status(governed_as(entry.kind, said.title))
        again = planner.again(said, parents, status, self.reason)
        return planner.one(entry, replace(again, links=(said.id,)))


COMMANDS: tuple[type[Command], ...] = (Add, Edit, Share, Retire, Revert)
