"""The served folder's code is read once the server runs: a job with a bar that can be cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from commonground.code.index import CodeIndex
from commonground.core.role import Member
from commonground.service.events import JobEvent
from commonground.service.jobs import LongJobs
from commonground.service.served_code import SHOWN_FROM, ServedCode

pytestmark = pytest.mark.anyio
OLGA = Member("olga", "Olga Owner", role="owner")
SECONDS = 60.0


class Told:
    """The events that were sent, and waiting for one."""

    def __init__(self) -> None:
        self.jobs = LongJobs(self._tell)
        self.events: list[JobEvent] = []
        self._more = asyncio.Event()

    def _tell(self, event: JobEvent, only: str | None = None) -> None:
        assert only is None  # everybody sees it
        self.events.append(event)
        self._more.set()

    async def until(self, wanted: Callable[[JobEvent], bool]) -> JobEvent:
        async with asyncio.timeout(SECONDS):
            while True:
                for event in self.events:
                    if wanted(event):
                        return event
                self._more.clear()
                await self._more.wait()


def filled(root: Path, count: int) -> Path:
    root.mkdir()
    for number in range(count):
        (root / f"m{number}.py").write_text(f"def f{number}():\n    pass\n")
    return root


def served(root: Path, told: Told) -> ServedCode:
    index = CodeIndex(root, root.parent / "cache" / "code.db")
    return ServedCode(index, told.jobs, later=0.0)


async def ready(code: ServedCode) -> None:
    done = asyncio.Event()
    code.index.when_updated(lambda update: done.set())
    async with asyncio.timeout(SECONDS):
        await done.wait()


async def test_many_files_are_a_job_with_a_bar(tmp_path: Path) -> None:
    told = Told()
    async with served(filled(tmp_path / "root", SHOWN_FROM + 200), told) as code:
        ended = await told.until(lambda event: event.job.state == "done")
        assert (ended.job.kind, ended.job.by) == ("code", "")
        assert (ended.job.done, ended.job.total) == (SHOWN_FROM + 200, SHOWN_FROM + 200)
        assert any(0 < event.job.done < SHOWN_FROM for event in told.events)
        assert code.index.state.amount.definitions == SHOWN_FROM + 200


async def test_a_few_files_are_read_without_one(tmp_path: Path) -> None:
    told = Told()
    async with served(filled(tmp_path / "root", 3), told) as code:
        await ready(code)
        assert code.index.state.amount.definitions == 3
    assert told.events == []


async def test_an_owner_cancels_it_and_what_was_read_stays(tmp_path: Path) -> None:
    told = Told()
    async with served(filled(tmp_path / "root", SHOWN_FROM + 3_000), told) as code:
        event = await told.until(lambda event: event.job.done > 0)
        told.jobs.cancel(OLGA, event.job.id)
        await told.until(lambda event: event.job.state == "cancelled")
        assert code.index.state.stage == "cancelled"
        held = code.index.state.amount.files
        assert 0 < held < SHOWN_FROM + 3_000
        assert len(await code.index.paths()) == held
