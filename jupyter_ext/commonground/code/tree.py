"""The files of a folder, be it a repository, or part of one, or hold several, or none."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .git import git_bytes
from .repository import SECONDS, Repository

PASSED_OVER: Final = frozenset({"node_modules", "__pycache__", "site-packages", "venv"})
"""Folders of what others wrote, where git has no say; hidden ones, too."""
MOST_FILES: Final = 200_000
"""Files of a folder that are listed where git has no say."""
DEEPEST: Final = 4
"""Repositories within repositories."""


@dataclass(frozen=True, slots=True)
class FileTree:
    """What was found: paths from the folder, and its repositories by theirs ("" is the folder)."""

    paths: tuple[str, ...]
    repositories: tuple[tuple[str, Repository], ...]

    def repository_of(self, path: str) -> tuple[str, Repository] | None:
        """The innermost repository that holds a path; None where none does."""
        held = [one for one in self.repositories if not one[0] or path.startswith(f"{one[0]}/")]
        return max(held, key=lambda one: len(one[0]), default=None)


async def tree(folder: Path) -> FileTree:
    """List it. Raises OSError, TimeoutError where git knows the folder and can't list it."""
    paths: list[str] = []
    repositories: list[tuple[str, Repository]] = []
    await _list(folder, "", paths, repositories, DEEPEST)
    return FileTree(tuple(paths), tuple(repositories))


async def _list(
    folder: Path,
    prefix: str,
    paths: list[str],
    repositories: list[tuple[str, Repository]],
    deep: int,
) -> None:
    repository = await Repository.find(folder)
    if repository is None:
        if await asyncio.to_thread(_in_git, folder):  # what it ignores is not known
            raise OSError("git can't list the files here")
        found, nested = await asyncio.to_thread(_walked, folder)
    else:
        listing = await repository.listing()
        found, nested = [one.path for one in listing.files], list(listing.nested)
        repositories.append((prefix, repository))
    paths.extend(_below(prefix, found))
    for name in nested if deep else ():
        if (folder / name / ".git").exists():
            below = f"{prefix}/{name}" if prefix else name
            await _list(folder / name, below, paths, repositories, deep - 1)


def _below(prefix: str, names: Iterable[str]) -> Iterator[str]:
    return (f"{prefix}/{name}" if prefix else name for name in names)


def _in_git(folder: Path) -> bool:
    whole = folder.resolve()
    return any((above / ".git").exists() for above in (whole, *whole.parents))


def _walked(folder: Path) -> tuple[list[str], list[str]]:
    """Files where git has no say: nothing hidden, no link; and the repositories below."""
    found: list[str] = []
    nested: list[str] = []
    for place, names, files in os.walk(folder):
        below = os.path.relpath(place, folder).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        if prefix and (".git" in names or ".git" in files):
            nested.append(below)
            names.clear()
            continue
        names[:] = [name for name in names if not name.startswith(".") and name not in PASSED_OVER]
        found += [prefix + name for name in files if not name.startswith(".")]
        if len(found) > MOST_FILES:
            break
    return found[:MOST_FILES], nested


async def wanted(whole: FileTree, paths: Sequence[str]) -> set[str]:
    """Those of these paths that are files of the folder and that git does not ignore."""
    asked: dict[tuple[str, Repository], list[str]] = {}
    kept: set[str] = set()
    for path in paths:
        held = whole.repository_of(path)
        if held is not None:
            asked.setdefault(held, []).append(path)
        elif not any(part.startswith(".") or part in PASSED_OVER for part in path.split("/")):
            kept.add(path)
    for (prefix, repository), inside in asked.items():
        kept.update(_below(prefix, await _listed(repository, prefix, inside)))
    return kept


async def _listed(repository: Repository, prefix: str, paths: Sequence[str]) -> list[str]:
    names = [path[len(prefix) + 1 :] if prefix else path for path in paths]
    how = ("--literal-pathspecs", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    said = await git_bytes(repository.folder, *how, "--", *names, seconds=SECONDS)
    return [os.fsdecode(name) for name in said.split(b"\0") if name]
