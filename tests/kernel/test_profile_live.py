"""Data in a real kernel of a real server: its rows and rare values stay there unless asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live import LiveServer, Person

from .tabs import Notebook, Tab

CANARY = "canary-7f3a"
SCRIPT = {
    "rules": [
        [f"shown:{CANARY}", "The row was shown."],
        ["shown:60 rows, 3 columns", "Only the profile was shown."],
    ],
    "default": "Nothing was shown.",
}
MAKE = """
import pandas as pd
df = pd.DataFrame({"who": ["can" + f"ary-{n:04x}" for n in range(0x7f3a - 30, 0x7f3a + 30)],
                   "region": ["north", "south"] * 29 + ["north", "At" + "lantis"],
                   "price": [n / 4 for n in range(60)]})
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("profiles")
    script = folder / "script.json"
    script.write_text(json.dumps(SCRIPT))
    environ = {"IPYTHONDIR": str(folder / "ipython")}
    with LiveServer(folder, name="profiles", model=f"scripted:{script}", environ=environ) as live:
        yield live


def turns(server: LiveServer, person: Person) -> list[dict[str, str]]:
    return list(server.ask(person, "GET", "turns?limit=50")["turns"])


def traces(server: LiveServer, person: Person) -> str:
    """All that the server told, wrote and answered."""
    kept = (p.read_bytes().decode(errors="replace") for p in Path(server.folder).rglob("*.db*"))
    said = [server.ask(person, "GET", path) for path in ("turns?limit=50", "entries", "status")]
    return "\n".join([server.log(), json.dumps(said), *kept])


def test_a_table_is_asked_about_without_its_rows_and_rows_are_shown_before_they_are_sent(
    server: LiveServer,
) -> None:
    alice, bob = server.invite("Alice Archer"), server.invite("Bob Baker")
    notebook = Notebook(server, alice)
    mine, his = Tab(notebook, alice), Tab(notebook, bob)
    assert mine.run(MAKE).status == "ok"

    first_look = mine.run("%cg profile df")
    assert first_look.status == "ok", first_look.error
    shown = first_look.shown[-1]
    assert shown["text/plain"].startswith(
        "df (pandas): 60 rows, 3 columns\n- who: string, no value"
    )
    assert "<table>" in shown["text/html"]
    for held in (CANARY, "Atlantis", "14.75"):
        assert held not in json.dumps(shown)

    for cell in ("%%ai --data df\nWhat is in it?", "%%ai\nWhat of @variable:df?"):
        assert "Only the profile was shown." in json.dumps(mine.run(cell).shown[-1])
    asked = turns(server, alice)
    assert len(asked) == 2
    assert not [held for held in (CANARY, "Atlantis") if held in traces(server, alice)]

    with_rows = "%%ai --data df --rows 50\nWhat is in it?"
    first = json.dumps(mine.run(with_rows).shown[-1])
    assert CANARY in first
    assert "Nothing was sent." in first
    assert "Nothing was sent." in json.dumps(his.run(with_rows).shown[-1])
    assert len(turns(server, alice)) == 2
    assert CANARY not in traces(server, alice)
    assert "The row was shown." in json.dumps(mine.run(with_rows).shown[-1])
    assert CANARY not in traces(server, alice)

    mine.run('df = df.assign(region="west")')
    again = mine.run("%cg profile df").shown[-1]["text/plain"]
    assert "Since the last profile:\n- region: “west” is 100 % now; “north” was 50 %" in again
    assert "no variable 'gone'" in mine.run("%cg profile gone").error
    for tab in (mine, his):
        tab.close()
    notebook.close(alice)
