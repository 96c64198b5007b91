"""Reads files of a folder that others write to: regular ones alone, and no more than is wanted.

No link is followed, and what is no file (a pipe, a device) holds nobody up.
"""

from __future__ import annotations

import os
import stat
from os import PathLike


def about_file(path: str | PathLike[str]) -> tuple[int, int] | None:
    """A file's bytes and when it was changed (ns); None where it is no regular file."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def read_file(path: str | PathLike[str], most: int) -> bytes:
    """The first ``most`` bytes of a regular file. Raises OSError for whatever else is there."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(f"{os.fspath(path)} is no regular file")
        return file.read(most)
