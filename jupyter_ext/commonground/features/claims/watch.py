"""Watches a clone and tells the server what it changes, for as long as somebody lets it.

A server that can't be reached only delays: what the clone changes then is what is told next. The
clone itself is only read.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePath
from typing import Any, TypeVar

from watchfiles import Change, awatch

from ...client.work import WorkReports
from ...errors import Busy, CommonGroundError, UserError
from .clone import Clone, CloneWork

R = TypeVar("R")
Tell = Callable[[str], None]
"""Says a line to whoever watches."""

APART = 1.0
"""Seconds between two reports, at least."""
AGAIN = 30.0
"""Seconds after which the same is reported again, so that a restarted server knows it."""
LONGEST = 30.0
"""Seconds between two tries to reach a server that is away, at most."""
_SKIPPED = frozenset({"node_modules", ".venv", "venv", "__pycache__", ".mypy_cache", ".tox"})
_OF_GIT = frozenset({"HEAD", "packed-refs", "MERGE_HEAD", "index"})


class CloneWatcher:
    """Use ``await CloneWatcher(...).run()``; cancelling ends it, and the claim unless ``keep``."""

    def __init__(
        self,
        clone: Clone,
        reports: WorkReports,
        tell: Tell,
        *,
        keep: bool = False,
        apart: float = APART,
        again: float = AGAIN,
    ) -> None:
        self._clone = clone
        self._reports = reports
        self._tell = tell
        self._keep = keep
        self._apart = apart
        self._again = again
        self._dirty = asyncio.Event()
        self._last: CloneWork | None = None
        self._contents = False
        self._known: set[str] = set()
        self._away = False

    async def run(self) -> None:
        """Watch until it is cancelled. Raises SetupError, NotAllowed and their like at once."""
        self._dirty.set()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._watch())
                tasks.create_task(self._report())
                tasks.create_task(self._listen())
        finally:
            if not self._keep:
                with suppress(CommonGroundError):
                    self._reports.drop(self._clone.name)

    async def _watch(self) -> None:
        async for _ in changes(self._clone):
            self._dirty.set()

    async def _report(self) -> None:
        while True:
            forced = not await self._was_dirtied()
            try:
                work = await self._clone.work()
            except (OSError, TimeoutError):
                self._tell("git does not answer here; trying again.")
                await asyncio.sleep(self._again)
                self._dirty.set()
                continue
            if forced or work != self._last:
                await self._sent(work)
            await asyncio.sleep(self._apart)

    async def _was_dirtied(self) -> bool:
        """Whether something changed; False once it is time to say the same again."""
        try:
            async with asyncio.timeout(self._again):
                await self._dirty.wait()
        except TimeoutError:
            return False
        finally:
            self._dirty.clear()
        return True

    async def _sent(self, work: CloneWork) -> None:
        """Sends it, however long the server is away; what changed meanwhile is sent instead."""
        named = {"clone": self._clone.name, "source": "clone"}
        fields = named | work.fields(contents=self._contents)
        answer = await self._reached(lambda: self._reports.report(fields))
        if answer is None:
            self._dirty.set()
            return
        first, self._last = self._last is None, work
        if first:
            self._say_first(work, answer)
        self._hear(answer["notices"])
        if answer["contents"] != self._contents:  # the member chose otherwise
            self._contents, self._last = answer["contents"], None
            self._dirty.set()

    def _say_first(self, work: CloneWork, answer: Mapping[str, Any]) -> None:
        branch = f" on {work.branch}" if work.branch else ""
        self._tell(
            f"Watching {self._clone.top}{branch}: {len(work.files)} changed files are told. "
            "Ctrl+C ends it."
        )
        if answer["held_back"]:
            self._tell(f"The gate kept {answer['held_back']} names back.")

    async def _listen(self) -> None:
        version = -1
        while True:
            answer = await self._reached(partial(self._reports.notices, version))
            if answer is not None:
                version = int(answer["version"])
                self._hear(answer["notices"])
            # A server that was restarted counts anew, and answers at once.
            await asyncio.sleep(0.2)

    async def _reached(self, call: Callable[[], R]) -> R | None:
        """What it gives; None, after a while, where the server is away. Raises what is final."""
        try:
            found = await aside(call)
        except CommonGroundError as error:
            if isinstance(error, UserError) and not isinstance(error, Busy):
                raise
            if not self._away:
                self._tell(f"{error.message} What you change is told once it is back.")
            self._away = True
            await asyncio.sleep(min(self._pause(), LONGEST))
            return None
        if self._away:
            self._tell("The server is back.")
            self._pauses = 0
        self._away = False
        return found

    _pauses = 0

    def _pause(self) -> float:
        self._pauses += 1
        return float(self._apart * 2 ** min(self._pauses - 1, 5))

    def _hear(self, notices: Iterable[Mapping[str, Any]]) -> None:
        for notice in notices:
            fresh = [p for p in notice["places"] if p["overlap"] not in self._known]
            if fresh:
                self._known |= {place["overlap"] for place in fresh}
                for line in told(notice, fresh):
                    self._tell(line)


def told(notice: Mapping[str, Any], places: Iterable[Mapping[str, Any]]) -> list[str]:
    """A notice in a terminal: who, where, why, and what to do."""
    from .model import LineRange
    from .text import GRADES, spans

    def lines(found: Iterable[Mapping[str, int]]) -> str:
        return spans([LineRange(one["first"], one["last"]) for one in found])

    other = notice["other"]
    branch = f" (branch {notice['branch']})" if notice["branch"] else ""
    said = [f"Your work meets that of @{other}{branch}:"]
    for place in places:
        where = f"lines {lines(place['theirs'])}" if place["theirs"] else "the file"
        yours = f", yours {lines(place['yours'])}" if place["yours"] else ""
        why = place["why"] or GRADES.get(place["grade"], place["grade"])
        said.append(f"  {place['path']}: theirs {where}{yours}. {why}")
        said += [f"    {line}" for line in place["diff"].splitlines()[:20]]
    said.append(
        f"  Talk to @{other}, hand it over, wait, or split it: the Now tab of the panel has it all."
    )
    return said


async def changes(clone: Clone) -> AsyncIterator[None]:
    """Once for each burst of changes that git may have something to say about."""
    top = clone.top.resolve()
    outside = [] if clone.git_folder.resolve().is_relative_to(top) else [clone.git_folder]
    watched = awatch(
        top, *outside, watch_filter=lambda change, path: matters(top, change, path), step=50
    )
    async for _ in watched:
        yield


def matters(top: Path, change: Change, path: str) -> bool:
    """Whether a changed file may be one that git knows; of git's own what says where HEAD is."""
    place = PurePath(path)
    parts = place.relative_to(top).parts if place.is_relative_to(top) else place.parts
    if ".git" in parts or not place.is_relative_to(top):
        return place.name in _OF_GIT or ("refs" in parts and place.suffix != ".lock")
    return not _SKIPPED.intersection(parts)


async def aside(call: Callable[[], R]) -> R:
    """What a blocking call gives, from a thread that nobody waits for when the program ends."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[R] = loop.create_future()

    def settle(result: R | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]

    def work() -> None:
        try:
            result, error = call(), None
        except BaseException as raised:  # noqa: BLE001 whoever waits handles it
            result, error = None, raised
        with suppress(RuntimeError):  # the loop is gone
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=work, daemon=True).start()
    return await done
