"""Reads files into the index: which are read at all, and each of them once for its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from .grammars import language_of
from .plain_files import about_file, read_file
from .shelf import KnownFile, Read, Shelf
from .symbols import NOTEBOOK, FileOutline, is_notebook, outline, parse, reads
from .uses import uses

MOST_BYTES: Final = 1_000_000
"""Bytes of a source file that is parsed; what is larger was made by a program."""
MOST_NOTEBOOK: Final = 8_000_000
"""Bytes of a notebook, most of which are its outputs."""
MOST_PER_LINE: Final = 2_000
"""Bytes that the lines of a source have on average, at most: a minified file has more."""


def blob_id(data: bytes) -> str:
    """The id that git gives to these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def stale(shelf: Shelf, root: Path, paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """Of all files of the folder those that have to be read, and what the index has beside them.

    A file that has its size and its time of change needs no reading.
    """
    known = shelf.stamps()
    fresh: list[str] = []
    for path in paths:
        about = about_file(f"{root}/{path}")
        if about is None:
            continue
        if known.pop(path, None) != about:
            fresh.append(path)
    return fresh, list(known)


def read_all(shelf: Shelf, root: Path, paths: Iterable[str]) -> list[str]:
    """Bring these files of the folder up to date in the index; those that had changed."""
    paths = tuple(paths)
    known = shelf.known(paths)
    fresh: list[tuple[str, KnownFile, Read | None]] = []
    gone: list[str] = []
    for path in paths:
        before = known.get(path)
        about = about_file(f"{root}/{path}")
        if about is None:
            gone.append(path)
        elif before is None or (before.size, before.changed) != about:
            fresh.append((path, *_read(shelf, f"{root}/{path}", *about)))
    if fresh or gone:
        with shelf.writing():
            for path, now, read in fresh:
                shelf.put(path, now if read is None else replace(now, outline=shelf.add(read)))
            shelf.remove(gone)
    return [path for path, *_ in fresh] + [path for path in gone if path in known]


def _read(shelf: Shelf, place: str, size: int, changed: int) -> tuple[KnownFile, Read | None]:
    data, reason = _source(place, size)
    if data is None:
        return KnownFile(None, size, changed, skipped=reason), None
    blob = f"{blob_id(data)}:{language_of(place) or NOTEBOOK}"
    known = shelf.outline_of(blob)
    if known is not None:
        return KnownFile(known[0], size, changed, known[1]), None
    parsed = parse(place, data)
    read = Read(blob, parsed.definitions, uses(parsed))
    return KnownFile(None, size, changed, len(read.definitions)), read


def outline_of(shelf: Shelf, root: Path, path: str) -> FileOutline | None:
    """What a file of the index defines as it is now; None where it is not parsed."""
    about = about_file(f"{root}/{path}")
    if about is None or not shelf.known([path]):
        return None
    data, _ = _source(f"{root}/{path}", about[0])
    return None if data is None else outline(path, data)


def _source(place: str, size: int) -> tuple[bytes | None, str | None]:
    """What is parsed of a file; else why it is not, where somebody would ask."""
    if not reads(place):
        return None, None
    most = MOST_NOTEBOOK if is_notebook(place) else MOST_BYTES
    if size > most:
        return None, "large"
    try:
        data = read_file(place, most)
    except OSError:
        return None, "unreadable"
    reason = _no_source(place, data)
    return (None, reason) if reason else (data, None)


def _no_source(path: str, data: bytes) -> str | None:
    """Why these bytes are not parsed; None where they are."""
    if b"\0" in data[:8_000]:
        return "binary"
    if is_notebook(path):
        return None
    return "minified" if len(data) > MOST_PER_LINE * (data.count(b"\n") + 1) else None
