"""Small entries on one subject become one proposed entry, which takes their place once accepted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.ai.scripted import ScriptedModel
from commonground.core.entry import Entry
from commonground.errors import InvalidCommand, NotAllowed, UnknownId
from commonground.features.entries.commands import Add, Edit
from commonground.features.review.commands import Accept
from commonground.features.summaries.clusters import FEWEST, MOST, clusters
from commonground.features.summaries.commands import ProposeSummary, Source, UndoSummary
from commonground.features.summaries.writer import EntryGroup, SummaryWriter
from commonground.service.host import Host
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, NOBODY, OLGA, Ear, save
from ..hosting import hosted

pytestmark = pytest.mark.anyio

CHARTS = (
    "Charts show their unit on the axis",
    "Charts show their source below the axis",
    "Charts show the unit of each axis in brackets",
)
OTHERS = ("Invoices are kept for 10 years", "The staging database is reset on Mondays")


async def _team(service: ContextService, *titles: str) -> None:
    for title in titles or (*CHARTS, *OTHERS):
        await save(service, OLGA, Add(kind="convention", title=title))


async def _group(host: Host) -> EntryGroup:
    (group,) = await host.find(SummaryWriter).groups(ALICE)
    return group


def propose(group: EntryGroup, title: str = "How charts look") -> ProposeSummary:
    sources = [Source(entry=one.entry.id, heads=[one.said.id]) for one in group.members]
    return ProposeSummary(sources=sources, kind=group.kind, title=title, body="Unit and source.")


def entry(service: ContextService, id: str) -> Entry:
    return next(e for room in service.shared() for e in room.entries.values() if e.id == id)


def states(service: ContextService) -> dict[str, str]:
    entries = (e for room in service.shared() for e in room.entries.values())
    return {e.standing[-1].title: e.standing[-1].status for e in entries}


async def test_a_summary_takes_the_place_of_its_sources_once_it_is_accepted(
    service: ContextService, tmp_path: Path
) -> None:
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        await _team(service)
        group = await _group(host)
        assert {one.said.title for one in group.members} == set(CHARTS)
        made = await save(service, ALICE, propose(group))
        assert made.entry.standing[0].status == "proposed"
        assert all(states(service)[title] == "accepted" for title in CHARTS)
        assert await host.find(SummaryWriter).groups(ALICE) == (), "they are in hand"
        done = await save(service, OLGA, Accept(entry=made.entry.id, heads=[made.revision]))
        told = states(service)
        assert told["How charts look"] == "accepted"
        assert {told[title] for title in CHARTS} == {"superseded"}
        assert {told[title] for title in OTHERS} == {"accepted"}
        for one in group.members:  # either leads to the other
            (last,) = entry(service, one.entry.id).standing
            assert last.links == (done.revision,)
            assert one.said.id in made.entry.standing[0].links
        undone = await save(service, OLGA, UndoSummary(entry=made.entry.id))
        assert undone.entry.standing[0].status == "retired"
        assert all(states(service)[title] == "accepted" for title in CHARTS)
        with pytest.raises(InvalidCommand, match="took the place of none"):
            await save(service, OLGA, UndoSummary(entry=made.entry.id))


async def test_a_source_that_was_changed_meanwhile_stays(
    service: ContextService, tmp_path: Path
) -> None:
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        await _team(service)
        group = await _group(host)
        made = await save(service, BOB, propose(group))
        first = group.members[0]
        text = Edit(entry=first.entry.id, heads=[first.said.id], title="Charts show dates, too")
        await save(service, OLGA, text)
        with pytest.raises(InvalidCommand, match="changed meanwhile"):
            await save(service, BOB, propose(group, "Another one"))
        await save(service, OLGA, Accept(entry=made.entry.id, heads=[made.revision]))
        told = states(service)
        assert told["Charts show dates, too"] == "accepted"
        assert [told[one.said.title] for one in group.members[1:]] == ["superseded"] * 2


async def test_what_the_owner_edits_before_it_holds_takes_their_place_as_well(
    service: ContextService, tmp_path: Path
) -> None:
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        await _team(service)
        made = await save(service, ALICE, propose(await _group(host)))
        edited = Edit(entry=made.entry.id, heads=[made.revision], title="How all charts look")
        await save(service, OLGA, edited)
        assert {states(service)[title] for title in CHARTS} == {"superseded"}


async def test_who_may_not_write_may_not_sum_up(service: ContextService, tmp_path: Path) -> None:
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        await _team(service)
        group = await _group(host)
        writer = host.find(SummaryWriter)
        with pytest.raises(NotAllowed):
            await writer.groups(NOBODY)
        with pytest.raises(NotAllowed):
            await writer.draft(NOBODY, [one.entry.id for one in group.members])
        made = await save(service, ALICE, propose(group))
        with pytest.raises(NotAllowed):
            await save(service, ALICE, UndoSummary(entry=made.entry.id))


async def _draft(host: Host) -> object:
    ids = [one.entry.id for one in (await _group(host)).members]
    return await host.find(SummaryWriter).draft(ALICE, ids)


@pytest.mark.parametrize(
    ("said", "by", "why"),
    [
        ({"title": "Charts", "body": "Unit in brackets, source below."}, "scripted model", ""),
        ({"title": "Charts", "body": "At most 7 colours."}, None, "named what no source names (7)"),
        ("I would rather not.", None, "no text that can be read"),
        ({"title": "", "body": "Unit."}, None, "gave no title"),
    ],
)
async def test_a_models_text_counts_where_it_adds_no_number(
    service: ContextService, tmp_path: Path, said: object, by: str | None, why: str
) -> None:
    answer = said if isinstance(said, str) else json.dumps(said)
    async with hosted(service, ScriptedModel(default=answer, demo=False), tmp_path) as host:
        await _team(service)
        text = await _draft(host)
        assert (text.model, why in text.why) == (by, True)  # type: ignore[attr-defined]
        assert [spent.purpose for spent in await service.store.spent(0)] == ["summary"]
        assert [spent.asker for spent in await service.store.spent(0)] == ["alice"]


async def test_without_a_capable_model_the_text_is_an_extract_of_the_sources(
    service: ContextService, tmp_path: Path
) -> None:
    model = ScriptedModel(default='{"title": "Invented", "body": "All of it."}')
    async with hosted(service, model, tmp_path) as host:
        await _team(service)
        text = await _draft(host)
        lines = text.body.splitlines()  # type: ignore[attr-defined]
        assert sorted(lines) == sorted(f"- {title}" for title in CHARTS)
        assert "No model here can be relied on" in text.why  # type: ignore[attr-defined]
        assert model.prompts == []


async def test_looking_for_groups_is_a_job_of_who_asked(
    service: ContextService, tmp_path: Path
) -> None:
    alice, bob = Ear(ALICE), Ear(BOB)
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        await _team(service)
        service.listen(alice)
        service.listen(bob)
        await _group(host)
        await save(service, OLGA, Add(kind="knowledge", title="Something else"))
        told = [event["job"] for event in alice.of("job")]
        assert {job["kind"] for job in told} == {"summary"}
        assert (told[-1]["state"], told[-1]["done"]) == ("done", 5)
        assert bob.of("job") == []


async def test_what_is_not_there_is_not_summed_up(service: ContextService, tmp_path: Path) -> None:
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        with pytest.raises(UnknownId):
            await host.find(SummaryWriter).draft(ALICE, ["e_1", "e_2"])


_POINTS = st.lists(st.integers(0, 5), min_size=0, max_size=30)


@given(_POINTS, st.randoms(use_true_random=False))
def test_groups_are_the_same_whatever_order_the_entries_come_in(
    subjects: list[int], random: object
) -> None:
    ids = [f"e_{number:02}" for number in range(len(subjects))]
    rows = numpy.eye(6, dtype=numpy.float32)[subjects] if subjects else _none()
    found = clusters(ids, rows, 0.5)
    order = list(range(len(ids)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert clusters([ids[n] for n in order], rows[order], 0.5) == found
    members = [id for group in found for id in group]
    assert len(members) == len(set(members))
    assert all(FEWEST <= len(group) <= MOST for group in found)
    for group in found:
        assert len({subjects[int(id[2:])] for id in group}) == 1


def test_what_is_of_another_kind_is_in_no_group_with_it() -> None:
    rows = numpy.ones((6, 1), numpy.float32)
    ids = [f"e_{number}" for number in range(6)]
    apart: Sequence[object] = ["a", "b", "a", "b", "a", "b"]
    assert clusters(ids, rows, 0.5, apart) == [("e_0", "e_2", "e_4"), ("e_1", "e_3", "e_5")]


def _none() -> numpy.ndarray:
    return numpy.zeros((0, 6), numpy.float32)
