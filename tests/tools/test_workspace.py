"""Copies of the notebooks, so that running the clone changes nothing that git keeps."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tools.workspace import renew

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "notebooks").mkdir()
    for name in ("tour", "handoff"):
        (tmp_path / "notebooks" / f"{name}.ipynb").write_text(f"{name} 1")
    return tmp_path


def test_every_notebook_is_copied_once(root: Path) -> None:
    assert [copy.name for copy in renew(root)] == ["handoff.ipynb", "tour.ipynb"]
    assert (root / "workspace" / "tour.ipynb").read_text() == "tour 1"
    assert renew(root) == []


def test_a_copy_follows_its_original_until_somebody_works_in_it(root: Path) -> None:
    renew(root)
    mine = root / "workspace" / "tour.ipynb"
    mine.write_text("tour 1, and what I tried")
    for original in (root / "notebooks").iterdir():
        original.write_text(f"{original.stem} 2")
    assert [copy.name for copy in renew(root)] == ["handoff.ipynb"]
    assert mine.read_text() == "tour 1, and what I tried"
    mine.unlink()
    renew(root)
    assert mine.read_text() == "tour 2"


def test_make_lab_opens_a_copy_that_git_ignores() -> None:
    recipe = (REPOSITORY / "Makefile").read_text().partition("\nlab:")[2].partition("\n\n")[0]
    assert "tools/workspace.py" in recipe
    opened = re.findall(r"\S+\.ipynb", recipe)
    assert opened == ["workspace/tour.ipynb"]
    for path in (*opened, ".jupyter/collaboration_sessions.json", ".jupyter_ystore.db"):
        ignored = subprocess.run(["git", "check-ignore", "-q", path], cwd=REPOSITORY, check=False)
        assert ignored.returncode == 0, path
