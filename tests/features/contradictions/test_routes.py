"""What an entry is near to, over HTTP and in a cell, and what is said of the two there."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.live import LiveServer, Person

THEIRS = "Each reviewer merges the change once it is approved"
OWN = "The author merges each change once it is approved"


@pytest.fixture(scope="module")
def ann(server: LiveServer) -> Person:
    person = server.invite("Ann Adams")
    fields = {"command": "add", "kind": "knowledge", "title": THEIRS}
    server.ask(person, "POST", "commands", fields)
    return person


def shown(server: LiveServer, who: Person, verb: str, line: str) -> str:
    said = server.ask(who, "POST", "verbs", {"verb": verb, "line": line, "body": ""})
    return str(said["data"]["text/markdown"])


def entries(server: LiveServer, who: Person) -> dict[str, Any]:
    found = server.ask(who, "GET", "entries")["entries"]
    return {entry["revisions"][-1]["title"]: entry for entry in found}


def test_a_cell_lists_what_is_near_with_the_line_that_says_how_they_stand(
    server: LiveServer, ann: Person
) -> None:
    bob = server.invite("Bob Brown")
    text = shown(server, bob, "share", f"--kind knowledge {OWN}")
    assert f"**{THEIRS}**" in text
    (line,) = re.findall(r"`%cg relate (\w+ HOW \w+)`", text)
    (near,) = server.ask(bob, "GET", f"near?revision={entries(server, bob)[OWN]['heads'][0]}")[
        "near"
    ]
    assert (near["title"], near["author"]) == (THEIRS, entries(server, bob)[THEIRS]["created_by"])
    again = shown(server, bob, "share", f"--kind knowledge {OWN}")
    assert again == text  # a notebook that is run again shows the same
    said = shown(server, bob, "relate", line.replace("HOW", "contradicts"))
    assert "that is a dispute" in said
    answered = server.ask(bob, "GET", f"near?revision={entries(server, bob)[OWN]['heads'][0]}")
    assert answered["near"] == []  # it was looked at since
    assert "Near to it" not in shown(server, bob, "share", f"--kind knowledge {OWN}")
    found = server.ask(ann, "GET", "review")["items"]
    assert [item["type"] for item in found] == ["dispute"]
    assert found[0]["dispute"]["rule"].startswith("member:")


def test_a_cell_says_whether_a_replacement_waits(server: LiveServer, ann: Person) -> None:
    olga = server.invite("Olga Owner", "owner")
    for who, kind, title in (
        (olga, "convention", "Invoices are kept for ten years"),
        (ann, "knowledge", "Invoices are kept for as long as the law says"),
        (ann, "knowledge", "Lunch is at noon"),
        (ann, "knowledge", "Lunch is at one o'clock in winter"),
    ):
        fields = {"command": "add", "kind": kind, "title": title}
        server.ask(who, "POST", "commands", fields)
    ids = {title: entry["id"] for title, entry in entries(server, ann).items()}
    old, new = (
        ids["Invoices are kept for ten years"],
        ids["Invoices are kept for as long as the law says"],
    )
    assert "waits for the context owner" in shown(server, ann, "relate", f"{new} replaces {old}")
    late, early = ids["Lunch is at one o'clock in winter"], ids["Lunch is at noon"]
    said = shown(server, ann, "relate", f"{late} replaces {early}")
    assert said.endswith("replaces **Lunch is at noon**.")
    assert entries(server, ann)["Lunch is at noon"]["revisions"][-1]["status"] == "superseded"
