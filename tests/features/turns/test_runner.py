"""Turns: run to their end, seen live, stopped, cut off, and private where asked privately."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from commonground.ai.base import Counted, Done, Model, Piece
from commonground.ai.scripted import ScriptedModel
from commonground.core.notebook import NoNotebooks
from commonground.core.prompt import Cell, Prompt
from commonground.core.question import Question
from commonground.core.role import Member
from commonground.core.turn import Turn, TurnId, Usage
from commonground.errors import NoModel, NotAllowed, StoreError, UnknownId
from commonground.features.entries.commands import Add
from commonground.features.turns.runner import TurnRunner
from commonground.service.writer import ContextService
from commonground.store.memory import MemoryStore

from ...service.conftest import ALICE, BOB, NOBODY, OLGA, Ear, make_service

pytestmark = pytest.mark.anyio

ANSWER = "Use integer cents.\n\n```python\ntotal = 100\n```\n"


class Held:
    """A gate that lets pieces through one by one."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.open = asyncio.Event()
        self.from_piece = 2

    async def __call__(self, number: int) -> None:
        if number >= self.from_piece:
            self.reached.set()
            await self.open.wait()


class Pages(NoNotebooks):
    """Notebooks that are one list of cells, and keep what was finished."""

    def __init__(self) -> None:
        self.finished: list[tuple[Turn, bool]] = []
        self.news = asyncio.Event()

    async def above(self, path: str, cell: str) -> tuple[Cell, ...]:
        return (Cell("code", "rate = 0.19", "19 %"),)

    async def finish(
        self,
        turn: Turn,
        *,
        insert: bool,
        kernel_writes: Callable[[], bool],
        kernel_waits: bool = True,
    ) -> None:
        self.finished.append((turn, insert))
        self.news.set()


class Cached(ScriptedModel):
    """Its provider counts so."""

    def __init__(self, usage: Usage) -> None:
        super().__init__(default=ANSWER)
        self.usage = usage

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[AsyncIterator[Piece]]:
        async with super().stream(prompt) as pieces:
            yield self._counted(pieces)

    async def _counted(self, pieces: AsyncIterator[Piece]) -> AsyncIterator[Piece]:
        async for piece in pieces:
            if isinstance(piece, Counted | Done):
                yield replace(piece, usage=self.usage)
            else:
                yield piece


@asynccontextmanager
async def asking_with(
    service: ContextService, model: Model, notebooks: Pages | None = None
) -> AsyncIterator[TurnRunner]:
    def costing(usage: Usage) -> float:
        return usage.tokens_out / 1000

    async with TurnRunner(service, lambda: model, notebooks=notebooks, costing=costing) as asking:
        yield asking


async def the_end(asking: TurnRunner, member: Member, turn: Turn) -> Turn:
    *_, last = [piece async for piece in asking.follow(member, turn.id)]
    assert isinstance(last, Turn)
    return last


def shared(text: str = "Why?") -> Question:
    return Question(text, "shared", "cell", path="a.ipynb", cell="c1")


async def test_a_turn_is_recorded_with_everything_about_it(service: ContextService) -> None:
    command = Add(kind="knowledge", title="Money is integer cents")
    entry = await service.run(ALICE, command, source="sidebar")
    model = ScriptedModel([("Why", ANSWER)])
    async with asking_with(service, model) as asking:
        turn = await the_end(asking, ALICE, await asking.ask(ALICE, shared()))
    assert turn.status == "complete"
    assert turn.text == ANSWER
    assert (turn.asker, turn.visibility, turn.model) == ("alice", "shared", "scripted")
    assert turn.shown == (entry.revision,)
    assert turn.usage.tokens_in > 0
    assert turn.cost == turn.usage.tokens_out / 1000
    assert turn.seconds is not None
    assert await service.store.get_turn(turn.id) == turn


async def test_a_turn_keeps_what_the_cache_saved(service: ContextService) -> None:
    def costing(usage: Usage) -> float:
        return usage.tokens_in - 0.9 * usage.tokens_cached + usage.tokens_written

    model = Cached(Usage(100, 5, tokens_cached=60, tokens_written=10))
    async with TurnRunner(service, lambda: model, costing=costing) as asking:
        turn = await the_end(asking, ALICE, await asking.ask(ALICE, shared()))
    assert turn.usage == model.usage
    assert turn.cost == pytest.approx(100 - 54 + 10)
    assert turn.saved == pytest.approx(54 - 10)
    kept = await service.store.get_turn(turn.id)
    assert kept == turn


async def test_everyone_sees_a_shared_answer_grow_and_end(service: ContextService) -> None:
    ears = [Ear(ALICE), Ear(BOB), Ear(NOBODY)]
    for ear in ears:
        service.listen(ear)
    async with asking_with(service, ScriptedModel([("Why", ANSWER)])) as asking:
        turn = await the_end(asking, ALICE, await asking.ask(ALICE, shared()))
    for ear in ears:
        deltas = ear.of("delta")
        assert "".join(d["text"] for d in deltas) == ANSWER
        assert [d["seq"] for d in deltas] == list(range(1, len(deltas) + 1))
        assert [e["turn"]["status"] for e in ear.of("turn")] == ["streaming", "complete"]
        assert all(e["turn"]["id"] == turn.id for e in ear.of("turn"))


async def test_a_private_turn_is_its_askers_alone(service: ContextService) -> None:
    mine, others = Ear(ALICE), [Ear(BOB), Ear(OLGA), Ear(NOBODY)]
    for ear in (mine, *others):
        service.listen(ear)
    before = [len(ear.events) for ear in others]
    async with asking_with(service, ScriptedModel([("Why", ANSWER)])) as asking:
        asked = await asking.ask(ALICE, Question("Why?", "private", "sidebar"))
        turn = await the_end(asking, ALICE, asked)
        assert "".join(d["text"] for d in mine.of("delta")) == ANSWER
        assert [len(ear.events) for ear in others] == before
        for member in (BOB, OLGA, NOBODY):
            with pytest.raises(UnknownId):
                await asking.turn(member, turn.id)
            with pytest.raises(UnknownId):
                await asking.stop(member, turn.id)
            assert turn.id not in {t.id for t in await asking.turns(member, limit=9, before=None)}
        assert [t.id for t in await asking.turns(ALICE, limit=9, before=None)] == [turn.id]


async def test_notes_enter_private_asks_only(service: ContextService) -> None:
    await service.run(ALICE, Add(kind="note", title="canary 4711"), source="sidebar")
    await service.run(BOB, Add(kind="note", title="canary 4712"), source="sidebar")
    await service.run(BOB, Add(kind="work", title="Parser rewrite"), source="sidebar")
    model = ScriptedModel()
    async with asking_with(service, model, Pages()) as asking:
        await the_end(asking, ALICE, await asking.ask(ALICE, shared()))
        private = await asking.ask(ALICE, Question("And?", "private", "sidebar"))
        await the_end(asking, ALICE, private)
    in_shared, in_private = (
        "".join((p.system, p.context, p.situation, p.question)) for p in model.prompts
    )
    assert "Parser rewrite" in in_shared
    assert "rate = 0.19" in in_shared
    assert "canary" not in in_shared
    assert "canary 4711" in in_private
    assert "canary 4712" not in in_private


async def test_stopping_keeps_what_had_come_and_closes_the_models_stream(
    service: ContextService,
) -> None:
    gate = Held()
    model = ScriptedModel([("Why", ANSWER)], gate=gate, words=1)
    async with asking_with(service, model) as asking:
        turn = await asking.ask(ALICE, shared())
        await asyncio.wait_for(gate.reached.wait(), 10)
        with pytest.raises(NotAllowed):
            await asking.stop(BOB, turn.id)
        stopped = await asking.stop(OLGA, turn.id)
        assert stopped.status == "partial"
        assert stopped.text
        assert ANSWER.startswith(stopped.text)
        assert stopped.problem == "Stopped by Olga Owner."
        assert stopped.usage.tokens_in > 0
        assert stopped.cost is not None
        assert model.open_streams == 0
        assert await asking.stop(ALICE, turn.id) == stopped


async def test_two_who_stop_at_once_both_get_the_end(service: ContextService) -> None:
    gate = Held()
    async with asking_with(service, ScriptedModel(gate=gate, words=1)) as asking:
        turn = await asking.ask(ALICE, shared())
        await asyncio.wait_for(gate.reached.wait(), 10)
        both = await asyncio.gather(asking.stop(ALICE, turn.id), asking.stop(OLGA, turn.id))
    assert [t.status for t in both] == ["partial", "partial"]


async def test_an_answer_that_breaks_off_is_kept_and_says_why(service: ContextService) -> None:
    async with asking_with(service, ScriptedModel(fail_after=3)) as asking:
        turn = await the_end(asking, ALICE, await asking.ask(ALICE, shared()))
        assert (turn.status, bool(turn.text)) == ("partial", True)
        assert turn.problem
        assert turn.usage.tokens_in > 0
    async with asking_with(service, ScriptedModel(fail_after=0)) as asking:
        turn = await the_end(asking, ALICE, await asking.ask(ALICE, shared()))
        assert (turn.status, turn.text) == ("failed", "")


async def test_who_comes_later_gets_all_of_it(service: ContextService) -> None:
    gate = Held()
    async with asking_with(service, ScriptedModel([("Why", ANSWER)], gate=gate)) as asking:
        turn = await asking.ask(ALICE, shared())
        await asyncio.wait_for(gate.reached.wait(), 10)
        late = asyncio.create_task(the_end(asking, BOB, turn))
        running, seq = await asking.turn(BOB, turn.id)
        assert ANSWER.startswith(running.text)
        assert seq >= 1
        gate.open.set()
        assert (await asyncio.wait_for(late, 10)).text == ANSWER


async def test_the_cell_is_finished_with_the_ended_turn(service: ContextService) -> None:
    pages = Pages()
    async with asking_with(service, ScriptedModel([("Why", ANSWER)]), pages) as asking:
        await asking.ask(ALICE, Question("Why?", "shared", "cell", "a.ipynb", "c1", insert=True))
        await asyncio.wait_for(pages.news.wait(), 10)
    [(turn, insert)] = pages.finished
    assert (turn.text, turn.status, insert) == (ANSWER, "complete", True)


async def test_a_server_that_stops_saves_what_had_come(store: MemoryStore) -> None:
    gate = Held()
    async with make_service(store) as service:
        async with asking_with(service, ScriptedModel(gate=gate, words=1)) as asking:
            turn = await asking.ask(ALICE, shared())
            await asyncio.wait_for(gate.reached.wait(), 10)
        kept = await store.get_turn(turn.id)
    assert kept is not None
    assert (kept.status, bool(kept.text)) == ("partial", True)


async def test_after_a_crash_the_turn_is_partial_and_its_cell_is_completed(
    store: MemoryStore,
) -> None:
    pages = Pages()
    async with make_service(store) as service:
        await store.put_turn(
            Turn(
                TurnId("t_1"),
                "alice",
                "shared",
                "Why?",
                "m",
                "M",
                1,
                text="It is",
                path="a.ipynb",
                cell="c1",
            )
        )
        async with asking_with(service, ScriptedModel(), pages) as asking:
            turn, _ = await asking.turn(BOB, "t_1")
            assert (turn.status, turn.text) == ("partial", "It is")
            await asyncio.wait_for(pages.news.wait(), 10)
    assert pages.finished[0][0].id == "t_1"


async def test_a_full_disk_at_the_end_loses_no_answer(
    service: ContextService, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonground.features.turns.save.RETRY_SAVE", 0.001)
    gate = Held()
    ear = Ear(BOB)
    service.listen(ear)
    async with asking_with(service, ScriptedModel([("Why", ANSWER)], gate=gate)) as asking:
        turn = await asking.ask(ALICE, shared())
        await asyncio.wait_for(gate.reached.wait(), 10)
        store.disk_full = True
        with pytest.raises(StoreError):
            await asking.ask(BOB, shared())
        gate.open.set()
        store.disk_full = False
        ended = await the_end(asking, ALICE, turn)
    assert ended.text == ANSWER
    assert [e["store"]["ok"] for e in ear.of("health")] == [False, True]


async def test_without_a_model_the_error_says_how_to_get_one(service: ContextService) -> None:
    def none() -> Model:
        raise NoModel("There is no model.", "Set ANTHROPIC_API_KEY.")

    async with TurnRunner(service, none) as asking:
        assert asking.model_info() == (None, "There is no model. Set ANTHROPIC_API_KEY.")
        with pytest.raises(NoModel):
            await asking.ask(ALICE, shared())
        with pytest.raises(NotAllowed):
            await asking.ask(NOBODY, shared())
    assert await service.store.turns(reader="alice") == ()


async def test_a_cost_that_can_not_be_worked_out_ends_the_turn_all_the_same(
    service: ContextService,
) -> None:
    def costing(usage: Usage) -> float:
        raise TypeError("rates of another shape")

    async with TurnRunner(
        service, lambda: ScriptedModel(default=ANSWER), costing=costing
    ) as asking:
        ended = await the_end(asking, ALICE, await asking.ask(ALICE, shared()))
    assert ended.status == "complete"
    assert ended.cost is None


async def test_the_answer_follows_a_notebook_that_was_renamed(service: ContextService) -> None:
    pages = Pages()

    async def find() -> str:
        return "renamed.ipynb"

    async with asking_with(service, ScriptedModel(default=ANSWER), pages) as asking:
        question = replace(shared(), find=find)
        turn = await asking.ask(ALICE, question)
        await pages.news.wait()
        assert pages.finished[0][0].path == "renamed.ipynb"
        found, _ = await asking.turn(ALICE, turn.id)
        assert found.path == "renamed.ipynb"
