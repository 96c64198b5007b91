"""The index on disk: which files there are, what each defines and calls, and who uses a name.

One SQLite file that may be deleted at any time: it is made again from the code. Outlines are kept
by the id that git gives to the bytes, so that a file which comes back is not parsed again.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zlib import crc32

from .grammars import versions
from .symbols import DefinitionName
from .uses import Import, Use, Uses

SCHEME: Final = 2
"""One more wherever what is kept changes its form."""
BUSY: Final = 60.0
"""Seconds for which one process waits for another's transaction."""
CACHE: Final = 16_000
"""Kilobytes of the file that a connection holds: names are all over it."""
CHECKPOINT: Final = 8_000
"""Pages of 4 kB after which what was written moves to its place in the file."""

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS about (scheme TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS file (
  path BLOB PRIMARY KEY, outline INTEGER, size INTEGER, changed INTEGER, definitions INTEGER,
  skipped TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_by_outline ON file (outline);
CREATE TABLE IF NOT EXISTS outline (
  id INTEGER PRIMARY KEY, blob TEXT UNIQUE, definitions INTEGER, body BLOB
);
CREATE TABLE IF NOT EXISTS name (
  key INTEGER, outline INTEGER, PRIMARY KEY (key, outline)
) WITHOUT ROWID;
"""
_EMPTY: Final = ("about", "file", "outline", "name")


@dataclass(frozen=True, slots=True)
class Read:
    """What one file holds: ``blob`` is git's id of its bytes, with the language after a colon."""

    blob: str
    definitions: tuple[DefinitionName, ...]
    uses: Uses


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was when it was read: bytes, nanoseconds, and why it was not parsed."""

    outline: int | None
    size: int
    changed: int
    definitions: int = 0
    skipped: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is in the index: ``skipped`` counts the files that were not parsed, by reason."""

    files: int = 0
    definitions: int = 0
    skipped: tuple[tuple[str, int], ...] = ()


class Shelf:
    """A connection to the file, for one thread. Several processes may have one at once."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = _opened(path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # damaged: it is only a cache
            for end in ("", "-wal", "-shm"):
                Path(f"{path}{end}").unlink(missing_ok=True)
            self._db = _opened(path)

    def close(self) -> None:
        """Give the file back."""
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """What is written within is written whole, or not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # What is known of files

    def known(self, paths: Iterable[str]) -> dict[str, KnownFile]:
        """Those of these files that were read before."""
        found = {}
        for path in paths:
            row = self._db.execute(
                "SELECT outline, size, changed, definitions, skipped FROM file WHERE path = ?",
                (os.fsencode(path),),
            ).fetchone()
            if row is not None:
                found[path] = KnownFile(*row)
        return found

    def below(self, paths: Iterable[str]) -> set[str]:
        """Those of these files that were read before, and the files of these that were folders."""
        found: set[str] = set()
        for path in map(os.fsencode, paths):
            rows = self._db.execute(
                "SELECT path FROM file WHERE path = ? OR (path > ? AND path < ?)",
                (path, path + b"/", path + b"0"),
            )
            found.update(os.fsdecode(row[0]) for row in rows)
        return found

    def paths(self) -> tuple[str, ...]:
        """All files, in order."""
        return tuple(os.fsdecode(row[0]) for row in self._db.execute("SELECT path FROM file"))

    def stamps(self) -> dict[str, tuple[int, int]]:
        """The bytes and the time of change (ns) of every file, as it was when it was read."""
        rows = self._db.execute("SELECT path, size, changed FROM file")
        return {os.fsdecode(path): (size, changed) for path, size, changed in rows}

    def put(self, path: str, known: KnownFile) -> None:
        """A file was read."""
        about = (known.outline, known.size, known.changed, known.definitions, known.skipped)
        row = (os.fsencode(path), *about)
        self._db.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)", row)

    def remove(self, paths: Iterable[str]) -> None:
        """These files are gone."""
        self._db.executemany("DELETE FROM file WHERE path = ?", [(os.fsencode(p),) for p in paths])

    def drop(self, paths: Iterable[str]) -> None:
        """Forget these files, and outlines when most are of no file; give back what room it can."""
        with self.writing():
            self.remove(paths)
            outlines, files = (self._count(table) for table in ("outline", "file"))
            if outlines > 3 * files + 10_000:
                used = "SELECT outline FROM file WHERE outline IS NOT NULL"
                self._db.execute(f"DELETE FROM outline WHERE id NOT IN ({used})")
                self._db.execute("DELETE FROM name WHERE outline NOT IN (SELECT id FROM outline)")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _count(self, table: str) -> int:
        return int(self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def amount(self) -> Amount:
        """How much there is."""
        rows = self._db.execute(
            "SELECT skipped, count(*), sum(definitions) FROM file GROUP BY 1 ORDER BY 1"
        ).fetchall()
        skipped = tuple((reason, count) for reason, count, _ in rows if reason is not None)
        return Amount(sum(row[1] for row in rows), sum(row[2] for row in rows), skipped)

    # Outlines

    def outline_of(self, blob: str) -> tuple[int, int] | None:
        """The number of the outline of these bytes, where they were parsed before, and how many
        definitions it has."""
        found = self._db.execute("SELECT id, definitions FROM outline WHERE blob = ?", (blob,))
        row: tuple[int, int] | None = found.fetchone()
        return row

    def add(self, read: Read) -> int:
        """Keep an outline; its number. Another process may have been quicker."""
        self._db.execute(
            "INSERT OR IGNORE INTO outline (blob, definitions, body) VALUES (?, ?, ?)",
            (read.blob, len(read.definitions), _packed(read)),
        )
        found = self.outline_of(read.blob)
        assert found is not None
        keys = {_key(one.name, 0) for one in read.definitions}
        keys.update(_key(name, 1) for name in {one.name for one in read.uses.uses})
        rows = [(key, found[0]) for key in keys]
        self._db.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", rows)
        return found[0]

    def read(self, path: str) -> tuple[tuple[DefinitionName, ...], Uses] | None:
        """What a file defines and uses; None where it is not in the index, or was not parsed."""
        joined = "file JOIN outline ON outline.id = file.outline"
        row = self._db.execute(
            f"SELECT body FROM {joined} WHERE path = ?", (os.fsencode(path),)
        ).fetchone()
        return None if row is None else _unpacked(row[0])

    def defining(self, name: str) -> tuple[str, ...]:
        """The files that define something whose name ends as this one; a few others, perhaps."""
        return self._named(_key(name, 0))

    def using(self, name: str) -> tuple[str, ...]:
        """The files that call something whose name ends as this one; a few others, perhaps."""
        return self._named(_key(name, 1))

    def _named(self, key: int) -> tuple[str, ...]:
        found = self._db.execute(
            "SELECT path FROM name JOIN file USING (outline) WHERE key = ? ORDER BY 1", (key,)
        )
        return tuple(os.fsdecode(row[0]) for row in found)


def _key(name: str, use: int) -> int:
    """A checksum of the name's last part: a number takes less room and time than a text."""
    return 2 * crc32(name.rpartition(".")[2].encode("utf-8", "surrogatepass")) + use


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")  # what is lost is read again
        db.execute(f"PRAGMA cache_size = -{CACHE}")
        db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
        db.executescript(_TABLES)
        _emptied_if_old(db, f"{SCHEME} {versions()}")
    except BaseException:
        db.close()
        raise
    return db


def _emptied_if_old(db: sqlite3.Connection, scheme: str) -> None:
    """Once, whichever process is first."""
    db.execute("BEGIN IMMEDIATE")
    if db.execute("SELECT scheme FROM about").fetchall() != [(scheme,)]:
        for table in _EMPTY:
            db.execute(f"DELETE FROM {table}")
        db.execute("INSERT INTO about VALUES (?)", (scheme,))
    db.execute("COMMIT")


def _packed(read: Read) -> bytes:
    text = json.dumps((read.definitions, *read.uses), separators=(",", ":"))
    return zlib.compress(text.encode(), 1)


def _unpacked(body: bytes) -> tuple[tuple[DefinitionName, ...], Uses]:
    definitions, imports, uses = json.loads(zlib.decompress(body))
    found = Uses(tuple(Import(*i) for i in imports), tuple(Use(*one) for one in uses))
    return tuple(DefinitionName(*one) for one in definitions), found
