"""The context as a file in the People tab: saved, looked at, taken in, and nothing twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.browser.axe import violations
from tests.browser.conftest import Office

pytestmark = pytest.mark.browser


def titled(id: str) -> dict[str, str]:
    """Further ones are no known text."""
    return {} if id == "theirs" else {"title": id}


def another_teams(file: Path, entries: int = 1, name: str = "theirs") -> Path:
    """A file as another team's server writes it."""
    version = {
        "parents": [], "author": "zoe", "at": 1_700_000_000_000,
        "title": "Retry three times", "body": "Then give up.", "status": "accepted", "area": None,
        "source": "sidebar",
    }  # fmt: skip
    ids = [name, *(f"{name}{n}" for n in range(1, entries))]
    records = [
        {
            "record": "context", "format": "commonground-context", "version": 1, "at": 1,
            "by": "zoe", "program": "0",
        },
        *(
            {
                "record": "entry", "room": "team", "id": f"e_{id}", "kind": "convention",
                "created_by": "zoe", "created_at": 1_700_000_000_000,
                "revisions": [version | {"id": f"r_{id}"} | titled(id)],
            }
            for id in ids
        ),
        {"record": "end", "records": 1 + entries, "withheld": 0},
    ]  # fmt: skip
    file.write_text("\n".join(map(json.dumps, records)))
    return file


def test_a_file_is_looked_at_before_it_is_taken_in(office: Office, tmp_path: Path) -> None:
    ada = office.desk(
        office.server.invite("Ada Admin", role="admin"), office.notebook(""), dark=True
    )
    ada.open_tab("people")
    file = another_teams(tmp_path / "theirs.jsonl")
    with ada.page.expect_file_chooser() as chosen:
        ada.part("exchange-choose").click()
    chosen.value.set_files(file)
    counts = ada.part("exchange-counts")
    expect(counts).to_contain_text("1 to take in")
    ada.shot("exchange-preview")
    assert not violations(ada.page, "[data-testid=cg-exchange]")
    with office.server.client(office.server.invite("Rita", role="reader")) as client:
        assert client.entries() == []
        ada.part("exchange-take").click()
        expect(counts).to_contain_text("1 taken in")
        (entry,) = client.entries()
    assert entry["revisions"][0]["status"] == "proposed"
    assert "by zoe" in entry["revisions"][0]["reason"]
    ada.part("exchange-drop").click()

    ada.part("exchange-file").set_input_files(file)
    expect(counts).to_contain_text("0 to take in, 1 known already")
    expect(ada.part("exchange-take")).to_have_count(0)
    ada.part("exchange-how").select_option("history")
    expect(counts).to_have_count(0)
    ada.part("exchange-file").set_input_files(file)
    expect(counts).to_contain_text("1 to take in")

    file.write_text("no file of ours")
    ada.part("exchange-file").set_input_files(file)
    expect(ada.part("exchange")).to_contain_text("This is no exported context.")
    with ada.page.expect_download() as saved:
        ada.part("exchange-export").click()
    lines = [json.loads(line) for line in Path(saved.value.path()).read_text().splitlines()]
    assert [line["record"] for line in lines[:: len(lines) - 1]] == ["context", "end"]
    assert "Retry three times" in Path(saved.value.path()).read_text()
    ada.shot("exchange")


def test_a_long_look_is_stopped_after_its_part(office: Office, tmp_path: Path) -> None:
    ada = office.desk(office.server.invite("Ada Admin", role="admin"), office.notebook(""))
    ada.open_tab("people")
    held: list[Route] = []
    ada.page.route("**/exchange/import*", lambda route: held.append(route))
    file = another_teams(tmp_path / "long.jsonl", entries=250, name="long")
    with ada.page.expect_request("**/exchange/import*"):
        ada.part("exchange-file").set_input_files(file)
    expect(ada.part("exchange")).to_contain_text("Part 1 of 2")
    ada.part("exchange-stop").click()
    held[0].continue_()
    expect(ada.part("exchange-counts")).to_contain_text("199 to take in")
    expect(ada.part("exchange-stop")).to_have_count(0)
    assert len(held) == 1, "the second part was not sent"
