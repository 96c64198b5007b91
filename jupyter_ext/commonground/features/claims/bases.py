"""Work on different bases, held against each other in the lines of a base that both have.

What lies between two bases is asked of the repository in the served folder. Where that does not
have them (nobody fetched there), the lines are compared as they are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, TypeVar

from ...code.git import git
from ...code.repository import Repository
from .model import ChangeSet, Hunk, Outlook
from .overlap import rebased
from .pairs import Compare

WITHIN = 10.0
"""Seconds for a question to git."""
MOST = 200
"""Ways from one commit to another that are remembered."""
K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R")
Advance = Mapping[str, tuple[Hunk, ...]]


class OnOneBase:
    """A ``compare`` for any two change sets. It blocks while it asks git: not for an event loop."""

    def __init__(self, root: Path, compare: Compare) -> None:
        self._root = root
        self._compare = compare
        self._bases: dict[tuple[str, str], str] = {}
        self._ways: dict[tuple[str, str], Advance] = {}

    def __call__(self, ours: ChangeSet, theirs: ChangeSet) -> Outlook:
        """Where they meet."""
        if not ours.base or not theirs.base or ours.base == theirs.base:
            return self._compare(ours, theirs)
        older = self._merge_base(ours.base, theirs.base)
        if not older:
            return self._compare(ours, theirs)
        return self._compare(self._on(older, ours), self._on(older, theirs))

    def _on(self, base: str, changes: ChangeSet) -> ChangeSet:
        if changes.base == base:
            return changes
        return rebased(changes, base, self._advance(base, changes.base))

    def _merge_base(self, one: str, other: str) -> str:
        key = (min(one, other), max(one, other))
        if key not in self._bases:
            found = _asked(lambda: self._find_base(*key))
            if not found:
                return ""  # it may be fetched later
            _bounded(self._bases)[key] = found
        return self._bases[key]

    async def _find_base(self, one: str, other: str) -> str | None:
        repository = await Repository.find(self._root)
        return None if repository is None else await repository.merge_base(one, other)

    def _advance(self, old: str, new: str) -> Advance:
        if (old, new) not in self._ways:
            _bounded(self._ways)[old, new] = _asked(lambda: self._find_way(old, new)) or {}
        return self._ways[old, new]

    async def _find_way(self, old: str, new: str) -> Advance:
        repository = await Repository.find(await self._top())
        changed = () if repository is None else await repository.between(old, new)
        return {
            one.path: tuple(Hunk(h.old_start, h.old_lines, h.start, h.lines) for h in one.hunks)
            for one in changed
        }

    async def _top(self) -> Path:
        """The top of the work tree: claims' paths are relative to it."""
        return Path((await git(self._root, "rev-parse", "--show-toplevel", seconds=WITHIN)).strip())


def _asked(ask: Callable[[], Coroutine[Any, Any, R]]) -> R | None:
    try:
        return asyncio.run(ask())
    except (OSError, TimeoutError):
        return None


def _bounded(known: dict[K, V]) -> dict[K, V]:
    while len(known) >= MOST:
        known.pop(next(iter(known)))
    return known
