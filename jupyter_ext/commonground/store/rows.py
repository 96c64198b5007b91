"""The store's statements: what each call reads and writes, given a connection.

The tables are those of ``migrations/``. The caller holds the thread and the transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..core.event import Event
from ..core.ids import Room
from ..core.spent import Spent, read_spent, spent_by
from ..core.turn import Turn, TurnId
from . import ledger, seals
from .base import MOST_JUDGEMENTS, HistoryRow, RoomLog, Update, fresh_salt
from .rules import (
    check_compaction,
    check_generation,
    check_origin_seq,
    check_tombstone,
    check_whole,
    unknown_turn,
)

_SEEN = "(visibility = 'shared' OR asker = :reader)"
_WHOLE = "id, at, asker, visibility, status, wire, salt, seal"
_MOST = 2**63 - 1

PROBE = 16_384
"""Bytes that a probe writes."""


def append(
    db: sqlite3.Connection,
    update: Update,
    event: Event | None = None,
    salts: seals.Salts = fresh_salt,
) -> int:
    """Store the update and its event, unless it is there already, and return its number."""
    room, generation, last = _room(db, update.room)
    check_generation(update.generation, generation)
    origin = _origin(db, room, update.origin)
    (before,) = db.execute(
        "SELECT coalesce(max(origin_seq), 0) FROM receipts WHERE origin = ?", (origin,)
    ).fetchone()
    check_origin_seq(update.origin_seq, before)
    if update.origin_seq <= before:
        return _receipt(db, origin, update.origin_seq)
    seq = last + 1
    db.execute("INSERT INTO updates VALUES (?, ?, ?)", (room, seq, update.data))
    db.execute("INSERT INTO receipts VALUES (?, ?, ?)", (origin, update.origin_seq, seq))
    db.execute("UPDATE rooms SET seq = ? WHERE id = ?", (seq, room))
    seals.seal_update(db, room, seq, update.data, salts)
    if event is not None:
        ledger.record(db, event, salts())
    return seq


def load(db: sqlite3.Connection, room: Room) -> RoomLog:
    """The room's state. Call inside a transaction, or a compaction may come between."""
    row = db.execute(
        "SELECT rooms.id, generation, rooms.seq, salt, seal, snapshots.seq, data FROM rooms"
        " LEFT JOIN snapshots ON snapshots.room = rooms.id WHERE name = ?",
        (room,),
    ).fetchone()
    if row is None:
        return RoomLog(1, 0, None, ())
    number, generation, seq, salt, seal, compacted, snapshot = row
    updates = db.execute(
        "SELECT seq, data FROM updates WHERE room = ? ORDER BY seq", (number,)
    ).fetchall()
    if salt is not None:
        found = seals.begin(salt, compacted or 0, snapshot)
        for place, data in updates:
            found = seals.go_on(salt, found, place, data)
        if found != seal:
            raise seals.damaged(f"The document {room}")
    return RoomLog(generation, seq, snapshot, tuple(data for _, data in updates))


def rooms(db: sqlite3.Connection) -> tuple[Room, ...]:
    """The rooms that hold anything, sorted by name."""
    return tuple(Room(name) for (name,) in db.execute("SELECT name FROM rooms ORDER BY name"))


def compact(
    db: sqlite3.Connection,
    room: Room,
    snapshot: bytes,
    seq: int,
    history: Sequence[HistoryRow] = (),
    renewed: bool = False,
    salts: seals.Salts = fresh_salt,
) -> None:
    """Replace updates up to ``seq`` by ``snapshot``; keep ``history``."""
    number, _, last = _room(db, room)
    if renewed:
        check_whole(seq, last)
    row = db.execute("SELECT seq FROM snapshots WHERE room = ?", (number,)).fetchone()
    check_compaction(seq, last=last, compacted=row[0] if row else 0)
    if renewed:
        renew(db, number)
    _replace(db, number, snapshot, seq)
    seals.seal_room(db, number, salts)
    ledger.keep(db, number, history)


def probe(db: sqlite3.Connection) -> None:
    """Take pages of the file and give them back: what a small write needs of the disk."""
    db.execute("CREATE TABLE probe (filler BLOB)")
    db.execute("INSERT INTO probe VALUES (zeroblob(?))", (PROBE,))
    db.execute("DROP TABLE probe")


def redact(
    db: sqlite3.Connection,
    room: Room,
    generation: int,
    seq: int,
    snapshot: bytes,
    revisions: Sequence[str],
    event: Event,
    salt: bytes,
    turns: Sequence[Turn],
    salts: seals.Salts = fresh_salt,
) -> None:
    """Replace the room's log by ``snapshot``, drop what is to go, and record the tombstone."""
    number, present, last = _room(db, room)
    check_generation(generation, present)
    check_whole(seq, last)
    check_tombstone(ledger.number(db, event.id))
    renew(db, number)
    _replace(db, number, snapshot, seq)
    seals.seal_room(db, number, salts)
    ledger.drop(db, number, revisions)
    for turn in turns:
        put_turn(db, turn, salts)
    ledger.record(db, event, salt, ledger.forget(db, revisions))
    db.execute("INSERT OR IGNORE INTO scrubs VALUES (1)")


def renew(db: sqlite3.Connection, room: int, generation: int | None = None) -> None:
    """Begin the room's next generation (or that one): no replica of an older one counts here."""
    db.execute(
        "UPDATE rooms SET generation = coalesce(?, generation + 1) WHERE id = ?", (generation, room)
    )
    of_room = "SELECT id FROM origins WHERE room = ?"
    db.execute(f"DELETE FROM receipts WHERE origin IN ({of_room})", (room,))
    db.execute("DELETE FROM origins WHERE room = ?", (room,))


def _replace(db: sqlite3.Connection, room: int, snapshot: bytes, seq: int) -> None:
    # Deleting first lets the snapshot have the pages that this frees, should space be short.
    db.execute("DELETE FROM updates WHERE room = ? AND seq <= ?", (room, seq))
    db.execute("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)", (room, seq, snapshot))


def put_turn(db: sqlite3.Connection, turn: Turn, salts: seals.Salts = fresh_salt) -> None:
    """Insert or replace the turn."""
    db.execute(
        "INSERT OR REPLACE INTO turns (id, at, asker, visibility, status, wire)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (turn.id, turn.at, turn.asker, turn.visibility, turn.status, json.dumps(turn.to_wire())),
    )
    db.execute("DELETE FROM pieces WHERE turn = ?", (turn.id,))
    seals.seal_turn(db, turn.id, salts)


def grow_turn(db: sqlite3.Connection, turn: TurnId, at: int, text: str) -> None:
    """Add a piece to the text of a turn that is still written."""
    db.execute(
        "INSERT OR REPLACE INTO pieces SELECT id, ?, ? FROM turns"
        " WHERE id = ? AND status = 'streaming'",
        (at, json.dumps(text), turn),
    )


def get_turn(db: sqlite3.Connection, turn: TurnId) -> Turn | None:
    """The turn, or None."""
    found = _turns(db, db.execute(f"SELECT {_WHOLE} FROM turns WHERE id = ?", (turn,)))
    return found[0] if found else None


def turns(
    db: sqlite3.Connection, reader: str, limit: int, before: TurnId | None
) -> tuple[Turn, ...]:
    """What ``reader`` may see, newest first, after ``before``."""
    where, given = _SEEN, {"reader": reader, "limit": max(0, min(limit, _MOST))}
    if before is not None:
        row = db.execute(
            f"SELECT at, id FROM turns WHERE id = :before AND {_SEEN}",
            {"reader": reader, "before": before},
        ).fetchone()
        if row is None:
            raise unknown_turn()
        where += " AND (at, id) < (:at, :id)"
        given |= {"at": row[0], "id": row[1]}
    return _turns(
        db,
        db.execute(
            f"SELECT {_WHOLE} FROM turns WHERE {where} ORDER BY at DESC, id DESC LIMIT :limit",
            given,
        ),
    )


def spent(db: sqlite3.Connection, since: int) -> tuple[Spent, ...]:
    """What was used since then, oldest first."""
    found = db.execute(f"SELECT {_WHOLE} FROM turns WHERE at >= ? ORDER BY at, id", (since,))
    own = db.execute("SELECT wire FROM spent WHERE at >= ?", (since,))
    both = (*map(spent_by, _turns(db, found)), *(read_spent(json.loads(w)) for (w,) in own))
    return tuple(sorted(both, key=lambda one: (one.at, one.id)))


def put_spent(db: sqlite3.Connection, spent: Spent) -> None:
    """Keep what a question of the server's own used."""
    row = (spent.id, spent.at, json.dumps(spent.to_wire()))
    db.execute("INSERT OR REPLACE INTO spent (id, at, wire) VALUES (?, ?, ?)", row)


def put_judgement(db: sqlite3.Connection, key: str, wire: Mapping[str, Any]) -> None:
    """Keep it in the place of what was there, and let go of the oldest beyond the most."""
    db.execute("DELETE FROM judgements WHERE key = ?", (key,))
    made = db.execute("INSERT INTO judgements (key, wire) VALUES (?, ?)", (key, json.dumps(wire)))
    oldest = _new_id(made) - MOST_JUDGEMENTS
    db.execute("DELETE FROM judgements WHERE id <= ?", (oldest,))


def judgements(db: sqlite3.Connection, keys: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """What is kept under these keys."""
    found = db.execute(
        "SELECT key, wire FROM judgements WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    return {key: json.loads(wire) for key, wire in found}


def unfinished(db: sqlite3.Connection) -> tuple[Turn, ...]:
    """Turns still ``streaming``, oldest first."""
    return _turns(
        db,
        db.execute(f"SELECT {_WHOLE} FROM turns WHERE status = 'streaming' ORDER BY at, id"),
    )


def _turns(db: sqlite3.Connection, found: Iterable[tuple[Any, ...]]) -> tuple[Turn, ...]:
    """The turns of these rows. Raises DamagedStore where one is not what was sealed."""
    turns = []
    for *row, salt, seal in found:
        seals.check_turn(tuple(row), salt, seal)
        turn = Turn.from_wire(json.loads(row[-1]))
        turns.append(turn if turn.status != "streaming" else _grown(db, turn))
    return tuple(turns)


def _grown(db: sqlite3.Connection, turn: Turn) -> Turn:
    """A turn that is still written, with what has come of its text."""
    pieces = db.execute("SELECT text FROM pieces WHERE turn = ? ORDER BY at", (turn.id,))
    try:
        return replace(turn, text=turn.text + "".join(json.loads(text) for (text,) in pieces))
    except (ValueError, TypeError):
        raise seals.damaged(f"The turn {turn.id}") from None


def _room(db: sqlite3.Connection, name: Room) -> tuple[int, int, int]:
    """The room's id, generation and last number; a new one if it is not there."""
    row = db.execute("SELECT id, generation, seq FROM rooms WHERE name = ?", (name,)).fetchone()
    if row is not None:
        return row[0], row[1], row[2]
    return _new_id(db.execute("INSERT INTO rooms (name) VALUES (?)", (name,))), 1, 0


def _origin(db: sqlite3.Connection, room: int, name: str) -> int:
    row = db.execute("SELECT id FROM origins WHERE room = ? AND name = ?", (room, name)).fetchone()
    if row is not None:
        return int(row[0])
    return _new_id(db.execute("INSERT INTO origins (room, name) VALUES (?, ?)", (room, name)))


def _new_id(inserted: sqlite3.Cursor) -> int:
    assert inserted.lastrowid is not None  # a rowid table always gives one
    return inserted.lastrowid


def _receipt(db: sqlite3.Connection, origin: int, origin_seq: int) -> int:
    (seq,) = db.execute(
        "SELECT seq FROM receipts WHERE origin = ? AND origin_seq = ?", (origin, origin_seq)
    ).fetchone()
    return int(seq)
