"""Backups that a server makes by itself: a folder of numbered archives, of which the last are kept.

Numbers tell their order, whatever the clock said. Refuses to know when one is due.
"""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path

from ..errors import CommonGroundError, SetupError
from .backup import Backup, back_up, examine

FOLDER = "backups"
_NAME = re.compile(r"auto-(\d{6,})-\d{8}\.tar")


def kept(folder: Path) -> list[Path]:
    """The automatic backups in the data folder, the last one first."""
    try:
        files = list((folder / FOLDER).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = [(int(match[1]), file) for file in files if (match := _NAME.fullmatch(file.name))]
    return [file for _, file in sorted(found, reverse=True)]


def take(folder: Path, *, at: int, keep: int) -> Path:
    """Make one more (``at``: ms since 1970) and remove all but the last ``keep``.

    Older ones go only once the new one is whole. Raises SetupError, StoreError.
    """
    shelf, there = folder / FOLDER, kept(folder)
    shelf.mkdir(mode=0o700, exist_ok=True)
    number = int(_NAME.fullmatch(there[0].name)[1]) + 1 if there else 1  # type: ignore[index]
    day = time.strftime("%Y%m%d", time.gmtime(at / 1000))
    made = shelf / f"auto-{number:06}-{day}.tar"
    back_up(folder, made, at=at)
    for old in there[max(keep, 1) - 1 :]:
        old.unlink(missing_ok=True)
    return made


def clear(folder: Path) -> int:
    """Remove them all, because of what is in them; how many there were. Raises OSError."""
    there = kept(folder)
    for file in there:
        file.unlink(missing_ok=True)
    return len(there)


def last_good(folder: Path) -> tuple[Path, Backup] | None:
    """The last automatic backup that is whole; None if there is none."""
    for file in kept(folder):
        with suppress(CommonGroundError, OSError):
            return file, examine(file)
    return None


def need_last_good(folder: Path) -> Path:
    """The last automatic backup that is whole. Raises SetupError."""
    found = last_good(folder)
    if found is None:
        raise SetupError(
            f"There is no whole backup in {folder / FOLDER}.",
            "Name one: commonground restore FILE. Or keep what can still be read: "
            "commonground recover.",
        )
    return found[0]
