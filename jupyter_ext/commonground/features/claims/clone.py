"""A developer's clone as git sees it: its branch, its base, and what it changes beside that.

Nothing is written there but a random name of the clone, in git's own folder. Files that hold the
same as the main line are done, however they got there.
"""

from __future__ import annotations

import asyncio
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...code.changes import Change, DiffHunk, FileChange
from ...code.git import git, top_of
from ...code.repository import Repository
from ...code.symbols import definitions, innermost, reads
from ...core.notebook import NotebookCell, saved_cells
from ...errors import InvalidCommand, SetupError
from .model import FileStatus
from .requests import (
    MAX_FILES,
    MAX_HUNKS,
    MAX_NAMES,
    MAX_SUBJECTS,
    MAX_TEXT,
    ReportedFile,
    ReportedHunk,
)

WITHIN = 30.0
"""Seconds for any question to git."""
NAME_FILE = "commonground-clone"
MAX_READ = 1_000_000
"""Bytes of a file that is read for its text, its symbols or its cells."""
MAX_PATH = 1_024
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_STATUS: dict[Change, FileStatus] = {
    "added": "A",
    "untracked": "A",
    "copied": "A",
    "deleted": "D",
    "renamed": "R",
}


@dataclass(frozen=True, slots=True)
class CloneWork:
    """What a clone changes beside its ``base``; ``more`` files are left out."""

    base: str
    branch: str
    commits: int
    subjects: tuple[str, ...]
    files: tuple[ReportedFile, ...]
    more: int = 0

    def fields(self, *, contents: bool) -> dict[str, object]:
        """The same as the fields of a report; the changed lines only with ``contents``."""
        files = [one.model_dump(exclude_defaults=True) | {"path": one.path} for one in self.files]
        if not contents:
            for one in files:
                for hunk in one.get("hunks", ()):
                    hunk.pop("text", None)
        return {
            "base": self.base,
            "branch": self.branch,
            "commits": self.commits,
            "subjects": list(self.subjects),
            "files": files,
            "more": self.more,
        }


class Clone:
    """One work tree. Every method raises OSError or TimeoutError where git does not answer."""

    def __init__(self, top: Path, repository: Repository) -> None:
        self.top = top
        self._repository = repository

    @classmethod
    async def at(cls, folder: Path) -> Clone:
        """The work tree that the folder lies in. Raises SetupError where it lies in none."""
        try:
            top = await top_of(folder, seconds=WITHIN)
            repository = None if top is None else await Repository.find(top)
        except (OSError, TimeoutError):
            top = repository = None
        if top is None or repository is None:
            raise SetupError(
                f"{folder} is in no work tree of git.", "Go into your clone and run it there."
            )
        return cls(top, repository)

    @property
    def git_folder(self) -> Path:
        """Where this work tree's HEAD is."""
        return self._repository.git_dir

    @property
    def name(self) -> str:
        """What tells it from its member's other clones: random, and kept with the clone."""
        known = self.known_name
        if not known.isalnum():
            known = secrets.token_hex(8)
            (self.git_folder / NAME_FILE).write_text(known + "\n")
        return known

    @property
    def known_name(self) -> str:
        """The same; empty where nobody has asked for one yet."""
        try:
            return (self.git_folder / NAME_FILE).read_text().strip()
        except OSError:
            return ""

    async def work(self) -> CloneWork:
        """What is changed, committed or not, beside the merge base with the main line."""
        head = await self._repository.head()
        main = await self._repository.main_branch()
        base = await self._base(head.commit, main)
        changed, apart = await asyncio.gather(
            self._repository.changes(base), self._apart_from(main)
        )
        files = [
            one
            for one in changed
            if apart is None or one.path in apart or one.change in ("renamed", "untracked")
        ]
        commits, subjects = await self._commits(base)
        return await self._told(files, base, (head.branch or "")[:300], commits, subjects)

    async def staged(self) -> CloneWork:
        """What the next commit would hold, beside HEAD: the files that are staged, as they are."""
        base = (await self._repository.head()).commit
        said = await self._asked("diff", "--cached", "--name-only", "-z")
        names = frozenset(said.split("\0"))
        changed = await self._repository.changes(base)
        return await self._told([one for one in changed if shown(one.path) in names], base)

    async def _told(
        self,
        files: Sequence[FileChange],
        base: str | None,
        branch: str = "",
        commits: int = 0,
        subjects: tuple[str, ...] = (),
    ) -> CloneWork:
        kept = [one for one in files if len(one.path) <= MAX_PATH][:MAX_FILES]
        told = [await self._reported(one, base) for one in kept]
        more = len(files) - len(kept)
        return CloneWork(base or "", branch, commits, subjects, tuple(told), more)

    async def _asked(self, *arguments: str) -> str:
        """What git says; nothing where it refuses."""
        try:
            return await git(self.top, *arguments, seconds=WITHIN)
        except OSError:
            return ""

    async def _base(self, head: str | None, main: str | None) -> str | None:
        if main is None or head is None:
            return head
        found = await self._repository.merge_base(head, main)
        if found is None:  # a shallow clone may have lost it; where the main line was is on record
            found = (await self._asked("merge-base", "--fork-point", main, head)).strip()
        return found or head

    async def _apart_from(self, main: str | None) -> frozenset[str] | None:
        """The files that do not hold the same as the main line; None where there is none."""
        if main is None:
            return None
        commit = await self._repository.commit(main)
        found = await self._repository.changes(commit)
        return frozenset(path for one in found for path in (one.path, one.old_path) if path)

    async def _commits(self, base: str | None) -> tuple[int, tuple[str, ...]]:
        if base is None:
            return 0, ()
        subjects = (await self._asked("log", "--format=%s", f"{base}..HEAD")).splitlines()
        return len(subjects), tuple(one[:300] for one in subjects[:MAX_SUBJECTS][::-1])

    async def _reported(self, one: FileChange, base: str | None) -> ReportedFile:
        before = b""
        if base is not None and _STATUS.get(one.change) != "A" and not one.binary:
            before = await self._repository.content(base, one.old_path or one.path) or b""
        return await asyncio.to_thread(self._read, one, before)

    def _read(self, one: FileChange, before: bytes) -> ReportedFile:
        after = b"" if one.binary else self.content_of(one.path)
        before = before if len(before) <= MAX_READ else b""
        texts, symbols = _BothTexts.of(before, after), _symbols(one, before)
        kept = one.hunks[:MAX_HUNKS]
        return ReportedFile(
            path=shown(one.path),
            status=_STATUS.get(one.change, "M"),
            old_path="" if one.change != "renamed" or not one.old_path else shown(one.old_path),
            hunks=[_hunk(line, texts, around) for line, around in zip(kept, symbols, strict=False)],
            binary=one.binary,
            truncated=len(one.hunks) > MAX_HUNKS,
            symbols=list(dict.fromkeys(name for around in symbols for name in around))[:MAX_NAMES],
            cells=_changed_cells(before, after) if one.path.endswith(".ipynb") else [],
            signatures=_signatures(one, before, after),
        )

    def content_of(self, path: str) -> bytes:
        """A file of the work tree; nothing where it is none, a link, or too large."""
        place = self.top / path
        try:
            if place.is_symlink() or place.stat().st_size > MAX_READ:
                return b""
            return place.read_bytes()
        except OSError:
            return b""


def shown(path: str) -> str:
    """A path as it is told: odd bytes of a name that is no UTF-8 become signs."""
    return os.fsencode(path).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _BothTexts:
    old: Sequence[str]
    new: Sequence[str]

    @classmethod
    def of(cls, before: bytes, after: bytes) -> _BothTexts:
        return cls(*(data.decode("utf-8", "replace").split("\n") for data in (before, after)))

    def diff(self, one: DiffHunk) -> str:
        """The lines that are replaced and those that replace them, as a diff has them."""
        old = self.old[one.old_start - 1 : one.old_start - 1 + one.old_lines]
        new = self.new[one.start - 1 : one.start - 1 + one.lines]
        gone = [f"-{line}" for line in (old if one.old_lines else ())]
        return "\n".join([*gone, *(f"+{line}" for line in (new if one.lines else ()))])


def _hunk(one: DiffHunk, texts: _BothTexts, symbols: Sequence[str]) -> ReportedHunk:
    return ReportedHunk(
        start=one.old_start,
        count=one.old_lines,
        new_start=one.start,
        new_count=one.lines,
        symbols=list(symbols),
        text=texts.diff(one)[:MAX_TEXT],
    )


def _symbols(one: FileChange, before: bytes) -> list[list[str]]:
    """For each hunk the innermost definitions of the base at its first and last line."""
    kept = one.hunks[:MAX_HUNKS]
    if not before or not reads(one.path) or one.path.endswith(".ipynb"):
        return [[] for _ in kept]
    found = definitions(one.old_path or one.path, before)
    around = []
    for hunk in kept:
        ends = (hunk.old_start, hunk.old_start + max(hunk.old_lines - 1, 0))
        inside = (innermost(found, line) for line in ends)
        around.append(list(dict.fromkeys(each.name[:300] for each in inside if each is not None)))
    return around


def _signatures(one: FileChange, before: bytes, after: bytes) -> list[str]:
    """The functions whose parameters are others now."""
    if not before or not after or not reads(one.path) or one.path.endswith(".ipynb"):
        return []
    kinds = ("function", "method")
    old = {d.name: d.signature for d in definitions(one.path, before) if d.kind in kinds}
    new = {d.name: d.signature for d in definitions(one.path, after) if d.kind in kinds}
    changed = [name for name, said in old.items() if name in new and new[name] != said]
    return [name[:300] for name in changed][:MAX_NAMES]


def _changed_cells(before: bytes, after: bytes) -> list[str]:
    """The ids of a notebook's cells that are new, gone, or hold another source."""
    old, new = dict(_sources(before)), dict(_sources(after))
    changed = [
        key for key in {**old, **new} if _CELL_ID.fullmatch(key) and old.get(key) != new.get(key)
    ]
    return changed[:MAX_NAMES]


def _sources(data: bytes) -> Iterator[tuple[str, str]]:
    try:
        cells: Iterable[NotebookCell] = saved_cells(data.decode("utf-8", "replace"))
    except InvalidCommand:
        return
    for cell in cells:
        yield cell.id, cell.cell.source
