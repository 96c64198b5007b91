"""Jobs: told as they go on, cancelled between two pieces and never within one."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from commonground.core.role import Member
from commonground.errors import Cancelled, NotAllowed, UnknownId
from commonground.features.entries.commands import Add
from commonground.service.jobs import LongJobs, apart, settled
from commonground.service.writer import ContextService

from .conftest import ALICE, BOB, NOBODY, OLGA, Ear

pytestmark = pytest.mark.anyio


class Heard:
    """Who was told what."""

    def __init__(self) -> None:
        self.all: list[tuple[str | None, dict[str, Any]]] = []
        self.time = 0

    def tell(self, event: Any, *, only: str | None = None) -> None:
        self.all.append((only, event.plain()["job"]))

    def jobs(self) -> LongJobs:
        return LongJobs(self.tell, lambda: self.time, lambda prefix: f"{prefix}_1")


async def told() -> None:
    """What was told from anywhere comes in with the next turn of the loop."""
    await asyncio.sleep(0)


async def test_a_job_is_told_to_who_began_it_and_says_how_it_ended() -> None:
    heard = Heard()
    async with heard.jobs().running("import", ALICE, total=3) as job:
        await told()
        heard.time += 500
        job.step(said="The file is read.")
        await told()
    await told()
    assert [only for only, _ in heard.all] == ["alice"] * 3
    told_ = [(j["state"], j["done"], j["total"], j["said"]) for _, j in heard.all]
    assert told_ == [
        ("running", 0, 3, ""),
        ("running", 1, 3, "The file is read."),
        ("done", 1, 3, "The file is read."),
    ]


async def test_an_estimate_is_made_only_of_pieces_that_are_alike_and_after_a_second() -> None:
    heard = Heard()
    jobs = heard.jobs()
    async with jobs.running("index", estimates=True, cancellable=False) as job:
        job.expect(100)
        job.step(10)
        assert job.left is None
        heard.time = 2_000
        assert job.left == 18_000
        assert jobs.seen_by(BOB)[0].cancellable is False
    async with jobs.running("run", ALICE, total=4) as job:
        heard.time = 9_000
        job.step()
        assert job.left is None


async def test_it_is_cancelled_by_who_began_it_or_an_owner_and_by_nobody_else() -> None:
    jobs = Heard().jobs()

    async def one(member: Member) -> None:
        async with jobs.running("run", ALICE) as job:
            jobs.cancel(member, job.id)
            job.checkpoint()

    for member in (ALICE, OLGA):
        with pytest.raises(Cancelled):
            await one(member)
    for member in (BOB, NOBODY):
        with pytest.raises(NotAllowed):
            await one(member)
    with pytest.raises(UnknownId):
        jobs.cancel(ALICE, "j_1")
    assert jobs.seen_by(ALICE) == ()


async def test_what_is_being_waited_for_ends_at_once_and_what_is_written_is_written_whole() -> None:
    heard = Heard()
    jobs = heard.jobs()

    async def waited() -> None:
        async with jobs.running("run", ALICE) as job:
            asyncio.get_running_loop().call_soon(jobs.cancel, ALICE, job.id)
            await job.unless_cancelled(asyncio.sleep(60))

    with pytest.raises(Cancelled):
        await waited()
    await told()
    assert heard.all[-1][1]["state"] == "cancelled"
    async with jobs.running("import", ALICE) as job:
        with settled():
            jobs.cancel(ALICE, job.id)
            job.checkpoint()  # too late: it goes on
        with apart(), settled():
            pass
        with pytest.raises(Cancelled):
            job.checkpoint()


async def test_a_cancelled_command_changes_nothing_and_a_finished_one_stays(
    service: ContextService,
) -> None:
    ear = Ear(ALICE)
    service.listen(ear)
    before = service.shared()

    async def cancelled() -> None:
        async with service.jobs.running("import", ALICE) as job:
            job.cancel()
            await service.run(ALICE, Add(kind="knowledge", title="Never"), source="cell")

    with pytest.raises(Cancelled):
        await cancelled()
    assert service.shared() == before
    async with service.jobs.running("import", ALICE) as job:
        done = await service.run(ALICE, Add(kind="knowledge", title="Kept"), source="cell")
        job.cancel()
    assert done.entry is not None
    await told()
    assert [j["job"]["state"] for j in ear.of("job")][-1] == "done"


async def test_the_first_look_for_contradictions_is_a_job_of_the_server(
    service: ContextService,
) -> None:
    ear = Ear(BOB)
    service.listen(ear)
    async with service.jobs.running("index", estimates=True, cancellable=False):
        await service.run(ALICE, Add(kind="knowledge", title="One"), source="cell")
        await service.compare()
    await told()
    kinds = {(j["job"]["kind"], j["job"]["by"]) for j in ear.of("job")}
    assert kinds == {("index", "")}
