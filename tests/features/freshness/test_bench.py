"""``commonground bench freshness``: what it counts, and how it refuses what it can't read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from commonground.cli.main import main

ROW = {
    "id": "o/r:0", "repo": "o/r", "kind": "path", "form": "code", "doc": "README.md",
    "written_i": 0, "check_i": 9, "extra": [1],
}  # fmt: skip
ROWS: list[dict[str, Any]] = [
    ROW | {"label": "stale", "line": "See `src/a.py`.", "ref": "src/a.py", "target": "src/a.py",
           "target_kind": "file", "target_changes": 3, "renamed_to": "lib/a.py", "broke_i": 5},
    ROW | {"label": "valid", "line": "See `src/b.py`.", "ref": "src/b.py", "target": "src/b.py",
           "target_kind": "file", "target_changes": 2},
    ROW | {"label": "valid", "line": "See `src/c.py`.", "ref": "src/c.py", "target": "src/c.py",
           "target_kind": "file", "target_changes": 0},
    ROW | {"label": "never", "line": "Use `openai/gpt-x`.", "ref": "openai/gpt-x"},
    ROW | {"label": "stale", "line": "`OldThing`", "ref": "OldThing", "kind": "symbol"},
    ROW | {"label": "unresolved_link", "line": "[x](../y/)", "ref": "../y/"},
]  # fmt: skip
HISTORY = [
    {"repo": "o/r", "n_commits": 10},
    ["p", 0, "lib/a.py", [5]],
    ["p", 0, "src/a.py", [[0, 5]]],
    ["p", 4, "b.py", [0]],
    ["p", 4, "c.py", [0]],
    ["s", 0, "OldThing", [[0, 2]]],
]


def written(folder: Path, rows: list[dict[str, Any]], *, packed: bool) -> None:
    for name, lines in (("staleness", rows), ("staleness_history", HISTORY)):
        data = "\n".join(map(json.dumps, lines)).encode()
        if packed:
            (folder / f"{name}.jsonl.gz").write_bytes(gzip.compress(data))
        else:
            (folder / f"{name}.jsonl").write_bytes(data)


@pytest.mark.parametrize("packed", [True, False])
def test_precision_recall_renames_and_what_is_looked_at_again(tmp_path: Path, packed: bool) -> None:
    written(tmp_path, ROWS, packed=packed)
    result = CliRunner().invoke(main, ["bench", "freshness", str(tmp_path), "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert found["broken"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "flagged": 2, "stale": 2
    }  # fmt: skip
    assert (found["renames"]["named"], found["renames"]["of"]) == (1, 1)
    assert (found["touched"]["recall"], found["touched"]["rechecked"]) == (1.0, 0.75)
    assert found["repositories"]["o/r"]["broken"]["recall"] == 1.0
    assert found["skipped"] == 1
    table = CliRunner().invoke(main, ["bench", "freshness", str(tmp_path)])
    assert "averaged over repositories" in table.output


def test_a_reference_that_is_not_found_in_its_line_counts_as_missed(tmp_path: Path) -> None:
    written(tmp_path, [ROWS[0] | {"line": "Nothing here."}], packed=False)
    found = json.loads(
        CliRunner().invoke(main, ["bench", "freshness", str(tmp_path), "--json"]).output
    )
    assert (found["broken"]["recall"], found["found"]) == (0.0, 0.0)


def test_a_row_without_what_is_needed_is_named(tmp_path: Path) -> None:
    written(tmp_path, [{"label": "stale", "repo": "o/r"}], packed=False)
    result = CliRunner().invoke(main, ["bench", "freshness", str(tmp_path)])
    assert result.exit_code == 1
    assert "Line 1" in result.output


def test_a_folder_without_the_files_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["bench", "freshness", str(tmp_path)])
    assert result.exit_code == 1
    assert "staleness.jsonl" in result.output


def test_an_archive_that_ends_too_early_is_named(tmp_path: Path) -> None:
    written(tmp_path, [{"label": "stale", "repo": "o/r"}], packed=True)
    [archive] = tmp_path.glob("staleness.jsonl.gz")
    archive.write_bytes(archive.read_bytes()[:-9])
    result = CliRunner().invoke(main, ["bench", "freshness", str(tmp_path)])
    assert result.exit_code == 1
    assert "can't be read to its end" in result.output
