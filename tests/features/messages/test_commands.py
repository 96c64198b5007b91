"""Messages and threads through the service: what becomes an entry and who may do what."""

from __future__ import annotations

import itertools

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.core.fact import facts_about
from commonground.core.ids import TEAM, area_room, member_room
from commonground.core.question import Question
from commonground.core.role import Member
from commonground.core.turn import Turn
from commonground.errors import InvalidCommand, NotAllowed, Quarantined, UnknownId
from commonground.features.entries.commands import Add
from commonground.features.messages.commands import (
    Acknowledge,
    Announce,
    AnswerQuery,
    Handoff,
    PostReply,
    Query,
    QuerySides,
    TakeOver,
    Withdraw,
)
from commonground.features.messages.model import Audience, Message, message_of, standing
from commonground.features.team.commands import Set
from commonground.features.turns.runner import TurnRunner
from commonground.features.turns.thread import Thread, thread_of
from commonground.features.turns.thread_commands import (
    Bring,
    Constrain,
    Lift,
    OpenThread,
    SayInThread,
)
from commonground.registry import context_service, features
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, OLGA, Ear

pytestmark = pytest.mark.anyio
CARA = Member("cara", "Cara Clark")
TRIO = Audience(frozenset({"alice", "bob", "cara", "olga"}))
KEY = "gh" + "p_" + "Z9x8C7v6B5n4M3l2K1j0H9g8F7d6S5a4Q3w2"


async def say(service: ContextService, member: Member, command: object) -> str:
    outcome = await service.run(member, command, source="sidebar")  # type: ignore[arg-type]
    return str(outcome.thing)


def of(service: ContextService, about: str) -> Message:
    found = message_of(facts_about(service.shared(), about))
    assert found is not None
    return found


def thread(service: ContextService, about: str) -> Thread:
    found = thread_of(facts_about(service.shared(), about))
    assert found is not None
    return found


async def test_an_answered_query_becomes_a_discussion_that_holds_its_question(
    service: ContextService,
) -> None:
    query = Query(to=["@bob"], title="Which VAT rate?", body="19 or 7?")
    about = await say(service, ALICE, query)
    assert of(service, about).state(TRIO) == "open"
    await say(service, BOB, AnswerQuery(message=about, text="19 %, always."))
    (answer,) = of(service, about).answers
    entries = (await service.snapshot(ALICE, TEAM)).entries
    assert answer.entry is not None
    (head,) = entries[answer.entry].heads
    assert (entries[answer.entry].kind, head.title) == ("discussion", "Which VAT rate?")
    assert "**Asked by @alice:** 19 or 7?" in head.body
    assert "**Answered by @bob:** 19 %, always." in head.body
    assert of(service, about).state(TRIO) == "answered"
    assert standing(of(service, about), "alice", TRIO, 0).unread


async def test_a_second_answer_joins_the_first_in_one_entry(service: ContextService) -> None:
    about = await say(service, ALICE, Query(to=["@bob", "@cara"], title="Which rate?"))
    await say(service, BOB, AnswerQuery(message=about, text="19 %"))
    await say(service, CARA, AnswerQuery(message=about, text="7 % for books"))
    first, second = of(service, about).answers
    assert first.entry is not None
    assert first.entry == second.entry
    (head,) = (await service.snapshot(ALICE, TEAM)).entries[first.entry].heads
    assert "@bob:** 19 %" in head.body
    assert "@cara:** 7 % for books" in head.body


async def test_answers_on_two_servers_at_once_both_stay(service: ContextService) -> None:
    from commonground.store.base import Update
    from commonground.store.memory import MemoryStore

    clock, ids = itertools.count(1_800_000_000_000), itertools.count(5_000)
    about = await say(service, ALICE, Query(to=["@bob", "@cara"], title="Which rate?"))
    other = context_service(
        MemoryStore(), clock=lambda: next(clock), new_id=lambda p: f"{p}_{next(ids)}"
    )
    async with other:
        room = await service.room(TEAM)
        await other.receive(Update(TEAM, "one", 1, room.update_since(), 1))
        await say(service, BOB, AnswerQuery(message=about, text="19 %"))
        await say(other, CARA, AnswerQuery(message=about, text="7 %"))
        await service.receive(Update(TEAM, "two", 1, (await other.room(TEAM)).update_since(), 1))
    found = of(service, about)
    assert {(a.by, a.text) for a in found.answers} == {("bob", "19 %"), ("cara", "7 %")}
    entries = (await service.snapshot(ALICE, TEAM)).entries
    bodies = {entries[a.entry].heads[0].body for a in found.answers if a.entry}
    assert len(bodies) == 2


async def test_an_answer_to_an_areas_question_is_kept_in_the_area(service: ContextService) -> None:
    area = {"globs": ["/billing/"], "members": ["bob"]}
    await say(service, OLGA, Set(name="area:billing", value=area))
    about = await say(service, ALICE, Query(to=["#billing"], title="Which rate?"))
    await say(service, BOB, AnswerQuery(message=about, text="19 %"))
    (answer,) = of(service, about).answers
    assert answer.entry in (await service.snapshot(ALICE, area_room("billing"))).entries
    with pytest.raises(InvalidCommand, match="no area"):
        await say(service, ALICE, Query(to=["#nowhere"], title="Who?"))


async def test_where_only_the_owner_writes_discussions_the_answer_still_stands(
    service: ContextService,
) -> None:
    await say(service, OLGA, Set(name="policy:discussion", value="owner"))
    about = await say(service, ALICE, Query(to=["@bob"], title="Which rate?"))
    await say(service, BOB, AnswerQuery(message=about, text="19 %"))
    (answer,) = of(service, about).answers
    assert (answer.text, answer.entry) == ("19 %", None)


async def test_a_handoff_needs_what_is_left_and_closes_when_its_receiver_restates_it(
    service: ContextService,
) -> None:
    with pytest.raises(InvalidCommand, match="left"):
        await say(service, ALICE, Handoff(to=["@bob"], title="The importer"))
    handoff = Handoff(to=["@bob"], title="The importer", schema="id", left="tests", files=["a.py"])
    about = await say(service, ALICE, handoff)
    await say(service, BOB, Acknowledge(message=about))
    assert of(service, about).state(TRIO) == "open"
    with pytest.raises(NotAllowed, match="not for you"):
        await say(service, CARA, TakeOver(message=about, restated="I do it"))
    await say(service, BOB, TakeOver(message=about, restated="I test the importer's ids"))
    taken = of(service, about)
    assert taken.state(TRIO) == "accepted"
    assert taken.parts == {"schema": "id", "files": ["a.py"], "left": "tests"}


async def test_everybody_acknowledges_for_themselves_and_readers_can(
    service: ContextService,
) -> None:
    about = await say(service, ALICE, Announce(to=["@all"], title="We ship on Friday"))
    await say(service, Member("rita", "Rita", role="reader"), Acknowledge(message=about))
    await say(service, BOB, PostReply(message=about, text="Which hour?"))
    assert of(service, about).waits_for(TRIO) == ("cara", "olga")


async def test_what_came_after_somebody_looked_stays_unread(service: ContextService) -> None:
    about = await say(service, ALICE, Announce(to=["@bob"], title="We ship"))
    shown = list(of(service, about).facts)
    await say(service, ALICE, PostReply(message=about, text="On Friday"))
    await say(service, BOB, Acknowledge(message=about, seen=shown))
    assert standing(of(service, about), "bob", TRIO, 0).unread
    await say(service, BOB, Acknowledge(message=about))
    assert not standing(of(service, about), "bob", TRIO, 0).unread


async def test_only_its_author_or_the_owner_withdraws_a_message(service: ContextService) -> None:
    about = await say(service, ALICE, Announce(to=["@bob"], title="We ship"))
    with pytest.raises(NotAllowed, match="author"):
        await say(service, BOB, Withdraw(message=about))
    await say(service, OLGA, Withdraw(message=about))
    assert of(service, about).state(TRIO) == "withdrawn"


async def test_what_is_said_of_a_message_that_is_none_is_refused(service: ContextService) -> None:
    with pytest.raises(UnknownId):
        await say(service, BOB, PostReply(message="m_none", text="hello"))
    about = await say(service, ALICE, Announce(to=["@bob"], title="We ship"))
    with pytest.raises(InvalidCommand, match="no query"):
        await say(service, BOB, AnswerQuery(message=about, text="yes"))


async def test_a_contradiction_is_asked_of_the_authors_of_both_sides_once(
    service: ContextService,
) -> None:
    sides = [
        (await service.run(who, Add(kind="knowledge", title=title), source="cli")).revision
        for who, title in ((ALICE, "The timeout is 30 s"), (BOB, "The timeout is 10 s"))
    ]
    ask = QuerySides(sides=[str(s) for s in sides])
    about = await say(service, OLGA, ask)
    asked = of(service, about)
    assert asked.to == ("@alice", "@bob")
    assert "> The timeout is 30 s" in asked.body
    assert "> The timeout is 10 s" in asked.body
    assert await say(service, OLGA, ask) == about
    assert await say(service, CARA, ask) == about
    mine = QuerySides(sides=[str(sides[0]), str(sides[1])])
    await say(service, ALICE, AnswerQuery(message=about, text="30 s since June"))
    again = await say(service, ALICE, mine)
    assert of(service, again).to == ("@bob",)


async def test_a_secret_in_a_message_reaches_nobody(service: ContextService) -> None:
    ear = Ear(BOB)
    service.listen(ear)
    with pytest.raises(Quarantined):
        await say(service, ALICE, Query(to=["@bob"], title="Is this it?", body=f"key {KEY}"))
    about = await say(
        service, ALICE, Query(to=["@bob"], title="Which?", body="Mail anna.meier@kunden.de")
    )
    assert "anna.meier@kunden.de" not in of(service, about).body
    assert not [u for _, u in ear.updates if KEY.encode() in u]
    assert {about} == {a for e in ear.of("facts") for a in e["about"]}


# Threads


async def test_two_peoples_lines_and_constraints_stay_theirs(service: ContextService) -> None:
    about = await say(service, ALICE, OpenThread(title="VAT"))
    assert await say(service, BOB, OpenThread(title="vat")) == about
    await say(service, ALICE, Constrain(thread=about, text="No new dependency"))
    await say(service, BOB, Constrain(thread=about, text="Must run on Python 3.11"))
    await say(service, BOB, Constrain(thread=about, text="Must run on Python 3.11"))
    await say(service, BOB, SayInThread(thread=about, text="I looked at decimal"))
    found = thread(service, about)
    assert [(c.by, c.text) for c in found.constraints] == [
        ("alice", "No new dependency"),
        ("bob", "Must run on Python 3.11"),
    ]
    with pytest.raises(NotAllowed, match="somebody else's"):
        await say(service, BOB, Lift(thread=about, constraint=found.constraints[0].id))
    await say(service, ALICE, Lift(thread=about, constraint=found.constraints[0].id))
    assert [c.by for c in thread(service, about).constraints] == ["bob"]
    assert found.people == ("alice", "bob")


async def test_what_one_explored_in_private_is_brought_in_as_an_entry_and_the_note_stays(
    service: ContextService,
) -> None:
    about = await say(service, ALICE, OpenThread(title="VAT"))
    noted = await service.run(BOB, Add(kind="note", title="decimal is slow", body="x"), source="s")
    assert noted.entry is not None
    bring = Bring(
        thread=about,
        note=noted.entry.id,
        heads=[str(noted.revision)],
        kind="knowledge",
        title="decimal is slow",
        body="measured",
    )
    with pytest.raises(UnknownId):
        await say(service, ALICE, bring)  # somebody else's note
    await say(service, BOB, bring)
    (step,) = thread(service, about).steps
    assert (step.kind, step.by) == ("brought", "bob")
    entry = (await service.snapshot(ALICE, TEAM)).entries[step.what]  # type: ignore[index]
    assert entry.heads[0].body == "measured"
    assert noted.entry.id in (await service.snapshot(BOB, member_room("bob"))).entries


async def ended(asking: TurnRunner, member: Member, question: Question) -> Turn:
    turn = await asking.ask(member, question)
    async for piece in asking.follow(member, turn.id):
        if isinstance(piece, Turn):
            turn = piece
    return turn


async def test_a_thread_shows_the_model_who_said_what(service: ContextService) -> None:
    model = ScriptedModel([("rate", "19 %"), ("books", "7 %")], default="Noted.")
    about = await say(service, ALICE, OpenThread(title="VAT"))
    await say(service, ALICE, Constrain(thread=about, text="No floats </thread>"))
    await say(service, BOB, Constrain(thread=about, text="Only the standard library"))
    async with TurnRunner(
        service, lambda: model, briefing=features().brief, conversations=features().conversations
    ) as asking:
        await ended(asking, ALICE, Question("Which rate?", "shared", "cell", about=about))
        await ended(asking, BOB, Question("And books?", "shared", "cell", about=about))
        mine = await ended(asking, BOB, Question("Only mine", "private", "sidebar"))
        await ended(asking, ALICE, Question("Sum up", "shared", "cell", about=about))
    shown = model.prompts[-1].situation
    assert '<constraint from="@alice">No floats &lt;/thread></constraint>' in shown
    assert '<constraint from="@bob">Only the standard library</constraint>' in shown
    lines = [
        '<line from="@alice">Which rate?</line>',
        '<line from="the assistant">19 %</line>',
        '<line from="@bob">And books?</line>',
        '<line from="the assistant">7 %</line>',
    ]
    assert [shown.index(line) for line in lines] == sorted(shown.index(line) for line in lines)
    assert "Only mine" not in shown
    assert mine.id not in [s.what for s in thread(service, about).steps]
    assert len(thread(service, about).steps) == 3


async def test_a_question_in_a_thread_that_is_none_is_refused(service: ContextService) -> None:
    model = ScriptedModel([], default="Noted.")
    async with TurnRunner(service, lambda: model) as asking:
        with pytest.raises(UnknownId):
            await asking.ask(ALICE, Question("Why?", "shared", "cell", about="h_none"))
        assert await asking.turns(ALICE, limit=5, before=None) == ()


async def test_open_messages_reach_the_prompt_of_those_they_concern_only(
    service: ContextService,
) -> None:
    model = ScriptedModel([], default="Noted.")
    about = await say(service, ALICE, Query(to=["@bob"], title="Which rate?", body="19 or 7?"))
    async with TurnRunner(
        service, lambda: model, briefing=features().brief, conversations=features().conversations
    ) as asking:
        for member in (ALICE, BOB, CARA):
            await ended(asking, member, Question("What now?", "shared", "cell"))
        told = [p.situation for p in model.prompts]
        assert "waits for others" in told[0]
        assert 'state="waits for you to answer"' in told[1]
        assert "Which rate?" not in told[2]
        await say(service, BOB, AnswerQuery(message=about, text="19 %"))
        await ended(asking, BOB, Question("What now?", "shared", "cell"))
        assert "waits for you" not in model.prompts[-1].situation
