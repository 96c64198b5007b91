"""The served folder's own work tree: what of it members changed through this server.

Git says what differs from the main line, and the server who wrote where. What nobody was seen to
write is nobody's. Of a text file its writers have all of it; of a notebook, the cells that they
wrote in. It is kept in memory: whoever writes on after a restart is seen again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ...errors import SetupError
from ...service.tasks import Tasks
from .clone import Clone, CloneWork
from .requests import CheckWork, ReportedFile
from .watch import APART, changes

log = logging.getLogger(__name__)
AGAIN = 30.0
"""Seconds after which it is looked at again in any case: claims end, pages are closed."""
NOTEBOOK = ".ipynb"
Found = Callable[[str, CheckWork], Awaitable[None]]
"""Takes what one member has changed there; no files: nothing any more."""


@dataclass(slots=True)
class _Written:
    """What one member was seen to write in one file: ``seen`` says that git knew of it, too."""

    at: int
    cells: set[str] = field(default_factory=set)
    seen: bool = False


class ServerTree:
    """Use as ``async with``; ``found`` hears of each member's part, again and again.

    ``lasts`` gives how many milliseconds somebody's writing is remembered.
    """

    def __init__(
        self, root: Path, clock: Callable[[], int], lasts: Callable[[], int], found: Found
    ) -> None:
        self._root = root
        self._clock = clock
        self._lasts = lasts
        self._found = found
        self._written: dict[str, dict[str, _Written]] = {}
        self._writers: dict[str, set[str]] = {}
        self._moved = asyncio.Event()
        self._tasks = Tasks()
        self._clone: Clone | None = None

    async def __aenter__(self) -> ServerTree:
        self._tasks.start(self._follow())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._tasks.close()

    def is_of(self, clone: str) -> bool:
        """Whether that is the name of this very work tree: somebody watches it."""
        return self._clone is not None and self._clone.known_name == clone

    def content(self, path: str) -> bytes | None:
        """What stands in a file there now; None where it is none, or too large."""
        return None if self._clone is None else self._clone.content_of(path) or None

    def writers(self, *paths: str) -> frozenset[str]:
        """Who was ever seen to write in a file of these names, since it differs."""
        return frozenset[str]().union(*(self._writers.get(path, ()) for path in paths))

    def wrote(self, username: str, path: str, cells: Sequence[str]) -> None:
        """The member was seen to write there; ``path`` begins at the top of the work tree."""
        if path.endswith(NOTEBOOK) and not cells:
            return
        self._writers.setdefault(path, set()).add(username)
        known = self._written.setdefault(username, {})
        written = known.setdefault(path, _Written(0))
        news = not written.at or not written.cells.issuperset(cells)
        written.at = self._clock()
        written.cells |= set(cells)
        if news:
            self._moved.set()

    async def _follow(self) -> None:
        with suppress(SetupError):
            self._clone = await Clone.at(self._root)
        watching: asyncio.Task[None] | None = None
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(AGAIN if self._written else None):
                    await self._moved.wait()
            self._moved.clear()
            try:
                clone = self._clone = self._clone or await Clone.at(self._root)
                if watching is None or watching.done():
                    watching = self._tasks.start(self._watch(clone))
                await self._look(clone)
            except SetupError:
                pass  # no work tree yet: one may be made
            except Exception:  # whatever it is: the next change is looked at again
                log.warning("The served folder's work tree could not be looked at", exc_info=True)
            await asyncio.sleep(APART)

    async def _watch(self, clone: Clone) -> None:
        with suppress(OSError):
            async for _ in changes(clone):
                self._moved.set()

    async def _look(self, clone: Clone) -> None:
        self._forget()
        if not self._written:
            return
        work = await clone.work()
        for username, written in tuple(self._written.items()):
            files = _files_of(written, work)
            await self._found(
                username, CheckWork(base=work.base, branch=work.branch, files=list(files))
            )
            if not written:
                del self._written[username]
        self._forget_writers(work)

    def _forget_writers(self, work: CloneWork) -> None:
        """Those of files that differ no more: of others, what they wrote may still stand there."""
        kept = {name for one in work.files for name in (one.path, one.old_path)}
        kept.update(path for written in self._written.values() for path in written)
        for path in self._writers.keys() - kept:
            del self._writers[path]

    def _forget(self) -> None:
        since = self._clock() - self._lasts()
        for written in self._written.values():
            for path in [path for path, one in written.items() if one.at <= since]:
                del written[path]


def _files_of(written: dict[str, _Written], work: CloneWork) -> Sequence[ReportedFile]:
    """The changed files that the member wrote in; what git knew of and knows no more is done."""
    found = []
    changed = {path: one for one in work.files for path in (one.old_path, one.path) if path}
    for path, one in tuple(written.items()):
        known = changed.get(path)
        if known is None and one.seen:
            del written[path]
        if known is None:
            continue
        one.seen = True
        part = _part_of(known, one.cells)
        if part is not None and part not in found:
            found.append(part)
    return found


def _part_of(file: ReportedFile, cells: set[str]) -> ReportedFile | None:
    """What is somebody's of a file: of a changed notebook their cells, or nothing."""
    if not file.path.endswith(NOTEBOOK) or file.status in ("D", "R"):
        return file
    own = [cell for cell in file.cells if cell in cells]
    lines = {"hunks": [], "symbols": [], "signatures": [], "calls": [], "truncated": False}
    return file.model_copy(update={"cells": own, **lines}) if own else None
