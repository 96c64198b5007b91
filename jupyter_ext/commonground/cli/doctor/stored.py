"""The database: whether it is whole, in its mode, free to be written, and not from the future."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil

from ...config import CONTEXT_DB
from ...errors import CommonGroundError
from ...store.copies import check_whole
from .installation import Diagnosis, Installation

LARGE_WAL = 256 * 1024 * 1024
AHEAD = 60_000
"""Milliseconds by which a record may be newer than the clock."""


def whole(here: Installation) -> Iterator[Diagnosis]:
    """Whether every page of the database can be read."""
    path = here.folder / CONTEXT_DB
    if not path.exists():
        return
    try:
        check_whole(path)
    except CommonGroundError as error:
        yield Diagnosis("fault", error.message, error.remedy)


def journal(here: Installation) -> Iterator[Diagnosis]:
    """Whether it is written as it should be: WAL, and a log that does not grow without end."""
    path = here.folder / CONTEXT_DB
    with _opened(path) as rows:
        for (mode,) in rows("PRAGMA journal_mode"):
            if mode != "wal":
                yield Diagnosis("warning", f"The database's journal is {mode}, not WAL.",
                                "Start the server once: it puts that right.")  # fmt: skip
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size > LARGE_WAL:
        said = f"The database's log has {log.stat().st_size // 2**20} MB."
        yield Diagnosis("warning", said, "Restart the server: it is written back then.")


def lock(here: Installation) -> Iterator[Diagnosis]:
    """Whether somebody else holds the database, while no server of ours runs."""
    path = here.folder / CONTEXT_DB
    if here.server is not None or not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=0.2, isolation_level=None)) as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            yield Diagnosis("fault", f"The database is locked by {_holders(path)}.",
                            "End that process, or wait until it is done.")  # fmt: skip
    except sqlite3.DatabaseError:
        return  # said by ``whole``


def _holders(path: Path) -> str:
    found = [
        f"{one.info['name']} (process {one.pid})"
        for one in psutil.process_iter(["name"])
        if _has_open(one, path)
    ]
    return ", ".join(found) or "another process"


def _has_open(process: psutil.Process, path: Path) -> bool:
    try:
        return any(Path(file.path) == path.resolve() for file in process.open_files())
    except (psutil.Error, OSError):
        return False


def future(here: Installation) -> Iterator[Diagnosis]:
    """Whether something was written later than now: a clock went back."""
    with _opened(here.folder / CONTEXT_DB) as rows:
        query = "SELECT json_extract(body, '$.at') FROM events ORDER BY seq DESC LIMIT 1"
        for (at,) in rows(query):
            ahead = (at if isinstance(at, int) else 0) - here.now()
            if ahead > AHEAD:
                yield Diagnosis(
                    "warning",
                    f"The newest record is {ahead // 60_000} minutes in the future.",
                    "Set this machine's clock (timedatectl set-ntp 1). Nothing is lost: the order "
                    "comes from the record.",
                )


class _opened:
    """The rows of a query of the database; none where there is none, or it can't be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db: sqlite3.Connection | None = None

    def __enter__(self) -> _opened:
        if self._path.exists():
            address = f"{self._path.resolve().as_uri()}?mode=ro"
            self._db = sqlite3.connect(address, uri=True, timeout=1)
        return self

    def __exit__(self, *_: object) -> None:
        if self._db is not None:
            self._db.close()

    def __call__(self, query: str) -> list[tuple[object, ...]]:
        if self._db is None:
            return []
        try:
            return self._db.execute(query).fetchall()
        except sqlite3.Error:
            return []
