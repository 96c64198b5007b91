"""Work in progress on a server: reported, held against others' work, told once, forgotten."""

from __future__ import annotations

import asyncio
import gc
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from commonground.ai.scripted import ScriptedModel
from commonground.core.command import parse_as
from commonground.core.role import Member
from commonground.errors import InvalidCommand, NotAllowed, UnknownId
from commonground.features.claims.answers import notices_of, work_answer
from commonground.features.claims.commands import (
    DeclareFocus,
    LeasePaths,
    ReleaseLease,
    SnoozeOverlap,
)
from commonground.features.claims.model import ChangeSet
from commonground.features.claims.requests import CheckWork, DropWork, ReportWork
from commonground.features.claims.runner import WorkInProgress
from commonground.features.claims.stated import HOUR
from commonground.features.claims.verbs import hours_of, work_markdown
from commonground.registry import context_service
from commonground.service.host import Host
from commonground.service.verb import encoded
from commonground.service.writer import ContextService
from commonground.store.memory import MemoryStore

from ...service.conftest import ALICE, BOB, NOBODY, OLGA
from ..hosting import answered, hosted

pytestmark = pytest.mark.anyio
CYD = Member("cyd", "Cyd Chen")
READER = Member("rita", "Rita Reader", role="reader")
INVOICE = "billing/invoice.py"
SECRET = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
PEM = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"
DEADLINE = 10.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def service(clock: Clock) -> AsyncIterator[ContextService]:
    count = iter(range(1_000_000))
    made = context_service(MemoryStore(), clock=clock, new_id=lambda of: f"{of}_{next(count):06}")
    async with made as running:
        yield running


@pytest.fixture
async def host(service: ContextService, tmp_path: Path) -> AsyncIterator[Host]:
    model = ScriptedModel([("shown:others-work", "Bob is at it.")])
    async with hosted(service, model, tmp_path) as running:
        yield running


@pytest.fixture
def work(host: Host) -> WorkInProgress:
    return host.find(WorkInProgress)


def report(*lines: int, path: str = INVOICE, **more: Any) -> ReportWork:
    hunks = [{"start": n, "count": 1, "new_start": n, "new_count": 1} for n in lines]
    files = [{"path": path, "hunks": hunks}] if lines else []
    return ReportWork.model_validate({"clone": "c1", "branch": "b", "files": files, **more})


async def until(work: WorkInProgress, found: Callable[[], bool]) -> None:
    """Wait until the server has looked and that is so."""
    async with asyncio.timeout(DEADLINE):
        while not found():
            await work.changed_since(work.version, DEADLINE)


async def looked(work: WorkInProgress) -> None:
    before = work.version
    await work.changed_since(before, DEADLINE)
    assert work.version != before


async def test_two_who_change_the_same_lines_are_both_told_once(
    host: Host, work: WorkInProgress
) -> None:
    await work.report(ALICE, report(12, 13))
    await work.report(BOB, report(13))
    await until(work, lambda: bool(work.meetings()))
    (alices,) = await notices_of(work, ALICE)
    (bobs,) = await notices_of(work, BOB)
    (place,) = alices.places
    assert (alices.other, bobs.other) == ("bob", "alice")
    assert (place.path, place.grade) == (INVOICE, "will_conflict")
    assert "same lines" in place.why
    assert [(line.first, line.last) for line in place.theirs] == [(13, 13)]
    assert await notices_of(work, OLGA) == ()
    told = [f for s in host.service.shared() for f in s.facts.values() if f.name == "overlap:told"]
    assert [sorted(f.value["to"]) for f in told] == [["alice", "bob"]]
    await work.report(BOB, report(13, 14))  # they go on, and hear no more of it
    await looked(work)
    again = [f for s in host.service.shared() for f in s.facts.values() if f.name == "overlap:told"]
    assert again == told


async def test_it_leaves_when_the_work_is_merged_dropped_or_forgotten(
    work: WorkInProgress, clock: Clock
) -> None:
    await work.report(ALICE, report(12))
    await work.report(BOB, report(12))
    await until(work, lambda: bool(work.meetings()))
    await work.report(BOB, report())
    await until(work, lambda: not work.meetings())
    assert await notices_of(work, ALICE) == ()
    work.drop(ALICE, DropWork(clone="c1"))
    assert work.claims() == ()
    await work.report(ALICE, report(12))
    clock.now += 13 * HOUR
    assert work.claims() == ()


async def test_what_is_far_apart_is_drawn_and_tells_nobody(work: WorkInProgress) -> None:
    await work.report(ALICE, report(1))
    await work.report(BOB, report(900))
    await until(work, lambda: bool(work.meetings()))
    answer = await work_answer(work, ALICE)
    assert [one.grade for one in answer.overlaps] == ["same_file"]
    assert answer.notices == ()
    assert [one.by for one in answer.claims] == ["alice", "bob"]


async def test_nobody_reports_for_somebody_else_and_readers_not_at_all(
    work: WorkInProgress,
) -> None:
    for member in (READER, NOBODY):
        with pytest.raises(NotAllowed):
            await work.report(member, report(1))
        with pytest.raises(NotAllowed):
            work.drop(member, DropWork(clone="c1"))
        with pytest.raises(NotAllowed):
            await work.check(member, CheckWork())
    await work.report(ALICE, report(1))
    await work.report(BOB, report())  # the same name of a clone
    assert [claim.member for claim in work.claims()] == ["alice"]


async def test_the_gate_keeps_names_back_and_leaves_the_rest(work: WorkInProgress) -> None:
    hunk = {"start": 1, "count": 1, "new_start": 1, "new_count": 1, "symbols": [SECRET]}
    files = [{"path": f"keys/{SECRET}.py"}, {"path": INVOICE, "hunks": [hunk]}]
    given = report(branch=SECRET, subjects=[f"token {SECRET}", "Fine"], files=files)
    read = await work.report(ALICE, given)
    answer = (await work_answer(work, BOB)).model_dump_json()
    assert SECRET not in answer
    assert INVOICE in answer
    assert "Fine" in answer
    assert read.held_back == 3


@pytest.mark.parametrize(
    "pieces",
    [
        ["-----BEGIN RSA PRIVATE KEY-----", PEM, "-----END RSA PRIVATE KEY-----"],
        ["password:", "hunter2Zq9!xY7kPv"],
        ["the password is", "hunter2Zq9!xY7kPv"],
    ],
)
async def test_a_secret_that_goes_from_one_name_to_the_next_is_kept_back_alone(
    work: WorkInProgress, pieces: list[str]
) -> None:
    given = report(1, branch="totals", subjects=["Fine", *pieces, "Fine as well"])
    read = await work.report(ALICE, given)
    (claim,) = (await work_answer(work, BOB)).claims
    assert not {*pieces[1:2]} & {*claim.subjects}
    assert {"Fine", "Fine as well"} <= {*claim.subjects}
    assert (claim.branch, [one.path for one in claim.files]) == ("totals", [INVOICE])
    assert 2 <= read.held_back <= len(pieces)


def texts_in(kind: type[BaseModel], text: str) -> dict[str, Any]:
    """Values for a report of that kind, with the text wherever a model lets any text stand."""
    schema = kind.model_json_schema()

    def value(of: dict[str, Any]) -> Any:
        if "$ref" in of:
            return value(schema["$defs"][of["$ref"].rpartition("/")[2]])
        if of.get("type") == "object":
            return {name: value(inner) for name, inner in of["properties"].items()}
        if of.get("type") == "array":
            return [value(of["items"])]
        if of.get("type") == "string" and "enum" not in of:
            return text if re.search(of.get("pattern", ""), text) else ""
        return of.get("default", of.get("enum", [1])[0])

    return {name: value(of) for name, of in schema["properties"].items()}


async def test_every_text_of_a_report_passes_the_gate(work: WorkInProgress) -> None:
    """Also those that come to a report one day: they are taken from what it declares."""
    fields = texts_in(ReportWork, SECRET) | {"clone": "c1"}
    await work.report(ALICE, ReportWork.model_validate(fields))
    assert SECRET not in repr(work.claims())
    (file,) = fields["files"]
    kept = file | {"path": INVOICE, "old_path": "billing/old.py"}
    await work.report(ALICE, ReportWork.model_validate(fields | {"files": [kept]}))
    assert INVOICE in repr(work.claims())
    assert SECRET not in repr(work.claims())
    cells = report(files=[{"path": "a.ipynb", "cells": [SECRET, "c0ffee"]}])
    await work.report(ALICE, cells)
    (claim,) = (await work_answer(work, BOB)).claims
    assert claim.files[0].cells == ("c0ffee",)


async def test_changed_lines_are_shown_only_where_their_author_lets_others_see_them(
    host: Host, work: WorkInProgress
) -> None:
    def said(text: str) -> ReportWork:
        hunk = {"start": 5, "count": 1, "new_start": 5, "new_count": 1, "text": text}
        return report(files=[{"path": INVOICE, "hunks": [hunk]}])

    await work.report(BOB, report(5))
    await work.report(ALICE, said("-a\n+the quiet part"))
    await until(work, lambda: bool(work.meetings()))
    (notice,) = await notices_of(work, BOB)
    assert notice.places[0].diff == ""
    own = encoded(command="set", name="own-work", value={"contents": True, "guard": "warn"})
    await host.service.run(ALICE, host.parse_command(own), source="sidebar")
    await work.report(ALICE, said("-a\n+the open part"))
    (notice,) = await notices_of(work, BOB)
    assert notice.places[0].diff == "-a\n+the open part"
    await work.report(ALICE, said(f"+key = '{SECRET}'"))
    (notice,) = await notices_of(work, BOB)
    assert notice.places[0].diff == ""


async def test_lines_that_their_author_shows_no_more_are_gone_at_once(
    host: Host, work: WorkInProgress
) -> None:
    async def show(contents: bool) -> None:
        value = {"contents": contents, "guard": "warn"}
        own = host.parse_command(encoded(command="set", name="own-work", value=value))
        await host.service.run(ALICE, own, source="sidebar")

    await show(True)
    hunk = {"start": 5, "count": 1, "new_start": 5, "new_count": 1, "text": "+the open part"}
    await work.report(ALICE, report(files=[{"path": INVOICE, "hunks": [hunk]}]))
    await work.report(BOB, report(5))
    await until(work, lambda: bool(work.meetings()))
    (notice,) = await notices_of(work, BOB)
    assert notice.places[0].diff == "+the open part"
    before = work.version
    await show(False)
    (notice,) = await notices_of(work, BOB)  # and nothing was reported meanwhile
    assert notice.places[0].diff == ""
    await work.changed_since(before, DEADLINE)
    assert work.version != before  # who waits looks again
    await show(True)
    (notice,) = await notices_of(work, BOB)
    assert notice.places[0].diff == ""  # taken back is gone, until it is reported again


async def test_a_snoozed_overlap_is_quiet_for_whom_snoozed_it_alone(
    host: Host, work: WorkInProgress, clock: Clock
) -> None:
    await work.report(ALICE, report(12))
    await work.report(BOB, report(12))
    await until(work, lambda: bool(work.meetings()))
    (notice,) = await notices_of(work, ALICE)
    ids = [place.overlap for place in notice.places]
    await host.service.run(ALICE, SnoozeOverlap(overlaps=ids, hours=2), source="sidebar")
    assert await notices_of(work, ALICE) == ()
    assert len(await notices_of(work, BOB)) == 1
    assert "snoozed" not in str([s.facts for s in host.service.shared()])
    clock.now += 3 * HOUR
    assert len(await notices_of(work, ALICE)) == 1
    with pytest.raises(InvalidCommand):
        await host.service.run(ALICE, SnoozeOverlap(overlaps=["m_1"]), source="sidebar")


async def test_a_lease_is_told_to_who_edits_it_and_can_be_given_back(
    host: Host, work: WorkInProgress
) -> None:
    await work.report(BOB, report(3))
    command = LeasePaths(paths=["billing/*"], hours=2, why="the release")
    outcome = await host.service.run(ALICE, command, source="sidebar")
    await until(work, lambda: bool(work.meetings()))
    (notice,) = await notices_of(work, BOB)
    assert notice.places[0].grade == "leased"
    assert "leased until" in work_markdown(host)
    lease = str(outcome.thing)
    with pytest.raises(NotAllowed):
        await host.service.run(BOB, ReleaseLease(lease=lease), source="sidebar")
    with pytest.raises(UnknownId):
        await host.service.run(ALICE, ReleaseLease(lease="ls_none"), source="sidebar")
    await host.service.run(ALICE, ReleaseLease(lease=lease), source="sidebar")
    await until(work, lambda: not work.meetings())


@pytest.mark.parametrize("path", ["../up", "a\\b", "a\nb"])
def test_only_paths_and_patterns_are_leased(path: str) -> None:
    with pytest.raises(InvalidCommand):
        parse_as(LeasePaths, encoded(paths=[path]))


async def test_leases_of_any_pattern_leave_the_server_at_work(
    host: Host, work: WorkInProgress
) -> None:
    """Both kept everybody from hearing of anything: one raised, one matched for minutes."""
    hostile = LeasePaths(paths=["[z-a]", "*?" * 149 + "0"])
    await host.service.run(CYD, hostile, source="sidebar")
    await work.report(ALICE, report(12, path="tests/test_collaboration_measurements_of_all.py"))
    await work.report(BOB, report(12, path="tests/test_collaboration_measurements_of_all.py"))
    await until(work, lambda: bool(work.meetings()))
    assert len(await notices_of(work, ALICE)) == 1


async def test_a_lease_and_a_focus_end_by_themselves(
    host: Host, work: WorkInProgress, clock: Clock
) -> None:
    await host.service.run(ALICE, LeasePaths(paths=["a.py"], hours=1), source="sidebar")
    await host.service.run(BOB, DeclareFocus(text="the totals", hours=1), source="sidebar")
    await host.service.run(BOB, DeclareFocus(text="the tax", hours=1), source="sidebar")
    answer = await work_answer(work, ALICE)
    assert [one.text for one in answer.focus] == ["the tax"]
    assert [one.paths for one in answer.leases] == [("a.py",)]
    clock.now += 2 * HOUR
    answer = await work_answer(work, ALICE)
    assert (answer.focus, answer.leases) == ((), ())
    with pytest.raises(InvalidCommand, match="no area"):
        await host.service.run(BOB, DeclareFocus(text="x", area="none"), source="sidebar")


async def test_the_guard_finds_what_would_conflict_and_keeps_nothing(
    work: WorkInProgress,
) -> None:
    await work.report(ALICE, report(12))
    staged = parse_as(CheckWork, encoded(files=report(12).model_dump()["files"]))
    met = await work.check(BOB, staged)
    assert [one.grade for one in met] == ["will_conflict"]
    assert [claim.member for claim in work.claims()] == ["alice"]
    assert await work.check(ALICE, staged) == ()


def known_changes() -> set[str]:
    """The branches of all change sets that anything still holds."""
    gc.collect()
    return {one.branch for one in gc.get_objects() if isinstance(one, ChangeSet)}


async def test_nothing_that_was_checked_or_dropped_is_held_any_more(work: WorkInProgress) -> None:
    files = report(12).model_dump()["files"]
    await work.report(ALICE, report(12, branch="alices"))
    await work.report(BOB, report(12, branch="bobs-gone"))
    await until(work, lambda: bool(work.meetings()))
    assert await work.check(BOB, parse_as(CheckWork, encoded(files=files, branch="checked")))
    work.drop(BOB, DropWork(clone="c1"))
    await until(work, lambda: not work.meetings())
    found = known_changes()
    assert "alices" in found
    assert not {"checked", "bobs-gone"} & found


async def test_the_guard_finds_what_they_leased_also_where_one_leased_it_oneself(
    host: Host, work: WorkInProgress
) -> None:
    await work.report(ALICE, report(900))
    for member in (BOB, ALICE):
        await host.service.run(member, LeasePaths(paths=["billing/"]), source="sidebar")
    met = await work.check(BOB, CheckWork(files=report(1).files))
    assert [one.grade for one in met] == ["leased"]


async def test_a_question_about_a_file_is_told_whose_work_it_meets(
    host: Host, work: WorkInProgress
) -> None:
    await work.report(BOB, report(12, 13))
    told = host.brief_live(ALICE, "How do I change billing/invoice.py?", ())
    assert '<work by="@bob" branch="b">billing/invoice.py; line 12, line 13</work>' in told
    assert host.brief_live(BOB, "How do I change billing/invoice.py?", ()) == ""
    assert host.brief_live(ALICE, "What is for lunch?", ()) == ""
    assert "@bob" in host.brief_live(ALICE, "Fix this cell", (INVOICE,))
    assert "@bob" in host.brief_live(ALICE, "What of this folder?", ("billing",))
    turn = await answered(host, ALICE, "How do I change billing/invoice.py?")
    assert turn.text.startswith("Bob is at it.")
    turn = await answered(host, ALICE, "What is for lunch?")
    assert not turn.text.startswith("Bob is at it.")


async def test_of_what_may_conflict_somebody_hears_once_a_day(
    host: Host, work: WorkInProgress
) -> None:
    """Leases in three colleagues' way: one notice, the others stand in the Now tab."""
    await work.report(ALICE, report(files=[{"path": f"{n}.py"} for n in "abc"]))
    for name, member in (("a", BOB), ("b", CYD), ("c", OLGA)):
        await host.service.run(member, LeasePaths(paths=[f"{name}.py"]), source="sidebar")
    await until(work, lambda: len(work.meetings()) == 3)
    assert len(await notices_of(work, ALICE)) == 1
    answer = await work_answer(work, ALICE)
    assert len(answer.overlaps) == 3


@pytest.mark.parametrize(("said", "hours"), [("2h", 2), ("1d", 24), ("3", 3), (None, 2)])
def test_hours_are_read_as_people_write_them(said: str | None, hours: int) -> None:
    assert hours_of(said) == hours
