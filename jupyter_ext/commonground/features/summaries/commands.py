"""Proposing a summary of several entries, and letting its sources stand again."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from ...core.command import Command
from ...core.entry import Entry, SharedKind
from ...core.fields import Area, Heads, Identifier, Reason, Text, Wire
from ...core.plan import Change, Plan, by_room
from ...core.planner import Planner
from ...core.summary import SUMMARY, is_summary, superseded_by
from ...errors import InvalidCommand
from .clusters import MOST


class Source(Wire):
    """An entry as whoever sums it up saw it."""

    entry: Identifier
    heads: Heads


class ProposeSummary(Text, Command):
    """Propose one entry for several: once it is accepted it takes their place."""

    command: Literal["propose_summary"] = "propose_summary"
    sources: Annotated[list[Source], Field(min_length=2, max_length=MOST)]
    kind: SharedKind
    area: Area | None = None

    @property
    def speaks_of(self) -> tuple[str, ...]:
        """The entries that it sums up."""
        return tuple(source.entry for source in self.sources)

    def plan(self, planner: Planner) -> Plan:
        """A proposal that links to its sources. Raises UnknownId, InvalidCommand."""
        if len({source.entry for source in self.sources}) < len(self.sources):
            raise InvalidCommand("An entry is named twice.", "Name each entry once.")
        links = [self._head(planner.shared_entry(one.entry), one) for one in self.sources]
        planner.status(self.kind)
        return planner.add_entry(
            self.kind, self, self.area, source=SUMMARY, status="proposed", links=tuple(links)
        )

    def _head(self, entry: Entry, seen: Source) -> str:
        if [head.id for head in entry.standing] != list(seen.heads) or not entry.in_force:
            raise InvalidCommand(
                f"“{entry.standing[-1].title[:60]}” was changed meanwhile, or does not hold.",
                "Look for groups again.",
            )
        return seen.heads[0]


class UndoSummary(Command):
    """Let the entries stand again that a summary took the place of; the summary is retired."""

    command: Literal["undo_summary"] = "undo_summary"
    needs = "owner"
    entry: Identifier
    reason: Reason | None = None

    def plan(self, planner: Planner) -> Plan:
        """What each source said before, accepted again. Raises UnknownId, InvalidCommand."""
        entry = planner.shared_entry(self.entry)
        sources = superseded_by(planner.shared(), entry)
        if not is_summary(entry) or not sources:
            raise InvalidCommand(
                "This entry took the place of none.", "Only an accepted summary can be undone."
            )
        heads = tuple(head.id for head in entry.standing)
        gone = planner.again(entry.standing[-1], heads, "retired", self.reason)
        writes = [(entry.room, Change((gone,)))]
        for source, before in sources:
            back = planner.again(before, (source.standing[0].id,), "accepted", self.reason)
            writes.append((source.room, Change((replace(back, links=(before.id,)),))))
        return Plan(by_room(writes), entry.id, gone.id)


COMMANDS: tuple[type[Command], ...] = (ProposeSummary, UndoSummary)
