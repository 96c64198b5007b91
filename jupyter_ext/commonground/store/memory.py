"""The shipped fake: a store in memory, with the promises of the contract except durability.

For tests and trials. It keeps what it holds over ``close()`` and ``open()``, as a disk would, and
can be told to fail.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..core.event import ChainRow, Event, Head, seal
from ..core.ids import Room
from ..core.spent import Spent, spent_by
from ..core.turn import Turn, TurnId
from ..errors import StoreError
from . import seals
from .base import MOST_JUDGEMENTS, HistoryRow, RoomLog, Update, fresh_salt
from .rules import (
    check_compaction,
    check_event,
    check_generation,
    check_origin_seq,
    check_text,
    check_tombstone,
    check_whole,
    unknown_turn,
)


@dataclass(slots=True)
class _Room:
    generation: int = 1
    seq: int = 0
    compacted: int = 0
    snapshot: bytes | None = None
    updates: dict[int, bytes] = field(default_factory=dict)
    origins: dict[str, list[int]] = field(default_factory=dict)
    """For each origin the number that each of its updates got, in order."""
    history: dict[str, HistoryRow] = field(default_factory=dict)
    salt: bytes = b""
    seal: bytes = b""
    chained: bool = True

    def seal_update(self, salts: Callable[[], bytes]) -> None:
        """Go on with the seal over the last update."""
        if not self.salt:
            self.seal_anew(salts)
            return
        self.seal = seals.go_on(self.salt, self.seal, self.seq, self.updates[self.seq])
        self.chained = False

    def seal_anew(self, salts: Callable[[], bytes]) -> None:
        """Seal what there is under a new salt."""
        self.salt, self.chained = salts(), False
        self.seal = seals.begin(self.salt, self.compacted, self.snapshot)
        for seq, data in self.updates.items():
            self.seal = seals.go_on(self.salt, self.seal, seq, data)

    def append(self, update: Update) -> int:
        check_generation(update.generation, self.generation)
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

    def renew(self) -> None:
        self.generation += 1
        self.origins = {}


class _Disk:
    """Whether the store is open, and what stands for its disk takes writes."""

    disk_full = False
    _failures = 0
    _open = False

    def _may_read(self, *names: str) -> None:
        if not self._open:
            raise StoreError("The store is closed.", "Start the server again.")
        check_text(*names)

    def _may_write(self, *names: str) -> None:
        self._may_read(*names)
        if self.disk_full or self._failures:
            self._failures = max(self._failures - 1, 0)
            raise StoreError("The disk is full: nothing was stored.")


class MemoryStore(_Disk):
    """A `Store` that forgets when the process ends.

    ``disk_full``: while True every write raises StoreError, as on a full disk; reads go on.
    ``salt``: where salts come from.
    """

    def __init__(self, *, salt: Callable[[], bytes] = fresh_salt) -> None:
        self._rooms: dict[Room, _Room] = {}
        self._turns: dict[TurnId, Turn] = {}
        self._seals: dict[TurnId, bytes] = {}
        self._salt = salt
        self._chain: list[ChainRow] = []
        self._numbers: dict[str, int] = {}
        self._judgements: dict[str, Mapping[str, Any]] = {}
        self._spent: dict[str, Spent] = {}

    def fail_next(self, count: int = 1) -> None:
        """Let the next ``count`` writes raise StoreError."""
        self._failures = count

    async def open(self) -> None:
        """Open; what was stored before ``close()`` is there again."""
        self._open = True

    async def close(self) -> None:
        """Close. Idempotent."""
        self._open = False

    async def append(self, update: Update, event: Event | None = None) -> int:
        """Store the update, and the event with it, and return its ``seq``."""
        self._may_write(update.room, update.origin)
        if event is not None:
            check_event(event)
        room = self._rooms.get(update.room, _Room())
        before = room.seq
        seq = room.append(update)
        self._rooms[update.room] = room
        if seq > before:
            room.seal_update(self._salt)
            if event is not None:
                self._record(event)
        await asyncio.sleep(0)  # as with a real disk, others run before the answer comes
        return seq

    async def log(self, event: Event) -> int:
        """Store an event that comes with no update; return its number in the chain."""
        self._may_write()
        check_event(event)
        return self._record(event)

    def _record(self, event: Event, redacts: Sequence[int] | None = None) -> int:
        if event.id not in self._numbers:
            last = self._chain[-1] if self._chain else None
            head = Head(last.seq, last.hash) if last else None
            new = (
                _unchained(self._rooms, self._turns, self._seals)
                if event.outcome == "done"
                else None
            )
            row = seal(event, head, self._salt(), redacts, new)
            self._chain.append(row)
            self._numbers[event.id] = row.seq
        return self._numbers[event.id]

    async def events(self, after: int, limit: int) -> tuple[ChainRow, ...]:
        """At most ``limit`` rows of the audit chain after row ``after``, oldest first."""
        self._may_read()
        return tuple(row for row in self._chain if row.seq > after)[: max(limit, 0)]

    async def load(self, room: Room) -> RoomLog:
        """Everything in the room; an unknown room is an empty one of generation 1."""
        self._may_read(room)
        held = self._rooms.get(room, _Room())
        return RoomLog(held.generation, held.seq, held.snapshot, tuple(held.updates.values()))

    async def rooms(self) -> tuple[Room, ...]:
        """The rooms that hold anything, sorted by name."""
        self._may_read()
        return tuple(sorted(self._rooms))

    async def compact(
        self,
        room: Room,
        snapshot: bytes,
        seq: int,
        history: Sequence[HistoryRow] = (),
        *,
        renew: bool = False,
    ) -> None:
        """Replace updates up to and including ``seq`` by ``snapshot``."""
        self._may_write(room, *(text for r in history for text in (r.id, r.entry)))
        held = self._rooms.get(room, _Room())
        if renew:
            check_whole(seq, held.seq)
        held.compact(snapshot, seq)
        if renew:
            held.renew()
        held.seal_anew(self._salt)
        for row in history:
            held.history.setdefault(row.id, row)
        self._rooms[room] = held

    async def history(self, room: Room, entry: str | None = None) -> tuple[HistoryRow, ...]:
        """The revisions that left the room's document, or those of one entry, by (at, id)."""
        self._may_read(room, entry or "")
        kept = self._rooms.get(room, _Room()).history.values()
        found = [r for r in kept if entry is None or r.entry == entry]
        return tuple(sorted(found, key=lambda r: (r.at, r.id)))

    async def redact(
        self,
        room: Room,
        generation: int,
        seq: int,
        snapshot: bytes,
        revisions: Sequence[str],
        event: Event,
        *,
        turns: Sequence[Turn] = (),
    ) -> bool:
        """Take ``revisions`` out of all that is stored. Always True: there are no files."""
        self._may_write(room, *revisions, *(text for t in turns for text in (t.id, t.asker)))
        check_event(event)
        held = self._rooms.get(room, _Room())
        check_generation(generation, held.generation)
        check_whole(seq, held.seq)
        check_tombstone(self._numbers.get(event.id))
        held.compact(snapshot, seq)
        held.renew()
        held.seal_anew(self._salt)
        held.history = {id: r for id, r in held.history.items() if id not in revisions}
        self._rooms[room] = held
        for turn in turns:
            await self.put_turn(turn)
        self._record(event, _without_words(self._chain, revisions))
        return True

    async def put_turn(self, turn: Turn) -> None:
        """Insert the turn or replace the one of the same id."""
        self._may_write(turn.id, turn.asker)
        self._turns[turn.id] = turn
        wire = json.dumps(turn.to_wire())
        row = (turn.id, turn.at, turn.asker, turn.visibility, turn.status, wire)
        self._seals[turn.id] = seals.of_turn(self._salt(), row)

    async def grow_turn(self, turn: TurnId, at: int, text: str) -> None:
        """Add to the text of a turn that is still ``streaming``."""
        self._may_write(turn)
        found = self._turns.get(turn)
        if found is not None and found.status == "streaming":
            self._turns[turn] = replace(found, text=found.text[:at] + text)

    async def probe(self) -> None:
        """Raises StoreError where writes are not taken."""
        self._may_write()

    async def inspect(self) -> None:
        """There are no files that could go."""
        self._may_read()

    async def rescue(self, target: Path) -> None:
        """Raises StoreError: it has no form that a file could have."""
        raise StoreError("This store keeps nothing on a disk.", "Use a store with a file.")

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

    async def spent(self, since: int) -> tuple[Spent, ...]:
        """What was used since then, oldest first."""
        self._may_read()
        found = (*map(spent_by, self._turns.values()), *self._spent.values())
        return tuple(
            sorted((one for one in found if one.at >= since), key=lambda one: (one.at, one.id))
        )

    async def put_spent(self, spent: Spent) -> None:
        """Keep what a question of the server's own used."""
        self._may_write(spent.id, spent.asker, spent.model)
        self._spent[spent.id] = spent

    async def put_judgement(self, key: str, wire: Mapping[str, Any]) -> None:
        """Keep what was judged under ``key``, in the place of what was there."""
        self._may_write(key)
        self._judgements.pop(key, None)
        self._judgements[key] = dict(wire)
        for oldest in list(self._judgements)[:-MOST_JUDGEMENTS]:
            del self._judgements[oldest]

    async def judgements(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """What is kept under these keys; those without anything are left out."""
        self._may_read(*keys)
        return {key: self._judgements[key] for key in keys if key in self._judgements}

    async def unfinished(self) -> tuple[Turn, ...]:
        """Turns still ``streaming``, oldest first."""
        self._may_read()
        cut_off = [t for t in self._turns.values() if t.status == "streaming"]
        return tuple(sorted(cut_off, key=lambda t: (t.at, t.id)))


def _without_words(chain: list[ChainRow], ids: Sequence[str]) -> list[int]:
    """Take the words of these revisions and events out of the chain; the numbers of its rows."""
    found = []
    for n, row in enumerate(chain):
        of = row.event
        if row.written is not None and (of.revision in ids or of.id in ids):
            chain[n] = replace(row, salt=None, written=None)
            found.append(row.seq)
    return found


def _unchained(
    rooms: Mapping[Room, _Room], turns: Mapping[TurnId, Turn], waiting: dict[TurnId, bytes]
) -> dict[str, Any]:
    """The seals that no row has yet; from now on one has."""
    fresh = [(name, room) for name, room in rooms.items() if not room.chained]
    fresh = fresh[: seals.MOST_NAMED]
    for _, room in fresh:
        room.chained = True
    ended = [key for key in sorted(waiting) if turns[key].status != "streaming"]
    named = {str(key): waiting.pop(key) for key in ended[: seals.MOST_NAMED]}
    return seals.named({name: (r.seq, r.salt, r.seal) for name, r in fresh}, named)
