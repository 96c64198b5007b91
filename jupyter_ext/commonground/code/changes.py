"""What git says has changed, as values: files, renames, hunks ranges of lines. It runs nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

Change = Literal["added", "modified", "deleted", "renamed", "copied", "untracked", "conflict"]

_KINDS: Final[dict[str, Change]] = {
    "A": "added",
    "C": "copied",
    "D": "deleted",
    "M": "modified",
    "R": "renamed",
    "T": "modified",
    "U": "conflict",
}


@dataclass(frozen=True, slots=True)
class DiffHunk:
    """A range of lines before and after, as `@@ -old_start,old_lines +start,lines @@` has it.

    Without lines of context. Where a side has no lines, its start is the line before the place.
    """

    old_start: int
    old_lines: int
    start: int
    lines: int


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file: ``old_path`` is where it was before a rename or copy. Binary ones have no hunks.

    A name that is no UTF-8 has surrogates for its odd bytes, as `os.fsdecode` makes them.
    """

    path: str
    change: Change
    old_path: str | None = None
    hunks: tuple[DiffHunk, ...] = ()
    binary: bool = False


def parse_changes(said: bytes) -> tuple[FileChange, ...]:
    """What `git diff --raw -z`, with or without `-p -U0`, says."""
    raw, _, patch = _split(said)
    files = list(_raw(raw))
    parts = _HEADER.split(patch)[1:] if patch else []
    if len(parts) == len(files):  # else a name or a conflict has made more of them: no ranges
        files = [_with_hunks(file, part) for file, part in zip(files, parts, strict=True)]
    return tuple(files)


_HEADER: Final = re.compile(rb"^(?:diff --(?:git|cc|combined) |\* Unmerged path )", re.MULTILINE)
_HUNK: Final = re.compile(rb"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_BINARY: Final = re.compile(rb"^(?:Binary files .* differ|GIT binary patch)$", re.MULTILINE)


def _split(said: bytes) -> tuple[bytes, bytes, bytes]:
    """The list of files, and the patch after it: an empty entry is between them."""
    at = _HEADER.search(said)
    before = said.find(b"\0\0")
    if before >= 0:
        return said[: before + 1], b"", said[before + 2 :]
    return (said, b"", b"") if at is None or at.start() else (b"", b"", said)


def _raw(said: bytes) -> Iterator[FileChange]:
    """`:MODE MODE BLOB BLOB STATUS` and its one or two names, each ended by a zero byte."""
    fields = iter(said.split(b"\0"))
    for field in fields:
        if not field.startswith(b":"):
            continue
        letter = field.rpartition(b" ")[2][:1].decode("ascii", "replace")
        name = os.fsdecode(next(fields, b""))
        if letter in {"R", "C"}:
            yield FileChange(os.fsdecode(next(fields, b"")), _KINDS[letter], name)
        elif name:
            yield FileChange(name, _KINDS.get(letter, "modified"))


def _with_hunks(file: FileChange, part: bytes) -> FileChange:
    hunks = tuple(
        DiffHunk(int(old), int(count or 1), int(start), int(lines or 1))
        for old, count, start, lines in _HUNK.findall(part)
    )
    return replace(file, hunks=hunks, binary=not hunks and _BINARY.search(part) is not None)
