"""The main line of a real repository as the names that it had, and why a name went. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...code.mainline import Commit, MainLine
from .history import END, Interval, NameHistory
from .renames import new_place

_STEPS = 20
"""Renames in a row that are followed."""


class WorkFiles:
    """The files of one moment, as a ``NameTree`` without symbols. What a submodule holds is another
    repository's: any path in it may be there."""

    def __init__(self, files: Collection[str], submodules: Collection[str] = ()) -> None:
        self._files = frozenset(files)
        self._submodules = tuple(submodules)

    @cached_property
    def _folders(self) -> frozenset[str]:
        found: set[str] = set()
        for path in self._files:
            above = path.rpartition("/")[0]
            while above and above not in found:
                found.add(above)
                above = above.rpartition("/")[0]
        return frozenset(found)

    @cached_property
    def _by_base(self) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for path in (*self._files, *self._folders):
            found[path.rpartition("/")[2]].append(path)
        return found

    def is_file(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self._files or self._in_submodule(path)

    def is_folder(self, path: str) -> bool:
        """Whether anything lies below it."""
        return path in self._folders or self._in_submodule(path)

    def _in_submodule(self, path: str) -> bool:
        return any(path == each or path.startswith(f"{each}/") for each in self._submodules)

    def ending(self, name: str) -> Sequence[str]:
        """The paths of files and folders that end in these parts, and are longer."""
        same = self._by_base.get(name.rpartition("/")[2], ())
        return [path for path in same if path.endswith(f"/{name}")]

    def matching(self, pattern: re.Pattern[str]) -> bool:
        """Whether any file's path matches as a whole."""
        return any(map(pattern.fullmatch, self._files))

    def defines(self, _: str) -> bool:
        """Nothing: see ``symbols``."""
        return False


@dataclass(frozen=True, slots=True)
class Cause:
    """The commit after which something was gone, and where it is now.

    ``sure``: git saw the rename; else the new place is the likeliest by its name.
    """

    commit: Commit
    new_place: str | None = None
    sure: bool = False


class RepositoryHistory:
    """The names of a repository over time, with what git knows of renames and changes."""

    def __init__(self, line: MainLine) -> None:
        self._line = line
        self.names = _names(line)

    @property
    def commits(self) -> Sequence[Commit]:
        """The commits, oldest first."""
        return self._line.commits

    def index_of(self, commit: str) -> int | None:
        """The number of a commit of the main line; None for one that is not on it."""
        return self._line.index.get(commit)

    def changes_since(self, path: str, index: int) -> int:
        """How many commits after that one changed a file's content."""
        return sum(number > index for number in self._changed.get(path, ()))

    def last_change(self, path: str) -> Commit | None:
        """The last commit that changed a file's content."""
        numbers = self._changed.get(path, ())
        return self.commits[numbers[-1]] if numbers else None

    def cause(self, path: str, written: int, now: WorkFiles) -> Cause | None:
        """Why a file or folder that was there at ``written`` is gone."""
        end = self.names.end_of(path, written)
        if end is None or end >= len(self.commits):
            return None
        place, sure = self._went(path, end)
        for _ in range(_STEPS):
            if place is None or now.is_file(place) or now.is_folder(place):
                break
            later = self.names.end_of(place, end)
            if later is None or later >= len(self.commits):
                place = None
                break
            end_there = later
            place, again = self._went(place, end_there)
            sure = sure and again
        return Cause(self.commits[end], place, sure and place is not None)

    def _went(self, path: str, end: int) -> tuple[str | None, bool]:
        """Where a path went at a commit, and whether git says so."""
        renamed = self._renames.get(end, {})
        if path in renamed:
            return renamed[path], True
        folder = not self.names.path_at(path, end - 1)
        if folder and (moved := _folder_moved(path, renamed)) is not None:
            return moved, True
        ended, begun = self.names.ended(end), self.names.begun(end)
        return new_place(path, ended, begun, folder=folder), False

    @cached_property
    def _renames(self) -> Mapping[int, Mapping[str, str]]:
        return {
            number: {change.old: change.path for change in changes if change.old is not None}
            for number, changes in enumerate(self._line.changes)
            if any(change.old is not None for change in changes)
        }

    @cached_property
    def _changed(self) -> Mapping[str, Sequence[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, changes in enumerate(self._line.changes):
            for change in changes:
                if change.status == "M":
                    found[change.path].append(number)
        return found


def _folder_moved(folder: str, renamed: Mapping[str, str]) -> str | None:
    """Where most of what lay below a folder went."""
    votes: Counter[str] = Counter()
    for old, new in renamed.items():
        if old.startswith(f"{folder}/"):
            inner = old[len(folder) :]
            votes[new.removesuffix(inner) if new.endswith(inner) else new.rpartition("/")[0]] += 1
    return votes.most_common(1)[0][0] or None if votes else None


def _names(line: MainLine) -> NameHistory:
    begun: dict[str, int] = {}
    spans: defaultdict[str, list[Interval]] = defaultdict(list)

    def ends(path: str, number: int) -> None:
        if path in begun:
            spans[path].append((begun.pop(path), number))

    for number, changes in enumerate(line.changes):
        for change in changes:
            gone = change.path if change.status == "D" else change.old
            if gone is not None:
                ends(gone, number)
        for path in [c.path for c in changes if c.status in "AR"]:
            begun.setdefault(path, number)
    for path, number in begun.items():
        spans[path].append((number, END))
    return NameHistory(spans, {})
