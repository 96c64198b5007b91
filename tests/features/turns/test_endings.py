"""How a turn ends, in words that hold no secret; and who may name it."""

from __future__ import annotations

from random import Random

import pytest

from commonground.ai.failures import translate
from commonground.ai.scripted import ScriptedModel
from commonground.ai.secret import Secret
from commonground.core.prompt import Prompt
from commonground.core.question import Question
from commonground.errors import ModelBroken, ModelRequest, UnknownId
from commonground.features.messages.commands import Announce
from commonground.features.turns.runner import TurnRunner
from commonground.features.turns.thread_commands import Join, OpenThread
from commonground.service.guarded_model import GuardedModel
from commonground.service.writer import ContextService
from tests.data.gate.shapes import SHAPES

from ...service.conftest import ALICE, BOB
from .test_runner import asking_with, shared, the_end

pytestmark = pytest.mark.anyio

TOKEN = SHAPES["github"](Random(3))
PASSWORD = "kX9#mQ2!vT7p"


def quoting() -> ModelRequest:
    return ModelRequest(
        f"Model: refused. It said: “no {TOKEN} or password={PASSWORD} by ada@acme-mail.de”.",
        f"Look at https://ada:{PASSWORD}@models.acme-mail.de/v1.",
    )


@pytest.mark.parametrize("visibility", ["shared", "private"])
async def test_what_a_models_server_quotes_passes_the_gate(
    service: ContextService, visibility: str
) -> None:
    model = ScriptedModel(fail_after=0, failure=quoting())
    async with asking_with(service, model) as asking:
        asked = await asking.ask(ALICE, Question("Why?", visibility, "sidebar"))  # type: ignore[arg-type]
        turn = await the_end(asking, ALICE, asked)
    kept = await service.store.get_turn(turn.id)
    assert kept is not None
    assert turn.status == "failed"
    for said in (str(turn.problem), str(kept.problem)):
        assert said.startswith("Model: refused. It said: “no [redacted: GitHub token]")
        for secret in (TOKEN, PASSWORD, "ada@acme-mail.de"):
            assert secret not in said


async def test_an_error_of_a_model_drags_no_secret_along(service: ContextService) -> None:
    model = GuardedModel(ScriptedModel(fail_after=0, failure=quoting()), service.gate)
    with pytest.raises(ModelRequest) as caught:
        async with model.stream(Prompt("", "", "", "Why?")) as pieces:
            [piece async for piece in pieces]
    whole = f"{caught.value!s} {caught.value.args} {caught.value.__cause__}"
    assert TOKEN not in whole
    assert PASSWORD not in whole


async def test_why_there_is_no_model_passes_the_gate(service: ContextService) -> None:
    def broken() -> ScriptedModel:
        raise ModelBroken(f"Nobody at https://ada:{PASSWORD}@models.acme-mail.de", "Look there.")

    async with TurnRunner(service, broken) as asking:
        info, problem = asking.model_info()
    assert info is None
    assert "Nobody at https://ada:[redacted" in str(problem)
    assert PASSWORD not in str(problem)


@pytest.mark.parametrize("text", ["", " \n"])
async def test_an_empty_answer_is_said_to_be_empty(service: ContextService, text: str) -> None:
    async with asking_with(service, ScriptedModel([("Why", text)])) as asking:
        turn = await the_end(asking, ALICE, await asking.ask(ALICE, shared()))
    assert turn.status == "failed"
    assert turn.problem == "The model answered with nothing. Ask again, or in other words."


@pytest.mark.parametrize(
    ("reason", "text", "status", "said"),
    [
        ("refusal", "", "failed", "refused to answer"),
        ("refusal", "I will", "partial", "refused to answer"),
        ("pause_turn", "First", "partial", "paused"),
        ("tool_use", "", "failed", "asked for a tool"),
        ("model_context_window_exceeded", "Half", "partial", "window was full"),
        ("max_tokens", "Half", "complete", "length limit"),
        ("max_tokens", "", "failed", "length limit"),
        ("end_turn", "Whole", "complete", None),
        ("stop_sequence", "Whole", "complete", None),
    ],
)
async def test_the_providers_word_for_the_end_is_said_with_what_to_do(
    service: ContextService, reason: str, text: str, status: str, said: str | None
) -> None:
    async with asking_with(service, ScriptedModel([("Why", text)], stop_reason=reason)) as asking:
        turn = await the_end(asking, ALICE, await asking.ask(ALICE, shared()))
    assert (turn.status, turn.text) == (status, text)
    assert turn.problem is None if said is None else said in str(turn.problem)


async def test_nobody_names_a_turn_that_they_may_not_read(service: ContextService) -> None:
    async with asking_with(service, ScriptedModel()) as asking:
        hers = await asking.ask(ALICE, Question("Secretly?", "private", "sidebar"))
        public = await asking.ask(ALICE, Question("Openly?", "shared", "sidebar"))
        for turn in (hers, public):
            await the_end(asking, ALICE, turn)
    opened = await service.run(BOB, OpenThread(title="Money"), source="sidebar")
    thread = str(opened.thing)
    for key in (hers.id, "t_made_up"):
        with pytest.raises(UnknownId, match="no such turn"):
            await service.run(BOB, Join(thread=thread, turn=key), source="sidebar")
        with pytest.raises(UnknownId, match="no such turn"):
            await service.run(
                BOB, Announce(to=["@alice"], title="Look", turn=key), source="sidebar"
            )
    await service.run(ALICE, Join(thread=thread, turn=hers.id), source="sidebar")
    await service.run(BOB, Join(thread=thread, turn=public.id), source="sidebar")


def test_a_quotation_ends_before_what_to_do() -> None:
    class BadRequestError(Exception):
        api_message = "max_tokens: must be positive"

    error = translate(BadRequestError(), ScriptedModel().info, Secret(""))
    assert (
        str(error)
        == "scripted model: the server refused the request. It said: “max_tokens: must be "
        "positive”. Change the question, or check COMMONGROUND_MODEL and max_tokens."
    )
