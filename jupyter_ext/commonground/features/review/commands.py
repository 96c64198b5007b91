"""What the context owner does with proposals: accept, reject, and merge several entries."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from ...core.command import Command
from ...core.credits import credits_of
from ...core.fields import Heads, Identifier, Reason, Text, Wire
from ...core.plan import Change, Plan, by_room
from ...core.planner import Planner, heads_in
from ...core.revision import Status
from ...core.summary import holding
from ...errors import InvalidCommand


class _OnProposal(Command):
    """One that speaks of versions of one entry."""

    needs = "owner"
    entry: Identifier
    heads: Heads

    def _again(self, planner: Planner, status: Status, reason: str | None) -> Plan:
        entry = planner.entry(self.entry)
        parents = heads_in(entry, self.heads)
        last = entry.revisions[parents[-1]]
        return planner.one(entry, planner.again(last, parents, status, reason))


class Accept(_OnProposal):
    """The context owner accepts the proposed version (exactly one head)."""

    command: Literal["accept"] = "accept"

    def plan(self, planner: Planner) -> Plan:
        """The same text, accepted. Raises InvalidCommand for an entry in dispute."""
        if len(self.heads) != 1:
            raise InvalidCommand(
                "An entry in dispute can't be accepted as it is.",
                "Edit it first: the text you save ends the dispute.",
            )
        entry = planner.entry(self.entry)
        plan = self._again(planner, "accepted", None)
        return holding(planner, entry, plan)


class Reject(_OnProposal):
    """The context owner turns a proposed version down; its author sees why."""

    command: Literal["reject"] = "reject"
    reason: Reason

    def plan(self, planner: Planner) -> Plan:
        """The same text, rejected, with the reason."""
        return self._again(planner, "rejected", self.reason)


class Seen(Wire):
    """An entry as its author saw it."""

    entry: Identifier
    heads: Heads


class Merge(Text, Command):
    """Make one entry of several: the first says the new text, the others are superseded by it."""

    command: Literal["merge"] = "merge"
    needs = "owner"
    previewed = True
    entries: Annotated[list[Seen], Field(min_length=2, max_length=20)]
    reason: Reason | None = None

    @property
    def speaks_of(self) -> tuple[str, ...]:
        """The entries that become one."""
        return tuple(seen.entry for seen in self.entries)

    def plan(self, planner: Planner) -> Plan:
        """Raises UnknownId, and InvalidCommand where an entry is named twice."""
        if len({seen.entry for seen in self.entries}) < len(self.entries):
            raise InvalidCommand("An entry can't be merged with itself.", "Name each entry once.")
        entries = [planner.shared_entry(seen.entry) for seen in self.entries]
        heads = [heads_in(e, s.heads) for e, s in zip(entries, self.entries, strict=True)]
        first, *others = zip(entries, heads, strict=True)
        links = tuple(head for _, seen in others for head in seen)
        kept = planner.saying(first[0], first[1], self, planner.status(first[0].kind))
        writers = (
            writer
            for entry, seen in others
            for head in seen
            for writer in credits_of(entry, entry.revisions[head]).writers
        )
        kept = replace(
            kept, links=links, writers=tuple(dict.fromkeys(writers)), reason=self.reason or ""
        )
        writes = [(first[0].room, Change((kept,)))]
        for entry, seen in others:
            last = entry.revisions[seen[-1]]
            gone = planner.again(last, seen, "superseded", self.reason)
            writes.append((entry.room, Change((replace(gone, links=(kept.id,)),))))
        return Plan(by_room(writes), first[0].id, kept.id)


COMMANDS: tuple[type[Command], ...] = (Accept, Reject, Merge)
