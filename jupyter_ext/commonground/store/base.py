"""The contract of a store: a durable, ordered log of updates for each room, and rows of turns.

Knows bytes, sequences and rows. Refuses to know what an update means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ..core.entries import Room
from ..core.turns import Turn, TurnId


@dataclass(frozen=True, slots=True)
class Update:
    """One Yjs update of one room.

    ``origin`` names the replica that made it and ``origin_seq`` counts that replica's updates to
    this room, from 1 and without gaps: an update may build on the one before it.
    """

    room: Room
    origin: str
    origin_seq: int
    data: bytes


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


class Store(Protocol):
    """Promises:

    - ``append`` returns once the update survives ``kill -9`` and a power cut, and never before.
    - Numbers (``seq``) within a room are gap-free and in the order of the calls.
    - An update that is there already (same room, origin and origin_seq) is not stored twice: the
      number it got the first time comes back.
    - An update whose ``origin_seq`` leaves a gap is refused with StoreError. So after one failed
      append every later one of the same origin fails too, and nothing is acknowledged that builds
      on something lost.
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

    async def append(self, update: Update) -> int:
        """Store the update durably and return its ``seq``. Raises StoreError.

        A caller that is cancelled can't know whether it was stored: it may append it again.
        """
        ...

    async def load(self, room: Room) -> RoomLog:
        """Everything durable in the room; an unknown room is an empty one of generation 1."""
        ...

    async def rooms(self) -> tuple[Room, ...]:
        """The rooms that hold anything, sorted by name."""
        ...

    async def compact(self, room: Room, snapshot: bytes, seq: int) -> None:
        """Replace updates up to and including ``seq`` by ``snapshot``, in one transaction.

        Later updates stay, and duplicates of replaced ones still get their first number. A
        ``seq`` beyond the last one, or before the one of the present snapshot, raises StoreError.
        """
        ...

    async def put_turn(self, turn: Turn) -> None:
        """Insert the turn or replace the one of the same id, durably. Raises StoreError."""
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

    async def unfinished(self) -> tuple[Turn, ...]:
        """Turns still ``streaming``, oldest first: after a restart, those that were cut off."""
        ...
