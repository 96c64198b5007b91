"""Checks that wait, that nobody asked for, and that somebody cancels."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.ai.scripted import ScriptedModel
from commonground.config import CONTEXT_DB
from commonground.core.cell_step import digest
from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId
from commonground.core.role import Member
from commonground.errors import Cancelled, InvalidCommand
from commonground.features.findings.claim import read_claim
from commonground.features.findings.gathered import Gathered
from commonground.features.findings.model import FindingCheck, SharedFinding
from commonground.features.findings.runner import FindingKeeper
from commonground.features.findings.schedule import DAY, CheckSchedule, due
from commonground.features.findings.settings import CHECKED_EVERY
from commonground.features.team.commands import Set
from commonground.registry import context_service
from commonground.service.events import FeedEvent
from commonground.service.host import Host
from commonground.store.sqlite import SQLiteStore

from ...service.conftest import ALICE, BOB, OLGA, Ear
from ..hosting import OneNotebook, hosted
from .sharing import gathered

pytestmark = pytest.mark.anyio
FOR_EVER = "import threading; threading.Event().wait()\nchurn = 0.2"


class JobSeen(Ear):
    """Waits until this member is told of a job."""

    def __init__(self, host: Host, member: Member) -> None:
        super().__init__(member)
        self._came = asyncio.Event()
        host.service.listen(self)

    def on_event(self, event: FeedEvent) -> None:
        super().on_event(event)
        if self.of("job"):
            self._came.set()

    async def came(self) -> str:
        """The id of the first."""
        async with asyncio.timeout(60):
            await self._came.wait()
        return str(self.of("job")[0]["job"]["id"])


class Days:
    """A clock, in milliseconds, that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1_700_000_000_000

    def __call__(self) -> int:
        return self.now

    def pass_by(self, days: int) -> None:
        self.now += days * DAY


@asynccontextmanager
async def shared(folder: Path, source: str, clock: Days) -> AsyncIterator[tuple[Host, str]]:
    """A host with one finding of one cell, and the finding's id."""
    ids = itertools.count(1)
    service = context_service(
        SQLiteStore(folder / CONTEXT_DB),
        clock=clock,
        new_id=lambda prefix: f"{prefix}_{next(ids)}",
    )
    cell = {"cell": "c0", "count": 1, "digest": digest(source)}
    made = Gathered.model_validate(gathered() | {"cells": [cell], "target": cell})
    notebook = OneNotebook("a.ipynb", source)
    async with service, hosted(service, ScriptedModel(), folder, notebooks=notebook) as host:
        keeper = host.find(FindingKeeper)
        held = await keeper.made(made, "a.ipynb")
        outcome = await keeper.share(ALICE, read_claim("Churn fell", ""), held, None)
        assert outcome.entry is not None
        yield host, outcome.entry.id


def last_check(host: Host) -> FindingCheck | None:
    (found,) = host.find(FindingKeeper).findings(BOB)
    return found.check


async def test_it_is_checked_again_after_so_many_days_by_nobody(tmp_path: Path) -> None:
    clock = Days()
    async with shared(tmp_path, "churn = 0.2", clock) as (host, _):
        schedule = host.find(CheckSchedule)
        clock.pass_by(400)
        await schedule.look()
        assert last_check(host) is None, "nobody asked for checks"
        await host.service.run(OLGA, Set(name=CHECKED_EVERY, value=7), source="sidebar")
        await schedule.look()
        first = last_check(host)
        assert first is not None
        assert (first.state, first.by) == ("confirmed", "")
        clock.pass_by(6)
        await schedule.look()
        assert last_check(host) == first
        clock.pass_by(1)
        await schedule.look()
        second = last_check(host)
        assert second is not None
        assert second.at == first.at + 7 * DAY


@pytest.mark.parametrize("value", [0, 366, 1.5, "7", True])
async def test_only_days_are_taken(tmp_path: Path, value: Any) -> None:
    async with shared(tmp_path, "churn = 0.2", Days()) as (host, _):
        with pytest.raises(InvalidCommand, match="from 1 to 365"):
            await host.service.run(OLGA, Set(name=CHECKED_EVERY, value=value), source="sidebar")


async def test_a_second_wish_waits_for_the_same_check(tmp_path: Path) -> None:
    async with shared(tmp_path, FOR_EVER, Days()) as (host, key):
        keeper, jobs = host.find(FindingKeeper), host.service.jobs
        seen = JobSeen(host, ALICE)
        keeper.start_check(ALICE, key)
        keeper.start_check(ALICE, key)
        keeper.start_check(BOB, key)
        await seen.came()
        assert len(jobs.seen_by(ALICE)) == 1
        assert jobs.seen_by(BOB) == ()


async def test_cancelling_ends_the_run_and_records_nothing(tmp_path: Path) -> None:
    async with shared(tmp_path, FOR_EVER, Days()) as (host, key):
        keeper, jobs = host.find(FindingKeeper), host.service.jobs
        seen = JobSeen(host, ALICE)
        checking = asyncio.create_task(keeper.check(ALICE, key))
        await seen.came()
        (job,) = jobs.seen_by(ALICE)
        assert job.cancellable
        jobs.cancel(ALICE, job.id)
        async with asyncio.timeout(60):
            with pytest.raises(Cancelled):
                await checking
        assert last_check(host) is None
        assert jobs.seen_by(ALICE) == ()


async def test_what_an_owner_cancels_is_not_begun_again_at_once(tmp_path: Path) -> None:
    clock = Days()
    async with shared(tmp_path, FOR_EVER, clock) as (host, _):
        schedule, jobs = host.find(CheckSchedule), host.service.jobs
        await host.service.run(OLGA, Set(name=CHECKED_EVERY, value=1), source="sidebar")
        clock.pass_by(1)
        seen = JobSeen(host, BOB)  # everybody sees that it runs
        looking = asyncio.create_task(schedule.look())
        jobs.cancel(OLGA, await seen.came())
        async with asyncio.timeout(60):
            await looking
            await schedule.look()
        assert last_check(host) is None


moments = st.integers(0, 40)


@given(st.lists(st.tuples(moments, st.none() | moments, st.none() | moments)), st.integers(1, 9))
def test_what_is_due_waited_its_days_and_the_longest_comes_first(
    held: list[tuple[int, int | None, int | None]], days: int
) -> None:
    now = 40 * DAY
    findings: list[SharedFinding] = []
    tried: dict[str, int] = {}
    last: dict[str, int] = {}
    for number, (at, checked, begun) in enumerate(held):
        key = EntryId(f"e_{number}")
        check = None if checked is None else FindingCheck("failed", "", (), "", checked * DAY)
        entry = Entry(key, "knowledge", TEAM, "alice", 1)
        findings.append(SharedFinding(entry, {"path": "a.ipynb"}, "alice", at * DAY, check))
        last[key] = max(at if checked is None else checked, begun or 0)
        if begun is not None:
            tried[key] = begun * DAY
    found = [one.id for one in due(findings, days, now, tried)]
    waited = [key for key, at in last.items() if 40 - at >= days]
    assert found == sorted(waited, key=lambda key: (last[key], key))
