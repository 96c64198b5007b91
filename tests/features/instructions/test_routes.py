"""Instruction files and a real server: exported, edited, told to the team, and exported again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from commonground.cli.main import main
from commonground.client.client import Client
from commonground.errors import NotAllowed, Quarantined
from tests.live import LiveServer, Person

OURS = "COMMONGROUND_"


@pytest.fixture(scope="module")
def owner(server: LiveServer) -> Person:
    return server.invite("Olga Owner", role="owner")


@pytest.fixture(scope="module")
def ann(server: LiveServer) -> Person:
    return server.invite("Ann Adams")


def run(server: LiveServer, who: Person, folder: Path, *words: str) -> Result:
    """The command line as that person; nobody is there to be asked."""
    environ = {name: value for name, value in server.environ_for(who).items() if OURS in name}
    words = ("files", *words, "--folder", str(folder))
    return CliRunner().invoke(main, words, env=environ)


def texts(client: Client) -> dict[str, tuple[str, str]]:
    """Title of each head, with its status and reason."""
    heads = {h: e for e in client.entries() for h in e["heads"]}
    found: dict[str, tuple[str, str]] = {}
    for key, entry in heads.items():
        (head,) = [r for r in entry["revisions"] if r["id"] == key]
        found[head["title"]] = head["status"], head.get("reason", "")
    return found


def test_a_file_goes_to_the_team_and_comes_back(
    server: LiveServer, owner: Person, ann: Person, tmp_path: Path
) -> None:
    with server.client(owner) as olga, server.client(ann) as anns:
        tabs = olga.command("add", kind="convention", title="Indent with tabs")["entry"]
        olga.command("add", kind="knowledge", title="The queue is Redis")
        anns.command("add", kind="note", title="My private plan")
        anns.command("add", kind="convention", title="Only proposed")
        path = tmp_path / "CLAUDE.md"
        path.write_text("# Ours\n\n## Reviews\n\nTwo people look at each change.\n")

        exported = run(server, ann, tmp_path, "export")
        assert exported.exit_code == 0, exported.output
        text = path.read_text()
        assert "- **Indent with tabs**" in text
        assert "private plan" not in text
        assert "Only proposed" not in text
        assert str(tabs["created_at"])[:6] not in text

        edited = text.replace("Indent with tabs", "Indent with tabs in C")
        edited = edited.replace("- **The queue is Redis**\n", "- Ports begin at 9000\n")
        path.write_text(edited)
        head = tabs["heads"][0]
        olga.command("edit", entry=tabs["id"], heads=[head], title="Indent with 8 tabs")
        shown = run(server, ann, tmp_path, "import", "--dry-run")
        assert "The team changed it meanwhile: both stay, in dispute." in shown.stdout
        assert "CLAUDE.md:5#reviews: new knowledge: Reviews" in shown.stdout
        assert "CLAUDE.md: deleted: The queue is Redis" in shown.stdout
        assert "Reviews" not in texts(anns)

        sent = run(server, ann, tmp_path, "import")
        assert "Kept, since nobody was asked" in sent.output
        found = texts(anns)
        assert found["Reviews"] == ("proposed", "Found in CLAUDE.md:5#reviews")
        assert found["Ports begin at 9000"][0] == "proposed"
        assert found["Indent with 8 tabs"][0] == "accepted"  # neither is lost
        assert found["Indent with tabs in C"][0] == "proposed"

        again = run(server, ann, tmp_path, "import", "--json", "--no")
        wire: dict[str, Any] = json.loads(again.stdout)
        assert (wire["edited"], wire["proposals"]) == ([], [])

        gone = run(server, owner, tmp_path, "import", "--yes")
        assert "1 sent, 0 refused." in gone.stdout
        assert texts(olga)["The queue is Redis"][0] == "retired"
        last = run(server, ann, tmp_path, "export")
        assert last.exit_code == 0, last.stdout
        assert path.read_text().startswith(
            "# Ours\n\n## Reviews\n\nTwo people look at each change.\n"
        )
        before = path.read_bytes()
        assert run(server, ann, tmp_path, "status", "--check").exit_code == 0
        assert run(server, ann, tmp_path, "export").exit_code == 0
        assert path.read_bytes() == before


def test_what_is_found_waits_whoever_sends_it_and_passes_the_gate(
    server: LiveServer, owner: Person, ann: Person
) -> None:
    secret = "ghp_" + "x7Kq2mWz9TrV4bNc6YsL1pDh8GfJ3uAe5RtQ"
    with server.client(owner) as olga, server.client(ann) as anns:
        found = olga.command("propose", kind="knowledge", title="From a file", found="A.md:1")
        (revision,) = found["entry"]["revisions"]
        assert (revision["status"], revision["reason"]) == ("proposed", "Found in A.md:1")
        with pytest.raises(Quarantined):
            anns.command("propose", kind="work", title="t", body=secret, found="A.md:1")
        with pytest.raises(Quarantined):
            anns.command("propose", kind="work", title="t", found=f"A.md:1#{secret}")
        olga.command("set", name="policy:work", value="owner")
        with pytest.raises(NotAllowed):
            anns.command("propose", kind="work", title="t", found="A.md:1")


def test_a_named_server_is_asked(server: LiveServer, ann: Person) -> None:
    environ = {"COMMONGROUND_TOKEN": ann.token, "COMMONGROUND_URL": "http://127.0.0.1:9/nowhere"}
    words = ("files", "context", "--server", server.url)
    done = CliRunner().invoke(main, words, env=environ)
    told = {"entries", "areas", "pins", "disputes", "withheld", "broken"}
    assert set(json.loads(done.stdout)) == told
