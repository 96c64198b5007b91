"""Servers of models on this machine: found without a word of anybody's, asked only when chosen."""

from __future__ import annotations

import pytest

from commonground.ai.base import Done, Model, TextPiece
from commonground.ai.chosen import NOBODY, ChosenModel
from commonground.ai.nearby import (
    SURE_FOR,
    USUAL,
    Nearby,
    NearbyModel,
    addresses_from,
    is_loopback,
    look,
)
from commonground.ai.scripted import ScriptedModel
from commonground.ai.secret import Secret
from commonground.ai.select import Settings, is_open, rates_for
from commonground.core.prompt import Prompt
from commonground.errors import ModelBroken, NoModel

from .nearby_server import LLAMA_CPP, OLLAMA, OTHER, NearbyServer

pytestmark = pytest.mark.anyio


async def said(model: Model, prompt: Prompt) -> str:
    async with model.stream(prompt) as pieces:
        found = [piece async for piece in pieces]
    assert isinstance(found[-1], Done)
    return "".join(piece.text for piece in found if isinstance(piece, TextPiece))


async def test_ollama_and_llama_cpp_are_found_with_their_models_and_sent_nothing() -> None:
    with NearbyServer(OLLAMA) as one, NearbyServer(LLAMA_CPP) as two, NearbyServer(OTHER) as other:
        found = await look([one.url, two.url, other.url])
        assert found == (
            Nearby("Ollama", one.url, ("qwen3:8b", "gemma3:4b")),
            Nearby("llama.cpp", two.url, ("granite.gguf",)),
        )
        bodies = [body for server in (one, two, other) for _, body in server.asked if body]
        assert bodies == []


async def test_one_without_the_messages_api_is_none_and_neither_is_nobody() -> None:
    with NearbyServer(OLLAMA, messages=False) as old:
        gone = old.url
        assert await look([old.url]) == ()
    assert await look([gone]) == ()


@pytest.mark.parametrize("shows", [{"/api/version": [1]}, {"/api/version": "x"}, {}])
async def test_whatever_else_answers_there_is_none(shows: dict[str, object]) -> None:
    with NearbyServer(shows) as server:
        assert await look([server.url]) == ()


@pytest.mark.parametrize(
    ("said_", "addresses"),
    [
        (None, USUAL),
        ("", ()),
        ("http://127.0.0.1:1234/, http://[::1]:9", ("http://127.0.0.1:1234", "http://[::1]:9")),
        ("http://example.com, http://10.0.0.1:80, https://127.0.0.1, http://a@127.0.0.1", ()),
    ],
)
def test_only_loopback_is_looked_at(said_: str | None, addresses: tuple[str, ...]) -> None:
    environ = {} if said_ is None else {"COMMONGROUND_LOCAL_SERVERS": said_}
    assert addresses_from(environ) == addresses


@pytest.mark.parametrize(
    "url", ["http://localhost:1", "http://127.0.0.1:1/x", "nonsense", "http://0x7f.1"]
)
def test_a_name_or_a_path_is_no_loopback_address(url: str) -> None:
    assert not is_loopback(url)


async def test_a_chosen_one_answers_and_costs_nothing(prompt: Prompt) -> None:
    with NearbyServer(OLLAMA) as server:
        model = NearbyModel(Nearby("Ollama", server.url, ()), "qwen3:8b")
        assert model.info.label == "qwen3:8b (Ollama on this machine)"
        assert rates_for(Settings(), model.info, 10) is not None
        assert await said(model, prompt) == "I run here."
        path, body = server.asked[-1]
        assert (path, body["model"]) == ("/v1/messages", "qwen3:8b")
        await model.close()


async def test_another_program_at_that_address_is_sent_nothing(prompt: Prompt) -> None:
    now = 0.0
    with NearbyServer(OLLAMA) as server:
        model = NearbyModel(Nearby("Ollama", server.url, ()), "qwen3:8b", clock=lambda: now)
        await said(model, prompt)
        server.shows = OTHER
        now = SURE_FOR + 1
        server.asked.clear()
        with pytest.raises(ModelBroken, match="Ollama does not answer at"):
            await said(model, prompt)
        assert not any(body for _, body in server.asked)
        await model.close()


async def test_the_choice_may_change_while_the_server_runs(prompt: Prompt) -> None:
    with NearbyServer(OLLAMA) as server:
        ollama, choice = Nearby("Ollama", server.url, ()), None
        model = ChosenModel(lambda: choice, NearbyModel, lambda: ScriptedModel(default="Usual."))
        assert (model.info.kind, await said(model, prompt)) == ("scripted", "Usual.")
        choice = (ollama, "qwen3:8b")
        assert (model.info.kind, await said(model, prompt)) == ("local", "I run here.")
        choice = None
        assert await said(model, prompt) == "Usual."
        await model.close()


def test_without_a_usual_one_it_is_nobody_and_says_so_when_asked() -> None:
    def none() -> Model:
        raise NoModel("No model is set up.", "Set a key.")

    model = ChosenModel(lambda: None, NearbyModel, none)
    assert model.info == NOBODY
    with pytest.raises(NoModel):
        model.now()


def test_a_key_an_address_or_a_kind_leaves_nothing_to_choose() -> None:
    assert is_open(Settings(model="m"))
    for settings in (
        Settings(key=Secret("k")),
        Settings(base_url="http://x"),
        Settings(kind="embedded"),
    ):
        assert not is_open(settings)
