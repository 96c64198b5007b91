"""Git's diffs without context, read as hunks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .model import FileStatus

_HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_SECTION = re.compile(r"^diff --git ", re.MULTILINE)
_KINDS: dict[str, FileStatus] = {"A": "A", "D": "D", "R": "R", "C": "A"}


@dataclass(frozen=True, slots=True)
class DiffHunk:
    """Lines of the old text that are replaced; ``text`` holds them and the new ones, as a diff."""

    start: int
    count: int
    new_start: int
    new_count: int
    text: str


@dataclass(frozen=True, slots=True)
class DiffFile:
    """One file of a diff: where it is, where it was, and what is changed in it."""

    path: str
    status: FileStatus
    old_path: str = ""
    hunks: tuple[DiffHunk, ...] = ()
    binary: bool = False


def read_names(names: str) -> list[tuple[FileStatus, str, str]]:
    """``git diff --name-status -z`` as status, path and old path (empty where it has none)."""
    fields = iter(names.split("\0"))
    found: list[tuple[FileStatus, str, str]] = []
    for letter in fields:
        if not letter:
            break
        first = next(fields, "")
        if letter[0] in "RC":
            second = next(fields, "")
            found.append((_KINDS[letter[0]], second, first if letter[0] == "R" else ""))
        else:
            found.append((_KINDS.get(letter[0], "M"), first, ""))
    return found


def read_diff(names: str, patch: str) -> tuple[DiffFile, ...]:
    """Both in the same order: ``git diff --name-status -z`` and ``git diff -U0``."""
    listed = read_names(names)
    begins = [found.start() for found in _SECTION.finditer(patch)]
    ends = [*begins[1:], len(patch)][: len(begins)]
    sections = [patch[begin:end] for begin, end in zip(begins, ends, strict=True)]
    if len(sections) != len(listed):  # a file changed between the two
        sections = [""] * len(listed)
    return tuple(
        DiffFile(path, status, old, tuple(_hunks(section)), _is_binary(section))
        for (status, path, old), section in zip(listed, sections, strict=True)
    )


def _is_binary(section: str) -> bool:
    head = section.partition("\n@@ ")[0]
    return "\nBinary files " in head or "\nGIT binary patch" in head


def _hunks(section: str) -> Iterator[DiffHunk]:
    found = list(_HUNK.finditer(section))
    ends = [*(one.start() for one in found[1:]), len(section)][: len(found)]
    for one, end in zip(found, ends, strict=True):
        start, count, new_start, new_count = (
            1 if number is None else int(number) for number in one.groups()
        )
        _, _, text = section[one.end() : end].partition("\n")
        yield DiffHunk(start, count, new_start, new_count, text.rstrip("\n"))


