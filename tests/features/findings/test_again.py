"""A check runs the cells apart: what it may read, what it says of them, and what they can't say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId
from commonground.features.findings.again import Rerun, differences, given_by, run_again
from commonground.features.findings.model import SharedFinding
from commonground.sandbox.job import Result

pytestmark = pytest.mark.anyio
ROW = "canary-row-7f3a"
DIGEST = "0" * 64
MARK = "feed"


def _table(digest: str, *rows: str) -> dict[str, Any]:
    columns = [{"name": "customer", "type": "object", "digest": digest}]
    return {"rows": len(rows), "columns": columns, "digest": digest, "sample": [[r] for r in rows]}


def _finding(*places: str, figure: str = "churn", table: Any = None) -> SharedFinding:
    made: dict[str, Any] = {
        "path": "a.ipynb", "output": {"table": table}, "tables": [],
        "cells": [{"cell": "", "count": n, "digest": DIGEST} for n in (4, 9)],
        "figures": [{"name": "churn", "value": 0.5, "checked": figure}],
        "files": [{"path": one, "place": one, "size": 1, "digest": DIGEST} for one in places],
    }  # fmt: skip
    return SharedFinding(Entry(EntryId("e_1"), "knowledge", TEAM, "alice", 1), made, "alice", 1)


def _rerun(**given: Any) -> Rerun:
    held = {"figures": {"churn": 0.5}, "tables": {}, "result": None} | given
    return Rerun.model_validate_json(json.dumps(held))


def test_what_differs_is_told_without_the_new_values() -> None:
    """They may be rows, and whoever checks asked to share none; figures are named numbers."""
    made = _finding(table=_table(DIGEST, "old")).shared
    now = _table("1" * 64, ROW, ROW)
    now["columns"].append({"name": ROW, "type": ROW, "digest": ""})
    found = differences(made, _rerun(figures={"churn": 0.75}, result=now))
    assert ROW not in repr(found)
    said = {one.what: (one.old, one.new) for one in found}
    assert said["churn"] == ("0.5", "0.75")
    assert said["the table shown: rows"] == ("1", "2")
    assert said["the table shown: row 1, customer"] == ("old", "another value")


@pytest.mark.parametrize(
    "text",
    [
        "[]", "7", "{}", '{"figures": []}', '{"figures": {"churn": "0.5"}, "tables": {}}',
        '{"figures": {}, "tables": {"a": 1}, "result": null}',
        '{"figures": {}, "tables": {}, "result": {"rows": 1}}',
        '{"figures": {"churn": NaN}, "tables": {}, "result": null}',
        f'{{"raised": "{ROW} is not there", "cell": 0}}',
    ],
)  # fmt: skip
def test_an_answer_of_another_shape_is_none(text: str) -> None:
    """A cell can write it."""
    result = Result(True, (), 0.1, None, 0, f"{MARK}:{text}\n", "ok", "", ())
    assert given_by(result, MARK, []) == (None, "What it gave can't be read.")


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (["churn = 0.5", f"raise KeyError('{ROW}')"], "Cell 9 raised KeyError."),
        (["churn ="], "Cell 4 raised SyntaxError."),
        (["pass"], "What is compared raised NameError."),
    ],
)
async def test_a_failure_is_told_by_its_type_and_cell(
    cells: list[str], problem: str, tmp_path: Path
) -> None:
    given, said = await run_again(_finding(), cells, tmp_path)
    assert (given, said) == (None, problem)


async def test_what_is_asked_lies_nowhere_when_the_cells_run(tmp_path: Path) -> None:
    cells = [
        "import os",
        "found = [f for folder, _, files in os.walk(os.environ['HOME']) for f in files]\n"
        "churn = 0.5 if 'asked.json' in found or 'mark' in globals() else 0.25",
    ]
    given, said = await run_again(_finding(), cells, tmp_path)
    assert given is not None, said
    assert given.figures == {"churn": 0.25}


@pytest.mark.parametrize("place", ["link.csv", ".hidden/a.csv", "../out.csv", "folder", "gone.csv"])
async def test_only_plain_served_files_are_given_to_the_sandbox(tmp_path: Path, place: str) -> None:
    """What was a file when it was shared may be a link to somebody's keys by now."""
    root = tmp_path / "root"
    for folder in (root / ".hidden", root / "folder"):
        folder.mkdir(parents=True)
    for file in (tmp_path / "out.csv", root / ".hidden" / "a.csv"):
        file.write_text(ROW)
    (root / "link.csv").symlink_to(tmp_path / "out.csv")
    given, said = await run_again(_finding(place), ["churn = 0.5"], root)
    assert (given, said) == (None, f"{place} is no plain file of the served folder.")
