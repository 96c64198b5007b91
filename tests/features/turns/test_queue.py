"""One person's questions in a notebook are answered in order; a colleague's wait for nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.core.prompt import Cell
from commonground.core.question import Question
from commonground.core.turn import Turn
from commonground.errors import Busy
from commonground.features.turns import queue
from commonground.features.turns.bounds import AnswerBounds
from commonground.features.turns.runner import TurnRunner
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, Ear
from .test_runner import Held, Pages, asking_with, shared, the_end

pytestmark = pytest.mark.anyio


def from_cell(text: str, path: str = "a.ipynb") -> Question:
    """A question whose kernel does not wait for its answer."""
    return replace(shared(text), path=path, cell=f"cell-{text}", kernel_waits=False)


class Growing(Pages):
    """A notebook whose answers stand above the next question as soon as they are written."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: tuple[Cell, ...] = ()

    async def above(self, path: str, cell: str) -> tuple[Cell, ...]:
        return self.cells


async def test_the_second_question_waits_for_the_first_and_a_colleagues_does_not(
    service: ContextService,
) -> None:
    held, ear = Held(), Ear(BOB)
    service.listen(ear)
    pages = Growing()
    async with asking_with(service, ScriptedModel(gate=held), pages) as runner:
        first = await runner.ask(ALICE, from_cell("one"))
        second = await runner.ask(ALICE, from_cell("two"))
        third = await runner.ask(ALICE, from_cell("three"))
        await runner.ask(BOB, from_cell("other"))
        await runner.ask(ALICE, from_cell("elsewhere", "b.ipynb"))
        assert [turn.ahead for turn in runner.active(ALICE)] == [0, 1, 2, 0, 0]
        assert (first.ahead, second.ahead, third.ahead) == (0, 1, 2)
        pages.cells = (Cell("code", "%%ai\none", "The first answer"),)
        held.open.set()
        ended = [await the_end(runner, ALICE, turn) for turn in (first, second, third)]
    assert [turn.status for turn in ended] == ["complete"] * 3
    assert [turn.ahead for turn in ended] == [0, 0, 0]
    told = [e["turn"].get("ahead", 0) for e in ear.of("turn") if e["turn"]["id"] == third.id]
    assert told == [2, 1, 0, 0, 0]


async def test_a_question_that_waited_is_shown_what_was_answered_meanwhile(
    service: ContextService,
) -> None:
    held, pages = Held(), Growing()
    model = ScriptedModel(gate=held)
    async with asking_with(service, model, pages) as runner:
        first = await runner.ask(ALICE, from_cell("one"))
        second = await runner.ask(ALICE, from_cell("two"))
        pages.cells = (Cell("code", "%%ai\none", "The answer to one"),)
        held.open.set()
        for turn in (first, second):
            await the_end(runner, ALICE, turn)
    assert "The answer to one" in str(model.prompts[-1])
    assert "The answer to one" not in str(model.prompts[0])


async def test_one_that_waits_can_be_stopped_and_holds_nobody_up(service: ContextService) -> None:
    held = Held()
    async with asking_with(service, ScriptedModel(gate=held), Pages()) as runner:
        first = await runner.ask(ALICE, from_cell("one"))
        second = await runner.ask(ALICE, from_cell("two"))
        third = await runner.ask(ALICE, from_cell("three"))
        stopped = await runner.stop(ALICE, second.id)
        assert (stopped.status, stopped.text) == ("partial", "")
        assert "Alice" in str(stopped.problem)
        assert (await runner.turn(ALICE, third.id))[0].ahead == 1
        held.open.set()
        assert (await the_end(runner, ALICE, third)).status == "complete"
        assert (await the_end(runner, ALICE, first)).status == "complete"
        assert runner.active(ALICE) == ()


async def test_those_that_wait_take_no_place_among_the_answers_under_way(
    service: ContextService,
) -> None:
    held = Held()
    bounds = AnswerBounds(1, 1_000_000, 60.0)
    async with TurnRunner(
        service, lambda: ScriptedModel(gate=held), notebooks=Pages(), bounds=bounds
    ) as runner:
        asked = [await runner.ask(ALICE, from_cell(str(n))) for n in range(4)]
        with pytest.raises(Busy):
            await runner.ask(ALICE, shared("from the panel"))
        held.open.set()
        ended: list[Turn] = [await the_end(runner, ALICE, turn) for turn in asked]
        assert [turn.status for turn in ended] == ["complete"] * 4
        last = await runner.ask(ALICE, shared("from the panel"))
        assert (await the_end(runner, ALICE, last)).status == "complete"


async def test_so_many_may_wait(service: ContextService) -> None:
    held = Held()
    async with asking_with(service, ScriptedModel(gate=held), Pages()) as runner:
        for number in range(queue.MOST_WAITING + 1):
            await runner.ask(ALICE, from_cell(str(number)))
        with pytest.raises(Busy) as refused:
            await runner.ask(ALICE, from_cell("one too many"))
        assert "wait" in str(refused.value)
        for turn in reversed(runner.active(ALICE)):
            await runner.stop(ALICE, turn.id)
