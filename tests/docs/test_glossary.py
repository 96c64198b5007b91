"""The glossary leads to the code: a word to its folder, and a folder to its words."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "jupyter_ext" / "commonground"
FEATURES = PACKAGE / "features"


def rows(heading: str) -> dict[str, str]:
    """Folder by term, from the tables whose second column has that heading."""
    found: dict[str, str] = {}
    inside = False
    for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            inside = False
        elif cells[0] == "Term":
            inside = cells == ["Term", heading, "Meaning"]
        elif inside and not cells[0].startswith("---"):
            assert len(cells) == 3, line
            assert cells[0] not in found, f"{cells[0]} stands there twice"
            found[cells[0]] = cells[1]
    return found


def test_every_word_has_a_folder_that_is_there() -> None:
    words = rows("Folder")
    assert len(words) > 50
    assert {term: folder for term, folder in words.items() if not (PACKAGE / folder).is_dir()} == {}


def test_every_feature_and_every_room_has_a_word() -> None:
    homes = set(rows("Folder").values())
    features = {f"features/{path.parent.name}" for path in FEATURES.glob("*/__init__.py")}
    assert features - homes == set()
    assert {"core", "service", "crdt", "store", "ai", "gate", "sandbox", "server"} - homes == set()


def test_a_word_moves_up_when_its_folder_is_made() -> None:
    planned = rows("Planned folder")
    assert {term for term, folder in planned.items() if (PACKAGE / folder).exists()} == set()
    assert planned.keys() & rows("Folder").keys() == set()


def test_the_words_that_everything_is_said_with_are_there() -> None:
    said = rows("Folder").keys() | rows("Planned folder").keys()
    words = """Team Member Role Area Entry Revision Dispute Proposal Note Anchor Freshness Claim
    Overlap Announcement Query Handoff Turn Option Comparison Epoch Feature Command Verb Gate Fact
    Setting Snapshot Plan Event"""
    assert set(words.split()) - said == set()
