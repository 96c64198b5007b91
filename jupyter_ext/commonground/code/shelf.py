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

from .grammars import versions
from .symbols import Definition, FileOutline
from .uses import Import, Use, Uses

SCHEME: Final = 1
"""One more wherever digests or what is kept change their form."""
BUSY: Final = 60.0
"""Seconds for which one process waits for another's transaction."""

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS about (scheme TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS file (
  path BLOB PRIMARY KEY, outline INTEGER, size INTEGER, changed INTEGER, pass INTEGER, skipped TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_by_outline ON file (outline);
CREATE TABLE IF NOT EXISTS outline (
  id INTEGER PRIMARY KEY, blob TEXT UNIQUE, digest TEXT, definitions INTEGER, body BLOB
);
CREATE TABLE IF NOT EXISTS name (
  last TEXT, use INTEGER, outline INTEGER, PRIMARY KEY (last, use, outline)
) WITHOUT ROWID;
"""
_EMPTY: Final = ("about", "file", "outline", "name")


@dataclass(frozen=True, slots=True)
class Read:
    """What one file holds: ``blob`` is git's id of its bytes, with the language after a colon."""

    blob: str
    outline: FileOutline
    uses: Uses


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was when it was read: bytes, nanoseconds, and why it was not parsed."""

    outline: int | None
    size: int
    changed: int
    skipped: str | None


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
                "SELECT outline, size, changed, skipped FROM file WHERE path = ?",
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

    def put(self, path: str, known: KnownFile, number: int) -> None:
        """A file was read in the pass with this number."""
        row = (os.fsencode(path), known.outline, known.size, known.changed, number, known.skipped)
        self._db.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)", row)

    def remove(self, paths: Iterable[str]) -> None:
        """These files are gone."""
        self._db.executemany("DELETE FROM file WHERE path = ?", [(os.fsencode(p),) for p in paths])

    def sweep(self, number: int) -> None:
        """Forget the files that this pass did not meet, and outlines when most are of no file."""
        self._db.execute("DELETE FROM file WHERE pass <> ?", (number,))
        outlines, files = (self._count(table) for table in ("outline", "file"))
        if outlines > 3 * files + 10_000:
            used = "SELECT outline FROM file WHERE outline IS NOT NULL"
            self._db.execute(f"DELETE FROM outline WHERE id NOT IN ({used})")
            self._db.execute("DELETE FROM name WHERE outline NOT IN (SELECT id FROM outline)")

    def _count(self, table: str) -> int:
        return int(self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def amount(self) -> Amount:
        """How much there is."""
        joined = "file JOIN outline ON outline.id = file.outline"
        total = self._db.execute(f"SELECT coalesce(sum(definitions), 0) FROM {joined}").fetchone()
        reasons = self._db.execute(
            "SELECT skipped, count(*) FROM file WHERE skipped IS NOT NULL GROUP BY 1 ORDER BY 1"
        )
        return Amount(self._count("file"), int(total[0]), tuple(reasons))

    # Outlines

    def outline_id(self, blob: str) -> int | None:
        """The outline of these bytes, where they were parsed before."""
        row = self._db.execute("SELECT id FROM outline WHERE blob = ?", (blob,)).fetchone()
        return None if row is None else int(row[0])

    def add(self, read: Read) -> int:
        """Keep an outline; its number. Another process may have been quicker."""
        row = (read.blob, read.outline.digest, len(read.outline.definitions), _packed(read))
        self._db.execute(
            "INSERT OR IGNORE INTO outline (blob, digest, definitions, body) VALUES (?, ?, ?, ?)",
            row,
        )
        number = self.outline_id(read.blob)
        assert number is not None
        defined = {(one.name.rpartition(".")[2], 0, number) for one in read.outline.definitions}
        used = {(one.name.rpartition(".")[2], 1, number) for one in read.uses.uses}
        self._db.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", defined | used)
        return number

    def read(self, path: str) -> tuple[FileOutline, Uses] | None:
        """What a file defines and uses; None where it is not in the index, or was not parsed."""
        joined = "file JOIN outline ON outline.id = file.outline"
        row = self._db.execute(
            f"SELECT digest, body FROM {joined} WHERE path = ?", (os.fsencode(path),)
        ).fetchone()
        return None if row is None else _unpacked(*row)

    def defining(self, last: str) -> tuple[str, ...]:
        """The files that define something whose name ends so."""
        return self._named(last, 0)

    def using(self, last: str) -> tuple[str, ...]:
        """The files that call something whose name ends so."""
        return self._named(last, 1)

    def _named(self, last: str, use: int) -> tuple[str, ...]:
        found = self._db.execute(
            "SELECT path FROM name JOIN file USING (outline) WHERE last = ? AND use = ? ORDER BY 1",
            (last, use),
        )
        return tuple(os.fsdecode(row[0]) for row in found)


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")  # what is lost is read again
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
    definitions = [
        (one.name, one.kind, one.start, one.end, one.digest, one.signature, one.body)
        for one in read.outline.definitions
    ]
    imports = [(one.module, one.name, one.alias) for one in read.uses.imports]
    uses = [(one.by, one.name, one.line) for one in read.uses.uses]
    text = json.dumps((definitions, imports, uses), separators=(",", ":"))
    return zlib.compress(text.encode(), 1)


def _unpacked(digest: str, body: bytes) -> tuple[FileOutline, Uses]:
    definitions, imports, uses = json.loads(zlib.decompress(body))
    outline = FileOutline(digest, tuple(Definition(*one) for one in definitions))
    return outline, Uses(tuple(Import(*i) for i in imports), tuple(Use(*one) for one in uses))
