"""Numbered migrations: how a database gets the tables of this version.

Each is an SQL file with a checksum. A database that isn't ours, or that a newer version made, is
refused with SetupError and left as it is.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from ..errors import SetupError

APPLICATION_ID = 0x43474E44
"""``CGND`` in the file's header: how `file` and we tell our database from another program's."""

_LEDGER = """
CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
)
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered SQL file."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the SQL, in hex."""
        return hashlib.sha256(self.sql.encode()).hexdigest()

    def statements(self) -> Iterator[str]:
        """The SQL, statement by statement: ``executescript`` would end the transaction."""
        statement = ""
        for line in self.sql.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                yield statement
                statement = ""


def shipped() -> tuple[Migration, ...]:
    """The migrations of this version (``migrations/0001_initial.sql`` and on), in order."""
    folder = resources.files(__package__) / "migrations"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(
        Migration(int(f.name[:4]), f.name.removesuffix(".sql"), f.read_text("utf-8")) for f in files
    )


def check_ours(db: sqlite3.Connection) -> None:
    """Refuse another program's database; an empty one is fine. Writes nothing."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (objects,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and (application or objects):
        raise SetupError(
            "The file is another program's database.",
            "Choose another data directory; the file was left as it is.",
        )


def pending(db: sqlite3.Connection, migrations: Sequence[Migration]) -> Sequence[Migration]:
    """Those not yet applied. Raises SetupError if what was applied isn't ours. Writes nothing."""
    applied = _applied(db)
    if len(applied) > len(migrations):
        raise SetupError(
            f"The data comes from a newer version (migration {len(applied)}; "
            f"this one knows {len(migrations)}).",
            "Upgrade jupyter-commonground, or choose another data directory.",
        )
    for (number, checksum), migration in zip(applied, migrations, strict=False):
        if (number, checksum) != (migration.number, migration.checksum):
            raise SetupError(
                f"The data was made by another build (migration {migration.number} differs).",
                "Install the build that made it, or choose another data directory.",
            )
    return migrations[len(applied) :]


def migrate(db: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    """Apply what is pending, each migration with its record in one transaction."""
    check_ours(db)
    for migration in pending(db, migrations):
        db.execute("BEGIN IMMEDIATE")
        try:
            _apply(db, migration)
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")


def _applied(db: sqlite3.Connection) -> list[tuple[int, str]]:
    known = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone()
    if known is None:
        return []
    return db.execute("SELECT number, checksum FROM migrations ORDER BY number").fetchall()


def _apply(db: sqlite3.Connection, migration: Migration) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(_LEDGER)
    for statement in migration.statements():
        db.execute(statement)
    db.execute(
        "INSERT INTO migrations (number, name, checksum) VALUES (?, ?, ?)",
        (migration.number, migration.name, migration.checksum),
    )
