"""Jobs: what takes longer than a moment: how far it is, how to cancel it, how it ended.

A job is told to who began it, or to everybody where it is everybody's. Cancelling is asked for, and
heeded at the next checkpoint: what is being written then is written whole. Nothing is kept.
"""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar

from ..core.role import Member, at_least
from ..errors import Cancelled, CommonGroundError, NotAllowed, UnknownId
from .events import JobEvent, JobKind, JobState, JobView

T = TypeVar("T")
APART = 200
"""Milliseconds between two events about the same job."""
SURE = 1_000
"""Milliseconds after which an estimate is made of what was done until then."""


@dataclass(eq=False, slots=True)
class LongJob:
    """One job; its methods may be called from any thread. ``told`` hears of each change."""

    id: str
    kind: JobKind
    by: str
    clock: Callable[[], int]
    told: Callable[[LongJob], None]
    total: int | None = None
    estimates: bool = False
    """Whether what is left takes as long, piece by piece, as what is done."""
    cancellable: bool = True
    done: int = 0
    said: str = ""
    state: JobState = "running"
    began: int = 0
    _asked: threading.Event = field(default_factory=threading.Event)
    _wakes: list[Callable[[], None]] = field(default_factory=list)

    def expect(self, total: int) -> None:
        """So many pieces in all."""
        self.total = total
        self.told(self)

    def reach(self, done: int, total: int) -> None:
        """So many pieces are done, of so many in all."""
        self.done, self.total = done, total
        self.told(self)

    def step(self, pieces: int = 1, said: str = "") -> None:
        """So many pieces more are done. Raises Cancelled, where it is asked for."""
        self.advance(pieces, said)
        self.checkpoint()

    def advance(self, pieces: int = 1, said: str = "") -> None:
        """So many pieces more are done."""
        self.done += pieces
        self.said = said or self.said
        self.told(self)

    def checkpoint(self) -> None:
        """Raises Cancelled where that is asked for: nothing must be half done here."""
        if self._asked.is_set() and self.cancellable:
            raise Cancelled("It was cancelled.", "Nothing was changed by what was left.")

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Within it, it can't be cancelled: all is done, or nothing. Raises Cancelled before."""
        self.checkpoint()
        before, self.cancellable = self.cancellable, False
        self.told(self)
        try:
            yield
        finally:
            self.cancellable = before

    async def unless_cancelled(self, work: Awaitable[T]) -> T:
        """The result of the work, which is ended where that is asked for. Raises Cancelled."""
        task, loop = asyncio.ensure_future(work), asyncio.get_running_loop()
        asked = asyncio.Event()

        def wake() -> None:
            loop.call_soon_threadsafe(asked.set)

        self._wakes.append(wake)
        if self._asked.is_set():
            asked.set()
        waiting = asyncio.ensure_future(asked.wait())
        try:
            await asyncio.wait((task, waiting), return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self.checkpoint()
            return task.result()
        finally:
            self._wakes.remove(wake)
            waiting.cancel()
            task.cancel()

    def cancel(self) -> None:
        """Ask for its end, at the next checkpoint."""
        self._asked.set()
        for wake in tuple(self._wakes):
            wake()

    @property
    def left(self) -> int | None:
        """Milliseconds until it is done, by what was done so far; None where that tells nothing."""
        took = self.clock() - self.began
        known = self.estimates and self.total and self.done and took >= SURE
        return round(took / self.done * (self.total - self.done)) if known and self.total else None

    def view(self) -> JobView:
        """As it is told."""
        return JobView(
            id=self.id,
            kind=self.kind,
            by=self.by,
            done=self.done,
            total=self.total,
            left=self.left,
            state=self.state,
            cancellable=self.cancellable and self.state == "running",
            said=self.said,
        )


_CURRENT: ContextVar[LongJob | None] = ContextVar("commonground_job", default=None)


def current_job() -> LongJob | None:
    """The job that this is done for, if any: what does the work need not be handed it."""
    return _CURRENT.get()


@contextmanager
def settled() -> Iterator[None]:
    """What is written within is written whole. Raises Cancelled before, for a cancelled job."""
    job = _CURRENT.get()
    if job is None:
        yield
        return
    with job.settled():
        yield


@contextmanager
def apart() -> Iterator[None]:
    """What is done within is done for no job: it is kept, whatever becomes of the job."""
    token = _CURRENT.set(None)
    try:
        yield
    finally:
        _CURRENT.reset(token)


@contextmanager
def working_on(job: LongJob) -> Iterator[LongJob]:
    """Within it, this is the current job, and its state says at the end how it ended."""
    token = _CURRENT.set(job)
    try:
        yield job
        job.state = "done"
    except (Cancelled, asyncio.CancelledError, KeyboardInterrupt):
        job.state = "cancelled"
        raise
    except CommonGroundError as error:
        job.state, job.said = "failed", error.message
        raise
    except BaseException:
        job.state = "failed"
        raise
    finally:
        _CURRENT.reset(token)
        job.told(job)


class LongJobs:
    """The jobs of one server. ``tell`` sends an event to all, or to one username ``only``.

    ``clock`` gives milliseconds since whenever.
    """

    def __init__(
        self,
        tell: Callable[..., None],
        clock: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000,
        new_id: Callable[[str], str] = lambda prefix: f"{prefix}_{secrets.token_hex(8)}",
    ) -> None:
        self._tell = tell
        self._clock = clock
        self._new_id = new_id
        self._running: dict[str, LongJob] = {}
        self._last: dict[str, int] = {}

    @asynccontextmanager
    async def running(
        self,
        kind: JobKind,
        member: Member | None = None,
        *,
        total: int | None = None,
        estimates: bool = False,
        cancellable: bool = True,
    ) -> AsyncIterator[LongJob]:
        """A job while the block runs; without a ``member`` it is the server's, for all to see."""
        loop = asyncio.get_running_loop()

        def told(job: LongJob) -> None:
            loop.call_soon_threadsafe(self._told, job)

        by = "" if member is None else member.username
        job = LongJob(self._new_id("j"), kind, by, self._clock, told, total, estimates, cancellable)
        job.began = self._clock()
        self._running[job.id] = job
        told(job)
        try:
            with working_on(job):
                yield job
        finally:
            self._running.pop(job.id, None)

    def seen_by(self, member: Member) -> tuple[JobView, ...]:
        """The jobs under way that the member may see: their own, and the server's."""
        return tuple(j.view() for j in self._running.values() if j.by in ("", member.username))

    def cancel(self, member: Member, key: str) -> JobView:
        """Ask for the end of one's own job; an owner may end any. Raises UnknownId, NotAllowed."""
        job = self._running.get(key)
        if job is None:
            raise UnknownId("There is no such job any more.", "It has ended.")
        if member.anonymous or (job.by != member.username and not at_least(member.role, "owner")):
            raise NotAllowed("Only who began it, and the context owner, cancel this.", "Ask them.")
        job.cancel()
        return job.view()

    def _told(self, job: LongJob) -> None:
        now, last = self._clock(), self._last.get(job.id)
        if job.state != "running":
            self._last.pop(job.id, None)
        elif last is not None and now - last < APART:
            return
        else:
            self._last[job.id] = now
        self._tell(JobEvent.of(job=job.view()), only=job.by or None)
