"""What a member may take out of the context, as the records of a file, one after the other.

Everything that others can read passes the gate as it is now: what it would keep back stays here,
and is counted.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ... import __version__
from ...core.entry import Entry, in_order
from ...core.fact import Fact, ordered
from ...core.ids import TEAM, Room, area_room, member_room
from ...core.revision import Revision, read_revision
from ...core.role import Member
from ...core.snapshot import Snapshot
from ...core.texts import prose_fields
from ...core.turn import Turn
from ...core.views import View
from ...gate.gate import Gate
from ...gate.passage import inspect_turn
from ...service.jobs import LongJob
from ...service.writer import ContextService
from .records import (
    ContextRecord,
    EndRecord,
    EntryRecord,
    FactRecord,
    MemberRecord,
    ResolutionRecord,
    SettingRecord,
    TurnRecord,
    VersionRecord,
)

MOST_TOGETHER = 100_000
"""Characters of an entry's versions in one record, unless one alone is longer."""
PAGE = 50
_TURN = tuple(name for name in TurnRecord.model_fields if name != "record")


@dataclass(frozen=True, slots=True)
class FileWanted:
    """What goes into a file: all that is shared, or an area, or what is new ``since`` (ms)."""

    area: str | None = None
    since: int | None = None
    turns: bool = False
    private: bool = False


@dataclass(slots=True)
class Export:
    """One file on its way out, for one member."""

    service: ContextService
    member: Member
    wanted: FileWanted
    records: int = 0
    withheld: int = 0

    async def lines(self) -> AsyncIterator[View]:
        """Its records, in order. Raises StoreError, Cancelled."""
        rooms = self._rooms()
        total = sum(len(room.entries) + len(room.facts) for room in rooms)
        async with self.service.jobs.running("export", self.member, total=total) as job:
            yield self._counted(self._context())
            for record in (*self._people(), *self._settings(rooms)):
                yield self._counted(record)
            async for entry in self._entries(rooms, job):
                yield self._counted(entry)
            for resolution in _resolutions(rooms):
                if await self._passes(resolution.reason):
                    yield self._counted(resolution)
            async for fact in self._facts(rooms, job):
                yield self._counted(fact)
            async for turn in self._turns():
                yield self._counted(turn)
        yield EndRecord(record="end", records=self.records, withheld=self.withheld)

    def _counted(self, record: View) -> View:
        self.records += 1
        return record

    def _rooms(self) -> list[Snapshot]:
        wanted = self.wanted.area
        found = {s.room: s for s in self.service.shared()}
        if wanted is not None:
            return [found[area_room(wanted)]] if area_room(wanted) in found else []
        return [found[name] for name in sorted(found, key=lambda name: (name != TEAM, name))]

    def _context(self) -> View:
        return ContextRecord.model_construct(
            record="context",
            format="commonground-context",
            version=1,
            at=self.service.clock(),
            by=self.member.username,
            program=__version__,
            area=self.wanted.area,
            since=self.wanted.since,
            turns=self.wanted.turns,
            private=self.wanted.private,
        )

    def _people(self) -> Iterator[View]:
        people = self.service.people.everybody()
        for name in sorted(people):
            who = self.service.acting(people[name])
            yield MemberRecord.model_construct(
                record="member", username=name, display_name=who.display_name, role=who.role
            )

    def _settings(self, rooms: Sequence[Snapshot]) -> Iterator[View]:
        held = self.service.settings()
        area, since = self.wanted.area, self.wanted.since
        for name in sorted(held):
            one, kind = held[name], self.service.rules.settings.of(name)
            travels = kind is not None and kind.travels and one.value is not None
            if not travels or (area is not None and name != f"area:{area}"):
                continue
            if since is None or one.at >= since:
                yield SettingRecord.model_construct(
                    record="setting", id=one.id, name=name, value=one.value, by=one.by, at=one.at
                )

    async def _entries(self, rooms: Sequence[Snapshot], job: LongJob) -> AsyncIterator[View]:
        kept = [(room.room, entry) for room in rooms for entry in room.entries.values()]
        order = {entry.id: n for n, entry in enumerate(in_order(entry for _, entry in kept))}
        for room, entry in sorted(kept, key=lambda one: order[one[1].id]):
            job.step()
            async for record in self._entry(room, room, entry):
                yield record
        if self.wanted.private and not self.member.anonymous:
            own = member_room(self.member.username)
            snapshot = await self.service.snapshot(self.member, own)
            for entry in in_order(snapshot.entries.values()):
                async for record in self._entry(own, Room("private"), entry):
                    yield record

    async def _entry(self, room: Room, shown: Room, entry: Entry) -> AsyncIterator[View]:
        rows = await self.service.store.history(room, entry.id)
        earlier = (read_revision(row.id, row.wire) for row in rows)
        found = {r.id: r for r in earlier if r is not None} | dict(entry.revisions)
        versions = sorted(found.values(), key=lambda r: (r.at, r.id))
        if self.wanted.since is not None and all(r.at < self.wanted.since for r in versions):
            return
        gate = self.service.gate()
        fine = await asyncio.to_thread(lambda: [r for r in versions if _is_fine(gate, r)])
        self.withheld += len(versions) - len(fine)
        for together in _portions(fine):
            yield EntryRecord.model_construct(
                record="entry",
                room=shown,
                id=entry.id,
                kind=entry.kind,
                created_by=entry.created_by,
                created_at=entry.created_at,
                revisions=tuple(_version(revision) for revision in together),
            )

    async def _facts(self, rooms: Sequence[Snapshot], job: LongJob) -> AsyncIterator[View]:
        where = {f.id: room.room for room in rooms for f in room.facts.values() if not f.sealed}
        facts = ordered(f for room in rooms for f in room.facts.values() if f.id in where)
        since = self.wanted.since
        new = None if since is None else {f.about for f in facts if f.at >= since}
        for fact in facts:
            job.step()
            said = self.service.rules.facts.prose(fact)
            if (new is None or fact.about in new) and await self._passes("\n".join(said)):
                yield _fact(where[fact.id], fact)

    async def _turns(self) -> AsyncIterator[View]:
        """The newest first, as the store gives them."""
        last = None
        while self.wanted.turns and self.wanted.area is None:
            page = await self.service.store.turns(
                reader=self.member.username, limit=PAGE, before=last
            )
            for turn in page:
                old = self.wanted.since is not None and turn.at < self.wanted.since
                over = turn.visibility == "shared" and turn.status != "streaming"
                if over and not old and await self._turn_passes(turn):
                    yield _turn(turn)
            if len(page) < PAGE:
                return
            last = page[-1].id

    async def _turn_passes(self, turn: Turn) -> bool:
        """Whether each of its texts may leave, those that the server said of it, too."""
        gate = self.service.gate()
        _, found = await asyncio.to_thread(inspect_turn, turn, gate.check)
        self.withheld += bool(found)
        return not found

    async def _passes(self, text: str) -> bool:
        gate = self.service.gate()
        fine = not text or (await asyncio.to_thread(gate.check, text)).outcome != "quarantine"
        self.withheld += not fine
        return fine


def _is_fine(gate: Gate, revision: Revision) -> bool:
    text = "\n".join(filter(None, (getattr(revision, n) for n in prose_fields(Revision))))
    return gate.check(text).outcome != "quarantine"


def _portions(versions: Iterable[Revision]) -> Iterator[list[Revision]]:
    taken: list[Revision] = []
    size = 0
    for version in versions:
        if taken and size + len(version.body) > MOST_TOGETHER:
            yield taken
            taken, size = [], 0
        taken.append(version)
        size += len(version.body) + 500
    if taken:
        yield taken


def _version(revision: Revision) -> VersionRecord:
    return VersionRecord.model_construct(**_held(revision.to_wire(), "entry"))


def _resolutions(rooms: Sequence[Snapshot]) -> list[ResolutionRecord]:
    found = ((room.room, one) for room in rooms for one in room.resolutions.values())
    return [
        ResolutionRecord.model_construct(record="resolution", room=room, **_held(one.to_wire()))
        for room, one in sorted(found, key=lambda each: (each[1].at, each[1].id))
    ]


def _fact(room: Room, fact: Fact) -> FactRecord:
    return FactRecord.model_construct(record="fact", room=room, **_held(fact.to_wire(), "tick"))


def _turn(turn: Turn) -> TurnRecord:
    wire = turn.to_wire()
    held = {name: wire[name] for name in _TURN if wire.get(name) is not None}
    return TurnRecord.model_construct(record="turn", **_held(held))


def _held(wire: Mapping[str, Any], without: str = "") -> dict[str, Any]:
    """The fields of a record as its model holds them."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in wire.items()
        if name != without
    }
