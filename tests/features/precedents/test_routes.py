"""What was asked before over HTTP, from a cell, from a headless run and from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from commonground.cli.main import main
from commonground.core.bundle import MARKDOWN, TURN_MIME
from tests.kernel.tabs import Notebook, Tab
from tests.live import LiveServer, Person

ASKED = "How is the monthly churn rate of customers computed?"
AGAIN = "How do we compute the monthly churn rate of customers?"
OWN = "How does the ledger round amounts of cents?"
NEW = "Which colour has the roof of the shed?"
SAYS = "Those who left, by those at the beginning."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("before")
    (folder / "script.json").write_text(json.dumps({"default": SAYS}))
    with LiveServer(folder, name="before", model=f"scripted:{folder / 'script.json'}") as live:
        yield live


@pytest.fixture(scope="module")
def ann(server: LiveServer) -> Person:
    """Who asked one question of the team's, and one of her own."""
    person = server.invite("Ann Adams")
    for question, visibility in ((ASKED, "shared"), (OWN, "private")):
        body = {"question": question, "visibility": visibility}
        turn = server.ask(person, "POST", "turns", body)["turn"]["id"]
        with server.client(person) as client:
            assert list(client.stream(turn))
    return person


@pytest.fixture(scope="module")
def bob(server: LiveServer) -> Person:
    return server.invite("Bob Brown", "owner")


def before(server: LiveServer, who: Person, question: str, visibility: str) -> Any:
    body = {"question": question, "visibility": visibility}
    return server.ask(who, "POST", "asked-before", body)["before"]


def turns(server: LiveServer, who: Person) -> int:
    return len(server.ask(who, "GET", "turns?limit=200")["turns"])


def test_what_the_team_was_answered_is_known_to_readers_and_what_is_private_to_its_asker(
    server: LiveServer, ann: Person, bob: Person
) -> None:
    reader = server.invite("Rita Reader", "reader")
    for who in (ann, bob, reader):
        for visibility in ("shared", "private"):
            found = before(server, who, AGAIN, visibility)
            assert (found["kind"], found["name"], found["answer"]) == ("turn", "Ann Adams", SAYS)
            own = before(server, who, OWN, visibility)
            assert (own is not None) is (who is ann and visibility == "private")


def test_a_cell_says_so_above_its_own_answer_and_takes_it_where_it_is_told_to(
    server: LiveServer, ann: Person, bob: Person
) -> None:
    notebook = Notebook(server, bob, "again.ipynb")
    tab = Tab(notebook, bob)
    asked = turns(server, bob)
    ran = tab.run(f"%%ai --before\n{AGAIN}")
    assert ran.status == "ok", ran
    shown = ran.shown
    assert [one[MARKDOWN] for one in shown] == [shown[0][MARKDOWN]]
    assert shown[0][MARKDOWN].startswith("> **Answered before** today by Ann Adams: “How is the")
    assert shown[0][MARKDOWN].endswith(SAYS)
    assert turns(server, bob) == asked
    line, *_, answer = tab.run(f"%%ai\n{AGAIN}").shown
    assert line[MARKDOWN].startswith("> **Answered before** today by Ann Adams")
    assert SAYS not in line[MARKDOWN]
    assert answer[TURN_MIME]["status"] == "complete"
    assert turns(server, bob) == asked + 1
    private = tab.run(f"%%ai\n{OWN}").shown
    assert all(MARKDOWN not in one or TURN_MIME in one for one in private)
    tab.close()
    notebook.close(bob)


def test_the_command_line_takes_it_and_asks_where_there_is_none(
    server: LiveServer, ann: Person, bob: Person
) -> None:
    env = {"COMMONGROUND_URL": server.api, "COMMONGROUND_TOKEN": bob.token}
    asked = turns(server, bob)
    done = CliRunner().invoke(main, ["ask", "--before", AGAIN], env=env)
    assert (done.exit_code, done.stdout) == (0, f"{SAYS}\n"), done.output
    assert "Answered before" in done.stderr
    assert turns(server, bob) == asked
    done = CliRunner().invoke(main, ["ask", "--before", NEW], env=env)
    assert done.exit_code == 0, done.output
    assert turns(server, bob) == asked + 1
