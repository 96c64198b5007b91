"""``commonground bench gate``: the figures it prints, and that it prints no text."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from commonground.cli.main import main
from tests.data.gate import write


def test_the_figures_of_a_file_as_json(tmp_path: Path) -> None:
    file = tmp_path / "few.jsonl"
    rows = [
        {"text": "password: kX9#mQ2!vT7p", "label": "secret"},
        {"text": "nothing to see", "label": "secret"},
        {"text": "write to maria.novak@gmail.com", "label": "personal"},
        {"text": "Tokens expire after 15 minutes.", "label": "clean"},
        {"text": "password: qR4$wL8^zN1s", "label": "clean"},
    ]
    file.write_text("\n".join(map(json.dumps, rows)))
    result = CliRunner().invoke(main, ["bench", "gate", str(file), "--json"])
    figures = json.loads(result.output)
    assert (figures["secret_recall"], figures["personal_recall"]) == (0.5, 1.0)
    assert figures["false_positive_rate"] == 0.5
    assert figures["ms_per_kb"] > 0
    assert [one["line"] for one in figures["wrong"]] == [2, 5]


def test_the_labelled_sets_print_figures_and_no_text(tmp_path: Path) -> None:
    _, held_out = write(tmp_path)
    result = CliRunner().invoke(main, ["bench", "gate", str(held_out)])
    assert result.exit_code == 0
    assert "secret_recall" in result.output
    assert "redacted" not in result.output


def test_a_line_that_is_no_example_is_named(tmp_path: Path) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_text('{"text": "a", "label": "clean"}\n{"text": 3}\n')
    result = CliRunner().invoke(main, ["bench", "gate", str(file)])
    assert result.exit_code == 1
    assert "Line 2" in result.output
