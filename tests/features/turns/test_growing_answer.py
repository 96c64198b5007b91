"""An answer that grows: sent in beats, followed from its beginning by whoever comes when."""

from __future__ import annotations

import asyncio

import pytest

from commonground.core.question import Question
from commonground.core.turn import Turn, TurnId
from commonground.features.turns.growing_answer import BEAT, GrowingAnswer
from commonground.features.turns.views import DeltaEvent, TurnEvent
from commonground.service.events import FeedEvent

pytestmark = pytest.mark.anyio

TURN = Turn(TurnId("t_1"), "alice", "shared", "Why?", "m", "Model", 1)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def growing() -> tuple[GrowingAnswer, list[FeedEvent], list[str]]:
    told: list[FeedEvent] = []
    saved: list[str] = []
    question = Question("Why?", "shared", "cell")
    answer = GrowingAnswer(TURN, question, told.append, lambda a: saved.append(a.text))
    return answer, told, saved


def deltas(told: list[FeedEvent]) -> list[tuple[int, str]]:
    return [(event.seq, event.text) for event in told if isinstance(event, DeltaEvent)]


async def heard(answer: GrowingAnswer) -> str:
    return "".join([text async for text in answer.follow()])


async def test_pieces_within_a_beat_are_one_delta_and_the_first_is_sent_at_once() -> None:
    answer, told, saved = growing()
    for piece in ("So", " it", "", " is"):
        answer.grow(piece)
    assert deltas(told) == [(1, "So")]
    assert answer.has_text
    await asyncio.sleep(2 * BEAT)
    assert deltas(told) == [(1, "So"), (2, " it is")]
    assert answer.so_far.text == "So it is"
    assert saved == ["So"], "once a second"


async def test_who_comes_late_hears_all_of_it_and_the_end() -> None:
    answer, told, _ = growing()
    early = asyncio.create_task(heard(answer))
    answer.grow("One ")
    await asyncio.sleep(0)
    late = asyncio.create_task(heard(answer))
    answer.grow("two")
    answer.flush()
    waiting = asyncio.create_task(answer.until_ended())
    await asyncio.sleep(0)
    assert not waiting.done()
    answer.end()
    assert [*await asyncio.wait_for(asyncio.gather(early, late), 5)] == ["One two", "One two"]
    await asyncio.wait_for(waiting, 5)
    assert isinstance(told[-1], TurnEvent)
    assert await asyncio.wait_for(heard(answer), 5) == "One two"
