"""A SQLite file taken into use: locked, checked, migrated, with a thread that writes and one that
reads.

A file that is damaged, another program's, a newer version's or in another server's hands is left
as it is.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ..core.event import Head, standing
from ..errors import CommonGroundError, DamagedStore, SetupError
from . import ledger, seals
from .chain_head import Anchor
from .copies import damaged
from .datafile import claimed
from .faults import explain, is_damage, name
from .guard import FileGuard
from .migrate import check_ours, migrate, pending, shipped
from .scrub import scrub
from .writer import Writer

T = TypeVar("T")

_SMALLEST = 512
"""Bytes of the smallest SQLite database: one page of the smallest size."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenDatabase:
    """The two connections of an open file, each with its thread."""

    writer: Writer
    reader: sqlite3.Connection
    read_thread: ThreadPoolExecutor
    resources: ExitStack
    """Let go of in this order: reader, writer (which finishes its queue), file lock."""

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do the reads of ``work`` on one state of the database. Raises StoreError."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self.read_thread, _at_once, self.reader, work)
        except sqlite3.Error as problem:
            raise explain(problem) from problem
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise DamagedStore("A row of the database can't be read.") from problem

    async def rescue(self, target: Path) -> None:
        """Write what the open files hold to a new one; they need not have a name any more."""

        def write() -> None:
            self.reader.execute("PRAGMA query_only = OFF")
            try:
                self.reader.execute("VACUUM INTO ?", (str(target),))
            finally:
                self.reader.execute("PRAGMA query_only = ON")

        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self.read_thread, write)
        except sqlite3.Error as problem:
            raise explain(problem) from problem


class DatabaseFile:
    """The file at ``path``; the other arguments are those of ``SQLiteStore``."""

    def __init__(
        self,
        path: Path,
        *,
        max_pages: int | None,
        busy_timeout: float,
        anchor: Anchor | None,
        strict: bool,
    ) -> None:
        self.path = path
        self._max_pages = max_pages
        self._busy_timeout = busy_timeout
        self._anchor = anchor
        self._strict = strict
        self._written_down: Head | None = None

    def open(self, loop: asyncio.AbstractEventLoop) -> OpenDatabase:
        """Create or migrate the file and start its threads. Blocks: call from another thread.

        Raises SetupError or StoreError, each with its remedy.
        """
        with ExitStack() as resources:
            resources.enter_context(claimed(self.path))
            if self._anchor is not None:
                resources.callback(self._anchor.close)
            if 0 < self.path.stat().st_size < _SMALLEST:  # SQLite overwrites a file of one byte
                raise damaged(self.path)
            try:
                writing = resources.enter_context(closing(self._connect()))
                self._prepare(writing)
                self._clean(writing)
                reading = resources.enter_context(closing(self._connect()))
                reading.execute("PRAGMA query_only = ON")
            except sqlite3.Error as problem:
                raise self._refusal(problem) from problem
            lost = self._lost(writing) if self._strict else None
            if lost is None:
                self._write_down_head(writing)  # a crash may have come before the last one's turn
            guard = FileGuard(self.path, self._is_ours, lost)
            guard.remember(writing)
            writer = Writer(writing, loop, self._write_down_head, guard)
            resources.callback(writer.stop)
            read_thread = ThreadPoolExecutor(1, "commonground-store-reader")
            resources.enter_context(read_thread)
            return OpenDatabase(writer, reading, read_thread, resources.pop_all())

    def _connect(self) -> sqlite3.Connection:
        # Made in one thread and then owned by another, never used by two at once.
        db = sqlite3.connect(
            self.path, timeout=self._busy_timeout, isolation_level=None, check_same_thread=False
        )
        try:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA secure_delete = ON")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA fullfsync = ON")  # macOS: through the drive's cache as well
            if self._max_pages is not None:
                db.execute(f"PRAGMA max_page_count = {int(self._max_pages)}")
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _prepare(self, db: sqlite3.Connection) -> None:
        migrations = shipped()
        check_ours(db)
        pending(db, migrations)  # refuse before anything is written
        if db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):  # 100 MB take 0.04 s
            raise damaged(self.path)
        (mode,) = db.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise SetupError(
                f"The disk under {self.path} can't do write-ahead logging.",
                "Choose a data directory on a local disk.",
            )
        db.execute("PRAGMA journal_size_limit = 67108864")
        migrate(db, migrations)
        db.execute("BEGIN IMMEDIATE")
        seals.seal_rest(db)
        db.execute("COMMIT")

    def _clean(self, db: sqlite3.Connection) -> None:
        try:
            done = scrub(db)
        except sqlite3.Error as problem:
            if is_damage(problem):
                raise
            _log.error("Redacted bytes may still be in %s: %s", self.path, name(problem))
        else:
            if not done:
                _log.error("Redacted bytes are still in %s: another program reads it", self.path)

    def _write_down_head(self, db: sqlite3.Connection) -> None:
        if self._anchor is None:
            return
        try:
            head = ledger.head(db)
        except sqlite3.Error as problem:
            _log.error("The audit chain is not anchored: %s", name(problem))
            return
        if head is not None and head != self._written_down:
            self._anchor.put(head)
            self._written_down = head

    def _is_ours(self, db: sqlite3.Connection) -> bool:
        """Whether a fresh look at the file finds it whole, with the chain's head that we know."""
        with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as fresh:
            whole = fresh.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            return whole and ledger.head(fresh) == ledger.head(db)

    def _refusal(self, problem: sqlite3.Error) -> CommonGroundError:
        return damaged(self.path) if is_damage(problem) else explain(problem)

    def _lost(self, db: sqlite3.Connection) -> DamagedStore | None:
        """What is wrong where the chain is not the one that was anchored.

        The head is anchored after each commit, so a chain that lacks it has lost what was
        acknowledged: its log was cut short, or another file was put in its place.
        """
        anchored = standing(self._anchor.known()) if self._anchor is not None else {}
        if not anchored:
            return None
        head, last = ledger.head(db), max(anchored)
        end = head.seq if head is not None else 0
        if last > end:
            lost = f"rows {end + 1} to {last} were stored and are gone"
        elif anchored[last] != {ledger.row_hash(db, last)}:
            lost = f"row {last} is another one than was anchored"
        else:
            return None
        return DamagedStore(
            f"{self.path} is not the database that this server had: it ends at row {end} of the "
            f"audit chain, and {lost}. Nothing is stored until this is put right.",
            "Stop the server and put the right file back. Or `commonground restore` brings back "
            "the last good backup, and `commonground recover` goes on with what is left.",
        )


def _at_once(db: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """Do the reads of ``work`` on one state of the database."""
    db.execute("BEGIN")
    try:
        return work(db)
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
