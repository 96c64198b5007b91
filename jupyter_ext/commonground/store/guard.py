"""Whether a database's files are still in their place, and as this process left them.

SQLite goes on writing to a file that was deleted, moved or replaced beneath it, and the next start
finds nothing of that. So each commit is checked before and after, and what is not in the place is
refused. Knows paths and what the file system says of them; refuses to know what they hold.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..errors import StoreError

RESCUE = (
    "Nothing more is stored. Put the file back where it was and it goes on by itself; else write "
    "all that is in memory to a new file now, before the server stops: `commonground rescue`."
)
"""What to do while the server that holds everything still runs."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as the file system tells of it."""

    device: int
    inode: int
    size: int
    changed: int

    @property
    def identity(self) -> tuple[int, int]:
        return self.device, self.inode


class FileGuard:
    """Watches the database at ``path`` and its write-ahead log, from the writing thread.

    ``sound`` says whether what is in the place now is what this server wrote, where another
    program changed the file; it raises sqlite3.Error where it can't be read. ``broken``: what was
    wrong from the start.
    """

    def __init__(
        self,
        path: Path,
        sound: Callable[[sqlite3.Connection], bool],
        broken: StoreError | None = None,
    ) -> None:
        self._path = path
        self._log = Path(f"{path}-wal")
        self._sound = sound
        self._seen: dict[Path, _Seen] = {}
        self._version = 0
        self._broken = broken

    def remember(self, db: sqlite3.Connection) -> None:
        """Take the files as they are now for what this process left. Raises StoreError."""
        self._seen = {file: seen for file in self._files() if (seen := _look(file)) is not None}
        self._version = _version(db)

    def require_place(self) -> None:
        """Raise StoreError unless the files that were opened are where they were."""
        if self._broken is not None:
            raise self._broken
        for file, before in self._seen.items():
            now = _look(file)
            if now is None:
                raise StoreError(f"{file} was deleted or moved while the server runs.", RESCUE)
            if now.identity != before.identity:
                raise StoreError(f"{file} was replaced while the server runs.", RESCUE)

    def require(self, db: sqlite3.Connection) -> None:
        """Raise StoreError unless the files are in place and nobody wrote into them behind SQLite.

        Another program that goes through SQLite (a shell, for example) may write.
        """
        self.require_place()
        changed = [file for file, before in self._seen.items() if _look(file) != before]
        if not changed and len(self._seen) == len(self._files()):
            return
        if changed and _version(db) == self._version and not self._is_sound(db):
            self._broken = StoreError(
                f"{changed[0]} was overwritten or cut short while the server runs.", RESCUE
            )
            raise self._broken
        self.remember(db)

    def _is_sound(self, db: sqlite3.Connection) -> bool:
        try:
            return self._sound(db)
        except sqlite3.Error:
            return False

    def _files(self) -> tuple[Path, Path]:
        return self._path, self._log


def _look(file: Path) -> _Seen | None:
    """The file as it is; None if there is none. Raises StoreError where the disk does not say."""
    try:
        found = os.stat(file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise StoreError(f"{file} can't be reached: {problem.strerror}.", RESCUE) from problem
    return _Seen(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _version(db: sqlite3.Connection) -> int:
    """A number that changes when another connection commits."""
    (version,) = db.execute("PRAGMA data_version").fetchone()
    return int(version)
