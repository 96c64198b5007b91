"""What concerns a text over HTTP, and what a real turn was shown, and why."""

from __future__ import annotations

from typing import Any

import pytest

from tests.live import LiveServer, Person

LONG = "The kitchen is cleaned on Fridays by whoever drank the last tea of that week. " * 60


@pytest.fixture(scope="module")
def ann(server: LiveServer) -> Person:
    person = server.invite("Ann Adams")
    for title, body in [("Gateway port", "It listens on 8443."), ("Kitchen", LONG)]:
        fields = {"command": "add", "kind": "knowledge", "title": title, "body": body}
        server.ask(person, "POST", "commands", fields)
    return person


def titles(server: LiveServer, who: Person) -> dict[str, str]:
    entries = server.ask(who, "GET", "entries")["entries"]
    return {entry["id"]: entry["revisions"][-1]["title"] for entry in entries}


def reasons(server: LiveServer, who: Person, selection: dict[str, Any]) -> dict[str, str]:
    names = titles(server, who)
    lines = [*selection["chosen"], *selection["omitted"]]
    return {names[line["entry"]]: line["reason"] for line in lines}


def test_what_concerns_a_text_is_answered_with_reasons(server: LiveServer, ann: Person) -> None:
    found = server.ask(ann, "GET", "relevant?text=which+port+has+the+gateway&path=a.ipynb")
    expected = {"Gateway port": "words", "Kitchen": "off the subject"}
    assert reasons(server, ann, found["selection"]) == expected


def test_a_turn_keeps_why_it_was_shown_what_it_was_shown(server: LiveServer, ann: Person) -> None:
    body = {"question": "Which port has the gateway?", "visibility": "private"}
    begun = server.ask(ann, "POST", "turns", body)["turn"]
    turn = server.ask(ann, "GET", f"turns/{begun['id']}")["turn"]
    expected = {"Gateway port": "words", "Kitchen": "off the subject"}
    assert reasons(server, ann, turn["selection"]) == expected
    revisions = {
        revision["id"]
        for entry in server.ask(ann, "GET", "entries")["entries"]
        for revision in entry["revisions"]
        if entry["revisions"][-1]["title"] == "Gateway port"
    }
    assert set(turn["shown"]) == revisions
