"""A server of models on this machine is offered to the owner, and asked once it was chosen."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from commonground.core.turn import Turn
from tests.ai.conftest import needs_embedded
from tests.ai.nearby_server import OLLAMA, NearbyServer
from tests.live import LiveServer

pytestmark = needs_embedded


@pytest.fixture(scope="module")
def ollama() -> Iterator[NearbyServer]:
    with NearbyServer(OLLAMA) as server:
        yield server


@pytest.fixture(scope="module")
def live(ollama: NearbyServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder, environ = tmp_path_factory.mktemp("nearby"), {"COMMONGROUND_LOCAL_SERVERS": ollama.url}
    with LiveServer(folder, name="nearby", model=None, environ=environ) as server:
        yield server


def ask(live: LiveServer, person: object, question: str) -> Turn:
    client = live.client(person)  # type: ignore[arg-type]
    *_, turn = client.stream(client.ask(question).id)
    assert isinstance(turn, Turn)
    return turn


def test_the_owner_decides_and_may_change_it_and_nothing_goes_there_before(
    live: LiveServer, ollama: NearbyServer
) -> None:
    olga, bob = live.invite("Olga Owner", "owner"), live.invite("Bob")
    assert ask(live, bob, "Which conventions hold?").model_label.startswith("demo model")
    found = live.ask(olga, "GET", "models/nearby")
    assert found == {
        "fixed": False,
        "asked": False,
        "chosen": None,
        "servers": [{"program": "Ollama", "url": ollama.url, "models": ["qwen3:8b", "gemma3:4b"]}],
    }
    assert live.ask(bob, "GET", "models/nearby")["servers"] == []
    assert not any(body for _, body in ollama.asked), "nothing of anybody's was sent"

    choice = {"program": "Ollama", "url": ollama.url, "model": "qwen3:8b"}
    with pytest.raises(httpx.HTTPStatusError, match="403"):
        live.ask(
            bob, "POST", "commands", {"command": "set", "name": "local-model", "value": choice}
        )
    live.client(olga).command("set", name="local-model", value=choice)
    turn = ask(live, bob, "Which conventions hold?")
    assert (turn.text, turn.model_label) == ("I run here.", "qwen3:8b (Ollama on this machine)")
    assert turn.cost == 0.0
    assert live.ask(bob, "GET", "status")["model"]["kind"] == "local"
    questions = [str(sent["messages"]) for _, sent in ollama.asked if sent]
    assert "Which conventions hold?" in questions[0], "what it can do is found out afterwards"

    live.client(olga).command("set", name="local-model", value="no")
    assert live.ask(olga, "GET", "models/nearby")["asked"]
    assert ask(live, bob, "Which conventions hold?").model_label.startswith("demo model")


@pytest.mark.parametrize(
    "value",
    [
        "yes",
        {"program": "Ollama", "url": "http://example.com", "model": "m"},
        {"program": "Ollama", "url": "http://127.0.0.1:1/v1", "model": "m"},
        {"program": "Ollama", "url": "http://127.0.0.1:1"},
        {"program": "Ollama", "url": "http://127.0.0.1:1", "model": 7},
    ],
)
def test_nothing_but_a_server_on_loopback_can_be_chosen(live: LiveServer, value: object) -> None:
    olga = live.invite("Olga Owner", "owner")
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        live.ask(
            olga, "POST", "commands", {"command": "set", "name": "local-model", "value": value}
        )


def test_one_that_is_not_looked_for_is_never_asked(live: LiveServer) -> None:
    """Another port of the machine may be anything."""
    with NearbyServer(OLLAMA) as strange:
        olga = live.invite("Olga Owner", "owner")
        value = {"program": "Ollama", "url": strange.url, "model": "qwen3:8b"}
        live.client(olga).command("set", name="local-model", value=value)
        assert ask(live, olga, "Which conventions hold?").model_label.startswith("demo model")
        assert strange.asked == []
        live.client(olga).command("set", name="local-model", value=None)
