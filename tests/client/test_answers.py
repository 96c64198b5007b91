"""Answers are read as the server declares them; what does not fit is said, with both versions."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import httpx2
import pytest

from commonground import __version__
from commonground.client.client import Client
from commonground.core.magic import Magic
from commonground.core.views import VERSION_HEADER
from commonground.errors import NetworkError, UnexpectedAnswer

from ..kernel.answering import STATUS, a_turn

DECLARED: dict[str, Any] = json.loads(
    files("commonground.server").joinpath("openapi.json").read_text(encoding="utf-8")
)
CALLS: dict[str, Callable[[Client], object]] = {
    "status": lambda client: client.status(),
    "entries": lambda client: client.entries(),
    "exceptions": lambda client: client.exceptions(),
    "instructions": lambda client: client.instructions(),
    "suggested_areas": lambda client: client.suggested_areas(),
    "exchange.records": lambda client: list(client.exchange.records()),
    "exchange.bring": lambda client: client.exchange.bring({"file": "f", "records": []}),
    "jobs.listed": lambda client: client.jobs.listed(),
    "jobs.cancel": lambda client: client.jobs.cancel("j_1"),
    "work.now": lambda client: client.work.now(),
    "work.report": lambda client: client.work.report({"clone": "c1", "files": []}),
    "work.drop": lambda client: client.work.drop("c1"),
    "work.check": lambda client: client.work.check({"files": []}),
    "work.notices": lambda client: client.work.notices(-1, 0),
    "tokens.new": lambda client: client.tokens.new("cursor", ["read"], 90),
    "tokens.listed": lambda client: client.tokens.listed(),
    "tokens.revoke": lambda client: client.tokens.revoke("k_1"),
    "rescue": lambda client: client.rescue(),
    "handoff": lambda client: client.handoff(zone="Europe/Berlin"),
    "acknowledge_handoff": lambda client: client.acknowledge_handoff(1, "All of it"),
    "command": lambda client: client.command("add", kind="note", title="t"),
    "sprint": lambda client: client.sprint("Ship it"),
    "run_magic": lambda client: client.run_magic("m-1", Magic("cg", False, "status"), {}),
    "lookup.names": lambda client: client.lookup.names("member"),
    "lookup.near": lambda client: client.lookup.near("r_1"),
    "lookup.asked_before": lambda client: client.lookup.asked_before("Why?", "shared"),
    "lookup.references": lambda client: client.lookup.references("@"),
    "say": lambda client: client.say("sprint"),
    "ask": lambda client: client.ask("Why?"),
    "turn": lambda client: client.turn("t_1"),
    "stop": lambda client: client.stop("t_1"),
    "stream": lambda client: list(client.stream("t_1")),
    "sprint, of a cell": lambda client: client.sprint(msg_id="m-1"),
    "stop, of a cell": lambda client: client.stop("t_1", msg_id="m-1"),
    "stream, of a cell": lambda client: list(client.stream("t_1", msg_id="m-1")),
}
"""Each call that asks the server something."""


def answered_with(
    text: str, version: str | None = __version__, **options: Any
) -> tuple[Client, list[httpx2.Request]]:
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        headers = {} if version is None else {VERSION_HEADER: version}
        return httpx2.Response(200, text=text, headers=headers)

    transport = httpx2.MockTransport(answer)
    token = options or {"token": "alices-token"}
    return Client("http://127.0.0.1:1/commonground/api", transport=transport, **token), asked


def test_every_call_is_in_the_list() -> None:
    named = dict(inspect.getmembers(Client, inspect.isfunction))
    public = {name for name in named if not name.startswith("_")} - {"close"}
    for part in ("exchange", "jobs", "lookup", "tokens", "work"):
        kind = type(getattr(Client("http://127.0.0.1:1", token="t"), part))
        named = dict(inspect.getmembers(kind, inspect.isfunction))
        public |= {f"{part}.{name}" for name in named if not name.startswith("_")}
    assert {call.partition(",")[0] for call in CALLS} == public


def declared(request: httpx2.Request) -> set[str]:
    """The names of the views that the description promises for that request."""
    path = request.url.path.removeprefix("/commonground/api")
    for template, operations in DECLARED["paths"].items():
        operation = operations.get(request.method.lower())
        if operation and re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path):
            found = next(a for code, a in operation["responses"].items() if code.startswith("2"))
            return set(re.findall(r"schemas/(\w+)", json.dumps(found)))
    raise AssertionError(f"{request.method} {path} is not described")


@pytest.mark.parametrize("name", CALLS)
def test_each_answer_is_read_as_the_view_that_the_server_declares(name: str) -> None:
    client, asked = answered_with("7\n")
    with pytest.raises(UnexpectedAnswer) as caught:
        CALLS[name](client)
    place = re.search(r"\((\S+): ", caught.value.message)
    assert place is not None
    assert set(re.findall(r"\w+", place[1])) - {
        "union",
        "tagged",
        "function",
        "before",
    } == declared(asked[0])


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("text", ["{}", "[]", "null", "no JSON", '{"turn": {}}', '{"entry": 1}'])
def test_an_answer_of_another_shape_names_both_versions_and_what_to_do(
    name: str, text: str
) -> None:
    client, _ = answered_with(f"{text}\n", "9.1.0")
    with pytest.raises(UnexpectedAnswer) as caught:
        CALLS[name](client)
    assert f"The server is Common Ground 9.1.0, this is {__version__}." in caught.value.message
    assert "pip install jupyter-commonground==9.1.0" in caught.value.remedy
    in_kernel, _ = answered_with(f"{text}\n", "9.1.0", kernel_token="kernels")
    with pytest.raises(UnexpectedAnswer, match="Restart the kernel"):
        CALLS[name](in_kernel)


def test_a_field_that_is_missing_or_mistyped_is_named() -> None:
    for broken, place in (
        ({**STATUS, "user": {**STATUS["user"], "role": "king"}}, "StatusAnswer.user.role"),
        ({k: v for k, v in STATUS.items() if k != "model"}, "StatusAnswer.model"),
    ):
        client, _ = answered_with(json.dumps(broken))
        with pytest.raises(UnexpectedAnswer) as caught:
            client.status()
        assert f"({place}: " in caught.value.message
        assert "The server is" not in caught.value.message
        assert "log" in caught.value.remedy


def test_what_tells_no_version_is_no_server_of_ours() -> None:
    client, _ = answered_with('{"status": "ok"}', None)
    with pytest.raises(NetworkError, match="is no Common Ground server") as caught:
        client.status()
    assert type(caught.value) is NetworkError


def test_what_a_newer_server_adds_is_passed_over() -> None:
    newer = {**STATUS, "mood": "fine", "user": {**STATUS["user"], "pronouns": "they"}}
    client, _ = answered_with(json.dumps(newer), "9.1.0")
    assert client.status() == STATUS
    ended = a_turn("complete", "Cents.")
    turn = {"turn": {**ended.to_wire(), "mood": "fine"}, "seq": 1}
    client, _ = answered_with(json.dumps(turn) + "\n", "9.1.0")
    assert client.turn("t_1") == ended
    assert list(client.stream("t_1")) == [ended]
