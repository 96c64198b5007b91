"""What SQLite's errors mean here: each becomes a StoreError with its remedy.

Speaks of result codes only, so that no stored text can get into a message or a log.
"""

from __future__ import annotations

import sqlite3

from ..errors import CommonGroundError, DamagedStore, StoreError

_FREE_SPACE = "Free disk space on the server, then send it again: your text is still in the form."
_PERMISSIONS = "Make the data directory and its files writable for the server's user."
_DISK = "Check the server's disk (free space, cables, mounts, kernel log), then send it again."
_OTHER_PROGRAM = "Close the other program that holds the database open, then send it again."
_RESTORE = DamagedStore.remedy
_REPORT = "Send it again; if it happens twice, report it with the server's log."
_SMALLER = "Send it in smaller pieces."

# Result codes: https://sqlite.org/rescode.html (primary codes; extended ones fold into them)
_FAULTS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: ("The disk is full", _FREE_SPACE),
    sqlite3.SQLITE_IOERR: ("The disk reported an error", _DISK),
    sqlite3.SQLITE_READONLY: ("The database is read-only", _PERMISSIONS),
    sqlite3.SQLITE_PERM: ("The database may not be accessed", _PERMISSIONS),
    sqlite3.SQLITE_AUTH: ("The database may not be accessed", _PERMISSIONS),
    sqlite3.SQLITE_CANTOPEN: ("The database can't be opened", _PERMISSIONS),
    sqlite3.SQLITE_BUSY: ("Another program holds the database", _OTHER_PROGRAM),
    sqlite3.SQLITE_LOCKED: ("Another program holds the database", _OTHER_PROGRAM),
    sqlite3.SQLITE_PROTOCOL: ("Another program holds the database", _OTHER_PROGRAM),
    sqlite3.SQLITE_CORRUPT: ("The database is damaged", _RESTORE),
    sqlite3.SQLITE_NOTADB: ("The file is not a database", _RESTORE),
    sqlite3.SQLITE_FORMAT: ("The file is not a database", _RESTORE),
    sqlite3.SQLITE_NOMEM: ("The server is out of memory", "Free memory, then send it again."),
    sqlite3.SQLITE_TOOBIG: ("It is larger than the database can take", _SMALLER),
    sqlite3.SQLITE_NOLFS: ("It is larger than the disk's format can take", _SMALLER),
}

_WHOLE_TRANSACTION = frozenset(
    (
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_INTERRUPT,
    )
)
"""After these SQLite advises to roll everything back (sqlite.org/lang_transaction.html)."""


def primary_code(problem: BaseException) -> int | None:
    """SQLite's primary result code, or None if it isn't an error of SQLite itself."""
    code: int | None = getattr(problem, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def name(problem: BaseException) -> str:
    """A name for the log: ``SQLITE_FULL``, or the exception's class."""
    found: str = getattr(problem, "sqlite_errorname", type(problem).__name__)
    return found


def explain(problem: BaseException) -> CommonGroundError:
    """Our error for ``problem``; an error that is ours already comes back as it is."""
    if isinstance(problem, CommonGroundError):
        return problem
    code = primary_code(problem)
    if code in _FAULTS:
        message, remedy = _FAULTS[code]
        kind = DamagedStore if is_damage(problem) else StoreError
        return kind(f"{message} ({name(problem)}).", remedy)
    if is_damage(problem):
        return DamagedStore("The database is damaged: a text in it can't be read.")
    return StoreError(f"The store met an unexpected error ({name(problem)}).", _REPORT)


def sinks_transaction(problem: BaseException) -> bool:
    """Whether nothing else of the same transaction can be trusted to be stored."""
    return primary_code(problem) in _WHOLE_TRANSACTION


def is_damage(problem: BaseException) -> bool:
    """Whether the file is not a database, or a broken one."""
    undecodable = "Could not decode"  # the module's own error, without a result code
    return primary_code(problem) in (
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FORMAT,
    ) or (isinstance(problem, sqlite3.OperationalError) and str(problem).startswith(undecodable))
