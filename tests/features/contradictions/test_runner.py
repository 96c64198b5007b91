"""Findings keep up with the rooms: what is new is compared, what no longer speaks is left out."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from commonground.ai.embedding import HashedWords, Nearness, Vectors
from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId, RevisionId, Room, member_room
from commonground.core.revision import Revision, Status
from commonground.core.snapshot import Snapshot
from commonground.core.statement import Statement
from commonground.features.contradictions.runner import ContradictionIndex

pytestmark = pytest.mark.anyio
NEW = Statement("new", "The request timeout is 5 seconds")


def said(key: str, title: str, status: Status = "accepted", *parents: str) -> Revision:
    before = tuple(RevisionId(parent) for parent in parents)
    return Revision(
        RevisionId(key), EntryId(f"e_{key[0]}"), before, "ann", 1, title, "", status=status
    )


def room(*entries: tuple[Revision, ...], name: Room = TEAM) -> Snapshot:
    made = {
        e[0].entry: Entry(e[0].entry, "work", name, "ann", 1, {r.id: r for r in e}) for e in entries
    }
    return Snapshot(name, made)


async def test_a_version_that_was_replaced_contradicts_nothing_any_more() -> None:
    found = ContradictionIndex()
    ten, thirty = (
        said("a1", "The request timeout is 10 s"),
        said("b1", "The request timeout is 30 s"),
    )
    (dispute,) = await found.look([room((ten,), (thirty,))])
    assert dispute.sides == ("a1", "b1")
    agreed = said("b2", "The request timeout is 10 s", "accepted", "b1")
    assert await found.look([room((ten,), (thirty, agreed))]) == ()
    (clash,) = [c for c in await found.against(NEW, []) if "b" in (c.a[0], c.b[0])]
    assert "b2" in (clash.a, clash.b)


async def test_what_stands_again_after_a_rejection_is_compared_again() -> None:
    found = ContradictionIndex()
    first = said("a1", "The request timeout is 10 s")
    other = said("a2", "Ask the gateway for its timeout", "proposed", "a1")
    assert await found.look([room((first, other))]) == ()
    assert await found.against(NEW, []) == []
    rejected = said("a3", "Ask the gateway for its timeout", "rejected", "a2")
    await found.look([room((first, other, rejected))])
    (clash,) = await found.against(NEW, [])
    assert {clash.a, clash.b} == {"a1", "new"}
    assert await found.against(NEW, [EntryId("e_a")]) == []


async def test_private_rooms_are_not_read() -> None:
    found = ContradictionIndex()
    await found.look([room((said("a1", "The request timeout is 10 s"),), name=member_room("ann"))])
    assert await found.against(NEW, []) == []


async def test_what_is_forgotten_while_it_is_compared_stays_forgotten() -> None:
    found = ContradictionIndex()
    many = [(said(f"{chr(97 + n)}1", f"The request timeout is {n + 10} s"),) for n in range(26)]
    looking = asyncio.create_task(found.look([room(*many)]))
    await asyncio.sleep(0)
    await found.forget()
    await looking
    assert await found.against(NEW, []) == []
    assert found.head(RevisionId("a1")) is None


async def test_neighbours_are_offered_once_nearest_first_without_what_a_rule_is_sure_of() -> None:
    found = ContradictionIndex()
    texts = (
        "The author merges each change once it is approved",
        "Each author merges the change once it was approved",
        "The reviewer merges each change",
        "The request timeout is 10 s",
        "The request timeout is 30 s",
        "Lunch is at noon on Fridays",
    )
    rooms = [room(*((said(f"{chr(97 + n)}1", text),) for n, text in enumerate(texts)))]
    await found.look(rooms)
    pairs = [(one.id, two.id) for one, two in await found.pairs()]
    assert pairs[0] == ("a1", "b1")
    assert ("a1", "c1") in pairs
    assert ("d1", "e1") not in pairs
    assert pairs.index(("a1", "c1")) < pairs.index(next(p for p in pairs if "f1" in p))
    assert await found.pairs() == []


class Slow(HashedWords):
    """Says that it was asked, and answers when it may."""

    def __init__(self) -> None:
        self.asked, self.may = threading.Event(), threading.Event()

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked.set()
        assert self.may.wait(20)
        return super().embed(texts)


async def test_nobody_waits_for_neighbours_and_what_is_forgotten_meanwhile_stays_so() -> None:
    slow = Slow()
    nearness = Nearness(lambda: slow)
    found = ContradictionIndex(nearness)
    rooms = [room((said("a1", "The author merges it"),), (said("b1", "The team merges it"),))]
    await found.look(rooms)
    reading = asyncio.create_task(found.pairs())
    await asyncio.to_thread(slow.asked.wait, 20)
    async with asyncio.timeout(20):
        assert await found.look(rooms) == ()
        forgetting = asyncio.create_task(found.forget())
        await asyncio.sleep(0)
        slow.may.set()
        assert await reading == []
        await forgetting
    assert nearness._known == {}
