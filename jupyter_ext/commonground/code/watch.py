"""Watches a folder for what its index must know: files that change, and HEADs that move."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from watchfiles import Change, DefaultFilter, awatch

from .tree import FileTree

STEP: Final = 20
"""Milliseconds without a change after which a group of them is handed on."""
DEBOUNCE: Final = 400
"""Milliseconds after which it is handed on although more come."""
TIMEOUT: Final = 2_000
"""Milliseconds of waiting after which it is sure that the system is watching."""
POLL: Final = 10.0
"""Seconds between two looks where the system can't watch so many folders."""
_HEADS: Final = ("HEAD", "logs/HEAD")
_LISTING: Final = frozenset({".gitignore", ".gitmodules"})


@dataclass(frozen=True, slots=True)
class Moved:
    """Files that may have changed; ``listed``: which files there are has to be asked anew."""

    paths: frozenset[str]
    listed: bool = False


class _Filter(DefaultFilter):
    """Lets the HEADs of the repositories through, of all that lies in their folders."""

    def __init__(self, heads: frozenset[str]) -> None:
        super().__init__()
        self._heads = heads

    def __call__(self, change: Change, path: str) -> bool:
        return path in self._heads or super().__call__(change, path)


async def watch(folder: Path, tree: FileTree) -> AsyncIterator[Moved]:
    """Each group of changes, as they come; the first says that from now on all are seen.

    Where the system can't watch the folder, a look every 10 s is asked for.
    """
    root, heads, outside = await asyncio.to_thread(_places, folder, tree)
    watching = False
    try:
        async for found in awatch(
            root,
            *outside,
            watch_filter=_Filter(heads),
            step=STEP,
            debounce=DEBOUNCE,
            rust_timeout=TIMEOUT,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            moved = _moved(root, heads, {path for _, path in found})
            if found or not watching:
                yield moved if watching else replace(moved, listed=True)
            watching = True
    except OSError:
        while True:
            await asyncio.sleep(POLL)
            yield Moved(frozenset(), listed=True)


def _places(folder: Path, tree: FileTree) -> tuple[Path, frozenset[str], list[Path]]:
    """The folder, the files by which HEADs move, and the folders of these that are elsewhere."""
    root = folder.resolve()
    git_dirs = {repository.git_dir.resolve() for _, repository in tree.repositories}
    heads = frozenset(str(git_dir / name) for git_dir in git_dirs for name in _HEADS)
    outside = [place for place in git_dirs if not place.is_relative_to(root) and place.is_dir()]
    return root, heads, outside


def _moved(root: Path, heads: frozenset[str], found: set[str]) -> Moved:
    inside = {path for path in found - heads if Path(path).is_relative_to(root)}
    paths = frozenset(os.path.relpath(path, root).replace(os.sep, "/") for path in inside)
    folders = any(os.path.isdir(path) for path in inside)
    listed = folders or bool(found & heads) or any(Path(path).name in _LISTING for path in inside)
    return Moved(paths, listed)
