"""Answers have bounds: so many at once for a member, so large, so long; and saves only append."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.core.question import Question
from commonground.core.turn import Turn, TurnId
from commonground.errors import Busy, NoModel, StoreError
from commonground.features.turns.bounds import AnswerBounds
from commonground.features.turns.growing_answer import GrowingAnswer
from commonground.features.turns.runner import TurnRunner
from commonground.features.turns.save import TurnSaver
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB
from .test_runner import Held, shared, the_end

pytestmark = pytest.mark.anyio

TEXT = "One word and another, ä, and so on without end. " * 50


@asynccontextmanager
async def bounded(
    service: ContextService,
    model: ScriptedModel,
    *,
    at_once: int = 2,
    size: int = 1_000_000,
    seconds: float = 60.0,
) -> AsyncIterator[TurnRunner]:
    bounds = AnswerBounds(at_once, size, seconds)
    async with TurnRunner(service, lambda: model, bounds=bounds) as runner:
        yield runner


async def test_a_member_has_so_many_answers_at_once_and_others_have_their_own(
    service: ContextService,
) -> None:
    held = Held()
    async with bounded(service, ScriptedModel(gate=held)) as runner:
        first, second = [await runner.ask(ALICE, shared()) for _ in range(2)]
        with pytest.raises(Busy) as refused:
            await runner.ask(ALICE, shared())
        assert "2 answers" in str(refused.value)
        assert "stop one" in str(refused.value)
        others = await runner.ask(BOB, shared())
        await runner.stop(ALICE, first.id)
        third = await runner.ask(ALICE, shared())
        held.open.set()
        ended = [await the_end(runner, ALICE, turn) for turn in (second, others, third)]
        assert [turn.status for turn in ended] == ["complete"] * 3
        for _ in range(3):  # one after the other there is no bound
            await the_end(runner, ALICE, await runner.ask(ALICE, shared()))


async def test_questions_that_come_in_one_moment_are_counted_too(service: ContextService) -> None:
    held = Held()
    async with bounded(service, ScriptedModel(gate=held), at_once=3) as runner:
        asked = [runner.ask(ALICE, shared(str(n))) for n in range(20)]
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert sum(isinstance(each, Turn) for each in found) == 3
        assert sum(isinstance(each, Busy) for each in found) == 17
        held.open.set()


async def test_a_question_that_did_not_begin_takes_no_place(service: ContextService) -> None:
    models: list[ScriptedModel] = []

    def choose() -> ScriptedModel:
        if not models:
            raise NoModel("There is no model.")
        return models[0]

    async with TurnRunner(service, choose, bounds=AnswerBounds(1, 1_000, 60.0)) as runner:
        for _ in range(3):
            with pytest.raises(NoModel):
                await runner.ask(ALICE, shared())
        models.append(ScriptedModel())
        turn = await the_end(runner, ALICE, await runner.ask(ALICE, shared()))
        assert turn.status == "complete"


@pytest.mark.parametrize("visibility", ["shared", "private"])
@pytest.mark.parametrize("words", [3, 10_000])
async def test_an_answer_ends_at_its_size(
    service: ContextService, visibility: str, words: int
) -> None:
    model = ScriptedModel([("Why", TEXT)], words=words)
    async with bounded(service, model, size=500) as runner:
        question = Question("Why?", visibility, "sidebar")  # type: ignore[arg-type]
        turn = await the_end(runner, ALICE, await runner.ask(ALICE, question))
    assert turn.status == "partial"
    assert TEXT.startswith(turn.text)
    assert 450 < len(turn.text.encode()) <= 500
    assert "500 bytes" in str(turn.problem)
    assert "go on" in str(turn.problem)
    assert model.open_streams == 0


async def test_an_answer_that_does_not_end_ends_at_its_time(service: ContextService) -> None:
    held = Held()
    model = ScriptedModel([("Why", TEXT)], gate=held)
    async with bounded(service, model, seconds=0.2) as runner:
        turn = await the_end(runner, ALICE, await runner.ask(ALICE, shared()))
    assert turn.status == "partial"
    assert turn.text
    assert TEXT.startswith(turn.text)
    assert "answer_seconds" in str(turn.problem)
    assert model.open_streams == 0


async def test_an_answer_of_which_nothing_came_in_time_has_failed(service: ContextService) -> None:
    held = Held()
    held.from_piece = 0
    async with bounded(service, ScriptedModel(gate=held), seconds=0.1) as runner:
        turn = await the_end(runner, ALICE, await runner.ask(ALICE, shared()))
    assert (turn.status, turn.text) == ("failed", "")


class Writes:
    """A store that keeps what it was given, or takes nothing."""

    def __init__(self) -> None:
        self.grown: list[tuple[int, str]] = []
        self.fails = False
        self.full = asyncio.Event()
        self.full.set()

    async def grow_turn(self, turn: TurnId, at: int, text: str) -> None:
        await self.full.wait()
        if self.fails:
            raise StoreError("The disk is full.", "Free space.")
        self.grown.append((at, text))


async def test_a_save_writes_only_what_is_new(
    service: ContextService, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = Writes()
    monkeypatch.setattr(service.store, "grow_turn", writes.grow_turn)
    saver = TurnSaver(service)
    turn = Turn(TurnId("t_1"), "alice", "shared", "Why?", "m", "Model", 1)
    answer = GrowingAnswer(turn, shared(), lambda event: None, lambda answer: None)
    for text in ("One ", "two "):
        answer.grow(text)
        answer.flush()
        await saver.growing(answer)
    writes.fails = True
    answer.grow("three ")
    answer.flush()
    await saver.growing(answer)
    writes.fails = False
    answer.grow("four")
    answer.flush()
    writes.full.clear()
    saves = [asyncio.create_task(saver.growing(answer)) for _ in range(3)]
    await asyncio.sleep(0)
    writes.full.set()
    await asyncio.gather(*saves)
    assert writes.grown == [(0, "One "), (4, "two "), (8, "three four")]
