"""Parallel work with a known end, as benchmarks read it: pull requests in flight, and merges.

Knows the shape of the file; tolerant of what is missing, but of the two sides and the outcome.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...errors import UserError
from .model import ChangedFile, ChangeSet, FileStatus, Hunk

SHAPE = (
    "Each line is one JSON object with `repo`, `left`, `right` and `conflict`; docs/architecture/"
    "coordination.md describes it."
)
_STATUSES: Mapping[str, FileStatus] = {"A": "A", "M": "M", "D": "D", "R": "R"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: as it ended, and as it was after the first half of its own commits.

    ``half`` is None where it has one commit. ``moments`` are the commits' author times (seconds),
    ``touched`` those of the commits that changed a path, oldest first.
    """

    whole: ChangeSet
    half: ChangeSet | None
    moments: tuple[int, ...] = ()
    half_at: int | None = None
    touched: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def early(self) -> ChangeSet:
        """What there was to see half-way."""
        return self.half or self.whole


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two pieces of work at the same time. ``conflict`` is what git says to merging them.

    ``weight`` restores the natural rates of what was sampled. ``torn`` are the paths in conflict.
    """

    id: str
    repo: str
    kind: str
    weight: float
    left: Side
    right: Side
    conflict: bool
    torn: frozenset[str] = frozenset()
    time: int = 0

    @property
    def in_steps(self) -> bool:
        """Whether both sides have a first half."""
        return self.left.half is not None and self.right.half is not None


def read(path: Path) -> tuple[Parallel, ...]:
    """All of a file: JSON Lines, perhaps gzipped. UserError names the first bad line."""
    raw = path.read_bytes()
    try:
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise UserError(f"{path} can't be read: {error}", SHAPE) from error
    found = tuple(records(text.splitlines()))
    if not found:
        raise UserError(f"{path} holds no record.", SHAPE)
    return found


_ODD = (ValueError, TypeError, AttributeError, IndexError, OverflowError, RecursionError)
"""What a line that is JSON, or nearly, can raise."""


def records(rows: Iterable[str]) -> Iterator[Parallel]:
    """The records of these lines; empty lines are passed over."""
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        try:
            yield _record(json.loads(row), number)
        except KeyError as error:
            raise UserError(f"Line {number} lacks {error}.", SHAPE) from error
        except _ODD as error:
            raise UserError(f"Line {number} is no record: {error}.", SHAPE) from error


def _record(row: Mapping[str, Any], number: int) -> Parallel:
    return Parallel(
        id=str(row.get("id", number)),
        repo=str(row.get("repo", "")),
        kind=str(row.get("kind", "other")),
        weight=float(row.get("w", 1.0)),
        left=_side(row["left"]),
        right=_side(row["right"]),
        conflict=bool(row["conflict"]),
        torn=frozenset(one["p"] for one in row.get("conflict_files") or ()),
        time=int(row.get("time") or 0),
    )


def _side(row: Mapping[str, Any]) -> Side:
    commits = row.get("commits") or ()
    files = row.get("files") or ()
    half = row.get("half")
    count = int(row.get("n_commits") or len(commits))
    moments = tuple(int(one["t"]) for one in commits if one.get("t") is not None)
    said = _said(files, commits)
    whole = _changes(files, commits, count, said)
    if half is None:
        return Side(whole, None, moments, touched=_touched(files, commits))
    steps = int(half.get("i") or 0)
    share = steps / (row.get("n_first_parent") or 2 * steps or 1)
    seen = max(round(share * len(commits)), 1)
    early_said = _said(files, commits[:seen])
    early = _changes(
        half.get("files") or (), commits[:seen], max(round(share * count), 1), early_said
    )
    half_at = moments[seen - 1] if len(moments) >= seen else None
    return Side(whole, early, moments, half_at, _touched(files, commits))


def _touched(files: Any, commits: Any) -> dict[str, tuple[int, ...]]:
    """For each path when it was changed."""
    found: dict[str, list[int]] = {}
    for commit in commits:
        for place in commit.get("f") or () if commit.get("t") is not None else ():
            found.setdefault(files[place]["p"], []).append(int(commit["t"]))
    return {path: tuple(sorted(moments)) for path, moments in found.items()}


def _said(files: Any, commits: Any) -> dict[str, tuple[str, ...]]:
    """For each path the subjects of the commits that changed it."""
    said: dict[str, tuple[str, ...]] = {}
    for commit in commits:
        for place in commit.get("f") or ():
            path = files[place]["p"]
            said[path] = (*said.get(path, ()), str(commit.get("s") or ""))
    return said


def _changes(
    files: Iterable[Any], commits: Any, count: int, said: Mapping[str, tuple[str, ...]]
) -> ChangeSet:
    return ChangeSet(
        files=tuple(_file(one, said) for one in files),
        commits=count,
        subjects=tuple(one["s"] for one in commits if one.get("s")),
        stamps=frozenset(f"{one['a']} {one['t']}" for one in commits if "a" in one and "t" in one),
        authors=frozenset(one["a"] for one in commits if one.get("a")),
    )


def _file(row: Mapping[str, Any], said: Mapping[str, tuple[str, ...]]) -> ChangedFile:
    names = tuple(row.get("sy") or ())
    hunks = tuple(_hunk(one, names) for one in row.get("h") or ())
    status = _STATUSES.get(row.get("st") or "") or ("R" if row.get("old") else _guessed(hunks))
    missing = max(int(row.get("ht") or row.get("hn") or 0) - len(hunks), 0)
    return ChangedFile(
        path=row["p"],
        status=status,
        old_path=row.get("old") or "",
        hunks=hunks,
        binary=bool(row.get("bin")),
        truncated=missing > 0,
        hidden=missing,
        symbols=names,
        subjects=said.get(row["p"], ()),
    )


def _guessed(hunks: tuple[Hunk, ...]) -> FileStatus:
    """What happened to a file of a first half, of which only the hunks are told."""
    if len(hunks) != 1:
        return "M"
    only = hunks[0]
    if (only.start, only.count, only.new_start) == (0, 0, 1):
        return "A"
    return "D" if (only.start, only.new_start, only.new_count) == (1, 0, 0) else "M"


def _hunk(row: Any, names: tuple[str, ...]) -> Hunk:
    start, count, new_start, new_count = (int(one) for one in row[:4])
    inside = row[4] if len(row) > 4 else ()
    return Hunk(start, count, new_start, new_count, tuple(names[one] for one in inside))
