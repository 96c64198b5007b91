"""The served folder's own work tree: what git says of it, and who was seen to write there."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.clock import now
from commonground.core.role import Member
from commonground.features.claims.answers import notices_of
from commonground.features.claims.clone import Clone
from commonground.features.claims.model import Claim
from commonground.features.claims.requests import ReportWork
from commonground.features.claims.runner import WorkInProgress
from commonground.registry import context_service
from commonground.service.host import Host
from commonground.service.verb import encoded
from commonground.service.writer import ContextService
from commonground.store.memory import MemoryStore

from ...service.conftest import ALICE, BOB, NOBODY
from ..hosting import hosted
from . import clones
from .test_runner import READER

pytestmark = pytest.mark.anyio
DEADLINE = 20.0
INVOICE = "billing/invoice.py"


@pytest.fixture
async def service() -> AsyncIterator[ContextService]:
    count = itertools.count()
    made = context_service(MemoryStore(), clock=now, new_id=lambda of: f"{of}_{next(count):06}")
    async with made as running:
        yield running


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """The server's clone; what it serves is a folder in it."""
    found = clones.clone(clones.origin(tmp_path), tmp_path / "served", "on-the-server")
    (found / "billing" / "a.ipynb").write_text(notebook("price = 1", "tax = 2"))
    clones.commit(found, "Begin the notebook")
    clones.run(found, "push", "-q", "origin", "HEAD:main")
    clones.run(found, "fetch", "-q")
    return found


@pytest.fixture
async def host(service: ContextService, served: Path) -> AsyncIterator[Host]:
    async with hosted(service, ScriptedModel(), served / "billing") as running:
        yield running


@pytest.fixture
def work(host: Host) -> WorkInProgress:
    return host.find(WorkInProgress)


def notebook(*sources: str) -> str:
    about: dict[str, object] = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    cells = [{"id": f"c{n}", "source": source, **about} for n, source in enumerate(sources)]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


async def until(work: WorkInProgress, found: Callable[[], bool]) -> None:
    async with asyncio.timeout(DEADLINE):
        while not found():
            await work.changed_since(work.version, 1.0)


def of_tree(work: WorkInProgress) -> dict[str, Claim]:
    return {one.member: one for one in work.claims() if one.source == "tree"}


async def test_who_was_seen_to_write_has_what_git_says_and_nobody_else_has(
    host: Host, work: WorkInProgress, served: Path
) -> None:
    clones.edit(served, 12, "total = net + tax")
    (served / "README.md").write_text("# By nobody who is known\n")
    for member in (NOBODY, READER, ALICE):
        host.tell_edited(member, "invoice.py")
    await until(work, lambda: bool(of_tree(work)))
    (claim,) = of_tree(work).values()
    (file,) = claim.changes.files
    assert (claim.member, claim.changes.branch) == ("alice", "on-the-server")
    assert (file.path, [hunk.start for hunk in file.hunks]) == (INVOICE, [12])
    clones.edit(served, 20, "more of it")  # saved again: git is asked again, by itself
    await until(work, lambda: len(of_tree(work)["alice"].changes.files[0].hunks) == 2)
    clones.run(served, "checkout", "-q", "--", INVOICE)
    await until(work, lambda: not of_tree(work))


async def test_it_meets_a_colleague_s_clone_but_nobody_who_shares_the_folder(
    host: Host, work: WorkInProgress, served: Path
) -> None:
    clones.edit(served, 12, "total = net + tax")
    for member in (ALICE, BOB):
        host.tell_edited(member, "invoice.py")
    await until(work, lambda: len(of_tree(work)) == 2)
    assert work.meetings() == ()
    hunk = {"start": 12, "count": 1, "new_start": 12, "new_count": 1}
    base = of_tree(work)["alice"].changes.base
    fields = {"clone": "c1", "base": base, "files": [{"path": INVOICE, "hunks": [hunk]}]}
    await work.report(BOB, ReportWork.model_validate(fields))
    await until(work, lambda: bool(work.meetings()))
    (notice,) = await notices_of(work, BOB)
    assert (notice.other, notice.places[0].grade) == ("alice", "will_conflict")
    # who watches the server's own folder shares it as well
    watched = fields | {"clone": (await Clone.at(served)).name}
    await work.report(BOB, ReportWork.model_validate(fields | {"files": []}))
    await work.report(BOB, ReportWork.model_validate(watched))
    await until(work, lambda: not work.meetings())


async def test_of_a_notebook_each_has_the_cells_that_they_wrote(
    host: Host, work: WorkInProgress, served: Path
) -> None:
    (served / "billing" / "a.ipynb").write_text(notebook("price = 3", "tax = 4", "more = 5"))
    host.tell_edited(ALICE, "a.ipynb", ["c0"])  # an accepted proposal, say
    cells = {"clone": "page", "source": "notebook", "files": [{"path": "a.ipynb", "cells": ["c1"]}]}
    await work.report(BOB, ReportWork.model_validate(cells))
    host.tell_edited(BOB, "a.ipynb")  # who only ran something wrote no cell
    await until(work, lambda: "alice" in of_tree(work))
    (file,) = of_tree(work)["alice"].changes.files
    assert (file.path, file.cells, file.hunks) == ("billing/a.ipynb", ("c0",), ())
    assert "bob" not in of_tree(work)  # his page says the same, once is enough
    await work.report(BOB, ReportWork.model_validate(cells | {"files": []}))
    clones.edit(served, 1, "# looked at again")
    host.tell_edited(ALICE, "invoice.py")
    await until(work, lambda: "bob" in of_tree(work))
    assert of_tree(work)["bob"].changes.files[0].cells == ("c1",)


async def shows(host: Host, member: Member, contents: bool) -> None:
    value = {"contents": contents, "guard": "warn"}
    own = host.parse_command(encoded(command="set", name="own-work", value=value))
    await host.service.run(member, own, source="sidebar")


async def test_no_report_makes_somebody_the_writer_of_a_file_and_no_hidden_one_is_told(
    host: Host, work: WorkInProgress, served: Path
) -> None:
    clones.edit(served, 12, "total = net + tax")
    (served / "billing" / ".env").write_text("PORT=1\n")
    (served / "billing" / ".secret").mkdir()
    (served / "billing" / ".secret" / "a.py").write_text("a = 1\n")
    said = {"clone": "page", "source": "notebook", "files": [{"path": "invoice.py"}]}
    await work.report(BOB, ReportWork.model_validate(said))
    await work.report(BOB, ReportWork.model_validate(said | {"files": []}))
    for path in (".env", ".secret/a.py", "invoice.py"):
        host.tell_edited(ALICE, path)
    await until(work, lambda: "alice" in of_tree(work))
    assert [one.path for one in of_tree(work)["alice"].changes.files] == [INVOICE]
    assert "bob" not in of_tree(work)


async def test_lines_of_a_file_are_shown_only_where_all_who_wrote_in_it_show_theirs(
    host: Host, work: WorkInProgress, served: Path
) -> None:
    await shows(host, ALICE, True)
    clones.edit(served, 12, "total = net + tax")
    host.tell_edited(ALICE, "invoice.py")
    await until(work, lambda: "alice" in of_tree(work))
    hers = of_tree(work)["alice"].id
    assert "+total = net + tax" in (await work.texts())[hers][INVOICE]
    clones.edit(served, 20, "the quiet part")
    host.tell_edited(BOB, "invoice.py")
    await until(work, lambda: "bob" in of_tree(work))
    assert not any((await work.texts()).values())
    clones.run(served, "mv", "billing/invoice.py", "billing/bill.py")
    host.tell_edited(ALICE, "bill.py")
    renamed = lambda: of_tree(work)["alice"].changes.files[0].path == "billing/bill.py"  # noqa: E731
    await until(work, renamed)
    assert not any((await work.texts()).values())
    await shows(host, BOB, True)
    clones.edit(served, 30, "all is open", "billing/bill.py")
    await until(work, lambda: len(of_tree(work)["alice"].changes.files[0].hunks) == 3)
    assert "+the quiet part" in (await work.texts())[hers][INVOICE]
