"""Messages and threads over HTTP and through the verbs of a real server."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.live import PLAIN, LiveServer, Person
from tests.server.conftest import SHARED_TOKEN


@pytest.fixture(scope="module")
def alice(server: LiveServer) -> Person:
    return server.invite("Alice Adams")


@pytest.fixture(scope="module")
def bob(server: LiveServer) -> Person:
    person = server.invite("Bob Brown")
    send(server, person, command="add", kind="work", title="Bob is here")
    return person


def call(server: LiveServer, who: Person | str, path: str, body: Any = None) -> httpx.Response:
    token = who if isinstance(who, str) else who.token
    return httpx.request(
        "GET" if body is None else "POST",
        f"{server.api}/{path}",
        json=body,
        headers={"Authorization": f"token {token}"},
        timeout=30,
        trust_env=False,
        verify=PLAIN,
    )


def send(server: LiveServer, who: Person, **command: Any) -> str:
    answer = call(server, who, "commands", command)
    assert answer.status_code == 200, answer.text
    return str(answer.json().get("thing"))


def say(server: LiveServer, who: Person, verb: str, line: str = "", body: str = "") -> str:
    answer = call(server, who, "verbs", {"verb": verb, "line": line, "body": body})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["data"]["text/markdown"])


def item(server: LiveServer, who: Person, about: str) -> dict[str, Any]:
    found = call(server, who, "inbox").json()["items"]
    return next(one for one in found if one["id"] == about)


def test_a_query_goes_round_and_its_turn_goes_on(
    server: LiveServer, alice: Person, bob: Person
) -> None:
    asked = call(server, alice, "turns", {"question": "How much VAT?", "visibility": "shared"})
    turn = asked.json()["turn"]["id"]
    about = send(server, alice, command="query", to=["@bob-brown"], title="Which rate?", turn=turn)
    assert (item(server, bob, about)["todo"], item(server, bob, about)["unread"]) == (
        "answer",
        True,
    )
    early = call(server, alice, f"messages/{about}/go-on", {})
    assert (early.status_code, early.json()["code"]) == (400, "invalid_command")
    send(server, bob, command="answer", message=about, text="19 %")
    mine = item(server, alice, about)
    assert (mine["state"], mine["unread"], mine["lines"][0]["text"]) == ("answered", True, "19 %")
    assert item(server, bob, about)["todo"] is None
    entry = mine["lines"][0]["entry"]
    entries = call(server, alice, "entries").json()["entries"]
    assert next(e for e in entries if e["id"] == entry)["kind"] == "discussion"
    going = call(server, alice, f"messages/{about}/go-on", {})
    assert going.status_code == 202
    assert going.json()["turn"]["about"] == about
    assert "Bob Brown" in going.json()["turn"]["question"]


def test_what_a_private_turn_asked_goes_on_in_private(
    server: LiveServer, alice: Person, bob: Person
) -> None:
    canary = "canary-private-plan"
    asked = call(server, alice, "turns", {"question": canary, "visibility": "private"})
    turn = asked.json()["turn"]["id"]
    about = send(server, alice, command="query", to=["@bob-brown"], title="Who?", turn=turn)
    send(server, bob, command="answer", message=about, text="me")
    refused = call(server, bob, f"messages/{about}/go-on", {})
    assert refused.status_code == 404
    going = call(server, alice, f"messages/{about}/go-on", {}).json()["turn"]
    assert going["visibility"] == "private"
    for path in ("inbox", f"messages/{about}", "turns", "threads"):
        assert canary not in call(server, bob, path).text


def test_cells_ask_answer_and_hand_over_by_title(
    server: LiveServer, alice: Person, bob: Person
) -> None:
    assert say(server, alice, "ask", "@bob --due 2h Which cache?") == (
        "Asked to Bob Brown: **Which cache?**"
    )
    assert "already" in say(server, alice, "ask", "@bob Which cache?")
    assert "to answer: “Which cache?” from Alice Adams" in say(server, bob, "inbox")
    assert "“Which cache?”: Bob Brown" in say(server, alice, "inbox")
    assert "Answered" in say(server, bob, "answer", '"Which cache" Redis')
    say(server, bob, "answer", '"Which cache" Redis')  # the cell is run again
    shown = say(server, alice, "inbox")
    assert "“Which cache?”: Bob Brown: Redis" in shown
    body = "schema: id, name\nfiles: a.py\nleft: the tests"
    assert "Handed over" in say(server, alice, "handoff", "@bob The importer", body)
    assert "to take over: “The importer”" in say(server, bob, "inbox")
    assert "took over" in say(server, bob, "takeover", '"The importer" I write its tests')
    assert "The importer" not in say(server, bob, "inbox")
    say(server, alice, "announce", "@all We ship on Friday")
    assert "Acknowledged" in say(server, bob, "ack", '"We ship"')
    found = call(server, bob, "inbox").json()["items"]
    (cache,) = (one for one in found if one["title"] == "Which cache?")
    assert [line["text"] for line in cache["lines"]] == ["Redis"]


def test_who_is_meant_is_said_clearly_or_nothing_is_sent(server: LiveServer, alice: Person) -> None:
    answer = call(server, alice, "verbs", {"verb": "ask", "line": "@nobody Which?", "body": ""})
    assert answer.status_code == 400
    assert "@nobody" in answer.json()["message"]
    assert "@bob-brown" in answer.json()["remedy"]


def test_visitors_have_no_inbox(server: LiveServer) -> None:
    refused = call(server, SHARED_TOKEN, "inbox")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")


def test_two_people_ask_in_one_thread(server: LiveServer, alice: Person, bob: Person) -> None:
    asked = {"question": "Which rate?", "visibility": "shared", "thread": "VAT"}
    first = call(server, alice, "turns", asked).json()["turn"]
    second = call(server, bob, "turns", asked | {"question": "And for books?"}).json()["turn"]
    assert first["about"] == second["about"]
    text = say(server, bob, "constraint", "--thread VAT Only integers")
    assert "Bob Brown: Only integers" in text
    (found,) = (t for t in call(server, alice, "threads").json()["threads"] if t["title"] == "VAT")
    assert found["people"] == [alice.username, bob.username]
    assert [s["what"] for s in found["steps"]] == [first["id"], second["id"]]
    assert [(c["by"], c["text"]) for c in found["constraints"]] == [(bob.username, "Only integers")]
    one = call(server, alice, f"threads/{found['id']}").json()["thread"]
    assert one == found
    assert "VAT" in say(server, alice, "thread")
    send(server, alice, command="close_thread", thread=found["id"])
    again = call(server, alice, "turns", asked).json()["turn"]
    assert again["about"] != first["about"]
