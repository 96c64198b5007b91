"""Finds groups of small entries on one subject, and drafts their summary: as jobs, on demand."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import numpy

from ...ai.embedding import HashedWords, Nearness
from ...core.entry import Entry, SharedKind
from ...core.ids import EntryId, room_area, room_owner
from ...core.revision import Revision
from ...core.role import Member, require
from ...core.summary import is_summary, sources_of, superseded_by
from ...errors import UnknownId
from ...service.host import Host
from .clusters import NEAR, NEAR_BY_WORDS, clusters
from .text import SummaryText, summary_text

SMALL = 500
"""Characters of title and text up to which an entry is small."""
SLICE = 40
"""Entries whose meaning is read between two looks at whether the job is to end."""
MOST_ENTRIES = 4_000
"""Small entries that are compared, the newest."""
MOST_GROUPS = 20
KINDS: tuple[SharedKind, ...] = ("convention", "decision", "knowledge", "discussion")
"""What is summed up: work in progress is over soon anyway."""


@dataclass(frozen=True, slots=True)
class SmallEntry:
    """An entry that holds and is short, with the version that says so."""

    entry: Entry
    said: Revision

    @property
    def place(self) -> tuple[str, str]:
        """Only entries of one kind, in one room, are summed up."""
        return self.entry.kind, self.entry.room


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """Entries that speak of one subject, the most central one first."""

    kind: SharedKind
    area: str | None
    members: tuple[SmallEntry, ...]


@dataclass(frozen=True, slots=True)
class MadeSummary:
    """A summary that waits or holds, and the entries that it sums up, each with its text."""

    entry: Entry
    said: Revision
    sources: tuple[SmallEntry, ...]
    holds: bool


class SummaryWriter:
    """Nothing runs by itself."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._nearness = host.nearness or Nearness(HashedWords)
        self._least = NEAR_BY_WORDS if host.nearness is None else NEAR

    async def __aenter__(self) -> SummaryWriter:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def groups(self, member: Member) -> tuple[EntryGroup, ...]:
        """The groups of today, the largest first. Raises NotAllowed, Cancelled."""
        require(self._host.service.acting(member), "contributor")
        small = self._small()
        async with self._host.service.jobs.running("summary", member, estimates=True) as job:
            job.expect(len(small))
            rows = []
            for start in range(0, len(small), SLICE):
                part = [f"{s.said.title}\n{s.said.body}" for s in small[start : start + SLICE]]
                rows.append(await asyncio.to_thread(self._nearness.rows, part))
                job.step(len(part))
            if not rows:
                return ()
            ids = [one.entry.id for one in small]
            apart = [one.place for one in small]
            found = await asyncio.to_thread(clusters, ids, numpy.vstack(rows), self._least, apart)
        by_id = {one.entry.id: one for one in small}
        return tuple(_group([by_id[EntryId(id)] for id in ids]) for ids in found[:MOST_GROUPS])

    async def draft(self, member: Member, ids: Sequence[str]) -> SummaryText:
        """A text for these, to edit. Raises NotAllowed, UnknownId, OverBudget, Cancelled."""
        require(self._host.service.acting(member), "contributor")
        held = {one.entry.id: one for one in self._small()}
        try:
            sources = [held[EntryId(id)].said for id in ids]
        except KeyError:
            raise UnknownId("One of these entries was changed.", "Look for groups again.") from None
        async with self._host.service.jobs.running("summary", member) as job:
            return await job.unless_cancelled(summary_text(self._host, member, sources))

    def made(self) -> tuple[MadeSummary, ...]:
        """Summaries that wait for the owner, and those that took the place of something."""
        rooms = self._host.service.shared()
        found = []
        for room in rooms:
            for entry in room.entries.values():
                if not is_summary(entry) or len(entry.standing) != 1:
                    continue
                (head,) = entry.standing
                if head.status == "proposed":
                    sources = [SmallEntry(s, s.standing[0]) for s in sources_of(rooms, entry)]
                else:
                    sources = [SmallEntry(s, before) for s, before in superseded_by(rooms, entry)]
                if head.speaks and sources:
                    holds = head.status == "accepted"
                    found.append(MadeSummary(entry, head, tuple(sources), holds))
        return tuple(found)

    def _small(self) -> list[SmallEntry]:
        waits = {s.entry.id for one in self.made() if not one.holds for s in one.sources}
        found = [
            SmallEntry(entry, entry.standing[0])
            for room in self._host.service.shared()
            if room_owner(room.room) is None
            for entry in room.entries.values()
            if entry.id not in waits and _is_small(entry)
        ]
        return sorted(found, key=lambda one: (one.said.at, one.entry.id))[-MOST_ENTRIES:]


def _is_small(entry: Entry) -> bool:
    if entry.kind not in KINDS or len(entry.standing) != 1 or is_summary(entry):
        return False
    (head,) = entry.standing
    return head.status == "accepted" and len(head.title) + len(head.body) <= SMALL


def _group(members: Sequence[SmallEntry]) -> EntryGroup:
    first = members[0].entry
    kind = next(kind for kind in KINDS if kind == first.kind)
    return EntryGroup(kind, room_area(first.room), tuple(members))


def summary_writer(host: Host) -> SummaryWriter:
    """The summaries of this server."""
    return SummaryWriter(host)
