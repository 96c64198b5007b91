"""The contract of a store: a durable, ordered log of updates for each room, the audit chain, and
rows of turns and of revisions that left their document.

Updates are bytes to it: what they mean is ``crdt``'s.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ..core.event import SALT_BYTES, ChainRow, Event
from ..core.ids import Room
from ..core.spent import Spent
from ..core.turn import Turn, TurnId

MOST_JUDGEMENTS = 10_000
"""Judgements that a store keeps."""


@dataclass(frozen=True, slots=True)
class Update:
    """One Yjs update of one room.

    ``origin`` names the replica that made it and ``origin_seq`` counts that replica's updates to
    this room, from 1 and without gaps: an update may build on the one before it. ``generation`` is
    that of the document which the replica holds.
    """

    room: Room
    origin: str
    origin_seq: int
    data: bytes
    generation: int = 1


@dataclass(frozen=True, slots=True)
class RoomLog:
    """What a room holds: ``generation`` (a redaction starts the next one), then its state.

    Applying ``snapshot`` (if any) and then every one of ``updates`` in order rebuilds the room;
    ``seq`` is the number of the last update, 0 for an empty room.
    """

    generation: int
    seq: int
    snapshot: bytes | None
    updates: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A revision that left its document. ``at`` is its time (ms), ``wire`` all of it as JSON."""

    id: str
    entry: str
    at: int
    wire: Mapping[str, Any]


def fresh_salt() -> bytes:
    """A salt for a commitment of the audit chain, as stores take it by default."""
    return secrets.token_bytes(SALT_BYTES)


class Store(Protocol):
    """Promises:

    - ``append`` returns once the update survives ``kill -9`` and a power cut, and never before.
    - Numbers (``seq``) within a room are gap-free and in the order of the calls.
    - An update that is there already (same room, origin and origin_seq) is not stored twice: the
      number it got the first time comes back.
    - An update whose ``origin_seq`` leaves a gap is refused with StoreError. So after one failed
      append every later one of the same origin fails too, and nothing is acknowledged that builds
      on something lost.
    - An update of another generation than the room's present one is refused with StoreError, a
      duplicate included: what a redaction removed can't come back.
    - An event and the update it comes with are stored together or not at all, and an event (by its
      id) once. Events are numbered from 1 without gaps, in the order of the calls, over all rooms.
    - When the disk does not take it: StoreError, nothing of it is stored, later calls (of another
      origin) work again as soon as the disk does.
    - Calls may overlap; the store groups them. No call blocks the event loop.
    """

    async def open(self) -> None:
        """Open, creating or migrating what is there; no effect if it is open already.

        Raises SetupError (what is there can't be used, and was left as it is) or StoreError (the
        disk did not take it), each with its remedy.
        """
        ...

    async def close(self) -> None:
        """Finish what was accepted, then let go of the file. Idempotent.

        Later calls raise StoreError until ``open()``.
        """
        ...

    async def append(self, update: Update, event: Event | None = None) -> int:
        """Store the update durably, and the event with it; return its ``seq``. Raises StoreError.

        A duplicate adds no event. A caller that is cancelled can't know whether it was stored: it
        may append it again.
        """
        ...

    async def log(self, event: Event) -> int:
        """Store an event that comes with no update, durably; return its number in the chain."""
        ...

    async def events(self, after: int, limit: int) -> tuple[ChainRow, ...]:
        """At most ``limit`` rows of the audit chain after row ``after``, oldest first."""
        ...

    async def load(self, room: Room) -> RoomLog:
        """Everything durable in the room; an unknown room is an empty one of generation 1."""
        ...

    async def rooms(self) -> tuple[Room, ...]:
        """The rooms that hold anything, sorted by name."""
        ...

    async def compact(
        self,
        room: Room,
        snapshot: bytes,
        seq: int,
        history: Sequence[HistoryRow] = (),
        *,
        renew: bool = False,
    ) -> None:
        """Replace updates up to and including ``seq`` by ``snapshot``, in one transaction.

        Later updates stay, and duplicates of replaced ones still get their first number. A
        ``seq`` beyond the last one, or before the one of the present snapshot, raises StoreError.
        ``history`` are revisions that the snapshot no longer holds; they are kept as rows.

        ``renew``: the snapshot is a document made anew, so the next generation begins. Then
        ``seq`` must be the last one (else StoreError), and late updates are refused.
        """
        ...

    async def history(self, room: Room, entry: str | None = None) -> tuple[HistoryRow, ...]:
        """The revisions that left the room's document, or those of one entry, by (at, id)."""
        ...

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
        """Take ``revisions`` out of all that is stored, and say so in the chain.

        In one transaction: the room's log becomes ``snapshot`` (a document made anew, without
        them) under the next generation, with its numbering going on; their history rows and what
        was written in their events go; ``turns`` replace those of the same ids; ``event`` becomes
        the tombstone. ``revisions`` may hold ids of events as well. Raises StoreError if the room
        is not at ``generation`` and ``seq``, and then nothing has changed: make the snapshot again.

        True once the removed bytes are in no file of the store. False if another program that
        reads them stood in the way; the store tries again when it compacts and when it opens.
        """
        ...

    async def probe(self) -> None:
        """Write something and take it away again. Raises StoreError where writes are not taken."""
        ...

    async def put_turn(self, turn: Turn) -> None:
        """Insert the turn or replace the one of the same id, durably. Raises StoreError."""
        ...

    async def grow_turn(self, turn: TurnId, at: int, text: str) -> None:
        """Add to the text of a turn that is still ``streaming``, durably. Raises StoreError.

        ``at`` counts the characters before it; the same piece again changes nothing. ``put_turn``
        replaces it all.
        """
        ...

    async def get_turn(self, turn: TurnId) -> Turn | None:
        """The turn, or None."""
        ...

    async def turns(
        self, *, reader: str, limit: int = 50, before: TurnId | None = None
    ) -> tuple[Turn, ...]:
        """What ``reader`` may see, newest first: shared turns, and private ones they asked.

        ``before`` continues after that turn; one that ``reader`` may not see raises UnknownId,
        like one that is not there. Order: (``at``, ``id``), descending.
        """
        ...

    async def spent(self, since: int) -> tuple[Spent, ...]:
        """What was used since then (ms since 1970), by turns and by the server's own questions.

        Everybody's, oldest first; no words.
        """
        ...

    async def put_spent(self, spent: Spent) -> None:
        """Keep what a question of the server's own used. Raises StoreError."""
        ...

    async def inspect(self) -> None:
        """Raises StoreError where what is stored is not in its place any more, or damaged.

        Cheap: it may be asked every second.
        """
        ...

    async def rescue(self, target: Path) -> None:
        """Write all that is stored to a new database at ``target``, wherever the files went.

        Raises StoreError.
        """
        ...

    async def put_judgement(self, key: str, wire: Mapping[str, Any]) -> None:
        """Keep what was judged under ``key``, in the place of what was there. Raises StoreError.

        A memory for the next start, which may forget: beyond ``MOST_JUDGEMENTS`` the oldest go.
        """
        ...

    async def judgements(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """What is kept under these keys; those without anything are left out."""
        ...

    async def unfinished(self) -> tuple[Turn, ...]:
        """Turns still ``streaming``, oldest first: after a restart, those that were cut off."""
        ...
