"""Reads files into the index: which are read at all, and each of them once for its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from .grammars import language_of
from .plain_files import about_file, read_file
from .shelf import KnownFile, Read, Shelf
from .symbols import NOTEBOOK, parse, reads
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


def read_all(shelf: Shelf, root: Path, paths: Iterable[str], number: int) -> list[str]:
    """Bring these files of the folder up to date in the index; those that had changed."""
    paths = tuple(paths)
    known = shelf.known(paths)
    fresh: list[tuple[str, KnownFile, Read | None]] = []
    same: list[tuple[str, KnownFile]] = []
    gone: list[str] = []
    for path in paths:
        before = known.get(path)
        about = about_file(root / path)
        if about is None:
            gone.append(path)
        elif before is not None and (before.size, before.changed) == about:
            same.append((path, before))
        else:
            fresh.append(_read(shelf, root, path, *about))
    with shelf.writing():
        for path, now, read in fresh:
            outline = now.outline if read is None else shelf.add(read)
            shelf.put(path, KnownFile(outline, now.size, now.changed, now.skipped), number)
        for path, now in same:
            shelf.put(path, now, number)
        shelf.remove(gone)
    return [path for path, *_ in fresh] + [path for path in gone if path in known]


def _read(
    shelf: Shelf, root: Path, path: str, size: int, changed: int
) -> tuple[str, KnownFile, Read | None]:
    if not reads(path):
        return path, KnownFile(None, size, changed, None), None
    most = MOST_NOTEBOOK if path.lower().endswith(NOTEBOOK) else MOST_BYTES
    if size > most:
        return path, KnownFile(None, size, changed, "large"), None
    try:
        data = read_file(root / path, most)
    except OSError:
        return path, KnownFile(None, size, changed, "unreadable"), None
    if reason := _no_source(path, data):
        return path, KnownFile(None, size, changed, reason), None
    blob = f"{blob_id(data)}:{language_of(path) or NOTEBOOK}"
    outline = shelf.outline_id(blob)
    if outline is not None:
        return path, KnownFile(outline, size, changed, None), None
    parsed = parse(path, data)
    return path, KnownFile(None, size, changed, None), Read(blob, parsed.outline, uses(parsed))


def _no_source(path: str, data: bytes) -> str | None:
    """Why these bytes are not parsed; None where they are."""
    if b"\0" in data[:8_000]:
        return "binary"
    if path.lower().endswith(NOTEBOOK):
        return None
    return "minified" if len(data) > MOST_PER_LINE * (data.count(b"\n") + 1) else None
