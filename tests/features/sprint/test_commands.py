"""Sprints through the service: the gate, other servers, what the AI is told, roles."""

from __future__ import annotations

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.core.ids import TEAM
from commonground.core.question import Question
from commonground.core.turn import Turn, TurnId, Usage
from commonground.errors import NotAllowed, Quarantined
from commonground.features.entries.commands import Add
from commonground.features.sprint.commands import SprintEnd, SprintNew, SprintNote, SprintReveal
from commonground.features.sprint.fold import current_sprint
from commonground.features.sprint.model import Sprint
from commonground.features.sprint.review import look_back, review_markdown
from commonground.features.sprint.task_commands import SprintAdd, SprintImport, SprintMove
from commonground.features.turns.runner import TurnRunner
from commonground.registry import features
from commonground.service.writer import ContextService
from commonground.store.base import Update
from commonground.store.memory import MemoryStore

from ...service.conftest import ALICE, BOB, NOBODY, OLGA, Ear, make_service

pytestmark = pytest.mark.anyio
KEY = "gh" + "p_" + "Z9x8C7v6B5n4M3l2K1j0H9g8F7d6S5a4Q3w2"
FILE = """\
key,title,assignee,estimate,after,contact
A,Write the schema,alice,2,,ann.smith@customer-mail.com
B,Serve it,Bob Brown,3,A,
C,Draw it,alice,1,B,
"""


async def begun(service: ContextService, text: str = FILE) -> str:
    made = await service.run(ALICE, SprintNew(goal="Ship <it>"), source="cell")
    assert made.thing is not None
    if text:
        command = SprintImport(sprint=made.thing, text=text)
        await service.run(ALICE, command, source="cell")
    return made.thing


def now(service: ContextService) -> Sprint:
    found = current_sprint(service.shared())
    assert found is not None
    return found


async def test_a_file_passes_the_gate_and_says_what_it_took_out(service: ContextService) -> None:
    made = await service.run(ALICE, SprintNew(goal="Ship it"), source="cell")
    assert made.thing is not None
    outcome = await service.run(ALICE, SprintImport(sprint=made.thing, text=FILE), source="cell")
    assert outcome.redacted
    assert "ann.smith" not in str([task.cells for task in now(service).tasks])
    assert [task.assignee for task in now(service).tasks] == ["alice", "Bob Brown", "alice"]
    leak = f"key,title\nX,Use {KEY}\n"
    with pytest.raises(Quarantined):
        await service.run(ALICE, SprintImport(sprint=made.thing, text=leak), source="cell")
    assert len(now(service).tasks) == 3


async def test_each_members_ai_knows_their_tasks_what_they_wait_for_and_who_waits(
    service: ContextService,
) -> None:
    await begun(service)
    told = features().brief(ALICE, service.view(ALICE), 0)
    assert "Goal: Ship <it>" in told
    assert "Tasks of Alice Adams, who asks" in told
    assert (
        "<task>A Write the schema (To do). It is waited for by B Serve it (Bob Brown).</task>"
        in told
    )
    assert "<task>C Draw it (To do). It waits for B Serve it (Bob Brown).</task>" in told
    bob = features().brief(BOB, service.view(BOB), 0)
    assert "<task>B Serve it (To do). It waits for A Write the schema (alice)." in bob
    assert "<task>A" not in bob
    assert "Olga Owner, who asks, has no task in it." in features().brief(
        OLGA, service.view(OLGA), 0
    )


async def test_the_plan_is_in_the_prompt_as_data_and_a_move_changes_it_at_once(
    service: ContextService,
) -> None:
    sprint = await begun(service, "key,title,assignee\nA,Do </task> this,alice\n")
    model = ScriptedModel()
    async with TurnRunner(service, lambda: model, briefing=features().brief) as asking:
        for column in ("doing", "done"):
            turn = await asking.ask(ALICE, Question("What now?", "shared", "cell"))
            assert [piece async for piece in asking.follow(ALICE, turn.id)]
            await service.run(
                ALICE, SprintMove(sprint=sprint, task="A", column=column), source="cell"
            )
    first, second = (prompt.situation for prompt in model.prompts)
    assert "<task>A Do &lt;/task> this (To do).</task>" in first
    assert "(In progress)" in second


async def test_without_a_running_sprint_the_ai_is_told_nothing(service: ContextService) -> None:
    assert features().brief(ALICE, service.view(ALICE), 0) == ""
    sprint = await begun(service)
    await service.run(ALICE, SprintEnd(sprint=sprint), source="cell")
    assert features().brief(ALICE, service.view(ALICE), 0) == ""


async def test_two_servers_that_move_cards_apart_have_the_same_board_in_the_end() -> None:
    class Mail(Ear):
        def on_update(self, room: object, update: bytes) -> None:
            if room == TEAM:
                self.updates.append((TEAM, update))

    async with make_service(MemoryStore()) as here, make_service(MemoryStore()) as there:
        out, back = Mail(ALICE), Mail(BOB)
        here.listen(out)
        there.listen(back)
        sprint = await begun(here)
        sent = len(out.updates)
        for number, (room, data) in enumerate(out.updates, start=1):
            await there.receive(Update(room, "here", number, data))
        back.updates.clear()
        await here.run(ALICE, SprintMove(sprint=sprint, task="A", column="doing"), source="cell")
        there.new_id = lambda prefix: f"{prefix}_there{id(object())}{len(back.updates)}"
        await there.run(BOB, SprintMove(sprint=sprint, task="A", column="done"), source="cell")
        await there.run(BOB, SprintMove(sprint=sprint, task="C", column="done"), source="cell")
        for number, (room, data) in enumerate(out.updates[sent:], start=sent + 1):
            await there.receive(Update(room, "here", number, data))
        for number, (room, data) in enumerate(back.updates, start=1):
            await here.receive(Update(room, "there", number, data))
        assert now(here) == now(there)
        task = now(here).task("A")
        assert task is not None
        assert sorted(move.column for move in task.moves) == ["doing", "done"]
        assert [each.field for each in task.apart] == ["column"]


async def test_hidden_notes_reach_no_other_feed_until_they_are_revealed(
    service: ContextService,
) -> None:
    sprint = await begun(service)
    ear = Ear(BOB)
    service.listen(ear)
    note = SprintNote(sprint=sprint, what="badly", text="canary-4711")
    await service.run(ALICE, note, source="sidebar")
    assert not any(b"canary-4711" in data for _, data in ear.updates)
    assert not any("canary-4711" in str(event) for event in ear.events)
    assert now(service).notes == ()
    assert now(service).noted == ("alice",)
    with pytest.raises(NotAllowed):
        await service.run(BOB, SprintReveal(sprint=sprint), source="sidebar")
    assert now(service).notes == ()
    await service.run(ALICE, SprintReveal(sprint=sprint), source="sidebar")
    assert [(n.text, n.by) for n in now(service).notes] == [("canary-4711", "alice")]


async def test_readers_and_visitors_change_no_sprint(service: ContextService) -> None:
    with pytest.raises(NotAllowed):
        await service.run(NOBODY, SprintNew(goal="Mine"), source="cell")
    assert current_sprint(service.shared()) is None


async def test_followers_are_told_of_every_change(service: ContextService) -> None:
    sprint = await begun(service)
    ear = Ear(BOB)
    service.listen(ear)
    await service.run(ALICE, SprintAdd(sprint=sprint, title="One more"), source="cell")
    assert ear.of("facts") == [{"type": "facts", "about": [sprint], "names": ["sprint:task"]}]


# The review


def turn(number: int, at: int, **fields: object) -> Turn:
    known = {"asker": "alice", "visibility": "shared", "status": "complete", "text": "Yes."}
    return Turn(
        id=TurnId(f"t_{number}"),
        question="Why?",
        model="m",
        model_label="m",
        at=at,
        usage=Usage(100, 20),
        **(known | fields),  # type: ignore[arg-type]
    )


async def test_the_review_tells_done_decided_asked_and_what_to_tidy_up(
    service: ContextService,
) -> None:
    cited = await service.run(
        OLGA, Add(kind="convention", title="Money is integer cents"), source="cell"
    )
    await service.run(OLGA, Add(kind="convention", title="Names are snake case"), source="cell")
    await service.run(OLGA, Add(kind="decision", title="An old decision"), source="cell")
    sprint = await begun(service)
    await service.run(OLGA, Add(kind="decision", title="Use PostgreSQL"), source="cell")
    await service.run(ALICE, Add(kind="work", title="Write the schema"), source="cell")
    await service.run(ALICE, SprintMove(sprint=sprint, task="A", column="done"), source="cell")
    await service.run(ALICE, SprintAdd(sprint=sprint, title="Came later"), source="cell")
    started = now(service).at
    turns = [
        turn(1, started + 1, text="As “Money is  INTEGER cents” says.", cost=0.25),
        turn(2, started + 2, asker="bob", shown=(cited.revision,)),
        turn(3, started + 3, visibility="private", text="Names are snake case"),
        turn(4, started - 1, text="Names are snake case"),
    ]
    review = look_back(now(service), service.shared(), (), turns, service.clock())
    assert ([t.key for t in review.planned], [t.key for t in review.added]) == (
        ["B", "C", "A"],
        ["T1"],
    )
    assert [t.key for t in review.done] == ["A"]
    assert [(d.title, d.said) for d in review.decisions] == [("Use PostgreSQL", "made")]
    asked = [(a.who, a.questions, a.tokens, a.cost) for a in review.asked]
    assert asked == [("alice", 1, 120, 0.25), ("bob", 1, 120, None)]
    assert [(u.title, u.said) for u in review.uncited] == [
        ("Names are snake case", "shown with 0 of 2 questions, named in no answer")
    ]
    assert [(r.title, r.said) for r in review.retire] == [("Write the schema", "its task is done")]
    text = review_markdown(review, {"alice": "Alice Adams"})
    assert "| planned | 3 | 1 | 6 | 2 |" in text
    assert "| Alice Adams | 1 | 120 | 0.2500 |" in text
    assert "Ship" in text


async def test_work_that_nobody_touched_for_two_weeks_may_be_retired(
    service: ContextService,
) -> None:
    await service.run(ALICE, Add(kind="work", title="An old thing"), source="cell")
    await begun(service, "")
    later = service.clock() + 20 * 24 * 3_600_000
    review = look_back(now(service), service.shared(), (), (), later)
    assert [(r.title, r.said) for r in review.retire] == [
        ("An old thing", "work that nobody touched for 20 days")
    ]
