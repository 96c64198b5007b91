"""The search over HTTP and through ``%cg find``, on a real server."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.live import PLAIN, LiveServer, Person
from tests.server.conftest import SHARED_TOKEN


@pytest.fixture(scope="module")
def alice(server: LiveServer) -> Person:
    person = server.invite("Alice Adams")
    for command in (
        {"kind": "decision", "title": "Retry payments three times", "body": "Idempotency keys."},
        {"kind": "note", "title": "My payments note"},
    ):
        assert ask(server, person, "commands", {"command": "add", **command}).is_success
    return person


def ask(server: LiveServer, who: Person | str, path: str, body: Any) -> httpx.Response:
    token = who if isinstance(who, str) else who.token
    return httpx.post(
        f"{server.api}/{path}", json=body, headers={"Authorization": f"token {token}"},
        timeout=30, trust_env=False, verify=PLAIN,
    )  # fmt: skip


def say(server: LiveServer, who: Person, line: str) -> str:
    answer = ask(server, who, "verbs", {"verb": "find", "line": line, "body": ""})
    return str(answer.json().get("data", answer.json())["text/markdown"])


def test_what_was_found_says_where_it_opens_and_which_words_did_it(
    server: LiveServer, alice: Person
) -> None:
    answer = ask(server, alice, "find", {"text": "paymnet keys"}).json()
    (hit,) = answer["hits"]
    assert (hit["kind"], hit["view"], hit["private"]) == ("decision", "entry", False)
    assert hit["title"] == ["Retry ", "payments", " three times"]
    assert hit["snippet"] == ["Idempotency ", "keys", "."]
    assert hit["people"] == ["alice-adams"]
    assert (answer["total"], answer["kinds"]) == (1, {"decision": 1})


def test_ones_own_note_is_found_and_nobody_elses(server: LiveServer, alice: Person) -> None:
    bob = server.invite("Bob Brown", "owner")
    everything = {"text": "payments", "kinds": ["note", "decision"]}
    own = ask(server, alice, "find", everything).json()["kinds"]
    assert own == {"note": 1, "decision": 1}
    for who in (bob, SHARED_TOKEN):
        assert ask(server, who, "find", everything).json()["kinds"] == {"decision": 1}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"kinds": ["poem"]}, "There is no kind 'poem'"),
        ({"text": "@max plans"}, "Nobody here is called 'max'"),
        ({"text": "x", "since": "soon"}, "'soon' is no time"),
        ({"text": "x", "limit": 1000}, "limit"),
    ],
)
def test_what_cannot_be_looked_for_says_why(
    server: LiveServer, alice: Person, body: Any, said: str
) -> None:
    refused = ask(server, alice, "find", body)
    assert refused.status_code == 400
    assert said in refused.json()["message"]


def test_a_notebook_shows_what_the_whole_team_reads(server: LiveServer, alice: Person) -> None:
    text = say(server, alice, "@alice --since 7d paymens")
    assert text.startswith("**1 thing found**")
    assert "- **Retry payments three times** (decision, Alice Adams)" in text
    assert "My payments note" not in text
    assert say(server, alice, "zebras").startswith("Nothing was found.")
    refused = ask(server, alice, "verbs", {"verb": "find", "line": "", "body": ""})
    assert refused.json()["message"] == "There is nothing to look for."
