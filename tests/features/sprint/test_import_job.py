"""A large import tells how far it is, and is all there or not at all."""

from __future__ import annotations

import pytest

from commonground.core.role import Member
from commonground.errors import Cancelled, Quarantined
from commonground.features.sprint.commands import SprintNew
from commonground.features.sprint.lookup import named_sprint
from commonground.features.sprint.task_commands import SprintImport
from commonground.service.jobs import LongJob
from commonground.service.writer import ContextService

from ...service.conftest import ALICE

pytestmark = pytest.mark.anyio
ROWS = 120
FILE = "key,title,notes\n" + "".join(f"T{i},Write part {i},Notes on {i}\n" for i in range(ROWS))
KEY = "gh" + "p_" + "Z9x8C7v6B5n4M3l2K1j0H9g8F7d6S5a4Q3w2"


async def imported(
    service: ContextService, member: Member, text: str, *, cancel: bool = False
) -> list[tuple[int, int]]:
    """Begin a sprint and take the file; how far it was, as it was told."""
    await service.run(member, SprintNew(goal="Invoices"), source="cell")
    command = SprintImport(sprint=named_sprint(service).id, name="x.csv", text=text)
    heard: list[tuple[int, int]] = []

    def told(job: LongJob) -> None:
        if job.total:
            heard.append((job.done, job.total))
            if cancel:
                job.cancel()

    async with service.jobs.running("import", member, estimates=True) as job:
        job.told = told
        await service.run(member, command, source="cell")
    return heard


async def test_it_tells_how_many_texts_the_gate_has_read(service: ContextService) -> None:
    heard = await imported(service, ALICE, FILE)
    assert len(named_sprint(service).tasks) == ROWS
    assert heard[0][0] == 0
    assert heard[0][1] > ROWS
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)


async def test_cancelled_while_the_gate_reads_nothing_of_it_is_there(
    service: ContextService,
) -> None:
    with pytest.raises(Cancelled):
        await imported(service, ALICE, FILE, cancel=True)
    assert not named_sprint(service).tasks


async def test_a_secret_in_a_row_still_keeps_all_of_it_back(service: ContextService) -> None:
    with pytest.raises(Quarantined):
        await imported(service, ALICE, f"{FILE}T999,Rotate it,{KEY}\n")
    assert not named_sprint(service).tasks
