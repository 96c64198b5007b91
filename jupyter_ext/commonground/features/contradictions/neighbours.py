"""The entries that whoever wrote an entry is asked about: how do the nearest ones stand to it?

Reads the index and what people said; writes nothing. What they answer is the command ``relate``.
"""

from __future__ import annotations

from ...core.dispute import statement
from ...core.entry import Entry
from ...core.ids import RevisionId
from ...core.revision import Revision
from ...core.role import Member
from ...core.statement import Statement
from ...errors import UnknownId
from ...service.host import Host, Near
from ...service.writer import ContextService
from .runner import index_of

SHOWN = 3
"""Entries that somebody is asked about at a time."""
LONGEST = 280
"""Characters of a text that are shown, to tell what it says."""


class NearestEntries:
    """Finds them for one service. Nothing runs over time."""

    def __init__(self, service: ContextService) -> None:
        self._service = service

    async def __aenter__(self) -> NearestEntries:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def near(self, member: Member, revision: str) -> tuple[Near, ...]:
        """What this version of a shared entry is near to. Raises UnknownId.

        Without entries of which anybody said already how they stand to it.
        """
        entry, said = self._find(RevisionId(revision))
        return near_to(await self.to(entry, said))

    async def to(self, entry: Entry, said: Revision) -> tuple[tuple[Entry, Revision], ...]:
        """The same for a version that need not be stored yet."""
        await self._service.compare()
        index = index_of(self._service)
        found = await index.nearest(statement(entry, said), (entry.id,), 2 * SHOWN)
        answered = index.relations.answered
        return tuple(one for one in found if not answered(said.id, one[1].id))[:SHOWN]

    async def near_text(self, title: str, body: str, most: int) -> tuple[Near, ...]:
        """What a text is near to that is no entry yet, of the whole team."""
        await self._service.compare()
        found = await index_of(self._service).nearest(Statement("", title, body), (), most)
        return near_to(tuple(found))

    def _find(self, revision: RevisionId) -> tuple[Entry, Revision]:
        for room in self._service.shared():
            for entry in room.entries.values():
                if revision in entry.revisions:
                    return entry, entry.revisions[revision]
        raise UnknownId("There is no such version.")


def near_to(found: tuple[tuple[Entry, Revision], ...]) -> tuple[Near, ...]:
    """What is shown of them."""
    return tuple(
        Near(entry.id, said.id, entry.kind, said.title, said.body[:LONGEST], said.author)
        for entry, said in found
    )


def neighbours_for(host: Host) -> NearestEntries:
    """What finds them on this server."""
    return NearestEntries(host.service)
