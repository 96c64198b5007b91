"""Reading a database beside the server that writes it, and writing it anew for a backup.

Knows a file and its connections; the writing server's lock is not needed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ..errors import SetupError
from .faults import explain, is_damage
from .migrate import check_ours, pending, shipped


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """One state of the store's database, while a server may go on writing.

    Text that is no UTF-8 comes as it is, with surrogates: a check of the chain must be able to read
    what a vandal left. Raises SetupError (no database, not ours, of another version) or StoreError.
    """
    if not path.is_file() or path.stat().st_size == 0:
        raise SetupError(
            f"There is no {path}.", "Start a server once (commonground lab), or name its --root."
        )
    try:
        with closing(_read_only(path)) as db:
            db.text_factory = lambda raw: raw.decode(errors="surrogateescape")
            db.execute("BEGIN")
            check_ours(db)
            if pending(db, shipped()):
                raise SetupError(
                    f"{path} was made by an earlier version.",
                    "Start the server once with this version, then try again.",
                )
            yield db
    except sqlite3.Error as problem:
        raise damaged(path) if is_damage(problem) else explain(problem) from problem


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


def copy(source: Path, target: Path) -> None:
    """Write the database anew to ``target``, as it is at one moment; it may be in use meanwhile.

    Not page by page: a copy made anew holds what is stored, and nothing that was deleted from it.
    Raises SetupError or StoreError.
    """
    try:
        with closing(_read_only(source)) as db:
            db.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as problem:
        raise damaged(source) if is_damage(problem) else explain(problem) from problem
    check_whole(target)


def check_whole(path: Path) -> None:
    """Raises SetupError unless every page of the database is sound."""
    try:
        with closing(_read_only(path)) as db:
            (answer,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as problem:
        raise damaged(path) from problem
    if answer != "ok":
        raise damaged(path)


def damaged(path: Path) -> SetupError:
    """The refusal of a file that can't be read."""
    return SetupError(
        f"{path} is damaged or not a database; it was left as it is.",
        "`commonground restore` brings back the last good backup, and `commonground recover` keeps "
        "all that can still be read.",
    )
