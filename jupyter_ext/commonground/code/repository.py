"""What git says of a folder: where it stands, its files, what has changed since a commit.

Every question is a git command that may run nothing the repository names and reach no network.
"""

from __future__ import annotations

import asyncio
import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from .changes import DiffHunk, FileChange, parse_changes
from .git import git_bytes

SECONDS: Final = 30.0
"""After which a question to git is given up."""
MOST_COUNTED: Final = 2_000_000
"""Bytes of an untracked file whose lines are counted."""

_SAFE: Final = ("--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=dirty")
_EMPTY: Final = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""The tree without files, which every repository knows."""
_NONE: Final = ("clean=", "smudge=", "process=", "required=false")
_FILTER: Final = re.compile(r"^filter\.(.*)\.(clean|smudge|process|required)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class GitHead:
    """Where a work tree stands: ``commit`` is None before the first, ``branch`` where detached."""

    commit: str | None
    branch: str | None


@dataclass(frozen=True, slots=True)
class TrackedFile:
    """A file below the folder: ``blob`` is git's id of what is staged, None if not tracked."""

    path: str
    blob: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The files that git does not ignore, and the folders of other repositories among them."""

    files: tuple[TrackedFile, ...]
    nested: tuple[str, ...]
    """Submodules that are checked out, and clones that are none."""


@dataclass(eq=False)
class Repository:
    """The work tree that ``folder`` is, or lies in. Paths are relative to the folder.

    Every method raises OSError where git refuses, TimeoutError where it is too slow.
    """

    folder: Path
    git_dir: Path
    """Where this work tree's HEAD is: a worktree and a submodule have one of their own."""
    common_dir: Path
    """Where its branches are."""
    shallow: bool = False
    """Whether history ends somewhere, so that a merge base may be missing."""
    _unfiltered: tuple[str, ...] | None = field(default=None, repr=False)

    @classmethod
    async def find(cls, folder: Path) -> Repository | None:
        """The repository of this folder; None where there is none, or no git."""
        inside = ("rev-parse", "--is-inside-work-tree")
        places = ("--absolute-git-dir", "--git-common-dir", "--is-shallow-repository")
        try:
            said = await git_bytes(folder, *inside, *places, seconds=SECONDS)
        except (OSError, TimeoutError):
            return None
        work_tree, git_dir, common, shallow = os.fsdecode(said).split("\n")[:4]
        if work_tree != "true":
            return None
        return cls(folder, Path(git_dir), (folder / common).resolve(), shallow == "true")

    async def _git(self, *arguments: str) -> bytes:
        return await git_bytes(self.folder, *arguments, seconds=SECONDS)

    async def _text(self, *arguments: str) -> str | None:
        """What git says in one line; None where it refuses."""
        with suppress(OSError):
            said = (await self._git(*arguments)).decode("utf-8", "surrogateescape").strip("\n")
            return said or None
        return None

    async def head(self) -> GitHead:
        """The commit and the branch."""
        commit = await self._text("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        return GitHead(commit, await self._text("symbolic-ref", "--quiet", "--short", "HEAD"))

    async def commit(self, name: str) -> str | None:
        """The full id of the commit of this name (a branch, a tag, an id); None: there is none."""
        return await self._text(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )

    async def main_branch(self) -> str | None:
        """What work is merged into, as far as that is known here: `origin/main`, or `main`."""
        remote = await self._text("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
        for name in (remote, "origin/main", "origin/master", "main", "master"):
            if name and await self.commit(name):
                return name
        return None

    async def merge_base(self, one: str, other: str) -> str | None:
        """The commit at which two parted; None where they have none, or it was not fetched."""
        first, second = await self.commit(one), await self.commit(other)
        if first is None or second is None:
            return None
        said = await self._text("merge-base", first, second)
        return said.partition("\n")[0] if said else None

    async def listing(self) -> Listing:
        """Tracked files and new ones. A sparse checkout's missing files are listed, too."""
        tracked = await self._git("ls-files", "--stage", "-z")
        others = await self._git("ls-files", "--others", "--exclude-standard", "-z")
        return await asyncio.to_thread(_listing, tracked, others)

    async def edited(self) -> frozenset[str]:
        """Tracked files whose content is not what is staged, deleted ones included."""
        how = ("diff", "--name-only", "-z", "--relative", *_SAFE)
        said = await self._git(*await self._plain(), *how)
        return frozenset(os.fsdecode(name) for name in said.split(b"\0") if name)

    async def changes(self, base: str | None) -> tuple[FileChange, ...]:
        """What the work tree has that ``base`` has not: committed since, staged, unstaged, new.

        Ranges of lines against that commit; None is the empty tree.
        """
        since = _EMPTY if base is None else await self._known(base)
        tracked = parse_changes(await self._diff(since))
        new = [one.path for one in (await self.listing()).files if one.blob is None]
        counted = await asyncio.to_thread(lambda: [self._untracked(path) for path in new])
        return (*tracked, *counted)

    async def between(self, one: str, other: str) -> tuple[FileChange, ...]:
        """What changed from one commit to another, with ranges of lines and renames."""
        return parse_changes(await self._diff(await self._known(one), await self._known(other)))

    async def committed(self, commit: str) -> tuple[FileChange, ...]:
        """What a commit changed against its first parent, with ranges of lines and renames."""
        known = await self._known(commit)
        parent = await self.commit(f"{known}^1")
        return parse_changes(await self._diff(parent or _EMPTY, known))

    async def content(self, commit: str, path: str) -> bytes | None:
        """A file as that commit has it; None where it has none, or it was not fetched."""
        known = await self._known(commit)
        with suppress(OSError):
            return await self._git("cat-file", "blob", f"{known}:./{path}")
        return None

    async def _known(self, name: str) -> str:
        found = await self.commit(name)
        if found is None:
            raise OSError(f"{name!r} is no commit here")
        return found

    async def _diff(self, *commits: str) -> bytes:
        plain = await self._plain()
        how = ("--raw", "-p", "-z", "-U0", "-M", "--relative", "--no-abbrev", *_SAFE)
        return await self._git(*plain, "diff", *how, *commits, "--")

    async def _plain(self) -> tuple[str, ...]:
        """Options without which git would run the filters that a configuration names."""
        if self._unfiltered is None:
            said = await self._text("config", "--name-only", "-z", "--get-regexp", r"^filter\.")
            found = (_FILTER.match(name) for name in (said or "").split("\0"))
            names = sorted({match.group(1) for match in found if match})
            options = [f"filter.{name}.{setting}" for name in names for setting in _NONE]
            self._unfiltered = tuple(part for one in options for part in ("-c", one))
        return self._unfiltered

    def _untracked(self, path: str) -> FileChange:
        lines, binary = 0, False
        with suppress(OSError):
            file = self.folder / path
            if file.is_file() and not file.is_symlink() and file.stat().st_size <= MOST_COUNTED:
                data = file.read_bytes()
                binary = b"\0" in data[:8000]
                lines = data.count(b"\n") + (not data.endswith(b"\n") and bool(data))
        hunks = (DiffHunk(0, 0, 1, lines),) if lines and not binary else ()
        return FileChange(path, "untracked", None, hunks, binary)


def _listing(tracked: bytes, others: bytes) -> Listing:
    """What `git ls-files --stage -z` and `--others -z` say: links are left out."""
    files, nested = [], []
    for line in filter(None, tracked.split(b"\0")):
        about, _, name = line.partition(b"\t")
        mode, blob, _stage = about.split(b" ")
        if mode == b"160000":
            nested.append(os.fsdecode(name))
        elif mode != b"120000":
            files.append(TrackedFile(os.fsdecode(name), blob.decode()))
    for name in filter(None, others.split(b"\0")):
        if name.endswith(b"/"):
            nested.append(os.fsdecode(name.rstrip(b"/")))
        else:
            files.append(TrackedFile(os.fsdecode(name), None))
    return Listing(tuple(files), tuple(nested))
