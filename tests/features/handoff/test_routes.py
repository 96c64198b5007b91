"""Handoffs of a real server: the route, the verb, and the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import nbformat
import pytest

from commonground.features.handoff.report import PARTS
from tests.live import PLAIN, LiveServer, Person


@pytest.fixture(scope="module")
def ann(server: LiveServer) -> Person:
    person = server.invite("Ann Adams")
    command(server, person, command="add", kind="work", title="Move the tables")
    command(server, person, command="add", kind="knowledge", title="The backup runs at 3")
    return person


def call(server: LiveServer, who: Person, path: str, body: Any = None) -> httpx.Response:
    return httpx.request(
        "GET" if body is None else "POST", f"{server.api}/{path}", json=body, timeout=30,
        headers={"Authorization": f"token {who.token}"}, trust_env=False, verify=PLAIN,
    )  # fmt: skip


def command(server: LiveServer, who: Person, **fields: Any) -> dict[str, Any]:
    answer = call(server, who, "commands", fields)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def lines(wire: dict[str, Any], part: str) -> list[dict[str, Any]]:
    return next(p["lines"] for p in wire["parts"] if p["part"] == part)


def run(server: LiveServer, who: Person, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commonground.cli", "handoff", *arguments],
        env=server.environ_for(who), cwd=server.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_todays_handoff_names_the_event_of_every_line(server: LiveServer, ann: Person) -> None:
    wire = call(server, ann, "handoff?for=today&zone=Asia/Tokyo").json()
    assert [part["part"] for part in wire["parts"]] == list(PARTS)
    assert wire["zones"] == ["Asia/Tokyo"]
    (work,) = [line for line in lines(wire, "actions") if line["text"] == "Move the tables"]
    (source,) = [s for s in wire["sources"] if s["id"] == work["sources"][0]]
    assert (source["by"], source["did"]) == (ann.username, "add")
    assert wire["names"][ann.username] == "Ann Adams"


@pytest.mark.parametrize("query", ["for=ever", "zone=Mars/Base", "zone=../x", "zone=%00", "zone="])
def test_what_there_is_no_handoff_for_is_refused(
    server: LiveServer, ann: Person, query: str
) -> None:
    answer = call(server, ann, f"handoff?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_command")


def test_nothing_was_written_yet_says_how_it_will_be(server: LiveServer, ann: Person) -> None:
    answer = call(server, ann, "handoff?for=written")
    assert answer.status_code == 404
    assert "zone:" in answer.json()["remedy"]


def test_acknowledging_restates_it_for_everybody(server: LiveServer, ann: Person) -> None:
    ben = server.invite("Ben Brown")
    until = call(server, ben, "handoff?for=since").json()["until"]
    said = {"until": until, "restated": "I watch the backup"}
    assert call(server, ben, "handoff/acknowledge", said).status_code == 200
    wire = call(server, ann, "handoff").json()
    assert "I watch the backup" in [x["text"] for x in lines(wire, "acknowledgement")]
    later = call(server, ben, "handoff/acknowledge", {"until": until + 10**9})
    assert later.json()["code"] == "invalid_command"


def test_the_verb_shows_the_same_as_a_page(server: LiveServer, ann: Person) -> None:
    said = call(server, ann, "verbs", {"verb": "handoff", "line": "today --zone Europe/Berlin"})
    data = said.json()["data"]
    assert "- In progress: **Move the tables** (Ann Adams; [" in data["text/markdown"]
    assert "(Europe/Berlin)" in data["text/markdown"].splitlines()[0]
    wrong = call(server, ann, "verbs", {"verb": "handoff", "line": "today quickly"})
    assert wrong.json()["code"] == "invalid_command"


def test_todays_handoff_is_a_page_by_route_verb_and_command_line(
    server: LiveServer, ann: Person, tmp_path: Path
) -> None:
    by_route = call(server, ann, "handoff/page?zone=Europe/Berlin")
    assert by_route.headers["content-type"].startswith("text/html")
    assert "<strong>Move the tables</strong>" in by_route.text
    said = call(server, ann, "verbs", {"verb": "handoff", "line": "export today.html"})
    assert "today.html" in said.json()["data"]["text/markdown"], said.text
    assert "<strong>Move the tables</strong>" in (server.root / "today.html").read_text()
    place = tmp_path / "handoff.html"
    assert run(server, ann, "--format", "html", "--output", str(place)).returncode == 0
    assert "<strong>Move the tables</strong>" in place.read_text()


def test_a_handoff_to_somebody_is_still_a_message(server: LiveServer, ann: Person) -> None:
    line = f"@{ann.username} today's tables"
    say = {"verb": "handoff", "line": line, "body": "left: the indexes"}
    said = call(server, ann, "verbs", say)
    assert said.status_code == 200, said.text
    assert "## Contingencies" not in said.json()["data"]["text/markdown"]


def test_the_command_line_prints_markdown_json_and_a_notebook(
    server: LiveServer, ann: Person, tmp_path: Path
) -> None:
    page = run(server, ann)
    assert page.returncode == 0, page.stderr
    assert page.stdout.startswith("# Handoff, ")
    assert "**Move the tables**" in page.stdout
    wire = json.loads(run(server, ann, "--format", "json", "--zone", "Asia/Tokyo").stdout)
    assert wire["zones"] == ["Asia/Tokyo"]
    place = tmp_path / "handoff.ipynb"
    done = run(server, ann, "--format", "notebook", "--output", str(place))
    assert done.returncode == 0, done.stderr
    made = nbformat.read(place, as_version=4)
    nbformat.validate(made)
    assert len(made.cells) == 7
    nowhere = run(server, ann, "--output", str(tmp_path / "no" / "such" / "place"))
    assert nowhere.returncode == 1
    assert "Name another file." in nowhere.stderr


def test_the_command_line_acknowledges_and_says_why_there_are_no_phrases(
    server: LiveServer, ann: Person
) -> None:
    done = run(server, ann, "--since", "--phrase", "--acknowledge", "Tables are mine")
    assert done.returncode == 0, done.stderr
    assert "extracts" in done.stderr
    assert "Tables are mine" in run(server, ann).stdout


def test_a_restart_loses_no_handoff(server: LiveServer, ann: Person) -> None:
    before = call(server, ann, "handoff").json()
    server.stop()
    server.start()
    after = call(server, ann, "handoff").json()
    assert after["parts"] == before["parts"]


def test_a_browser_reads_a_long_part_in_pages_and_the_command_line_whole(
    server: LiveServer, ann: Person
) -> None:
    for number in range(3):
        command(server, ann, command="add", kind="knowledge", title=f"Page {number} is printed")
    query = "handoff?for=today&lines=2"
    first = next(p for p in call(server, ann, query).json()["parts"] if p["part"] == "awareness")
    assert (len(first["lines"]), first["more"]) == (2, True)
    (rest,) = call(server, ann, f"{query}&part=awareness&skip=2").json()["parts"]
    assert len(rest["lines"]) == min(2, first["count"] - 2)
    wrong = call(server, ann, "handoff?part=weather").json()
    assert wrong["code"] == "invalid_command"
    whole = json.loads(run(server, ann, "--format", "json").stdout)
    assert not any(part["more"] for part in whole["parts"])
    assert len(lines(whole, "awareness")) == first["count"]
