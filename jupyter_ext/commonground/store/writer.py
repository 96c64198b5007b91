"""One thread that writes: it takes what is waiting, commits it together, then answers.

A job is a function of the connection; many share one commit.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from ..errors import CommonGroundError, StoreError
from .faults import explain, name, sinks_transaction
from .guard import FileGuard

T = TypeVar("T")

MOST_PER_COMMIT = 1000
"""A bound on how long the first job of a batch waits for the last one."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[sqlite3.Connection], Any]
    answer: asyncio.Future[Any]
    alone: bool = False


class Writer:
    """Owns a writing connection and its thread.

    - Jobs run in the order of ``submit()`` and are answered in that order, on the loop, after the
      COMMIT that holds them.
    - A job that raises is undone and fails alone. If the disk fails, or the COMMIT does, all jobs
      of that batch fail and none of them is stored.
    - A caller that is cancelled while it waits does not know whether its job was stored.
    - ``committed`` is called in the thread after each batch that was stored, once its jobs are
      answered; it must not raise.
    - What ``guard`` finds out of its place is refused, before a batch and after its COMMIT.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        loop: asyncio.AbstractEventLoop,
        committed: Callable[[sqlite3.Connection], None] | None = None,
        guard: FileGuard | None = None,
    ) -> None:
        self.commits = 0
        self._db = db
        self._loop = loop
        self._committed = committed
        self._guard = guard
        self._next: _Job | None = None
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._stopping = False
        # A daemon, so that a server which forgets close() still exits.
        self._thread = threading.Thread(target=self._run, name="commonground-store", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[sqlite3.Connection], T]) -> asyncio.Future[T]:
        """Queue ``work``, to be called in the thread, inside a transaction. Call from the loop."""
        answer: asyncio.Future[T] = self._loop.create_future()
        self._jobs.put(_Job(work, answer))
        return answer

    def submit_alone(self, work: Callable[[sqlite3.Connection], T]) -> asyncio.Future[T]:
        """Queue ``work``, to be called outside of any transaction: it has its own, or none."""
        answer: asyncio.Future[T] = self._loop.create_future()
        self._jobs.put(_Job(work, answer, alone=True))
        return answer

    def stop(self) -> None:
        """Finish what was submitted and end the thread. Blocks: call from another thread."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping or self._next:
            if self._next is not None:
                job, self._next = self._next, None
                self._answer([job], [self._on_its_own(job)])
            elif batch := self._take():
                before = self.commits
                self._answer(batch, self._commit(batch))
                if self._committed is not None and self.commits > before:
                    self._committed(self._db)

    def _take(self) -> list[_Job]:
        batch: list[_Job] = []
        with suppress(queue.Empty):
            while len(batch) < MOST_PER_COMMIT:
                job = self._jobs.get(block=not batch)
                if job is None:
                    self._stopping = True
                    break
                if job.alone:
                    self._next = job
                    break
                batch.append(job)
        return batch

    def _on_its_own(self, job: _Job) -> Any:
        try:
            self._require()
            outcome = job.work(self._db)
            self._remember()
            return outcome
        except Exception as problem:  # noqa: BLE001 - the caller gets it, in our words
            _log.error("a job of the store failed: %s", name(problem))
            self._roll_back()
            return explain(problem)

    def _commit(self, batch: list[_Job]) -> list[Any]:
        try:
            self._require()
            self._db.execute("BEGIN IMMEDIATE")
            outcomes = [self._attempt(job) for job in batch]
            self._db.execute("COMMIT")
            self._remember()
        except (sqlite3.Error, StoreError) as problem:
            _log.error("%d writes were not stored: %s", len(batch), name(problem))
            self._roll_back()
            return [explain(problem) for _ in batch]
        self.commits += 1
        return outcomes

    def _require(self) -> None:
        if self._guard is not None:
            self._guard.require(self._db)

    def _remember(self) -> None:
        """After a COMMIT: it counts if the files are where the next start looks for them."""
        if self._guard is not None:
            self._guard.require_place()
            self._guard.remember(self._db)

    def _attempt(self, job: _Job) -> Any:
        self._db.execute("SAVEPOINT job")
        try:
            outcome = job.work(self._db)
        except Exception as problem:
            if sinks_transaction(problem) or not self._db.in_transaction:
                raise
            self._db.execute("ROLLBACK TO job")
            outcome = explain(problem)
        self._db.execute("RELEASE job")
        return outcome

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            with suppress(sqlite3.Error):  # some errors have rolled back already
                self._db.execute("ROLLBACK")

    def _answer(self, batch: list[_Job], outcomes: list[Any]) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(_settle, batch, outcomes)


def _settle(batch: list[_Job], outcomes: list[Any]) -> None:
    for job, outcome in zip(batch, outcomes, strict=True):
        if job.answer.done():
            continue
        if isinstance(outcome, CommonGroundError):
            job.answer.set_exception(outcome)
        else:
            job.answer.set_result(outcome)
