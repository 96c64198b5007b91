"""The statements of the audit chain and of the history rows, given a connection.

The caller holds the transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence

from ..core.event import ChainRow, Event, Head, seal
from . import seals
from .base import HistoryRow

_MOST = 2**63 - 1


def record(
    db: sqlite3.Connection, event: Event, salt: bytes, redacts: Collection[int] | None = None
) -> int:
    """Add the event to the chain, unless its id is there already, and return its number."""
    known = number(db, event.id)
    if known is not None:
        return known
    # A refused command changes nothing, not even what is sealed.
    new = seals.unchained(db) if event.outcome == "done" else None
    row = seal(event, head(db), salt, redacts, new)
    db.execute(
        "INSERT INTO events VALUES (?, ?, ?, ?)", (row.seq, row.previous, row.hash, row.body)
    )
    if row.written is not None:
        db.execute("INSERT INTO written VALUES (?, ?, ?)", (row.seq, row.salt, row.written))
    return row.seq


def number(db: sqlite3.Connection, event: str) -> int | None:
    """The row of the event with that id, or None."""
    row = db.execute(
        "SELECT seq FROM events WHERE json_extract(body, '$.id') = ?", (event,)
    ).fetchone()
    return None if row is None else int(row[0])


def head(db: sqlite3.Connection) -> Head | None:
    """The last row's number and hash; None for an empty chain."""
    row = db.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    return None if row is None else Head(*row)


def row_hash(db: sqlite3.Connection, seq: int) -> str | None:
    """The hash of that row, if it is there."""
    row = db.execute("SELECT hash FROM events WHERE seq = ?", (seq,)).fetchone()
    return None if row is None else str(row[0])


def events(db: sqlite3.Connection, after: int, limit: int) -> tuple[ChainRow, ...]:
    """The rows after that number, oldest first."""
    return tuple(_rows(db, after, max(0, min(limit, _MOST))))


def chain(db: sqlite3.Connection) -> Iterator[ChainRow]:
    """All rows, oldest first, as they are read. Call inside a transaction."""
    return _rows(db, -_MOST, _MOST)


def _rows(db: sqlite3.Connection, after: int, limit: int) -> Iterator[ChainRow]:
    after = max(-_MOST, min(after, _MOST))
    found = db.execute(
        "SELECT seq, previous, hash, body, salt, text FROM events"
        " LEFT JOIN written ON written.event = events.seq"
        " WHERE seq > ? ORDER BY seq LIMIT ?",
        (after, limit),
    )
    for seq, previous, sealed, body, salt, text in found:
        yield ChainRow(seq, str(previous), str(sealed), str(body), _bytes(salt), _text(text))


def _bytes(value: object) -> bytes | None:
    """The salt; whatever else a vandal put there can't fit any commitment."""
    return value if isinstance(value, bytes | None) else b""


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def forget(db: sqlite3.Connection, ids: Iterable[str]) -> list[int]:
    """Drop what was written in the events of these revisions (or with these ids).

    Returns the rows that held something.
    """
    found: set[int] = set()
    for one in ids:
        found.update(
            seq
            for (seq,) in db.execute(
                "SELECT seq FROM events JOIN written ON written.event = events.seq"
                " WHERE json_extract(body, '$.revision') = ? OR json_extract(body, '$.id') = ?",
                (one, one),
            )
        )
    db.executemany("DELETE FROM written WHERE event = ?", [(seq,) for seq in found])
    return sorted(found)


def keep(db: sqlite3.Connection, room: int, revisions: Sequence[HistoryRow]) -> None:
    """Keep revisions that leave the document; one that is kept already stays as it is."""
    db.executemany(
        "INSERT OR IGNORE INTO history VALUES (?, ?, ?, ?, ?)",
        [(room, r.id, r.entry, r.at, json.dumps(r.wire)) for r in revisions],
    )


def history(db: sqlite3.Connection, room: str, entry: str | None) -> tuple[HistoryRow, ...]:
    """The kept revisions of the room, or of one entry, oldest first."""
    only, given = ("", (room,)) if entry is None else (" AND entry = ?", (room, entry))
    found = db.execute(
        "SELECT history.id, entry, at, wire FROM history JOIN rooms ON rooms.id = history.room"
        f" WHERE name = ?{only} ORDER BY at, history.id",
        given,
    )
    return tuple(HistoryRow(id, of, at, json.loads(wire)) for id, of, at, wire in found)


def drop(db: sqlite3.Connection, room: int, ids: Iterable[str]) -> None:
    """Delete kept revisions for good."""
    db.executemany("DELETE FROM history WHERE room = ? AND id = ?", [(room, id) for id in ids])
