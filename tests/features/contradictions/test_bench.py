"""``commonground bench contradictions``: what it prints, and how it refuses a broken file."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from commonground.cli.main import main

PAIRS = [
    ("Use tabs", "Use spaces", "contradiction"),
    ("Deploys need two approvals", "Nobody ever eats the last biscuit", "contradiction"),
    ("Money is integer cents", "Dates are ISO 8601 strings", "compatible"),
]


def written(folder: Path, *lines: str) -> str:
    path = folder / "pairs.jsonl"
    path.write_text("\n".join(lines))
    return str(path)


def test_precision_and_recall_are_printed(tmp_path: Path) -> None:
    lines = [json.dumps({"a": a, "b": b, "label": label}) for a, b, label in PAIRS]
    result = CliRunner().invoke(
        main, ["bench", "contradictions", written(tmp_path, *lines), "--json"]
    )
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert (found["precision"], found["recall"], found["n"]) == (1.0, 0.5, 3)
    assert found["rules"]["choice"]["found"] == 1
    table = CliRunner().invoke(main, ["bench", "contradictions", written(tmp_path, *lines)])
    assert "overall" in table.output
    assert "0.500" in table.output


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    good = json.dumps({"a": "x", "b": "y", "label": "compatible"})
    result = CliRunner().invoke(main, ["bench", "contradictions", written(tmp_path, good, "{")])
    assert result.exit_code != 0
    assert "Line 2" in result.output
