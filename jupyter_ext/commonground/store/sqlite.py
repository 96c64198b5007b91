"""The store on one machine: a SQLite file, written by one thread and read by another.

Maps each call of the contract onto one of these threads; what is done there is in ``rows.py`` and
``ledger.py``, and how the file is opened in ``database.py``.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from ..core.event import ChainRow, Event
from ..core.ids import Room
from ..core.spent import Spent
from ..core.turn import Turn, TurnId
from ..errors import DamagedStore, StoreError
from . import ledger, rows
from .base import HistoryRow, RoomLog, Update, fresh_salt
from .chain_head import Anchor
from .database import DatabaseFile, OpenDatabase
from .rules import check_event, check_text
from .scrub import scrub

T = TypeVar("T")

_log = logging.getLogger(__name__)


class _Opened:
    """A database that is open or not, and what was found damaged in it."""

    _opened: OpenDatabase | None = None
    _damage: DamagedStore | None = None

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> asyncio.Future[T]:
        return self._in_use().writer.submit(work)

    async def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return await self._in_use().read(work)
        except DamagedStore as damage:
            self._damage = damage
            raise

    def _in_use(self) -> OpenDatabase:
        if self._opened is None:
            raise StoreError("The store is closed.", "Start the server again.")
        return self._opened


class SQLiteStore(_Opened):
    """A `Store` in one SQLite file. It belongs to the event loop that opened it.

    ``path``: the database; it is created (0600, in a directory of 0700) if it is missing.
    ``max_pages``: a quota for the file, in pages of 4 KiB; beyond it the disk counts as full.
    Compaction frees pages. None: as much as the disk takes.
    ``busy_timeout``: seconds to wait for another program that holds the file, such as a backup.
    ``anchor``: where the head of the audit chain is written down after each commit.
    ``strict``: whether writes are refused where the anchor has more than the chain, or another one.
    ``salt``: where salts come from; ``SALT_BYTES`` random bytes each.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        max_pages: int | None = None,
        busy_timeout: float = 5,
        anchor: Anchor | None = None,
        strict: bool = False,
        salt: Callable[[], bytes] = fresh_salt,
    ) -> None:
        self.path = Path(path).expanduser().resolve()
        self._file = DatabaseFile(
            self.path,
            max_pages=max_pages,
            busy_timeout=busy_timeout,
            anchor=anchor,
            strict=strict,
        )
        self._salt = salt
        self._commits = 0
        self._turnstile = asyncio.Lock()

    @property
    def commits(self) -> int:
        """How many transactions the disk has taken; fewer than calls, because calls are grouped."""
        return self._commits + (self._opened.writer.commits if self._opened else 0)

    async def open(self) -> None:
        """Create or migrate the file and start the threads; no effect if it is open already.

        Raises SetupError (damaged, foreign, newer or in use by another server; the file is left
        as it is) or StoreError (the disk), each with its remedy.
        """
        async with self._turnstile:
            if self._opened is None:
                loop = asyncio.get_running_loop()
                starting = asyncio.ensure_future(asyncio.to_thread(self._file.open, loop))
                try:
                    self._opened = await asyncio.shield(starting)
                except asyncio.CancelledError:
                    starting.add_done_callback(_let_go)
                    raise

    async def close(self) -> None:
        """Finish what was accepted, then let go of the file. Idempotent."""
        async with self._turnstile:
            # From here on new calls are refused; this and submit() run on the loop, so no job can
            # slip in behind the end of the queue.
            opened, self._opened = self._opened, None
            if opened is not None:
                await asyncio.to_thread(opened.resources.close)
                self._commits += opened.writer.commits

    async def append(self, update: Update, event: Event | None = None) -> int:
        """Store the update durably, the event with it, and return its ``seq``. Raises StoreError.

        A caller that is cancelled can't know: it may append the same update again.
        """
        check_text(update.room, update.origin)
        if event is not None:
            check_event(event)
        return await self._write(partial(rows.append, update=update, event=event, salts=self._salt))

    async def log(self, event: Event) -> int:
        """Store an event that comes with no update; return its number in the chain."""
        check_event(event)
        return await self._write(partial(ledger.record, event=event, salt=self._salt()))

    async def events(self, after: int, limit: int) -> tuple[ChainRow, ...]:
        """At most ``limit`` rows of the audit chain after row ``after``, oldest first."""
        return await self._read(partial(ledger.events, after=after, limit=limit))

    async def load(self, room: Room) -> RoomLog:
        """Everything durable in the room; an unknown room is an empty one of generation 1."""
        check_text(room)
        return await self._read(partial(rows.load, room=room))

    async def rooms(self) -> tuple[Room, ...]:
        """The rooms that hold anything, sorted by name."""
        return await self._read(rows.rooms)

    async def compact(
        self,
        room: Room,
        snapshot: bytes,
        seq: int,
        history: Sequence[HistoryRow] = (),
        *,
        renew: bool = False,
    ) -> None:
        """Replace updates up to and including ``seq`` by ``snapshot``, in one transaction."""
        check_text(room, *(text for r in history for text in (r.id, r.entry)))
        await self._write(
            partial(
                rows.compact,
                room=room,
                snapshot=snapshot,
                seq=seq,
                history=tuple(history),
                renewed=renew,
                salts=self._salt,
            )
        )
        await _scrubbed(self._in_use())

    async def history(self, room: Room, entry: str | None = None) -> tuple[HistoryRow, ...]:
        """The revisions that left the room's document, or those of one entry, by (at, id)."""
        check_text(room, entry or "")
        return await self._read(partial(ledger.history, room=room, entry=entry))

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
        """Take ``revisions`` out of all that is stored; True once their bytes are in no file."""
        check_text(room, *revisions, *(text for t in turns for text in (t.id, t.asker)))
        check_event(event)
        await self._write(
            partial(
                rows.redact,
                room=room,
                generation=generation,
                seq=seq,
                snapshot=snapshot,
                revisions=tuple(revisions),
                event=event,
                salt=self._salt(),
                turns=tuple(turns),
                salts=self._salt,
            )
        )
        return await _scrubbed(self._in_use())

    async def put_turn(self, turn: Turn) -> None:
        """Insert the turn or replace the one of the same id, durably. Raises StoreError."""
        check_text(turn.id, turn.asker)
        await self._write(partial(rows.put_turn, turn=turn, salts=self._salt))

    async def grow_turn(self, turn: TurnId, at: int, text: str) -> None:
        """Add to the text of a turn that is still written, durably. Raises StoreError."""
        check_text(turn)
        await self._write(partial(rows.grow_turn, turn=turn, at=at, text=text))

    async def probe(self) -> None:
        """Write something and take it away again. Raises StoreError where writes are not taken."""
        await self._write(rows.probe)

    async def inspect(self) -> None:
        """Raises StoreError where the files are not in their place, overwritten or damaged."""
        await self._in_use().writer.submit_alone(_look)
        if self._damage is not None:
            raise self._damage

    async def rescue(self, target: Path) -> None:
        """Write all that is stored to a new database at ``target``, wherever the files went."""
        await self._in_use().rescue(target)

    async def get_turn(self, turn: TurnId) -> Turn | None:
        """The turn, or None."""
        check_text(turn)
        return await self._read(partial(rows.get_turn, turn=turn))

    async def turns(
        self, *, reader: str, limit: int = 50, before: TurnId | None = None
    ) -> tuple[Turn, ...]:
        """What ``reader`` may see, newest first. An unseen ``before`` raises UnknownId."""
        check_text(reader, before or "")
        return await self._read(partial(rows.turns, reader=reader, limit=limit, before=before))

    async def spent(self, since: int) -> tuple[Spent, ...]:
        """What was used since then, oldest first."""
        return await self._read(partial(rows.spent, since=since))

    async def put_spent(self, spent: Spent) -> None:
        """Keep what a question of the server's own used. Raises StoreError."""
        check_text(spent.id, spent.asker, spent.model)
        await self._write(partial(rows.put_spent, spent=spent))

    async def put_judgement(self, key: str, wire: Mapping[str, Any]) -> None:
        """Keep what was judged under ``key``, in the place of what was there. Raises StoreError."""
        check_text(key)
        await self._write(partial(rows.put_judgement, key=key, wire=dict(wire)))

    async def judgements(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """What is kept under these keys; those without anything are left out."""
        check_text(*keys)
        return await self._read(partial(rows.judgements, keys=tuple(keys)))

    async def unfinished(self) -> tuple[Turn, ...]:
        """Turns still ``streaming``, oldest first."""
        return await self._read(rows.unfinished)


async def _scrubbed(opened: OpenDatabase) -> bool:
    """Clean the files if that is due; what can't be done now is tried again later."""
    try:
        return await opened.writer.submit_alone(scrub)
    except StoreError as problem:
        _log.error("Redacted bytes may still be in the database: %s", problem)
        return False


def _look(db: sqlite3.Connection) -> None:
    """Nothing to do: that it is not refused says it all."""


def _let_go(starting: asyncio.Task[OpenDatabase]) -> None:
    if not starting.cancelled() and starting.exception() is None:
        starting.result().resources.close()
