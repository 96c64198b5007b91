"""Which notebook a run without a browser is of, and which of its cells ran."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from commonground.core.cell_step import digest
from commonground.core.notebook import saved_cells
from commonground.features.findings.headless import notebook_of_run, with_cells


def _book(path: Path, *sources: str, written: int = 1) -> None:
    cells = [
        {"cell_type": "code", "id": f"c{place}", "metadata": {}, "source": source}
        for place, source in enumerate(sources)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))
    os.utime(path, (written, written))


RAN = [digest("a = 1"), digest("a")]


def test_it_is_the_oldest_of_its_folder_that_holds_all_that_ran(tmp_path: Path) -> None:
    """A run's output lies beside its notebook, and holds the same."""
    _book(tmp_path / "b" / "output.ipynb", "a = 1", "a", written=9)
    _book(tmp_path / "b" / "source.ipynb", "# of it", "a = 1", "a", written=5)
    _book(tmp_path / "b" / "less.ipynb", "a = 1")
    _book(tmp_path / "elsewhere.ipynb", "a = 1", "a")
    (tmp_path / "b" / "broken.ipynb").write_text("{")
    assert notebook_of_run(tmp_path, str(tmp_path / "b"), RAN) == "b/source.ipynb"
    assert notebook_of_run(tmp_path, str(tmp_path / "b"), []) is None


@pytest.mark.parametrize("folder", ["outside", "root/.hidden", "root/../outside", "root/no\0ne"])
def test_none_is_found_outside_of_what_is_served(tmp_path: Path, folder: str) -> None:
    """The folder is the run's word."""
    for place in ("outside", "root/.hidden"):
        _book(tmp_path / place / "a.ipynb", "a = 1", "a")
    (tmp_path / "root" / "linked.ipynb").symlink_to(tmp_path / "outside" / "a.ipynb")
    assert notebook_of_run(tmp_path / "root", str(tmp_path / "root"), RAN) is None
    assert notebook_of_run(tmp_path / "root", f"{tmp_path}/{folder}", RAN) is None


def test_cells_are_named_by_what_they_say(tmp_path: Path) -> None:
    """Twins in order; one that ran twice is one cell."""
    _book(tmp_path / "a.ipynb", "a = 1", "f()", "f()", "a")
    cells = saved_cells((tmp_path / "a.ipynb").read_text())
    ran = ["a = 1", "f()", "a = 1", "f()", "gone"]
    runs = [{"cell": "", "count": n, "digest": digest(said)} for n, said in enumerate(ran)]
    made = with_cells({"cells": runs, "target": runs[3]}, cells)
    assert [one["cell"] for one in made["cells"]] == ["c0", "c1", "c0", "c2", ""]
    assert made["target"]["cell"] == "c2"
