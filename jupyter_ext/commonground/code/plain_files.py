"""Reads files of a folder that others write to: regular ones alone, and no more than is wanted.

No link is followed, and what is no file (a pipe, a device) holds nobody up.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from os import PathLike
from typing import NamedTuple

_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"):  # not every system has all of them
    _FLAGS |= getattr(os, _name, 0)


class Stamp(NamedTuple):
    """What tells a file from what it was: bytes, when its content and its entry changed (ns)."""

    size: int
    changed: int
    entered: int


def stamp_of(path: str | PathLike[str]) -> Stamp | None:
    """A file's stamp; None where it is no regular file."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    regular = stat.S_ISREG(found.st_mode)
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns) if regular else None


def about_file(path: str | PathLike[str]) -> tuple[int, int] | None:
    """A file's bytes and when it was changed (ns); None where it is no regular file."""
    stamp = stamp_of(path)
    return None if stamp is None else stamp[:2]


@contextmanager
def opened(path: str | PathLike[str]) -> Iterator[BufferedReader]:
    """A regular file, to read its bytes. Raises OSError for whatever else is there."""
    with open(os.open(path, _FLAGS), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(f"{os.fspath(path)} is no regular file")
        yield file


def read_file(path: str | PathLike[str], most: int) -> bytes:
    """The first ``most`` bytes of a regular file. Raises OSError for whatever else is there."""
    with opened(path) as file:
        return file.read(most)
