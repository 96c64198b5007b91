"""``commonground bench cache``: what it counts of a day, and how it refuses what is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from commonground.cli.cache_bench import replayed
from commonground.cli.cache_day import day_in
from commonground.cli.main import main

MEMBERS = [
    {"name": "Olga Owner", "areas": ["ops"], "role": "owner"},
    {"name": "Ann Able", "areas": ["ops"]},
]
RULE = {"id": "c1", "title": "Alerts name their owner", "body": "Who " * 400, "kind": "convention"}


def ask(at: str, by: str, **more: Any) -> dict[str, Any]:
    return {"at": at, "by": by, "ask": f"What of alerts at {at}?", **more}


ROWS: list[Any] = [
    {"team": {"members": MEMBERS}},
    {"entry": {**RULE, "author": "Olga Owner"}},
    ask("09:00:00", "Ann Able", path="ops/a.ipynb", cells=[[40, 10]]),
    ask("09:01:00", "Olga Owner"),
    ask("09:02:00", "Ann Able"),
    {"at": "09:03:00", "by": "Olga Owner", "retire": "c1", "reason": "Over."},
    ask("09:04:00", "Ann Able"),
]


def run(folder: Path, rows: list[Any], *options: str) -> Result:
    path = folder / "day.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return CliRunner().invoke(main, ["bench", "cache", str(path), *options])


def test_the_second_ask_reads_what_the_first_wrote(tmp_path: Path) -> None:
    result = run(tmp_path, ROWS, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    ours = found["ways"]["ours"]
    assert found["asks"] == 4
    assert found["prefixes"] == 2  # the rule left it as soon as it was retired
    # The third time what is left of the beginning, once the rule has gone: tools and product text.
    assert 0 < ours["read"] - 2 * ours["written"] < ours["written"]
    assert ours["prefix_cost"] < ours["prompt_cost"] < 1
    unshared = found["ways"]["unshared"]
    assert (unshared["tokens"], unshared["read"]) == (ours["tokens"], 0)


def test_it_is_printed_as_a_table_too(tmp_path: Path) -> None:
    result = run(tmp_path, ROWS)
    assert "read_share" in result.stdout
    assert "4 asks of claude-sonnet-5-5; kept 4 for 5m; 2 beginnings." in result.stdout


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["{"], "Line 1 is not JSON"),
        ([{"entry": RULE}], "No line says who is of the team"),
        ([*ROWS, {"at": "10:00:00", "by": "Ann Able"}], "Line 8 is not of a day"),
        ([*ROWS, ask("08:00:00", "Ann Able")], "Line 8 is earlier"),
        ([*ROWS, ask("10:00:00", "Bob")], "Bob is not of the team"),
        ([*ROWS, {"at": "10:00:00", "by": "Ann Able", "accept": "x"}], "There is no entry x"),
    ],
)
def test_what_is_no_day_is_refused_with_the_line(
    tmp_path: Path, rows: list[Any], said: str
) -> None:
    result = run(tmp_path, rows)
    assert result.exit_code == 1
    assert said in result.stderr


def test_the_recorded_day_is_read_and_no_member_asks_in_vain() -> None:
    """The whole of it is replayed by ``make bench``; here its first forty steps."""
    path = Path(__file__).parents[1] / "data" / "cache" / "day.jsonl"
    day = day_in(path.read_text().split("\n"))
    assert len(day.team.members) == 7
    found = replayed(day.model_copy(update={"steps": day.steps[:40]}))
    assert found["asks"] == sum(step.ask is not None for step in day.steps[:40])
    assert found["ways"]["ours"]["dollars"] < found["ways"]["everything"]["dollars"]
