"""What people say of two entries: what it does, and that nobody's word takes back another's."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.dispute import Dispute
from commonground.core.fact import Fact
from commonground.core.ids import TEAM, RevisionId
from commonground.errors import InvalidCommand, NotAllowed, UnknownId
from commonground.features.contradictions.commands import Dismiss, Relate
from commonground.features.contradictions.relation import RELATED, How, about, relations
from commonground.features.entries.commands import Add, Edit
from commonground.features.review.commands import Accept
from commonground.features.review.queue import queue
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, NOBODY, OLGA, Ear, Saved, save
from ...service.told import disputes_told

HOWS: tuple[How, ...] = ("same", "replaces", "contradicts", "other")


async def knowledge(service: ContextService, title: str) -> Saved:
    return await save(service, ALICE, Add(kind="knowledge", title=title))


def hints(service: ContextService) -> tuple[Dispute, ...]:
    return service.rules.index.hints


async def relate(service: ContextService, who: object, one: Saved, how: How, two: Saved) -> None:
    command = Relate(first=one.revision, second=two.revision, how=how)
    await service.run(who, command, source="sidebar")  # type: ignore[arg-type]
    await service.compare()


def status(service: ContextService, saved: Saved) -> str:
    for room in service.shared():
        if saved.entry.id in room.entries:
            return room.entries[saved.entry.id].standing[-1].status
    raise AssertionError(saved)


@pytest.mark.anyio
async def test_saying_that_they_contradict_opens_a_dispute_that_an_owner_ends(
    service: ContextService,
) -> None:
    one = await knowledge(service, "Passwords are hashed with bcrypt")
    two = await knowledge(service, "We chose Argon2 for the login")
    await relate(service, BOB, one, "contradicts", two)
    found = service.disputes
    assert [dispute.rule for dispute in found] == ["member:bob"]
    assert set(found[0].entries) == {one.entry.id, two.entry.id}
    await relate(service, ALICE, one, "other", two)
    assert service.disputes == found, "nobody takes back another's word"
    settle = Dismiss(sides=[one.revision, two.revision], reason="One was of last year.")
    await service.run(OLGA, settle, source="sidebar")
    await service.compare()
    assert service.disputes == ()


@pytest.mark.anyio
async def test_who_said_it_may_take_it_back(service: ContextService) -> None:
    one, two = await knowledge(service, "Lunch"), await knowledge(service, "Dinner")
    await relate(service, BOB, one, "contradicts", two)
    await relate(service, BOB, one, "other", two)
    assert service.disputes == ()


@pytest.mark.anyio
async def test_two_people_who_say_otherwise_at_once_both_stay_on_the_record(
    service: ContextService,
) -> None:
    one, two = await knowledge(service, "Lunch is at noon"), await knowledge(service, "We eat late")
    ear = Ear(BOB)
    leave = service.listen(ear)
    await relate(service, ALICE, one, "same", two)
    await relate(service, BOB, two, "contradicts", one)
    await relate(service, ALICE, one, "same", two)
    team = await service.snapshot(ALICE, TEAM)
    said = [f.value["how"] for f in team.facts.values() if f.name == RELATED]
    assert said == ["same", "contradicts", "same"]
    assert [told["rule"] for told in disputes_told(ear.events)] == ["member:bob"]
    leave()


@pytest.mark.anyio
async def test_a_dispute_that_a_person_opened_survives_the_acceptance_of_a_side(
    service: ContextService,
) -> None:
    two = await knowledge(service, "We chose Argon2 for the login")
    one = await save(service, ALICE, Add(kind="convention", title="Hash passwords with bcrypt"))
    await relate(service, BOB, one, "contradicts", two)
    accept = Accept(entry=one.entry.id, heads=[one.revision])
    accepted = await save(service, OLGA, accept)
    await service.compare()
    (dispute,) = service.disputes
    assert accepted.revision in dispute.sides
    edit = Edit(entry=one.entry.id, heads=[accepted.revision], title="Hash with Argon2", body="")
    await service.run(OLGA, edit, source="sidebar")
    await service.compare()
    assert service.disputes == ()


@pytest.mark.anyio
async def test_a_replacement_supersedes_at_once_what_its_author_may_retire(
    service: ContextService,
) -> None:
    old, new = await knowledge(service, "Use the old API"), await knowledge(service, "Use v2")
    await relate(service, ALICE, new, "replaces", old)
    assert (status(service, old), status(service, new)) == ("superseded", "accepted")
    (last,) = (await service.snapshot(ALICE, TEAM)).entries[old.entry.id].standing
    assert last.links == (new.revision,)
    assert hints(service) == ()


@pytest.mark.anyio
async def test_a_replacement_of_what_the_owner_accepted_waits_for_the_owner(
    service: ContextService,
) -> None:
    old = await save(service, OLGA, Add(kind="convention", title="Indent with tabs always"))
    new = await knowledge(service, "The formatter indents with four blanks")
    await relate(service, ALICE, new, "replaces", old)
    assert status(service, old) == "accepted"
    (item,) = queue(service.shared(), service.disputes, hints(service))
    assert (item.type, [e.id for e in item.entries]) == (
        "replacement",
        [new.entry.id, old.entry.id],
    )
    assert "tabs" in item.before
    assert "tabs" not in item.after
    await relate(service, OLGA, new, "replaces", old)
    assert status(service, old) == "superseded"
    assert queue(service.shared(), service.disputes, hints(service)) == ()


@pytest.mark.anyio
async def test_an_owner_keeps_both(service: ContextService) -> None:
    old = await save(service, OLGA, Add(kind="convention", title="Indent with tabs always"))
    new = await knowledge(service, "The formatter indents with four blanks")
    await relate(service, ALICE, new, "replaces", old)
    dismiss = Dismiss(sides=[new.revision, old.revision], reason="Two languages.")
    await service.run(OLGA, dismiss, source="sidebar")
    await service.compare()
    assert queue(service.shared(), service.disputes, hints(service)) == ()
    assert status(service, old) == "accepted"


@pytest.mark.anyio
async def test_a_proposal_replaces_nothing_before_it_is_accepted(service: ContextService) -> None:
    old = await knowledge(service, "Deploys happen on Fridays")
    new = await save(service, ALICE, Add(kind="convention", title="Nobody deploys on a Friday"))
    await relate(service, ALICE, new, "replaces", old)
    assert status(service, old) == "accepted"
    items = queue(service.shared(), service.disputes, hints(service))
    assert [item.type for item in items] == ["proposal"]
    await service.run(OLGA, Accept(entry=new.entry.id, heads=[new.revision]), source="sidebar")
    await service.compare()
    items = queue(service.shared(), service.disputes, hints(service))
    assert [item.type for item in items] == ["replacement"]


@pytest.mark.anyio
async def test_a_hint_goes_when_anybody_says_how_they_stand(service: ContextService) -> None:
    ear = Ear(BOB)
    leave = service.listen(ear)
    one = await knowledge(service, "Most uploads are limited to 5 MB")
    two = await knowledge(service, "Uploads are limited to 20 MB")
    await service.compare()
    assert service.disputes == ()
    (hint,) = hints(service)
    assert (hint.rule, hint.sure) == ("number", False)
    assert [told["sure"] for told in disputes_told(ear.events)] == [False]
    await relate(service, BOB, one, "other", two)
    assert (hints(service), service.disputes) == ((), ())
    assert disputes_told(ear.events) == []
    leave()


@pytest.mark.anyio
async def test_what_cannot_be_related_is_refused_with_the_reason(service: ContextService) -> None:
    one, two = await knowledge(service, "One"), await knowledge(service, "Two")
    with pytest.raises(InvalidCommand, match="one entry"):
        await relate(service, ALICE, one, "same", one)
    edit = Edit(entry=two.entry.id, heads=[two.revision], title="Three", body="")
    await service.run(ALICE, edit, source="sidebar")
    with pytest.raises(InvalidCommand, match="changed meanwhile"):
        await relate(service, ALICE, one, "same", two)
    with pytest.raises(UnknownId):
        await service.run(
            ALICE, Relate(first=one.revision, second="r_x", how="same"), source="sidebar"
        )
    with pytest.raises(NotAllowed):
        await relate(service, NOBODY, one, "same", two)


@pytest.mark.anyio
async def test_that_one_side_of_a_dispute_replaces_the_other_is_told_with_the_dispute(
    service: ContextService,
) -> None:
    """The rule's quotes stay, and nobody's word hides that the two contradict."""
    old = await save(service, OLGA, Add(kind="convention", title="The request timeout is 10 s"))
    new = await knowledge(service, "The request timeout is 30 s")
    await relate(service, ALICE, new, "replaces", old)
    (dispute,) = service.disputes
    assert dispute.rule == "number"
    assert dispute.why.endswith("A member says that the newer one replaces the other.")
    assert hints(service) == ()
    await relate(service, BOB, new, "contradicts", old)
    assert service.disputes == (dispute,)


def fact(number: int, first: str, second: str, how: How, by: str) -> Fact:
    value = {"first": first, "second": second, "how": how}
    return Fact(f"f_{number}", about(first, second), RELATED, value, by, at=number, tick=number)


spoken = st.lists(
    st.tuples(
        st.sampled_from(("a", "b", "c")),
        st.sampled_from(("a", "b", "c")),
        st.sampled_from(HOWS),
        st.sampled_from(("ann", "bob")),
    ).filter(lambda said: said[0] != said[1]),
    max_size=5,
)


@given(spoken)
def test_replicas_agree_in_whatever_order_words_come_and_lose_nobodys_last_one(
    said: list[tuple[str, str, How, str]],
) -> None:
    facts = [fact(n, *one) for n, one in enumerate(said)]
    found = relations(facts)
    for order in permutations(facts):
        assert relations(order) == found
    last = {(frozenset((f, s)), by): how for f, s, how, by in said}
    disputed = {frozenset((RevisionId(d.a), RevisionId(d.b))) for d in found.contradictions()}
    assert disputed == {pair for (pair, _), how in last.items() if how == "contradicts"}
    assert found.words.keys() == {pair for pair, _ in last}


def test_what_another_version_of_the_program_said_is_passed_over() -> None:
    odd = Fact("f_1", "relation:a:b", RELATED, {"first": "a", "how": "similar"}, "ann", 1)
    assert relations([odd]).words == {}
