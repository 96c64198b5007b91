"""A developer's clone as git sees it: its branch, its base, and what it changes beside that.

Nothing is written there but a random name of the clone, in git's own folder. Files that hold the
same as the main line are done, however they got there.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...code.git import git
from ...core.notebook import NotebookCell, saved_cells
from ...errors import InvalidCommand, SetupError
from .diffs import DiffFile, DiffHunk, read_diff
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
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
MAIN_LINES = ("origin/HEAD", "origin/main", "origin/master", "upstream/main", "main", "master")
MAX_READ = 1_000_000
"""Bytes of a new file, or a notebook, that is read."""
MAX_PATH = 1_024
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PATCH = ("--no-color", "--no-ext-diff", "--no-textconv", "-M", "--src-prefix=a/", "--dst-prefix=b/")


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

    def __init__(self, top: Path, git_folder: Path) -> None:
        self.top = top
        self.git_folder = git_folder

    @classmethod
    async def at(cls, folder: Path) -> Clone:
        """The work tree that the folder lies in. Raises SetupError where it lies in none."""
        try:
            said = await git(
                folder, "rev-parse", "--show-toplevel", "--absolute-git-dir", seconds=WITHIN
            )
        except (OSError, TimeoutError):
            raise SetupError(
                f"{folder} is in no work tree of git.", "Go into your clone and run it there."
            ) from None
        top, git_folder = said.splitlines()[:2]
        return cls(Path(top), Path(git_folder))

    @property
    def name(self) -> str:
        """What tells it from its member's other clones: random, and kept with the clone."""
        place = self.git_folder / NAME_FILE
        try:
            known = place.read_text().strip()
        except OSError:
            known = ""
        if not known.isalnum():
            known = secrets.token_hex(8)
            place.write_text(known + "\n")
        return known

    async def work(self) -> CloneWork:
        """What is changed, committed or not, beside the merge base with the main line."""
        main = await self._main_line()
        base = await self._base(main)
        against = base or EMPTY_TREE
        diffed, new, same = await asyncio.gather(
            self._diff(against), self._untracked(), self._level_with(main)
        )
        files = [one for one in diffed if one.path not in same or one.status == "R"]
        listed = [*files, *(DiffFile(path, "A") for path in new)]
        kept = [one for one in listed if len(one.path) <= MAX_PATH][:MAX_FILES]
        commits, subjects = await self._commits(base)
        reported = [await self._reported(one, against) for one in kept]
        branch = (await self._ask("rev-parse", "--abbrev-ref", "HEAD", otherwise="")).strip()
        return CloneWork(
            base,
            "" if branch == "HEAD" else branch[:300],
            commits,
            subjects,
            tuple(reported),
            len(listed) - len(kept),
        )

    async def staged(self) -> CloneWork:
        """What the next commit would hold, beside HEAD."""
        base = (await self._ask("rev-parse", "HEAD", otherwise="")).strip()
        files = await self._diff(base or EMPTY_TREE, "--cached")
        kept = files[:MAX_FILES]
        reported = tuple([await self._reported(one, base or EMPTY_TREE) for one in kept])
        return CloneWork(base, "", 0, (), reported, len(files) - len(kept))

    async def _ask(self, *arguments: str, otherwise: str | None = None) -> str:
        try:
            return await git(self.top, *arguments, seconds=WITHIN)
        except OSError:
            if otherwise is None:
                raise
            return otherwise

    async def _main_line(self) -> str:
        """The first of the usual names that there is; empty where none is."""
        for name in MAIN_LINES:
            found = await self._ask("rev-parse", "--verify", "--quiet", name, otherwise="")
            if found.strip():
                return name
        return ""

    async def _base(self, main: str) -> str:
        head = (await self._ask("rev-parse", "--verify", "--quiet", "HEAD", otherwise="")).strip()
        if not main or not head:
            return head
        found = (await self._ask("merge-base", "HEAD", main, otherwise="")).strip()
        return found or head

    async def _diff(self, *against: str) -> tuple[DiffFile, ...]:
        names, patch = await asyncio.gather(
            self._ask("diff", "--name-status", "-z", *_PATCH, *against, "--"),
            self._ask("diff", "-U0", *_PATCH, *against, "--"),
        )
        return read_diff(names, patch)

    async def _untracked(self) -> list[str]:
        said = await self._ask("ls-files", "--others", "--exclude-standard", "-z", otherwise="")
        return [path for path in said.split("\0") if path]

    async def _level_with(self, main: str) -> frozenset[str]:
        """The changed files that hold the same as the main line."""
        if not main:
            return frozenset()
        base = await self._base(main)
        changed = await self._ask("diff", "--name-only", "-z", base, "--", otherwise="")
        apart = await self._ask("diff", "--name-only", "-z", main, "--", otherwise=changed)
        return frozenset(changed.split("\0")) - frozenset(apart.split("\0"))

    async def _commits(self, base: str) -> tuple[int, tuple[str, ...]]:
        if not base:
            return 0, ()
        said = await self._ask("log", "--format=%s", f"{base}..HEAD", otherwise="")
        subjects = said.splitlines()
        return len(subjects), tuple(one[:300] for one in subjects[:MAX_SUBJECTS][::-1])

    async def _reported(self, one: DiffFile, base: str) -> ReportedFile:
        if one.status == "A" and not one.hunks and not one.binary:
            one = await asyncio.to_thread(self._whole, one)
        return ReportedFile(
            path=one.path,
            status=one.status,
            old_path=one.old_path,
            hunks=list(map(_reported_hunk, one.hunks[:MAX_HUNKS])),
            binary=one.binary,
            truncated=len(one.hunks) > MAX_HUNKS,
            cells=await self._cells(one, base),
        )

    def _whole(self, one: DiffFile) -> DiffFile:
        """A file that git does not know, as what is put in at the top of nothing."""
        held = self._read(one.path)
        if held is None or "\0" in held:
            return DiffFile(one.path, "A", binary=held is not None)
        lines = held.splitlines()
        text = "\n".join(f"+{line}" for line in lines[:60])
        return DiffFile(one.path, "A", hunks=(DiffHunk(0, 0, 1, len(lines), text),))

    def _read(self, path: str) -> str | None:
        """The text of a file of the work tree; None where it is none, a link, or too large."""
        place = self.top / path
        try:
            if place.is_symlink() or place.stat().st_size > MAX_READ:
                return None
            return place.read_text("utf-8", errors="replace")
        except OSError:
            return None

    async def _cells(self, one: DiffFile, base: str) -> list[str]:
        """The ids of a notebook's cells that are new, gone, or hold another source."""
        if not one.path.endswith(".ipynb"):
            return []
        now = await asyncio.to_thread(self._read, one.path)
        before = await self._ask("show", f"{base}:{one.old_path or one.path}", otherwise="")
        old, new = dict(_sources(before)), dict(_sources(now or ""))
        changed = [
            key
            for key in {**old, **new}
            if _CELL_ID.fullmatch(key) and old.get(key) != new.get(key)
        ]
        return changed[:MAX_NAMES]


def _sources(text: str) -> Iterator[tuple[str, str]]:
    try:
        cells: Iterable[NotebookCell] = saved_cells(text)
    except InvalidCommand:
        return
    for cell in cells:
        yield cell.id, cell.cell.source


def _reported_hunk(one: DiffHunk) -> ReportedHunk:
    return ReportedHunk(
        start=one.start,
        count=one.count,
        new_start=one.new_start,
        new_count=one.new_count,
        text=one.text[:MAX_TEXT],
    )
