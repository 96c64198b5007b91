"""The shipped fake: a store in memory, with the promises of the contract except durability.

For tests and trials. It keeps what it holds over ``close()`` and ``open()``, as a disk would, and
can be told to fail. Refuses to know about files and threads.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from ..core.entries import Room
from ..core.turns import Turn, TurnId
from ..errors import StoreError
from .base import RoomLog, Update
from .rules import check_compaction, check_origin_seq, check_text, unknown_turn


@dataclass(slots=True)
class _Room:
    seq: int = 0
    compacted: int = 0
    snapshot: bytes | None = None
    updates: dict[int, bytes] = field(default_factory=dict)
    origins: dict[str, list[int]] = field(default_factory=dict)
    """For each origin the number that each of its updates got, in order."""

    def append(self, update: Update) -> int:
        given = self.origins.get(update.origin, [])
        check_origin_seq(update.origin_seq, len(given))
        if update.origin_seq <= len(given):
            return given[update.origin_seq - 1]
        self.seq += 1
        self.updates[self.seq] = update.data
        self.origins.setdefault(update.origin, []).append(self.seq)
        return self.seq

    def compact(self, snapshot: bytes, seq: int) -> None:
        check_compaction(seq, last=self.seq, compacted=self.compacted)
        self.snapshot, self.compacted = snapshot, seq
        self.updates = {n: data for n, data in self.updates.items() if n > seq}


class MemoryStore:
    """A `Store` that forgets when the process ends.

    ``disk_full``: while True every write raises StoreError, as on a full disk; reads go on.
    """

    def __init__(self) -> None:
        self.disk_full = False
        self._failures = 0
        self._open = False
        self._rooms: dict[Room, _Room] = {}
        self._turns: dict[TurnId, Turn] = {}

    def fail_next(self, count: int = 1) -> None:
        """Let the next ``count`` writes (append, compact, put_turn) raise StoreError."""
        self._failures = count

    async def open(self) -> None:
        """Open; what was stored before ``close()`` is there again."""
        self._open = True

    async def close(self) -> None:
        """Close. Idempotent."""
        self._open = False

    async def append(self, update: Update) -> int:
        """Store the update and return its ``seq``."""
        self._may_write(update.room, update.origin)
        fresh = _Room()
        seq = self._rooms.get(update.room, fresh).append(update)
        if fresh.seq:
            self._rooms[update.room] = fresh
        await asyncio.sleep(0)  # as with a real disk, others run before the answer comes
        return seq

    async def load(self, room: Room) -> RoomLog:
        """Everything in the room; an unknown room is an empty one of generation 1."""
        self._may_read(room)
        held = self._rooms.get(room, _Room())
        return RoomLog(1, held.seq, held.snapshot, tuple(held.updates.values()))

    async def rooms(self) -> tuple[Room, ...]:
        """The rooms that hold anything, sorted by name."""
        self._may_read()
        return tuple(sorted(self._rooms))

    async def compact(self, room: Room, snapshot: bytes, seq: int) -> None:
        """Replace updates up to and including ``seq`` by ``snapshot``."""
        self._may_write(room)
        held = self._rooms.get(room, _Room())
        held.compact(snapshot, seq)
        self._rooms[room] = held

    async def put_turn(self, turn: Turn) -> None:
        """Insert the turn or replace the one of the same id."""
        self._may_write(turn.id, turn.asker)
        self._turns[turn.id] = turn

    async def get_turn(self, turn: TurnId) -> Turn | None:
        """The turn, or None."""
        self._may_read(turn)
        return self._turns.get(turn)

    async def turns(
        self, *, reader: str, limit: int = 50, before: TurnId | None = None
    ) -> tuple[Turn, ...]:
        """What ``reader`` may see, newest first. An unseen ``before`` raises UnknownId."""
        self._may_read(reader, before or "")
        seen = [t for t in self._turns.values() if t.visibility == "shared" or t.asker == reader]
        seen.sort(key=lambda t: (t.at, t.id), reverse=True)
        if before is not None:
            ids = [t.id for t in seen]
            if before not in ids:
                raise unknown_turn()
            seen = seen[ids.index(before) + 1 :]
        return tuple(seen[: max(limit, 0)])

    async def unfinished(self) -> tuple[Turn, ...]:
        """Turns still ``streaming``, oldest first."""
        self._may_read()
        cut_off = [t for t in self._turns.values() if t.status == "streaming"]
        return tuple(sorted(cut_off, key=lambda t: (t.at, t.id)))

    def _may_read(self, *names: str) -> None:
        if not self._open:
            raise StoreError("The store is closed.", "Start the server again.")
        check_text(*names)

    def _may_write(self, *names: str) -> None:
        self._may_read(*names)
        if self.disk_full or self._failures:
            self._failures = max(self._failures - 1, 0)
            raise StoreError("The disk is full: nothing was stored.")
