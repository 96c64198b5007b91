"""``commonground init`` and a real server: proposed with their places, seen by a person first."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from commonground.cli.main import main
from tests.live import LiveServer, Person

from .test_sources import MADR


@pytest.fixture(scope="module")
def owner(server: LiveServer) -> Person:
    return server.invite("Olga Owner", role="owner")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "adr").mkdir()
    (tmp_path / "adr/0003-orders.md").write_text(MADR)
    (tmp_path / "AGENTS.md").write_text("# Us\n\n## Style\n\nUse tabs.\n\n## Ports\n\nFrom 9000.\n")
    return tmp_path


def run(server: LiveServer, who: Person, folder: Path, *words: str) -> Result:
    environ = {"COMMONGROUND_TOKEN": who.token, "COMMONGROUND_URL": server.api}
    return CliRunner().invoke(main, ["init", *words, "--folder", str(folder)], env=environ)


def entries(server: LiveServer, who: Person) -> dict[str, dict[str, Any]]:
    """The newest version of each entry, by title."""
    with server.client(who) as client:
        return {e["revisions"][-1]["title"]: e["revisions"][-1] for e in client.entries()}


def test_a_person_goes_through_them_by_file_and_nothing_is_accepted(
    server: LiveServer, owner: Person, folder: Path
) -> None:
    (server.root / "CODEOWNERS").write_text("/services/pay/ @olga-owner\n")
    unasked = run(server, owner, folder)
    assert "Nothing was sent" in unasked.output
    assert entries(server, owner) == {}
    assert "CODEOWNERS: area services (/services/pay/), of olga-owner" in unasked.output
    terminal, inside = os.openpty()
    words = [sys.executable, "-m", "commonground.cli", "init", "--folder", str(folder)]
    process = subprocess.Popen(
        words, env=server.environ_for(owner), stdin=inside, stdout=subprocess.PIPE, text=True
    )
    os.write(terminal, b"e\nn\ny\na\ny\n")  # AGENTS.md one by one, the record whole, the area
    said, _ = process.communicate(timeout=120)
    os.close(terminal)
    os.close(inside)
    assert process.returncode == 0, said
    assert "2 sent, 0 refused." in said
    found = entries(server, owner)
    assert {title: r["status"] for title, r in found.items()} == {
        "Ports": "proposed", "Use PostgreSQL for orders": "proposed",
    }  # fmt: skip
    assert found["Ports"]["reason"] == "Found in AGENTS.md:9#ports"
    with server.client(owner) as client:
        assert [area["name"] for area in client.instructions()["areas"]] == ["services"]

    rest = run(server, owner, folder, "--yes")
    assert "1 sent, 0 refused." in rest.output
    again = run(server, owner, folder, "--yes", "--json")
    assert json.loads(again.output)["proposals"] == []
    assert {r["status"] for r in entries(server, owner).values()} == {"proposed"}
