"""Commands over the feed's socket of a real server: as over HTTP, in order, and each id once."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import websocket

from commonground.core.command import MAX_DEPTH, MAX_REQUEST
from commonground.server.command_frames import ENVELOPE
from commonground.server.socket_commands import WAITING
from tests.live import LiveServer, Person
from tests.server.commanding import CommandSocket
from tests.server.conftest import SHARED_TOKEN
from tests.server.state import refused, state

KEY = "AKIA" + "QYLPMN5HHHFPZAM2"
"""Of the form of a cloud's access key, and nobody's."""


@pytest.fixture(scope="module")
def olga(server: LiveServer) -> Person:
    return server.invite("Olga Owner", "owner")


@pytest.fixture
def socket(server: LiveServer, olga: Person) -> Iterator[CommandSocket]:
    made = CommandSocket(server, olga.token)
    yield made
    made.close()


def add(title: str, **fields: Any) -> dict[str, Any]:
    return {"command": "add", "kind": "knowledge", "title": title, **fields}


def post(server: LiveServer, who: Person, body: Any, key: str | None = None) -> httpx.Response:
    headers = {"Authorization": f"token {who.token}"}
    headers |= {} if key is None else {"Idempotency-Key": key}
    url = f"{server.api}/commands"
    return httpx.post(url, json=body, headers=headers, trust_env=False, timeout=30)


def titles(server: LiveServer, who: Person) -> list[str]:
    with server.client(who) as client:
        return [r["title"] for entry in client.entries() for r in entry["revisions"]]


def without_ids(value: Any) -> Any:
    """The shape of an outcome: ids and times are each command's own."""
    if isinstance(value, dict):
        return {k: without_ids(v) for k, v in value.items() if k not in ("id", "at", "created_at")}
    if isinstance(value, list):
        return [without_ids(inner) for inner in value]
    return value[:2] if isinstance(value, str) and value[:2] in ("e_", "r_") else value


def test_a_command_is_answered_as_over_http(
    server: LiveServer, olga: Person, socket: CommandSocket
) -> None:
    sent = socket.command(add("The same either way", body="Said once."))
    asked = post(server, olga, add("The same either way", body="Said once."))
    assert (sent["status"], asked.status_code) == (200, 200)
    assert without_ids(sent["outcome"]) == without_ids(asked.json())
    assert titles(server, olga).count("The same either way") == 2


@pytest.mark.parametrize(
    "body",
    [
        {"command": "edit", "entry": "e_none", "heads": ["r_none"], "title": "x"},
        {"command": "nothing"},
        {"command": "add", "kind": "work"},
        {"command": "add", "kind": "work", "title": "x", "author": "olga"},
        {"command": "set", "name": "policy:work", "value": "never"},
        {"command": "add", "kind": "work", "title": f"The key is {KEY}"},
    ],
    ids=lambda body: "-".join(map(str, body))[:40],
)
def test_an_error_is_answered_as_over_http(
    server: LiveServer, olga: Person, socket: CommandSocket, body: dict[str, Any]
) -> None:
    sent, asked = socket.command(body), post(server, olga, body)
    assert sent["status"] == asked.status_code >= 400
    assert without_ids(sent["error"]) == without_ids(asked.json())


def test_a_secret_is_kept_back_and_the_answer_holds_the_findings(
    server: LiveServer, olga: Person, socket: CommandSocket
) -> None:
    error = socket.command(add("How we deploy", body=f"With {KEY}."))["error"]
    assert error["code"] == "quarantined"
    assert error["findings"]
    assert error["note"]
    assert KEY not in json.dumps(error)
    assert "How we deploy" not in titles(server, olga)


def test_commands_of_one_socket_keep_their_order(
    server: LiveServer, olga: Person, socket: CommandSocket
) -> None:
    ids = [uuid.uuid4().hex for _ in range(20)]
    for number, id in enumerate(ids):
        socket.send({"type": "command", "id": id, "command": add(f"Number {number}")})
    answers = [socket.answer() for _ in ids]
    assert [a["id"] for a in answers] == ids
    numbers = [t for t in titles(server, olga) if t.startswith("Number ")]
    assert sorted(numbers) == sorted(f"Number {n}" for n in range(20))
    times = [a["outcome"]["entry"]["created_at"] for a in answers]
    assert times == sorted(times)


def test_too_many_under_way_are_refused_and_the_others_carried_out(
    server: LiveServer, olga: Person, socket: CommandSocket
) -> None:
    many = 10 * WAITING
    frames = {uuid.uuid4().hex: f"Flood {n} {uuid.uuid4().hex}" for n in range(many)}
    for id, title in frames.items():
        socket.send({"type": "command", "id": id, "command": add(title)})
    answers = {(a := socket.answer())["id"]: a for _ in range(many)}
    assert set(answers) == set(frames)
    refusals = [a["error"] for a in answers.values() if a["status"] != 200]
    assert refusals
    assert {e["code"] for e in refusals} == {"busy"}
    found = set(titles(server, olga))
    for id, title in frames.items():
        assert (title in found) == (answers[id]["status"] == 200)


def test_a_client_that_goes_away_does_not_cancel_its_command(
    server: LiveServer, olga: Person
) -> None:
    leaving = CommandSocket(server, olga.token)
    id, title = uuid.uuid4().hex, f"Sent while leaving {uuid.uuid4().hex}"
    leaving.send({"type": "command", "id": id, "command": add(title)})
    leaving.socket.shutdown()
    answer = post(server, olga, add(title), id)
    assert answer.status_code == 200
    assert titles(server, olga).count(title) == 1


# Each id once


def test_a_retry_over_http_or_another_socket_gets_the_first_outcome(
    server: LiveServer, olga: Person, socket: CommandSocket
) -> None:
    id, body = uuid.uuid4().hex, add(f"Only once {uuid.uuid4().hex}")
    first = socket.command(body, id)["outcome"]
    other = CommandSocket(server, olga.token)
    assert post(server, olga, body, id).json() == first
    assert other.command(body, id)["outcome"] == first
    other.close()
    assert titles(server, olga).count(body["title"]) == 1


def test_a_refusal_is_repeated_and_leaves_no_second_note(
    server: LiveServer, olga: Person, socket: CommandSocket
) -> None:
    id, body = uuid.uuid4().hex, add("Deploying", body=f"With {KEY}.")
    first = socket.command(body, id)
    on_record = refused(server)
    assert post(server, olga, body, id).json() == first["error"]
    assert refused(server) == on_record


def test_an_id_of_another_command_is_refused(
    server: LiveServer, olga: Person, socket: CommandSocket
) -> None:
    id = uuid.uuid4().hex
    assert socket.command(add("The first of this id"), id)["status"] == 200
    before = state(server)
    assert socket.command(add("The second of this id"), id)["error"]["code"] == "invalid_command"
    assert post(server, olga, add("The third of this id"), id).status_code == 400
    assert post(server, olga, add("No key"), "not a key!").status_code == 400
    assert state(server) == before


def test_the_same_id_of_somebody_else_is_another_one(
    server: LiveServer, socket: CommandSocket
) -> None:
    ada, id = server.invite("Ada Adams"), uuid.uuid4().hex
    mine = socket.command(add("By olga"), id)["outcome"]
    hers = post(server, ada, add("By olga"), id).json()
    assert hers["entry"]["id"] != mine["entry"]["id"]
    assert hers["entry"]["created_by"] == ada.username


# Who may


def test_a_revoked_members_frame_is_refused(server: LiveServer) -> None:
    gone = server.invite("Soon Gone")
    socket = CommandSocket(server, gone.token)
    assert socket.command(add("While invited"))["status"] == 200
    server.revoke(gone)
    before = state(server)
    try:
        assert socket.command(add("After that"))["error"]["code"] == "not_logged_in"
    except (websocket.WebSocketConnectionClosedException, AssertionError):
        assert socket.socket.status is not None  # it was closed before it could be answered
    assert state(server) == before


def test_readers_and_visitors_are_refused(server: LiveServer) -> None:
    reader = server.invite("Rita Reader", "reader")
    for token in (reader.token, SHARED_TOKEN):
        socket = CommandSocket(server, token)
        before = state(server)
        answer = socket.command(add("By a reader"))
        assert (answer["status"], answer["error"]["code"]) == (403, "not_allowed")
        assert state(server) == before
        socket.close()


def test_a_cookie_commands_from_its_own_page_only(server: LiveServer) -> None:
    """A browser sends the cookie with any page's socket; the origin says whose page it is."""
    alice = server.invite("Alice Adams")
    with httpx.Client(trust_env=False, follow_redirects=True) as browser:
        browser.get(server.lab_url(alice))
        cookies = "; ".join(f"{k}={v}" for k, v in browser.cookies.items())
    own = CommandSocket(server, "", {"Cookie": cookies, "Origin": server.url.rstrip("/")})
    assert own.hello["commands"] is True
    assert own.command(add("From our own page"))["status"] == 200
    own.close()
    nowhere = CommandSocket(server, "", {"Cookie": cookies})
    assert nowhere.hello["commands"] is False
    before = state(server)
    assert nowhere.command(add("From nowhere"))["error"]["code"] == "not_allowed"
    assert state(server) == before
    nowhere.close()


# Frames that are none

ODD: dict[str, object] = {
    "no JSON": "{",
    "empty": "",
    "a list": [],
    "a number": 7,
    "presence": {"type": "presence", "members": [{"username": "olga"}]},
    "no id": {"type": "command", "command": add("x")},
    "an id that is none": {"type": "command", "id": "a b", "command": add("x")},
    "an id of another type": {"type": "command", "id": 7, "command": add("x")},
    "a field too many": {"type": "command", "id": "x1", "command": add("x"), "as": "olga"},
    "no command": {"type": "command", "id": "x1"},
    "a command that is a list": {"type": "command", "id": "x1", "command": [add("x")]},
    "an author": {"type": "command", "id": "x2", "command": add("x", author="bob")},
    "too deep": '{"type":"command","id":"x3","command":' + "[" * 100_000,
    "a level too deep": {
        "type": "command", "id": "x4",
        "command": {"command": "set", "name": "follow", "value": json.loads(
            "[" * MAX_DEPTH + "]" * MAX_DEPTH)},
    },
    "too large": {
        "type": "command", "id": "x5", "command": add("x", body="y" * (MAX_REQUEST + ENVELOPE))
    },
    "two values": '{"type":"command","id":"x6"}{}',
    "only the server's command": {"type": "command", "id": "x7", "command": {"command": "join"}},
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_a_frame_that_is_none_is_answered_and_changes_nothing(
    server: LiveServer, socket: CommandSocket, name: str
) -> None:
    before = state(server)
    socket.send(ODD[name])
    answer = socket.answer()
    assert answer["status"] in (400, 413)
    assert answer["error"]["message"]
    assert "outcome" not in answer
    assert state(server) == before
    assert socket.command(add(f"Goes on after: {name}"))["status"] == 200


def test_the_size_of_a_request_is_that_of_a_frames_command(
    server: LiveServer, olga: Person, socket: CommandSocket
) -> None:
    """Padded with blanks: the largest that HTTP takes passes here too."""
    body = json.dumps(add("Large"))
    largest = body[:-1] + " " * (MAX_REQUEST - len(body)) + "}"
    headers = {"Authorization": f"token {olga.token}"}
    url = f"{server.api}/commands"
    http = httpx.post(url, content=largest, headers=headers, trust_env=False, timeout=30)
    assert http.status_code == 200
    id = uuid.uuid4().hex + uuid.uuid4().hex
    socket.send(f'{{"type":"command","id":"{id}","command":{largest}}}')
    assert socket.answer()["status"] == 200


def test_it_is_answered_within_moments(socket: CommandSocket) -> None:
    began = time.monotonic()
    assert socket.command(add("Quick"))["status"] == 200
    assert time.monotonic() - began < 10
