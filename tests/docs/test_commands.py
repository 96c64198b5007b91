"""What the pages tell people to type in a terminal is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]
TYPED = re.compile(r"(?:`|\$ |\"\$\()commonground ([a-z][a-z-]*)")
TARGET = re.compile(r"(?:`|\$ )make ([a-z-]+)")


def typed(pattern: re.Pattern[str]) -> dict[str, str]:
    """A page for each word that follows in one of them."""
    return {
        word: page.relative_to(ROOT).as_posix()
        for page in PAGES
        for word in pattern.findall(page.read_text("utf-8"))
    }


def test_every_command_of_the_command_line_that_a_page_names_exists() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "commonground.cli", "--help"],
        env={"PYTHONPATH": str(ROOT / "jupyter_ext"), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    commands = set(re.findall(r"^  ([a-z-]+) ", told.partition("--help")[2], re.MULTILINE))
    named = typed(TYPED)
    assert len(named) > 10
    assert {word: page for word, page in named.items() if word not in commands} == {}


def test_every_make_target_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):.* ## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = typed(TARGET)
    assert {"lab", "test", "docs"} <= named.keys()
    assert {word: page for word, page in named.items() if word not in targets} == {}
