"""Where a text still stands: in the rows of a store's database, and in the bytes of files.

Knows the ways in which a text is written down here (UTF-8, and JSON with and without escapes, in
JSON once more). Refuses to know what should become of it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Remainder:
    """A place that still holds the text: table, column and what names the row there."""

    table: str
    column: str
    row: str


def written_ways(text: str) -> tuple[bytes, ...]:
    """The bytes that the text may be on a disk."""
    ways = {text}
    for _ in range(2):
        ways |= {json.dumps(way)[1:-1] for way in ways}
        ways |= {json.dumps(way, ensure_ascii=False)[1:-1] for way in ways}
    return tuple(sorted({way.encode(errors="surrogatepass") for way in ways}))


def holds(data: bytes | str, ways: Sequence[bytes]) -> bool:
    """Whether the data holds the text in any of these ways."""
    raw = data.encode(errors="surrogateescape") if isinstance(data, str) else data
    return any(way in raw for way in ways)


_NAMES = {
    "rooms": "name",
    "snapshots": "(SELECT name FROM rooms WHERE id = room)",
    "updates": "(SELECT name FROM rooms WHERE id = room)",
    "history": "(SELECT name FROM rooms WHERE id = room)",
    "origins": "(SELECT name FROM rooms WHERE id = room)",
    "turns": "CASE visibility WHEN 'shared' THEN id ELSE 'member:' || asker END",
    "pieces": "turn",
    "events": "seq",
    "written": "event",
}


def in_rows(db: sqlite3.Connection, text: str) -> Iterator[Remainder]:
    """The cells of all tables that hold the text. Call inside a transaction."""
    ways = written_ways(text)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
        cells = ", ".join(f'CAST("{column}" AS BLOB)' for column in columns)
        for name, *row in db.execute(f'SELECT {_NAMES.get(table, "1")}, {cells} FROM "{table}"'):
            for column, value in zip(columns, row, strict=True):
                if value is not None and holds(value, ways):
                    yield Remainder(table, column, str(name))


def in_file(path: Path, text: str) -> bool:
    """Whether the file's bytes hold the text, those between rows included. Raises OSError."""
    ways = written_ways(text)
    keep = max(map(len, ways)) - 1
    with path.open("rb") as file:
        before = b""
        while block := file.read(_BLOCK):
            if holds(before + block, ways):
                return True
            before = (before + block)[-keep:] if keep else b""
    return False
