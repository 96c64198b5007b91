"""A search of a whole team: every feature's things, as they are now, and only to who may read."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

import pytest

from commonground.core.ids import TEAM, Room
from commonground.core.role import Member
from commonground.core.searchable import Searchable
from commonground.core.turn import Turn, TurnId
from commonground.features.audit.redaction import redact
from commonground.features.audit.requests import Redact
from commonground.features.comparison.commands import OptionGiven, StartComparison
from commonground.features.entries.commands import Add, Edit, Retire
from commonground.features.messages.commands import PostReply
from commonground.features.messages.commands import Query as AskPeople
from commonground.features.search.query import SearchQuery, read_query
from commonground.features.search.runner import Search
from commonground.features.sprint.commands import SprintNew
from commonground.features.sprint.task_commands import SprintAdd
from commonground.features.team.commands import Set
from commonground.features.turns.thread_commands import OpenThread, SayInThread
from commonground.registry import features
from commonground.service.search_source import RoomReader, SearchSource
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, NOBODY, OLGA, save

pytestmark = pytest.mark.anyio


@pytest.fixture
async def search(service: ContextService) -> AsyncIterator[Search]:
    async with Search(service, features().searched) as made:
        yield made


async def found(search: Search, who: Member, text: str, *kinds: str) -> list[str]:
    names = {"alice": "Alice", "bob": "Bob"}
    query = read_query(text, names, kinds=kinds, known=search.kinds)
    return [hit.found.title for hit in (await search.find(who, query, limit=20)).hits]


def turn(key: str, who: str, question: str, text: str, *, private: bool = False) -> Turn:
    return Turn(
        TurnId(key), who, "private" if private else "shared", question, "m", "M",
        1_700_000_000_000 + int(key[1:]), "complete", text, path="a.ipynb", cell="c1",
    )  # fmt: skip


async def test_each_feature_brings_what_is_found_of_it(
    service: ContextService, search: Search
) -> None:
    await save(service, ALICE, Add(kind="decision", title="Zebra pricing", body="in cents"))
    await save(service, ALICE, Add(kind="note", title="My zebra note"))
    thread = (await service.run(BOB, OpenThread(title="Stripes"), source="sidebar")).thing
    await service.run(BOB, SayInThread(thread=str(thread), text="A zebra has them"), source="cell")
    asked = await service.run(
        ALICE, AskPeople(to=["@bob"], title="Who knows animals?", body=""), source="sidebar"
    )
    await service.run(BOB, PostReply(message=str(asked.thing), text="zebras?"), source="sidebar")
    await service.store.put_turn(turn("t1", "bob", "What eats grass?", "The zebra does."))
    sprint = (await service.run(ALICE, SprintNew(goal="Zoo"), source="sidebar")).thing
    card = SprintAdd(sprint=str(sprint), title="Feed the zebra", assignee="bob")
    await service.run(ALICE, card, source="sidebar")
    options = [OptionGiven(name="Horse")]
    await service.run(
        ALICE, StartComparison(goal="Horse or zebra?", options=options), source="cell"
    )
    hits = (await search.find(ALICE, SearchQuery("zebra"), limit=20)).hits
    assert {(hit.found.kind, hit.found.view, hit.found.title) for hit in hits} == {
        ("decision", "entry", "Zebra pricing"),
        ("note", "note", "My zebra note"),
        ("thread", "thread", "Stripes"),
        ("query", "message", "Who knows animals?"),
        ("question", "turn", "What eats grass?"),
        ("task", "task", "T1 Feed the zebra"),
        ("comparison", "comparison", "Horse or zebra?"),
    }
    (question,) = (hit for hit in hits if hit.found.kind == "question")
    assert (question.found.path, question.found.cell) == ("a.ipynb", "c1")
    (marked,) = question.snippet.marks
    assert question.snippet.text[marked[0] : marked[1]] == "zebra"


async def test_every_declared_kind_is_a_word_of_its_own(search: Search) -> None:
    assert len(set(search.kinds)) == sum(len(one.kinds) for one in features().searched)


async def test_nobody_finds_what_is_private_or_of_an_area_that_does_not_reach_them(
    service: ContextService, search: Search
) -> None:
    area = {"globs": [], "members": ["bob"]}
    await service.run(OLGA, Set(name="area:billing", value=area), source="sidebar")
    await save(service, ALICE, Add(kind="note", title="canaryfinch in a note"))
    await save(service, BOB, Add(kind="work", title="canaryfinch in billing", area="billing"))
    await service.store.put_turn(turn("t1", "alice", "canaryfinch?", "canaryfinch.", private=True))
    alices = {"canaryfinch in a note", "canaryfinch?"}
    assert {*await found(search, ALICE, "canaryfinch")} == alices
    assert await found(search, BOB, "canaryfinch") == ["canaryfinch in billing"]
    assert await found(search, OLGA, "canaryfinch") == ["canaryfinch in billing"]
    assert await found(search, NOBODY, "canaryfinch") == []
    # Nor by anything but words, and not who only has the same name without a link.
    for query in (SearchQuery(people=frozenset(["alice"])), SearchQuery(kinds=frozenset(["note"])),
                  SearchQuery(since=1), SearchQuery("canaryfinsh")):  # fmt: skip
        for who in (BOB, OLGA, NOBODY, replace(ALICE, anonymous=True)):
            answer = await search.find(who, query, limit=20)
            assert not {hit.found.title for hit in answer.hits} & alices
            assert "note" not in answer.kinds


async def test_what_changes_is_found_as_it_is_now(service: ContextService, search: Search) -> None:
    made = await save(service, ALICE, Add(kind="work", title="Old words"))
    assert await found(search, BOB, "old") == ["Old words"]
    edit = Edit(entry=made.entry.id, heads=[made.revision], title="New words")
    made = await save(service, ALICE, edit)
    assert await found(search, BOB, "old") == []
    assert await found(search, BOB, "new") == ["New words"]
    await save(service, ALICE, Retire(entry=made.entry.id, heads=[made.revision]))
    assert await found(search, BOB, "words") == []


async def test_turns_are_read_once_and_the_streaming_one_again(
    service: ContextService, search: Search
) -> None:
    growing = replace(turn("t1", "bob", "Which bird?", ""), status="streaming")
    await service.store.put_turn(growing)
    assert await found(search, ALICE, "bird") == ["Which bird?"]
    await service.store.put_turn(replace(growing, status="complete", text="A heron"))
    for number in range(2, 5):
        await service.store.put_turn(turn(f"t{number}", "bob", f"Question {number}?", "An owl"))
    assert await found(search, ALICE, "heron") == ["Which bird?"]
    assert len(await found(search, ALICE, "owl")) == 3
    await service.store.put_turn(turn("t9", "alice", "Mine?", "heron", private=True))
    assert len(await found(search, ALICE, "heron")) == 2
    assert await found(search, BOB, "heron") == ["Which bird?"]


async def test_redacted_text_is_gone_from_it_at_once(
    service: ContextService, search: Search
) -> None:
    leak = "bluewhale"
    await save(service, ALICE, Add(kind="work", title="A customer", body=f"It is {leak}"))
    await service.store.put_turn(turn("t1", "bob", f"Who is {leak}?", f"{leak} is one"))
    assert len(await found(search, BOB, leak)) == 2
    await redact(service, OLGA, Redact(text=leak, reason="A customer's name"), source="sidebar")
    kept = [shelf.index for shelf in search._shelves.values()]
    assert not any(index.count(leak) for index in kept)
    assert await found(search, BOB, leak) == []
    assert await found(search, BOB, "customer") == ["A customer"]
    assert await found(search, BOB, "who is redacted") == ["Who is [redacted]?"]
    assert not any(shelf.index.meant(leak, begun=True) for shelf in search._shelves.values())


async def test_people_kinds_areas_and_time_narrow_it(
    service: ContextService, search: Search
) -> None:
    area = {"globs": [], "members": ["alice", "bob"]}
    await service.run(OLGA, Set(name="area:billing", value=area), source="sidebar")
    await save(service, ALICE, Add(kind="work", title="Plan A"))
    await save(service, BOB, Add(kind="decision", title="Plan B", area="billing"))
    assert {*await found(search, ALICE, "plan")} == {"Plan A", "Plan B"}
    assert await found(search, ALICE, "plan @bob") == ["Plan B"]
    assert await found(search, ALICE, "plan #Billing") == ["Plan B"]
    assert await found(search, ALICE, "@alice") == ["Plan A"]
    assert await found(search, ALICE, "plan", "work") == ["Plan A"]
    answer = await search.find(ALICE, SearchQuery("plan", kinds=frozenset(["work"])), limit=1)
    assert (answer.total, answer.kinds) == (1, {"work": 1, "decision": 1})
    assert not (await search.find(ALICE, SearchQuery("plan", since=2**50), limit=1)).hits
    assert not (await search.find(ALICE, SearchQuery(), limit=1)).hits


def source_of(room: Room, things: Mapping[str, Searchable], *kinds: str) -> SearchSource:
    def begin(_: ContextService) -> RoomReader:
        async def read(name: Room) -> Mapping[str, Searchable]:
            return things if name == room else {}

        return read

    return SearchSource(kinds, begin, lambda one: one)


async def test_a_source_may_be_in_another_package(service: ContextService) -> None:
    weather = Searchable("w1", "forecast", "forecast", "Rain on Friday")
    brought = source_of(TEAM, {"w1": weather}, "forecast")
    async with Search(service, (*features().searched, brought)) as search:
        assert "forecast" in search.kinds
        assert await found(search, NOBODY, "rain friday") == ["Rain on Friday"]


async def test_ten_thousand_things_are_answered_from_in_a_moment(service: ContextService) -> None:
    """Generous, since machines are busy: tests/benchmarks has the figure."""
    words = [a + b + c for a in "bcdfgklmnprst" for b in ("ation", "ing", "er") for c in "xyz"]
    things = {
        f"e{n}": Searchable(
            f"e{n}", "work", "entry", f"{words[n % 117]} {words[n % 91]}",
            (" ".join(words[(n * k) % 117] for k in range(1, 30)),), ("alice",), n,
        )
        for n in range(10_000)
    }  # fmt: skip
    async with Search(service, [source_of(TEAM, things, "work")]) as search:
        await search.find(ALICE, SearchQuery("bationx"), limit=20)
        began = time.process_time()
        assert (await search.find(ALICE, SearchQuery("batoinx ding"), limit=20)).total
        assert time.process_time() - began < 0.5
