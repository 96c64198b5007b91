"""An answer once more, a question that follows it up, and what people think of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.core.question import Question
from commonground.service.writer import ContextService
from tests.live import LiveServer, Person

from ...service.conftest import ALICE, BOB
from .test_runner import asking_with, the_end


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with LiveServer(tmp_path_factory.mktemp("again"), name="again") as live:
        yield live


def call(
    server: LiveServer, who: Person, method: str, path: str, body: Any = None
) -> tuple[int, Any]:
    headers = {"Authorization": f"token {who.token}"}
    url = f"{server.api}/{path}"
    answer = httpx.request(method, url, json=body, headers=headers, trust_env=False, timeout=60)
    return answer.status_code, answer.json()


def asked(server: LiveServer, who: Person, question: str, **fields: Any) -> str:
    body = {"question": question, "visibility": "shared", **fields}
    status, found = call(server, who, "POST", "turns", body)
    assert status == 202, found
    return ended(server, who, found["turn"]["id"])


def ended(server: LiveServer, who: Person, turn: str) -> str:
    with server.client(who) as client:
        *_, last = client.stream(turn)
    assert getattr(last, "status", "") == "complete"
    return turn


@pytest.fixture(scope="module")
def people(server: LiveServer) -> tuple[Person, Person, Person]:
    return (
        server.invite("Alice Adams"),
        server.invite("Bob Brown"),
        server.invite("Rita Reader", "reader"),
    )


# What a follow-up's model is shown


@pytest.mark.anyio
@pytest.mark.parametrize("visibility", ["shared", "private"])
async def test_a_follow_up_is_shown_the_answers_before_it(
    service: ContextService, visibility: Any
) -> None:
    model = ScriptedModel([("first", "Cents, since floats drift."), ("second", "Half up.")])
    async with asking_with(service, model) as runner:
        turn = await runner.ask(ALICE, Question("The first?", visibility, "sidebar"))
        await the_end(runner, ALICE, turn)
        for text in ("The second?", "The third?"):
            turn = await runner.ask(ALICE, Question(text, visibility, "sidebar", about=turn.id))
            await the_end(runner, ALICE, turn)
    last = str(model.prompts[-1])
    places = [last.find(text) for text in ("The first?", "floats drift", "The second?", "Half up")]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.anyio
async def test_a_shared_follow_up_is_shown_no_private_answer(service: ContextService) -> None:
    model = ScriptedModel([("secret", "canary-4711")])
    async with asking_with(service, model) as runner:
        own = await runner.ask(ALICE, Question("My secret?", "private", "sidebar"))
        await the_end(runner, ALICE, own)
        for member in (ALICE, BOB):
            question = Question("And then?", "shared", "sidebar", about=own.id)
            await the_end(runner, member, await runner.ask(member, question))
    assert "canary" not in str(model.prompts[1:])


def test_a_private_answer_is_followed_up_in_private_only(
    server: LiveServer, people: tuple[Person, Person, Person]
) -> None:
    alice, bob, _ = people
    own = asked(server, alice, "Mine?", visibility="private")
    body = {"question": "And?", "visibility": "shared", "follows": own}
    status, said = call(server, alice, "POST", "turns", body)
    assert (status, said["code"]) == (400, "invalid_command")
    assert "private" in said["remedy"]
    assert call(server, bob, "POST", "turns", body | {"visibility": "private"})[0] == 404
    asked(server, alice, "And?", visibility="private", follows=own)


# The same question once more


def test_a_question_is_asked_once_more_in_the_name_of_who_wants_it(
    server: LiveServer, people: tuple[Person, Person, Person]
) -> None:
    alice, bob, rita = people
    first = asked(server, alice, "Why cents?")
    status, found = call(server, bob, "POST", f"turns/{first}/again", {})
    assert status == 202, found
    again = found["turn"]
    assert (again["question"], again["asker"]) == ("Why cents?", bob.username)
    assert again["id"] != first
    ended(server, bob, again["id"])
    assert call(server, rita, "POST", f"turns/{first}/again", {})[0] == 403
    own = asked(server, alice, "Mine once more?", visibility="private")
    assert call(server, bob, "POST", f"turns/{own}/again", {})[0] == 404
    _, found = call(server, alice, "POST", f"turns/{own}/again", {})
    assert found["turn"]["visibility"] == "private"


# Thumbs


def ratings(server: LiveServer, who: Person, turn: str) -> list[tuple[str, str]]:
    _, found = call(server, who, "GET", "ratings")
    return [(r["by"], r["value"]) for r in found["ratings"] if r["turn"] == turn]


def test_thumbs_of_a_shared_answer_are_everybodys_with_whose_they_are(
    server: LiveServer, people: tuple[Person, Person, Person]
) -> None:
    alice, bob, rita = people
    turn = asked(server, alice, "Is it good?")
    for who, value in ((alice, "up"), (bob, "down"), (bob, "down")):
        status, _ = call(server, who, "POST", f"turns/{turn}/rating", {"value": value})
        assert status == 200
    both = [(alice.username, "up"), (bob.username, "down")]
    assert ratings(server, rita, turn) == both
    call(server, bob, "POST", f"turns/{turn}/rating", {"value": None})
    assert ratings(server, rita, turn) == both[:1]
    call(server, alice, "POST", f"turns/{turn}/rating", {"value": "down"})
    assert ratings(server, bob, turn) == [(alice.username, "down")]
    assert call(server, rita, "POST", f"turns/{turn}/rating", {"value": "up"})[0] == 403
    assert call(server, bob, "POST", f"turns/{turn}/rating", {"value": "best"})[0] == 400


def test_thumbs_of_a_private_answer_are_its_askers_alone(
    server: LiveServer, people: tuple[Person, Person, Person]
) -> None:
    alice, bob, _ = people
    own = asked(server, alice, "Mine, is it good?", visibility="private")
    call(server, alice, "POST", f"turns/{own}/rating", {"value": "up"})
    assert ratings(server, alice, own) == [(alice.username, "up")]
    _, everything = call(server, bob, "GET", "ratings")
    assert own not in str(everything)
    assert call(server, bob, "POST", f"turns/{own}/rating", {"value": "up"})[0] == 404
