"""Disputes are told as they change, in proportion to what changed, and are right at any time."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.dispute import Dispute
from commonground.core.ids import EntryId, RevisionId
from commonground.features.contradictions.commands import Dismiss
from commonground.features.entries.commands import Add
from commonground.service.disputes import change_between
from commonground.service.events import DisputesEvent
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, OLGA, Ear
from ...service.told import disputes_told


@pytest.mark.anyio
async def test_a_change_tells_what_came_and_what_ended_and_whoever_comes_is_told_all(
    service: ContextService,
) -> None:
    there = Ear(BOB)
    leave = [service.listen(there)]
    for topic in ("request timeout", "cache lifetime", "retry delay"):
        for seconds in (10, 30):
            said = Add(kind="knowledge", title=f"The {topic} is {seconds} s")
            await service.run(ALICE, said, source="sidebar")
            await service.compare()
    told = there.of("disputes_change")
    assert [(len(e["items"]), e["gone"]) for e in told] == [(1, []), (1, []), (1, [])]
    assert there.of("disputes") == [{"type": "disputes", "items": []}]

    second = service.disputes[1]
    settle = Dismiss(sides=list(second.sides), reason="They are two services.")
    await service.run(OLGA, settle, source="sidebar")
    await service.compare()
    await service.compare()
    (end,) = there.of("disputes_change")[3:]
    assert (end["items"], end["gone"]) == ([], [list(second.sides)])

    again = Ear(BOB)
    leave.append(service.listen(again))
    assert len(disputes_told(there.events)) == 2
    assert disputes_told(there.events) == again.of("disputes")[0]["items"]
    for done in leave:
        done()


def dispute(number: int, why: str) -> Dispute:
    sides = (RevisionId(f"r_{number:02}"), RevisionId(f"s_{number % 3}"))
    return Dispute((EntryId("e_1"), EntryId("e_2")), sides, "number", ("10 s", "30 s"), why)


disputes = st.dictionaries(st.integers(0, 12), st.sampled_from(("so", "or so"))).map(
    lambda found: tuple(dispute(number, found[number]) for number in sorted(found))
)


@given(st.lists(disputes, min_size=1, max_size=6))
def test_the_changes_add_up_to_what_there_is(states: list[tuple[Dispute, ...]]) -> None:
    events = [DisputesEvent.of(items=states[0]).plain()]
    for before, after in itertools.pairwise(states):
        change = change_between(before, after)
        assert (change is None) == (before == after)
        if change is not None:
            differ = set(before) ^ set(after)
            assert len(change.items) + len(change.gone) <= len(differ)
            events.append(change.plain())
        assert disputes_told(events) == DisputesEvent.of(items=after).plain()["items"]
