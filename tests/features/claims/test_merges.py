"""Git's own word in the product: real clones whose authors show their lines, merged on the side."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.ai.scripted import ScriptedModel
from commonground.core.role import Member
from commonground.features.claims.answers import notices_of, work_answer
from commonground.features.claims.clone import Clone
from commonground.features.claims.contents import hunks_between
from commonground.features.claims.merges import NotShownError, put_together
from commonground.features.claims.model import Hunk
from commonground.features.claims.pairs import Meeting
from commonground.features.claims.requests import ReportedHunk, ReportWork
from commonground.features.claims.runner import WorkInProgress
from commonground.service.host import Host
from commonground.service.verb import encoded
from commonground.service.writer import ContextService
from tests.effort import examples

from ...service.conftest import ALICE, BOB
from ..hosting import hosted
from . import clones
from .test_tree import notebook, service  # noqa: F401

pytestmark = pytest.mark.anyio
DEADLINE = 20.0
NOTES, BOOK = "NOTES.md", "book.ipynb"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    found = clones.clone(clones.origin(tmp_path), tmp_path / "seed-of-all", "begin")
    (found / ".gitattributes").write_text(f"{NOTES} merge=union\n")
    (found / NOTES).write_text("# Notes\n\n- one\n")
    (found / BOOK).write_text(notebook("price = 1", "tax = 2", "total = 3"))
    clones.commit(found, "Begin")
    clones.run(found, "push", "-q", "origin", "HEAD:main")
    return tmp_path / "origin.git"


@pytest.fixture
async def host(
    service: ContextService,  # noqa: F811
    source: Path,
    tmp_path: Path,
) -> AsyncIterator[Host]:
    served = clones.clone(source, tmp_path / "served", "served")
    async with hosted(service, ScriptedModel(), served) as running:
        yield running


@pytest.fixture
def work(host: Host) -> WorkInProgress:
    return host.find(WorkInProgress)


@pytest.fixture
def adas(source: Path, tmp_path: Path) -> Path:
    return clones.clone(source, tmp_path / "ada", "adas")


@pytest.fixture
def bobs(source: Path, tmp_path: Path) -> Path:
    return clones.clone(source, tmp_path / "bob", "bobs")


async def choose(host: Host, member: Member, *, contents: bool) -> None:
    value = {"contents": contents, "guard": "warn"}
    own = host.parse_command(encoded(command="set", name="own-work", value=value))
    await host.service.run(member, own, source="sidebar")


async def report(work: WorkInProgress, member: Member, folder: Path) -> None:
    found = await (await Clone.at(folder)).work()
    fields = {"clone": "c1", **found.fields(contents=True)}
    await work.report(member, ReportWork.model_validate(fields))


async def met(work: WorkInProgress, found: Callable[[Meeting], bool], path: str) -> Meeting:
    """The meeting in that file, once it is so."""

    def now() -> Meeting | None:
        return next((one for one in work.meetings() if one.path == path and found(one)), None)

    deadline = asyncio.get_running_loop().time() + DEADLINE
    while (one := now()) is None:
        assert asyncio.get_running_loop().time() < deadline, (work.claims(), work.meetings())
        await work.changed_since(work.version, 1.0)
    return one


async def test_what_both_show_is_merged_and_git_decides(
    host: Host, work: WorkInProgress, adas: Path, bobs: Path
) -> None:
    for folder, line in ((adas, "- of ada"), (bobs, "- of bob")):
        with (folder / NOTES).open("a") as notes:
            notes.write(line + "\n")
        clones.edit(folder, 12, f"total = {line!r}")
        clones.commit(folder, line)
    for member, folder in ((ALICE, adas), (BOB, bobs)):
        await report(work, member, folder)
    guessed = await met(work, lambda one: not one.tried, NOTES)
    assert guessed.grade == "will_conflict"  # nobody shows anything, so nothing was tried
    for member, folder in ((ALICE, adas), (BOB, bobs)):
        await choose(host, member, contents=True)
        await report(work, member, folder)
    merged = await met(work, lambda one: one.tried, NOTES)
    assert (merged.grade, merged.warns) == ("same_file", False)
    assert merged.why.endswith("Git merges both by itself.")
    torn = await met(work, lambda one: one.tried, "billing/invoice.py")
    assert (torn.grade, torn.why) == ("will_conflict", "Git can't merge both by itself.")
    (notice,) = await notices_of(work, ALICE)
    assert [place.path for place in notice.places if place.tried] == ["billing/invoice.py", NOTES]
    await choose(host, BOB, contents=False)  # then there is nothing to try any more
    await met(work, lambda one: not one.tried, NOTES)
    assert not any(one.tried for one in (await work_answer(work, ALICE)).overlaps)


async def test_of_a_notebook_cells_are_merged(
    host: Host, work: WorkInProgress, adas: Path, bobs: Path
) -> None:
    for member in (ALICE, BOB):
        await choose(host, member, contents=True)
    (adas / BOOK).write_text(notebook("price = 7", "tax = 2", "total = 3"))
    (bobs / BOOK).write_text(notebook("price = 1", "tax = 8", "total = 3"))
    await report(work, ALICE, adas)
    await report(work, BOB, bobs)
    apart = await met(work, lambda one: one.tried, BOOK)
    assert (apart.grade == "will_conflict", apart.warns) == (False, False)
    (bobs / BOOK).write_text(notebook("price = 9", "tax = 8", "total = 3"))
    await report(work, BOB, bobs)
    torn = await met(work, lambda one: one.tried and one.warns, BOOK)
    assert (torn.grade, torn.symbols) == ("will_conflict", ("c0",))
    assert json.loads((adas / BOOK).read_text())["cells"][0]["source"] == "price = 7"


async def test_the_served_folder_against_a_clone_that_is_further_on(
    host: Host, work: WorkInProgress, adas: Path, bobs: Path, tmp_path: Path
) -> None:
    served = tmp_path / "served"
    clones.edit(bobs, 1, "# moved on")
    clones.commit(bobs, "Move on")
    clones.run(bobs, "push", "-q", "origin", "HEAD:main")
    for folder in (adas, served):
        clones.run(folder, "fetch", "-q")
    clones.run(adas, "merge", "-q", "origin/main")
    clones.edit(served, 20, "in the served folder")
    host.tell_edited(BOB, "billing/invoice.py")
    await choose(host, ALICE, contents=True)
    clones.edit(adas, 20, "in ada's clone")
    await report(work, ALICE, adas)
    torn = await met(work, lambda one: one.tried, "billing/invoice.py")
    assert torn.grade == "will_conflict"
    clones.run(adas, "checkout", "-q", "--", "billing/invoice.py")
    clones.edit(adas, 35, "in ada's clone")
    await report(work, ALICE, adas)
    clean = await met(work, lambda one: one.grade != "will_conflict", "billing/invoice.py")
    assert (clean.tried, clean.warns) == (True, False)


def said(hunk: Hunk, before: list[str], after: list[str]) -> ReportedHunk:
    gone = before[hunk.start - 1 :][: hunk.count] if hunk.count else []
    come = after[hunk.new_start - 1 :][: hunk.new_count] if hunk.new_count else []
    text = "\n".join([*(f"-{line}" for line in gone), *(f"+{line}" for line in come)])
    return ReportedHunk(
        start=hunk.start,
        count=hunk.count,
        new_start=hunk.new_start,
        new_count=hunk.new_count,
        text=text,
    )


LINES = st.lists(st.sampled_from(["a", "b", "", "\tc", "é"]), max_size=12)


@settings(max_examples=examples(100), deadline=None)
@given(LINES, LINES)
def test_hunks_that_are_whole_make_the_file_again(before: list[str], after: list[str]) -> None:
    texts = ["".join(f"{line}\n" for line in lines) for lines in (before, after)]
    hunks = [said(hunk, before, after) for hunk in hunks_between(*texts)]
    assert put_together(texts[0].encode(), hunks) == texts[1].encode()


@pytest.mark.parametrize(
    "hunk",
    [
        {"start": 1, "count": 1, "new_start": 1, "new_count": 2, "text": "-a\n+cut"},
        {"start": 2, "count": 1, "new_start": 2, "new_count": 1, "text": "-of another base\n+b"},
        {"start": 1, "count": 1, "new_start": 1, "new_count": 1, "text": "-a\n+\ufffd"},
        {"start": 1, "count": 1, "new_start": 1, "new_count": 1},
    ],
)
def test_of_parts_no_file_is_made(hunk: dict[str, object]) -> None:
    with pytest.raises(NotShownError):
        put_together(b"a\nb\n", [ReportedHunk.model_validate(hunk)])
