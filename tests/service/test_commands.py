"""Commands: durable before anyone sees them, both heads where two edited, private is private."""

import asyncio
import itertools

import pytest

from commonground.core.event import Event
from commonground.core.fact import Fact
from commonground.core.ids import TEAM, RevisionId, member_room
from commonground.core.plan import Change, Plan
from commonground.core.role import Member
from commonground.crdt.schema import ContextDoc
from commonground.errors import InvalidCommand, NotAllowed, StoreError, UnknownId
from commonground.features.entries.commands import Add, Edit, Retire, Share
from commonground.features.review.commands import Accept
from commonground.service.writer import ContextService
from commonground.store.base import Update
from commonground.store.memory import MemoryStore

from .conftest import ALICE, BOB, NOBODY, OLGA, Ear, Saved, make_service, save

pytestmark = pytest.mark.anyio


async def add(
    service: ContextService, member: Member = ALICE, title: str = "t", kind: str = "knowledge"
) -> Saved:
    command = Add(kind=kind, title=title)  # type: ignore[arg-type]
    return await save(service, member, command)


async def test_what_one_shares_reaches_the_others_as_a_document(service: ContextService) -> None:
    ear = Ear(BOB)
    service.listen(ear)
    outcome = await add(service, title="Money is integer cents")
    doc = ContextDoc(TEAM)
    for room, update in ear.updates:
        assert room == TEAM
        doc.apply(update)
    assert doc.snapshot().entries[outcome.entry.id].heads[0].title == "Money is integer cents"
    assert doc.members()["alice"]["display_name"] == "Alice Adams"


async def test_an_edit_of_heads_that_are_no_longer_current_becomes_a_further_head(
    service: ContextService,
) -> None:
    first = await add(service)
    heads: list[str] = [first.revision]
    one = Edit(entry=first.entry.id, heads=heads, title="two spaces")
    two = Edit(entry=first.entry.id, heads=heads, title="four spaces")
    await save(service, ALICE, one)
    outcome = await save(service, BOB, two)
    assert outcome.entry.disputed
    assert [h.title for h in outcome.entry.heads] == ["two spaces", "four spaces"]
    assert [h.author for h in outcome.entry.heads] == ["alice", "bob"]


async def test_an_edit_that_saw_both_sides_ends_the_dispute(service: ContextService) -> None:
    first = await add(service)
    for member in (ALICE, BOB):
        edit = Edit(entry=first.entry.id, heads=[first.revision], title=member.username)
        outcome = await save(service, member, edit)
    both = [h.id for h in outcome.entry.heads]
    assert len(both) == 2
    end = Edit(entry=first.entry.id, heads=[str(h) for h in both], title="agreed")
    outcome = await save(service, ALICE, end)
    assert [h.title for h in outcome.entry.heads] == ["agreed"]
    assert outcome.entry.heads[0].parents == tuple(both)


async def test_retiring_keeps_everything_that_was_said(service: ContextService) -> None:
    first = await add(service, title="old truth")
    retire = Retire(entry=first.entry.id, heads=[first.revision])
    outcome = await save(service, BOB, retire)
    assert not outcome.entry.live
    assert outcome.entry.revisions[RevisionId(first.revision)].title == "old truth"


async def test_a_convention_waits_for_the_owner_who_accepts_it(service: ContextService) -> None:
    first = await add(service, kind="convention")
    assert first.entry.heads[0].status == "proposed"
    accept = Accept(entry=first.entry.id, heads=[first.revision])
    with pytest.raises(NotAllowed):
        await save(service, BOB, accept)
    outcome = await save(service, OLGA, accept)
    assert outcome.entry.heads[0].status == "accepted"
    assert (await add(service, OLGA, kind="decision")).entry.heads[0].status == "accepted"


async def test_a_note_is_its_owners_alone(service: ContextService) -> None:
    mine, other = Ear(ALICE), Ear(BOB)
    service.listen(mine)
    service.listen(other)
    note = await add(service, kind="note", title="canary 4711")
    assert note.entry.room == member_room("alice")
    assert any(b"canary 4711" in update for _, update in mine.updates)
    assert not other.updates
    with pytest.raises(UnknownId):
        await service.snapshot(BOB, member_room("alice"))
    edit = Edit(entry=note.entry.id, heads=[note.revision], title="mine now")
    with pytest.raises(UnknownId):
        await save(service, BOB, edit)
    share = Share(note=note.entry.id, heads=[note.revision], kind="work", title="x")
    with pytest.raises(UnknownId):
        await save(service, BOB, share)


async def test_an_anonymous_visitor_with_a_members_name_reads_no_notes(
    service: ContextService,
) -> None:
    await add(service, kind="note")
    poser = Member("alice", "Anonymous", role="reader", anonymous=True)
    assert service.rooms_of(poser) == (TEAM,)
    with pytest.raises(UnknownId):
        await service.snapshot(poser, member_room("alice"))


async def test_sharing_copies_what_was_previewed_and_leaves_the_note(
    service: ContextService,
) -> None:
    note = await add(service, kind="note", title="rough thought: canary 4711")
    share = Share(
        note=note.entry.id, heads=[note.revision], kind="knowledge", title="polished", body="b"
    )
    outcome = await save(service, ALICE, share)
    assert outcome.entry.room == TEAM
    assert outcome.entry.heads[0].title == "polished"
    team = await service.room(TEAM)
    assert b"canary" not in team.update_since()
    assert note.entry.id.encode() not in team.update_since()
    own = await service.snapshot(ALICE, member_room("alice"))
    assert own.entries[note.entry.id].heads[0].title == "rough thought: canary 4711"


async def test_only_a_note_can_be_shared(service: ContextService) -> None:
    shared = await add(service)
    share = Share(note=shared.entry.id, heads=[shared.revision], kind="work", title="x")
    with pytest.raises(UnknownId):
        await save(service, ALICE, share)


async def test_an_anonymous_visitor_reads_and_does_nothing_else(service: ContextService) -> None:
    outcome = await add(service)
    assert outcome.entry.id in (await service.snapshot(NOBODY, TEAM)).entries
    with pytest.raises(NotAllowed, match="personal link"):
        await add(service, NOBODY)


async def test_unknown_ids_change_nothing(service: ContextService) -> None:
    outcome = await add(service)
    for edit in (
        Edit(entry="nope", heads=["r"], title="x"),
        Edit(entry=outcome.entry.id, heads=["nope"], title="x"),
    ):
        with pytest.raises(UnknownId):
            await save(service, ALICE, edit)
    accept = Accept(entry=outcome.entry.id, heads=["nope"])
    with pytest.raises(UnknownId):
        await save(service, OLGA, accept)
    entry = (await service.snapshot(ALICE, TEAM)).entries[outcome.entry.id]
    assert len(entry.revisions) == 1


async def test_a_dispute_can_not_be_accepted_as_it_is(service: ContextService) -> None:
    first = await add(service)
    edit = Edit(entry=first.entry.id, heads=[first.revision], title="x")
    second = await save(service, ALICE, edit)
    accept = Accept(entry=first.entry.id, heads=[first.revision, second.revision])
    with pytest.raises(InvalidCommand):
        await save(service, OLGA, accept)


async def test_a_full_disk_gives_a_clear_error_and_shows_nobody_anything(
    service: ContextService, store: MemoryStore
) -> None:
    kept = await add(service, title="kept")
    ear = Ear(BOB)
    service.listen(ear)
    store.disk_full = True
    results = await asyncio.gather(*(add(service) for _ in range(5)), return_exceptions=True)
    assert all(isinstance(r, StoreError) for r in results)
    assert not ear.updates
    assert set((await service.snapshot(ALICE, TEAM)).entries) == {kept.entry.id}
    assert [e["store"]["ok"] for e in ear.of("health")] == [False]
    store.disk_full = False
    again = await add(service, title="again")
    assert [e["store"]["ok"] for e in ear.of("health")] == [False, True]
    assert set((await service.snapshot(ALICE, TEAM)).entries) == {kept.entry.id, again.entry.id}


async def test_one_refused_write_takes_nothing_acknowledged_with_it(
    service: ContextService, store: MemoryStore
) -> None:
    """What was staged on top of a lost write must not be acknowledged and then stay invisible."""
    await add(service)
    store.fail_next(1)
    results = await asyncio.gather(*(add(service) for _ in range(20)), return_exceptions=True)
    done = [r for r in results if isinstance(r, Saved)]
    assert any(isinstance(r, StoreError) for r in results)
    later = await add(service)
    seen = (await service.snapshot(ALICE, TEAM)).entries
    assert {o.entry.id for o in [*done, later]} <= set(seen)


async def test_after_a_restart_everything_is_there(store: MemoryStore) -> None:
    async with make_service(store) as service:
        first = await add(service)
        edits = [
            Edit(entry=first.entry.id, heads=[first.revision], title=f"side {n}") for n in range(2)
        ]
        for edit in edits:
            await save(service, BOB, edit)
        before = (await service.snapshot(ALICE, TEAM)).entries
    async with make_service(store) as again:
        after = (await again.snapshot(ALICE, TEAM)).entries
        assert {k: e.to_wire() for k, e in after.items()} == {
            k: e.to_wire() for k, e in before.items()
        }


async def test_presence_is_who_is_connected_each_once(service: ContextService) -> None:
    ear = Ear(ALICE)
    service.listen(ear)
    leave = [service.listen(Ear(BOB)), service.listen(Ear(BOB))]
    names = [[m["username"] for m in e["members"]] for e in ear.of("presence")]
    assert names[-1] == ["alice", "bob"]
    leave[0]()
    assert [m.username for m in service.present()] == ["alice", "bob"]
    leave[1]()
    assert [m.username for m in service.present()] == ["alice"]


async def test_a_contributor_does_not_retire_what_the_owner_accepted(
    service: ContextService,
) -> None:
    held = await add(service, OLGA, kind="convention")
    own = await add(service, ALICE, kind="convention")
    with pytest.raises(NotAllowed, match="owner"):
        await service.run(
            ALICE, Retire(entry=held.entry.id, heads=[held.revision]), source="sidebar"
        )
    own_retired = Retire(entry=own.entry.id, heads=[own.revision])
    assert not (await save(service, ALICE, own_retired)).entry.live


async def test_a_reader_keeps_notes_and_shares_nothing(service: ContextService) -> None:
    rita = Member("rita", "Rita Reader", role="reader")
    note = await add(service, rita, kind="note")
    assert note.entry.room == member_room("rita")
    with pytest.raises(NotAllowed):
        await add(service, rita)


@pytest.mark.parametrize("refused", [1, 2])
async def test_where_one_of_several_rooms_is_refused_nothing_stays_staged(
    service: ContextService, store: MemoryStore, refused: int
) -> None:
    """A first refusal takes the writes after it with it: they must not travel with a later one."""
    await add(service)  # who they are is written down by now
    team, own = await service.room(TEAM), await service.room(member_room("alice"))
    before = {room.room: dict(room.published.facts) for room in (team, own)}
    facts = [Fact(f"f_{n}", "x_1", "x:said", {"n": n}, "alice", n) for n in (1, 2)]
    one, two = (Change(facts=(fact,)) for fact in facts)
    plan = Plan(((TEAM, one), (own.room, two)))
    appended = store.append
    calls = itertools.count(1)

    async def append(update: Update, event: Event | None = None) -> int:
        if next(calls) == refused:
            store.fail_next(1)
        return await appended(update, event)

    store.append = append  # type: ignore[method-assign]
    with pytest.raises(StoreError):
        await service.record(plan, "x_say")
    store.append = appended  # type: ignore[method-assign]
    for room in (team, own):
        assert room.staged.facts == room.published.facts
    told = {"f_1"} if refused == 2 else set()
    assert set(team.published.facts) - set(before[TEAM]) == told
    assert set(own.published.facts) - set(before[own.room]) == set()
    later = Fact("f_9", "x_1", "x:said", {"n": 9}, "alice", 9)
    await service.record(Plan(((own.room, Change(facts=(later,))),)), "x_say")
    log = await store.load(own.room)
    again = ContextDoc(own.room)
    for update in log.updates:
        again.apply(update)
    assert "f_2" not in again.snapshot().facts
    assert "f_9" in again.snapshot().facts
