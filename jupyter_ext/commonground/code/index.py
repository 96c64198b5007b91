"""The code index of a folder: what its files define and call, kept up to date while it is open.

Reading is done by processes of their own, at low priority; what was read is on disk, so memory does
not grow with the code. It knows no team and no member.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, TypeVar

from .reader import Reader
from .resolution import Modules, aliases
from .shelf import Amount, Shelf
from .symbols import DefinitionName, FileOutline
from .tree import FileTree, tree, wanted
from .uses import Uses
from .watch import watch

T = TypeVar("T")
log = logging.getLogger(__name__)

BATCH: Final = 100
"""Files that a reader is handed at a time: after each a build may be cancelled."""
NICE: Final = 10
"""How much a build yields to others. Following an edit is quick, and somebody may wait for it."""
MOST_AT_ONCE: Final = 200
"""Changed files beyond which the whole folder is listed anew."""
SETTLED: Final = 0.5
"""Seconds after which it is: what moved it has mostly come to its end, and has been read."""

Progress = Callable[[int, int], None]
"""Told how many files are read, of how many. What it raises ends the build."""


@dataclass(frozen=True, slots=True)
class DefinitionPlace:
    """A definition, and the file that it is in."""

    path: str
    definition: DefinitionName


@dataclass(frozen=True, slots=True)
class IndexUpdate:
    """What changed in the index: these files; ``moved`` where a HEAD or the list of files did."""

    paths: frozenset[str]
    moved: bool = False


_NOTHING: Final = Amount()


@dataclass(frozen=True, slots=True)
class IndexState:
    """How far it is, and how much it holds; ``problem`` says what is wrong."""

    stage: Literal["waiting", "reading", "ready", "cancelled", "failed"] = "waiting"
    amount: Amount = _NOTHING
    seconds: float = 0.0
    """How long the last full reading took."""
    problem: str | None = None


class CodeIndex:
    """Use as ``async with CodeIndex(folder, cache) as index``, then ``build`` it.

    Questions are answered at any time, from what was read until then. ``cache`` is a file that
    may be deleted while the index is closed.
    """

    def __init__(self, folder: Path, cache: Path, *, readers: int | None = None) -> None:
        self._folder = folder
        self._cache = cache
        count = readers or min(2, os.cpu_count() or 1)
        self._readers = [Reader(folder, cache, nice=NICE) for _ in range(count)]
        self._follower = Reader(folder, cache)
        self._thread = ThreadPoolExecutor(1, "code-index")
        self._shelf: Shelf | None = None
        self._tree = FileTree((), ())
        self._modules: Modules | None = None
        self._building = asyncio.Lock()
        self._turn = asyncio.Lock()
        self._followed: set[str] = set()
        self._refreshing: frozenset[str] = frozenset()
        self._stack = AsyncExitStack()
        self._listeners: list[Callable[[IndexUpdate], None]] = []
        self.state = IndexState()

    async def __aenter__(self) -> CodeIndex:
        self._stack.callback(self._thread.shutdown)
        for reader in (*self._readers, self._follower):
            self._stack.push_async_callback(reader.close)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._shelf is not None:
            await self._asked(self._shelf.close)
        await self._stack.aclose()

    @property
    def tree(self) -> FileTree:
        """The files and repositories, as they were listed last."""
        return self._tree

    def when_updated(self, listener: Callable[[IndexUpdate], None]) -> Callable[[], None]:
        """Call it after each change of the index; it must not block. Returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # Keeping it up to date

    async def build(self, progress: Progress = lambda done, total: None) -> None:
        """Read what is new since it was read last, the whole folder. Raises OSError, TimeoutError.

        What ``progress`` raises, or a cancel, ends it after the files that are being read; what was
        read is kept.
        """
        async with self._building:
            began = time.monotonic()
            self.state = replace(self.state, stage="reading", problem=None)
            try:
                changed = await self._build(progress)
            except BaseException as error:
                stage: Literal["failed", "cancelled"] = (
                    "failed" if isinstance(error, OSError) else "cancelled"
                )
                problem = str(error) if isinstance(error, OSError) else None
                with suppress(OSError):
                    self.state = replace(
                        self.state, amount=await self._asked(lambda: self._on_shelf().amount())
                    )
                self.state = replace(self.state, stage=stage, problem=problem)
                raise
            self.state = IndexState(
                "ready",
                await self._asked(lambda: self._on_shelf().amount()),
                time.monotonic() - began,
            )
        self._tell(IndexUpdate(frozenset(changed), moved=True))

    async def unread(self) -> int:
        """How many files a build would read for the first time. Raises as it does."""
        self._tree = await tree(self._folder)
        known = await self._asked(lambda: set(self._on_shelf().paths()))
        return len(set(self._tree.paths) - known)

    async def _build(self, progress: Progress) -> set[str]:
        self._followed = set(self._refreshing)
        self._tree = await tree(self._folder)
        await self._asked(self._on_shelf)  # before the readers: where it is damaged it is made anew
        paths = self._tree.paths
        reader, *_ = self._readers
        try:
            fresh, gone = await reader.stale(paths)
            progress(len(paths) - len(fresh), len(paths))
            changed = await self._read_fresh(fresh, len(paths), progress)
        finally:
            for reader in self._readers:
                await reader.close()
        await self._asked(lambda: self._on_shelf().drop(gone))
        if self._followed:  # it may have come since, or have been read by both, the older one last
            changed.update(await self._refreshed(sorted(self._followed)))
        if changed or gone:
            self._modules = None
        return changed.union(gone)

    async def _read_fresh(self, fresh: list[str], total: int, progress: Progress) -> set[str]:
        """Read these of so many files, by all readers at once."""
        batches = [fresh[at : at + BATCH] for at in range(0, len(fresh), BATCH)]
        changed: set[str] = set()
        done = total - len(fresh)

        async def read(reader: Reader) -> None:
            nonlocal done
            while batches:
                batch = batches.pop()
                found = await self._read(reader, batch)
                changed.update(found)
                if found and self.state.seconds:  # it is followed: somebody may wait for these
                    self._tell(IndexUpdate(frozenset(found)))
                done += len(batch)
                progress(done, total)

        try:
            async with asyncio.TaskGroup() as group:
                for reader in self._readers[: len(batches)]:
                    group.create_task(read(reader))
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None
        return changed

    async def _read(self, reader: Reader, batch: Sequence[str]) -> list[str]:
        """Read a batch; where that fails, its files one by one, and without the one to blame."""
        try:
            return await reader.read(batch)
        except OSError:
            if len(batch) == 1:
                log.warning("The code index leaves out %s: it can't be parsed", ascii(batch[0]))
                return []
        return [path for one in batch for path in await self._read(reader, [one])]

    async def refresh(self, paths: Sequence[str]) -> None:
        """These files may have changed, come or gone. Raises OSError, TimeoutError."""
        changed = await self._refreshed(paths)
        if changed:
            self._tell(IndexUpdate(frozenset(changed)))
            self.state = replace(
                self.state, amount=await self._asked(lambda: self._on_shelf().amount())
            )

    async def _refreshed(self, paths: Sequence[str]) -> list[str]:
        async with self._turn:
            self._refreshing = frozenset(paths)
            known = await self._asked(lambda: self._on_shelf().below(paths))
            kept = known | await wanted(self._tree, [path for path in paths if path not in known])
            if self._building.locked():
                self._followed.update(paths)
            changed = await self._read(self._follower, sorted(kept))
            there = await self._asked(lambda: self._on_shelf().known(changed).keys())
            if there != known.intersection(changed) or _CONFIGURATIONS.intersection(
                map(_last, changed)
            ):
                self._modules = None  # files have come or gone
            self._refreshing = frozenset()
        return changed

    async def keep(self, *, whole: bool = True) -> None:
        """Follow the folder until this is cancelled: files that change, and HEADs that move.

        Not the ``whole`` of it: only files that change from now on are read. What the system names
        is read at once; that nothing was missed is looked at beside that.
        """
        with _logged():
            await self._follower.load(self._tree.paths)
        moved = asyncio.Event()
        looking = asyncio.create_task(self._look_again(moved))
        try:
            async for found in watch(self._folder, self._tree):
                if whole and (found.listed or len(found.paths) > MOST_AT_ONCE):
                    moved.set()
                if found.paths and not (whole and len(found.paths) > MOST_AT_ONCE):
                    with _logged():
                        await self.refresh(sorted(found.paths))
        finally:
            looking.cancel()
            with suppress(asyncio.CancelledError):
                await looking

    async def _look_again(self, moved: asyncio.Event) -> None:
        """Bring the whole folder up to date whenever it has ``moved``."""
        while True:
            await moved.wait()
            await asyncio.sleep(SETTLED)
            moved.clear()
            with _logged():
                await self.build()

    def _tell(self, update: IndexUpdate) -> None:
        for listener in tuple(self._listeners):
            listener(update)

    # Questions

    async def paths(self) -> tuple[str, ...]:
        """All files of the index, those of other languages, too."""
        return await self._asked(lambda: self._on_shelf().paths())

    async def outline(self, path: str) -> FileOutline | None:
        """What a file defines now, with digests; None where it isn't in the index, or not parsed.

        It is parsed for that, by the reader that stays. Raises OSError.
        """
        return await self._follower.outline(path)

    async def uses(self, path: str) -> Uses:
        """What a file imports and calls."""
        found = await self._asked(lambda: self._on_shelf().read(path))
        return found[1] if found else Uses()

    async def find(self, name: str) -> tuple[DefinitionPlace, ...]:
        """The definitions of this name, or whose name ends with it after a dot; in all files."""
        return await self._asked(lambda: self._find(name))

    def _find(self, name: str) -> tuple[DefinitionPlace, ...]:
        shelf = self._on_shelf()
        found: list[DefinitionPlace] = []
        for path in shelf.defining(name):
            defined, _ = shelf.read(path) or ((), Uses())
            named = (one for one in defined if f".{one.name}".endswith(f".{name}"))
            found += [DefinitionPlace(path, one) for one in named]
        return tuple(found)

    async def callers(self, path: str, name: str) -> tuple[DefinitionPlace, ...]:
        """The definitions that call or inherit from this one, as far as imports show it.

        ``name`` is qualified. A call from a module's own level is of no definition, and not listed.
        """
        return await self._asked(lambda: self._callers(path, name))

    def _callers(self, path: str, name: str) -> tuple[DefinitionPlace, ...]:
        shelf = self._on_shelf()
        modules = self._modules = self._modules or self._read_modules()
        found: dict[tuple[str, str], DefinitionPlace] = {}
        for caller in shelf.using(name):
            defined, uses = shelf.read(caller) or ((), Uses())
            own = {one.name: one for one in defined}
            for use in uses.uses:
                last = use.name.rpartition(".")[2] == name.rpartition(".")[2]
                if (
                    last
                    and use.by in own
                    and modules.meant(caller, use, uses.imports, own) == (path, name)
                ):
                    found[caller, use.by] = DefinitionPlace(caller, own[use.by])
        return tuple(found.values())

    def _read_modules(self) -> Modules:
        """In the index's thread."""
        paths = self._on_shelf().paths()
        named: dict[str, tuple[str, ...]] = {}
        for path in paths:
            if _last(path) in _CONFIGURATIONS:
                named |= aliases(path, _small(self._folder / path))
        return Modules(paths, named)

    def _on_shelf(self) -> Shelf:
        if self._shelf is None:
            self._shelf = Shelf(self._cache)
        return self._shelf

    async def _asked(self, work: Callable[[], T]) -> T:
        """Run it in the thread that has the connection. Raises OSError where the cache fails."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except sqlite3.Error as error:
            raise OSError(f"the cache of the code index failed: {error}") from error


@contextmanager
def _logged() -> Iterator[None]:
    """What fails while the folder is followed is logged, and it is followed all the same."""
    try:
        yield
    except (OSError, TimeoutError) as error:
        log.warning("The code index could not be brought up to date: %s", error)


_CONFIGURATIONS: Final = frozenset({"tsconfig.json", "package.json"})


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _small(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.stat().st_size < 1_000_000 else b""
    except OSError:
        return b""
