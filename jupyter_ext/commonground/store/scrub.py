"""Getting removed bytes out of a database's files, not only out of its tables.

SQLite zeroes what is deleted (``secure_delete``), but copies of a row that once moved from page to
page may be left in the gaps, and its log holds old pages. Both are written over.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from .datafile import claimed
from .faults import explain


def scrub(db: sqlite3.Connection) -> bool:
    """Write the database anew and empty its log, if a redaction asks for it.

    Call outside of a transaction. False if another program reads the old pages: try again later.
    Raises sqlite3.Error.
    """
    if db.execute("SELECT 1 FROM scrubs").fetchone() is None:
        return True
    db.execute("VACUUM")
    if not _emptied(db):
        return False
    db.execute("DELETE FROM scrubs")
    return True


def _emptied(db: sqlite3.Connection) -> bool:
    """Whether the log is in the database now, all of it, and cut to nothing."""
    (busy, _, _) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def shrink(path: Path) -> None:
    """Give the database's free pages back to the disk. Raises SetupError while a server runs."""
    with claimed(path):
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as db:
                db.execute("VACUUM")
                _emptied(db)
        except sqlite3.Error as problem:
            raise explain(problem) from problem
