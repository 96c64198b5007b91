"""What can still be read of a damaged database, in a new one; and its way back into place.

Rows are taken from both ends towards what is broken, and what does not read as what it should be is
left out. The damaged files are put aside, never changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..config import CONTEXT_DB
from ..core.event import Event, Head, link
from ..core.spent import read_spent
from ..core.turn import Turn
from ..errors import CommonGroundError, SetupError
from . import backup, seals
from .chain_head import sync
from .copies import reading
from .datafile import claimed
from .migrate import migrate, shipped

_GAP = 100_000
"""Numbers that are asked for one by one where a table breaks off."""

_KEYS = {
    "rooms": ("id",),
    "snapshots": ("room",),
    "updates": ("room", "seq"),
    "origins": ("id",),
    "receipts": ("origin", "origin_seq"),
    "turns": ("rowid",),
    "pieces": ("turn", "at"),
    "events": ("seq",),
    "written": ("event",),
    "history": ("room", "id"),
    "scrubs": ("pending",),
    "judgements": ("id",),
    "spent": ("id",),
}

Check = Callable[[bytes], None]
"""Raises a CommonGroundError or ValueError for bytes that are no update of a document."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a recovery did: rows kept, rows known to be lost by table, where the old files are."""

    kept: int
    lost: dict[str, int]
    aside: Path | None
    marks: tuple[Head, Head]


@dataclass(slots=True)
class _Count:
    kept: int = 0
    lost: dict[str, int] = field(default_factory=dict)

    def lose(self, table: str, rows: int = 1) -> None:
        self.lost[table] = self.lost.get(table, 0) + rows


def recover(folder: Path, event: Event, *, stamp: str, check: Check) -> Recovered:
    """Put what can be read of the folder's database in its place, what was there aside.

    ``event`` is added to the chain, and every room begins a new generation. ``check`` tells whether
    an update's bytes are one. Raises SetupError (a server runs, nothing can be read), StoreError.
    """
    context = folder / CONTEXT_DB
    with claimed(context), TemporaryDirectory(dir=folder, prefix=".recover-") as made:
        draft, count = Path(made) / CONTEXT_DB, _Count()
        _salvage(context, draft, check, count)
        if not count.kept and not _is_ours(context):
            raise SetupError(
                f"Nothing in {context} can be read; it was left as it is.",
                "Restore a backup: commonground restore",
            )
        marks = backup.prepare(draft, event, {}, set(), bring_back=True)
        aside = backup.put_aside(folder, [CONTEXT_DB], folder / f"before-recover-{stamp}")
        draft.replace(context)
        sync(folder)
    return Recovered(count.kept, count.lost, aside, marks)


def _is_ours(path: Path) -> bool:
    """Whether it is a sound database of ours, however little is in it."""
    with suppress(CommonGroundError), reading(path):
        return True
    return False


def _salvage(source: Path, target: Path, check: Check, count: _Count) -> None:
    with (
        closing(sqlite3.connect(source, isolation_level=None)) as old,
        closing(sqlite3.connect(target, isolation_level=None)) as new,
    ):
        migrate(new, shipped())
        new.execute("BEGIN IMMEDIATE")
        for table, key in _KEYS.items():
            columns = _columns(new, table)
            for row in _rows(old, table, key, columns, count):
                _keep(new, table, columns, row, check, count)
        _mend(new, count)
        new.execute("COMMIT")


def _columns(db: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(row[1] for row in db.execute(f"PRAGMA table_info({table})"))


def _rows(
    db: sqlite3.Connection,
    table: str,
    key: tuple[str, ...],
    columns: tuple[str, ...],
    count: _Count,
) -> Iterator[tuple[Any, ...]]:
    """The rows of a table that can be read: from the front, from the back, then one by one."""
    named = f"SELECT {', '.join(key)}, {', '.join(columns)} FROM {table}"
    width = len(key)
    front: list[tuple[Any, ...]] = []
    if _read(db, f"{named} ORDER BY {', '.join(key)}", front):
        yield from (row[width:] for row in front)
        return
    back: list[tuple[Any, ...]] = []
    _read(db, f"{named} ORDER BY {', '.join(f'{name} DESC' for name in key)}", back)
    found = {row[:width]: row[width:] for row in (*front, *back)}
    if width == 1:
        first = front[-1][0] if front else 0
        last = back[-1][0] if back else first
        if isinstance(first, int) and isinstance(last, int):
            for number in range(first + 1, min(last, first + _GAP)):
                one: list[tuple[Any, ...]] = []
                if _read(db, f"{named} WHERE {key[0]} = {number}", one):
                    found |= {row[:width]: row[width:] for row in one}
                else:
                    count.lose(table)
    else:
        count.lose(table)
    yield from found.values()


def _read(db: sqlite3.Connection, statement: str, into: list[tuple[Any, ...]]) -> bool:
    """Read what the statement gives into the list; False where it breaks off."""
    try:
        for row in db.execute(statement):
            into.append(row)
    except (sqlite3.Error, OverflowError):
        return False
    return True


def _keep(
    db: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    row: tuple[Any, ...],
    check: Check,
    count: _Count,
) -> None:
    try:
        _fits(table, dict(zip(columns, row, strict=True)), check)
        marks = ", ".join("?" * len(row))
        db.execute(f"INSERT INTO {table} VALUES ({marks})", row)
    except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, UnicodeError):
        count.lose(table)
    else:
        count.kept += table != "scrubs"


def _fits(table: str, row: dict[str, Any], check: Check) -> None:
    """Raise what reading it would raise."""
    match table:
        case "updates" | "snapshots":
            check(row["data"])
        case "turns":
            Turn.from_wire(json.loads(row["wire"]))
        case "events":
            if row["hash"] != link(row["previous"], row["body"]):
                raise ValueError("the row does not fit its hash")
        case "history" | "judgements":
            json.loads(row["wire"])
        case "spent":
            read_spent(json.loads(row["wire"]))


def _mend(db: sqlite3.Connection, count: _Count) -> None:
    """Give documents whose room is lost a name, and let go of what hangs on nothing."""
    for (room,) in db.execute(
        "SELECT room FROM updates UNION SELECT room FROM snapshots EXCEPT SELECT id FROM rooms"
    ).fetchall():
        name = "team" if room == 1 else f"recovered:{room}"
        with suppress(sqlite3.IntegrityError):
            db.execute("INSERT INTO rooms (id, name) VALUES (?, ?)", (room, name))
    db.execute("DELETE FROM written WHERE event NOT IN (SELECT seq FROM events)")
    db.execute("DELETE FROM receipts WHERE origin NOT IN (SELECT id FROM origins)")
    db.execute(
        "UPDATE rooms SET seq = max(seq,"
        " (SELECT coalesce(max(seq), 0) FROM updates WHERE room = rooms.id),"
        " (SELECT coalesce(max(seq), 0) FROM snapshots WHERE room = rooms.id))"
    )
    for (room,) in db.execute("SELECT id FROM rooms").fetchall():
        seals.seal_room(db, room)
    for (turn,) in db.execute("SELECT id FROM turns").fetchall():
        seals.seal_turn(db, turn)
