"""``commonground bench relevance``: what it prints, and how it refuses a broken file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from commonground.cli.main import main


def entry(id: str, body: str, **more: Any) -> dict[str, Any]:
    return {"corpus": "c", "entry": {"id": id, "title": "", "body": body, "at": 1, **more}}


def query(text: str, *relevant: str, **more: Any) -> dict[str, Any]:
    return {"corpus": "c", "query": {"id": text, "text": text, "relevant": relevant, **more}}


ROWS = [
    entry("a", "The gateway listens on port 8443.", area="ops", author="Ada"),
    entry("b", "Books have a VAT of seven percent.", area="shop", author="Bob"),
    query("Which port does the gateway use?", "a", areas=["ops"]),
    query("What did Bob say of VAT?", "b", paths=["src/shop/tax.py"]),
]


def run(folder: Path, rows: list[Any], *options: str) -> Result:
    path = folder / "rows.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return CliRunner().invoke(main, ["bench", "relevance", str(path), *options])


def test_recall_noise_and_tokens_are_printed_for_three_ways(tmp_path: Path) -> None:
    result = run(tmp_path, ROWS, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert set(found) == {"bm25", "embeddings", "ours"}
    for figures in found.values():
        names = ["recall@5", "recall@10", "recall@20", "mrr", "noise", "tokens", "ms"]
        assert list(figures) == names
        assert figures["recall@5"] == 1
    assert found["ours"]["mrr"] == 1
    assert found["ours"]["noise"] == 0 < found["bm25"]["noise"]
    table = run(tmp_path, ROWS)
    assert "recall@20" in table.stdout
    assert "2 questions of 2 entries." in table.stdout


def test_a_question_is_asked_of_what_was_there_by_then(tmp_path: Path) -> None:
    later = entry("c", "The gateway listens on port 9443 now.", at=2)
    rows = [*ROWS[:2], later, query("gateway port", "c", upto=1), query("gateway port", "c")]
    found = json.loads(run(tmp_path, rows, "--json").stdout)
    assert found["ours"]["recall@20"] == 0.5


def test_a_question_that_nothing_answers_counts_for_tokens_alone(tmp_path: Path) -> None:
    rows = [*ROWS, query("Who waters the plants?")]
    with_it = json.loads(run(tmp_path, rows, "--json").stdout)["ours"]
    without = json.loads(run(tmp_path, ROWS, "--json").stdout)["ours"]
    assert with_it["recall@5"] == without["recall@5"] == 1
    only = json.loads(run(tmp_path, [*ROWS[:2], rows[-1]], "--json").stdout)["ours"]
    assert only["recall@5"] is None


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("{", "Line 5"),
        ("[]", "Line 5"),
        ({"corpus": "c"}, "Line 5"),
        (entry("", ""), "Line 5"),
        (query("x", "nowhere"), "nowhere"),
        (query("x", "a", upto=-1), "upto"),
        (entry("d", "x", at="yesterday"), "yesterday"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, row: Any, named: str) -> None:
    result = run(tmp_path, [*ROWS, row])
    assert result.exit_code != 0
    assert named in result.output
