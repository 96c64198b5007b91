"""The rooms of one server: opened from the store at the first need, and kept in memory.

A room that has many updates behind its snapshot is compacted as it is opened.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from ..core.fact import Fact, ordered
from ..core.ids import TEAM, EntryId, Room, member_room, room_owner
from ..core.role import Member
from ..core.snapshot import Snapshot
from ..crdt.room import ContextRoom
from ..errors import StoreError, UnknownId
from ..store.base import HistoryRow, Store

log = logging.getLogger(__name__)

COMPACT_AFTER = 500
"""Updates of a room after which opening it writes a snapshot."""


def may_read(member: Member, room: Room) -> bool:
    """Shared rooms are for everyone who got in; a member's own room for nobody else."""
    owner = room_owner(room)
    return owner is None or (owner == member.username and not member.anonymous)


class Rooms:
    """Rooms by name. The team's room and the shared ones are there once ``open`` has returned."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rooms: dict[Room, ContextRoom] = {}
        self._opening: dict[Room, asyncio.Lock] = {}

    async def open(self) -> None:
        """Read the team's room and every other shared one that is stored. Raises StoreError."""
        await self.room(TEAM)
        for name in await self._store.rooms():
            if room_owner(name) is None:
                await self.room(name)

    async def room(self, name: Room) -> ContextRoom:
        """The room, read from the store the first time. Raises StoreError."""
        found = self._rooms.get(name)
        if found is not None:
            return found
        async with self._opening.setdefault(name, asyncio.Lock()):
            if name not in self._rooms:
                self._rooms[name] = await self._read(name)
            return self._rooms[name]

    async def _read(self, name: Room) -> ContextRoom:
        found = await self._store.load(name)
        room = ContextRoom(name, found.generation, found.snapshot, found.updates)
        if len(found.updates) > COMPACT_AFTER:
            await self._compact(room, found.seq)
        return room

    async def _compact(self, room: ContextRoom, seq: int) -> None:
        try:
            await self._store.compact(room.room, room.update_since(), seq)
        except StoreError as error:
            log.warning("%s was not compacted, which costs only time: %s", room.room, error)

    def states(self) -> dict[Room, bytes]:
        """What the open rooms hold on the disk, each as one update."""
        return {name: room.update_since() for name, room in self._rooms.items()}

    def put(self, room: ContextRoom) -> None:
        """Go on with a document that was made anew (a redaction does that)."""
        self._rooms[room.room] = room

    @property
    def team(self) -> ContextRoom:
        """The room of the whole team."""
        return self._rooms[TEAM]

    def opened(self, name: Room) -> Snapshot | None:
        """What an open room holds on the disk; None where it is not open."""
        found = self._rooms.get(name)
        return None if found is None else found.published

    def generation(self, name: Room) -> int | None:
        """Which document of it an open room holds; None where it is not open."""
        found = self._rooms.get(name)
        return None if found is None else found.generation

    def shared(self) -> tuple[Snapshot, ...]:
        """All rooms that the team shares, the areas' included, as they are on the disk."""
        return tuple(
            room.published for name, room in self._rooms.items() if room_owner(name) is None
        )

    def latest_tick(self) -> int:
        """The greatest tick of the shared rooms: what is written next comes after all of them.

        Members' own rooms don't count, or a shared record would tell how much is written there.
        """
        return max(
            (room.tick for name, room in self._rooms.items() if room_owner(name) is None), default=0
        )

    def staged(self, member: Member) -> dict[Room, Snapshot]:
        """The shared rooms and the member's own, as they will be once all writes are done."""
        own = member_room(member.username)
        return {
            name: room.staged
            for name, room in self._rooms.items()
            if room_owner(name) is None or name == own
        }

    def members(self) -> dict[str, dict[str, Any]]:
        """How everyone who wrote to the team's context is displayed, by username."""
        return self.team.members()

    async def sealed(self, thing: str | None) -> tuple[Fact, ...]:
        """What all members sealed about a thing, in whichever member's room it is kept."""
        names = {*self._rooms, *await self._store.rooms()}
        own = [await self.room(name) for name in sorted(names) if room_owner(name) is not None]
        found = (f for room in own for f in room.staged.facts.values())
        return ordered(f for f in found if f.about == thing and f.sealed)

    async def history(self, member: Member, entry: str) -> tuple[HistoryRow, ...]:
        """The versions of an entry that compaction took out of its document, oldest first.

        Raises UnknownId: there is no such entry, or it is another member's.
        """
        shared = [snapshot.room for snapshot in self.shared()]
        own = [] if member.anonymous else [member_room(member.username)]
        for name in [*shared, *own]:
            if EntryId(entry) in (await self.room(name)).published.entries:
                return await self._store.history(name, entry)
        raise UnknownId("There is no such entry.")
