"""``commonground export`` and ``import`` against real servers: two teams, two people, one file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from commonground.cli.main import main
from tests.live import LiveServer, Person


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with LiveServer(tmp_path_factory.mktemp("other"), name="other-team") as started:
        yield started


@pytest.fixture(scope="module")
def ann(server: LiveServer) -> Person:
    return server.invite("Ann Author", role="admin")


@pytest.fixture(scope="module")
def zoe(other: LiveServer) -> Person:
    return other.invite("Zoe Zwei", role="admin")


def run(server: LiveServer, who: Person, *words: object) -> Result:
    environ = {"COMMONGROUND_TOKEN": who.token, "COMMONGROUND_URL": server.api}
    return CliRunner().invoke(main, [str(word) for word in words], env=environ)


def entries(server: LiveServer, who: Person) -> dict[str, dict[str, Any]]:
    """The newest version of each entry, by title."""
    with server.client(who) as client:
        return {e["revisions"][-1]["title"]: e["revisions"][-1] for e in client.entries()}


def test_a_context_moves_to_another_team_and_nobody_acts_as_somebody_else(
    server: LiveServer, other: LiveServer, ann: Person, zoe: Person, tmp_path: Path
) -> None:
    with server.client(ann) as client:
        client.command(
            "set", name="area:api", value={"globs": ["/api/"], "members": ["ann-author"]}
        )
        client.command(
            "add", kind="convention", title="Ports begin at 9000", body="All.", area="api"
        )
        client.command("add", kind="note", title="My own worry", body="Not for others.")
        client.command("announce", to=["@all"], title="We moved", body="")
    file = tmp_path / "team.jsonl.gz"
    out = run(server, ann, "export", file)
    assert out.exit_code == 0, out.output
    assert file.stat().st_mode & 0o777 == 0o600

    asked = run(other, zoe, "import", file, "--as", "history")
    assert asked.exit_code == 1
    assert "--yes" in asked.output
    assert entries(other, zoe) == {}
    dry = run(other, zoe, "import", file, "--as", "history", "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "Would be: " in dry.output
    assert entries(other, zoe) == {}

    people = tmp_path / "people.csv"
    people.write_text("name,username\nann-author,zoe-zwei\n")
    done = run(other, zoe, "import", file, "--as", "history", "--yes", "--map", people)
    assert done.exit_code == 0, done.output
    with other.client(zoe) as client:
        areas = client.instructions()["areas"]
        found = {e["revisions"][-1]["title"]: e for e in client.instructions()["entries"]}
    assert [(a["name"], a["members"]) for a in areas] == [("api", ["zoe-zwei"])]
    moved = found["Ports begin at 9000"]["revisions"][-1]
    assert (moved["author"], moved["status"]) == ("imported:zoe-zwei", "accepted")
    assert "My own worry" not in found

    again = run(other, zoe, "import", file, "--as", "history", "--yes", "--json")
    assert set(json.loads(again.output)["counts"]) == {"known"}
    chain = CliRunner().invoke(
        main, ["audit", "export"], env={"COMMONGROUND_DATA_DIR": str(other.data)}
    )
    rows = [json.loads(line) for line in chain.output.splitlines()]
    said = [row.get("event", row) for row in rows]
    assert {row["actor"] for row in said if row.get("command") == "import"} == {"zoe-zwei"}


def test_a_contributor_brings_proposals_and_no_history(
    server: LiveServer, other: LiveServer, ann: Person, tmp_path: Path
) -> None:
    file = tmp_path / "team.json"
    assert run(server, ann, "export", file).exit_code == 0
    carl = other.invite("Carl Contributor")
    refused = run(other, carl, "import", file, "--as", "history", "--yes")
    assert refused.exit_code == 1
    assert "admin" in refused.output
    with server.client(ann) as client:
        client.command("add", kind="decision", title="Use SQLite here", body="One file.")
    assert run(server, ann, "export", file).exit_code == 0
    done = run(other, carl, "import", file)
    assert done.exit_code == 0, done.output
    found = entries(other, carl)["Use SQLite here"]
    assert (found["author"], found["status"]) == (carl.username, "proposed")
    assert found["reason"].startswith("Found in team.json: accepted there, by ann-author on 20")
    again = run(other, carl, "import", file, "--json")
    assert "added" not in json.loads(again.output)["counts"]


def test_a_folder_of_notes_waits_in_review_with_its_places(
    other: LiveServer, zoe: Person, tmp_path: Path
) -> None:
    (tmp_path / "vault/.obsidian").mkdir(parents=True)
    (tmp_path / "vault/deploy.md").write_text("# Deploying\n\nOnly on Mondays, see [[Ports]].\n")
    (tmp_path / "vault/picture.png").write_bytes(b"\x89PNG")
    done = run(other, zoe, "import", "--from", "notes", tmp_path / "vault")
    assert done.exit_code == 0, done.output
    found = entries(other, zoe)["Deploying"]
    assert (found["status"], found["reason"]) == ("proposed", "Found in deploy.md:2")
    assert "picture.png: left out. It is no Markdown." in done.output
    assert "notes .obsidian/: left out" in done.output


def test_a_broken_file_is_named_by_its_line_and_nothing_of_it_goes_in(
    server: LiveServer, other: LiveServer, ann: Person, zoe: Person, tmp_path: Path
) -> None:
    file = tmp_path / "team.jsonl"
    with server.client(ann) as client:
        client.command("add", kind="knowledge", title="The last thing", body="")
    assert run(server, ann, "export", file).exit_code == 0
    lines = file.read_text().splitlines()
    for broken, line in (
        ([*lines[:-2], "{", lines[-1]], len(lines) - 1),
        (lines[:-1], None),
        ([*lines[:-2], lines[-1]], None),
    ):
        file.write_text("\n".join(broken))
        done = run(other, zoe, "import", file)
        assert done.exit_code == 1
        assert line is None or f"line {line}" in done.output, done.output
        assert "The last thing" not in entries(other, zoe)


def test_provenance_is_a_cyclonedx_document(
    server: LiveServer, ann: Person, tmp_path: Path
) -> None:
    file = tmp_path / "who.json"
    done = run(server, ann, "export", file, "--format", "cyclonedx")
    assert done.exit_code == 0, done.output
    document = json.loads(file.read_text())
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    assert "ann-author" in {a["name"] for c in document["components"] for a in c["authors"]}


@pytest.mark.parametrize("words", [["team.jsn"], ["folder", "--since", "2026-01-01"]])
def test_what_is_no_file_of_the_format_is_said_and_nothing_is_written(
    tmp_path: Path, words: list[str]
) -> None:
    target, *options = words
    result = CliRunner().invoke(main, ["export", str(tmp_path / target), *options])
    assert result.exit_code == 2
    assert ".jsonl.gz" in result.output
    assert not (tmp_path / target).exists()


def test_a_guard_without_a_token_or_git_stops_nobodys_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["work", "--guard"], env={"COMMONGROUND_TOKEN": ""})
    assert result.exit_code == 0
    assert "Not held against others' work" in result.output
