"""What contradicts what in the shared rooms, kept up to date as they change.

Reads snapshots, compares only what is new, off the event loop, and keeps what the rules found. It
refuses to write and to know who listens.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable

from .core.candidates import Candidates
from .core.contradictions import Contradiction, Statement, contradictions, forget_texts
from .core.disputes import Dispute, open_disputes, statement
from .core.entries import Entry, EntryId, Revision, RevisionId, Snapshot, room_owner

SLICE = 25
"""Statements compared between two looks at other work."""


BREATH = 50
"""Comparisons after which other threads have a turn."""


class Contradicting:
    """The findings of today's shared statements. One ``look`` at a time; each sees what is new."""

    def __init__(self) -> None:
        self._entries: dict[EntryId, Entry] = {}
        self._heads: dict[RevisionId, tuple[Entry, Revision]] = {}
        self._candidates = Candidates()
        self._findings: dict[tuple[str, str], Contradiction] = {}
        self._looking = asyncio.Lock()

    async def forget(self) -> None:
        """Forget what was read and found, every text of it: the documents were made anew."""
        async with self._looking:
            self._entries.clear()
            self._heads.clear()
            self._candidates = Candidates()
            self._findings.clear()
            forget_texts()

    async def look(self, snapshots: Iterable[Snapshot]) -> tuple[Dispute, ...]:
        """Read what changed, compare it, and say what is in dispute."""
        async with self._looking:
            rooms = tuple(s for s in snapshots if room_owner(s.room) is None)
            fresh = self._read(rooms)
            for start in range(0, len(fresh), SLICE):
                part = fresh[start : start + SLICE]
                for found in await asyncio.to_thread(self._compare, part):
                    self._findings[found.a, found.b] = found
            return open_disputes(self._findings.values(), self._heads, rooms)

    async def against(self, said: Statement, but: Iterable[EntryId]) -> list[Contradiction]:
        """What a statement that is not there yet would contradict, but for these entries."""
        left_out = {revision.id for key in but for revision in self._speaking(key)}
        async with self._looking:
            candidates = self._candidates
            found = await asyncio.to_thread(candidates.against, said)
        return [each for each in found if {each.a, each.b}.isdisjoint(left_out)]

    def head(self, revision: RevisionId) -> tuple[Entry, Revision] | None:
        """A version that speaks today, with its entry, as of the last look."""
        return self._heads.get(revision)

    def _compare(self, fresh: list[Statement]) -> list[Contradiction]:
        found = []
        for said in fresh:
            self._candidates.put(said)
            near = self._candidates.near(said)
            for start in range(0, len(near), BREATH):
                found += contradictions(said, near[start : start + BREATH])
                time.sleep(0)  # whoever waits for the interpreter goes first: commands do
        return found

    def _read(self, rooms: Iterable[Snapshot]) -> list[Statement]:
        """What speaks since the last look. An entry that did not change is the same object."""
        fresh = []
        for room in rooms:
            for key, entry in room.entries.items():
                if self._entries.get(key) is entry:
                    continue
                before = {revision.id: revision for revision in self._speaking(key)}
                self._entries[key] = entry
                now = {revision.id: revision for revision in self._speaking(key)}
                for gone in before.keys() - now.keys():
                    del self._heads[gone]
                    self._candidates.drop(gone)
                for revision in now.values():
                    self._heads[revision.id] = (entry, revision)
                    if revision.id not in before:
                        fresh.append(statement(entry, revision))
        return fresh

    def _speaking(self, key: EntryId) -> list[Revision]:
        entry = self._entries.get(key)
        return [] if entry is None else [head for head in entry.standing if head.speaks]
