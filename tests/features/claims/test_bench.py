"""The benchmarks read what they are given, and say what they mean."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from commonground.errors import UserError
from commonground.features.claims.bench import coordination_command, measure
from commonground.features.claims.generated import generated
from commonground.features.claims.records import read, records
from commonground.features.claims.scores import Foretold, averaged, ratios, summary
from commonground.features.claims.simulation import conflicts_command, simulate


def side(author: str, start: int, hunks: list[list[Any]], path: str = "a.py") -> dict[str, Any]:
    """A branch of two commits that both change the file."""
    commits = [
        {"t": start + hour * 3600, "a": author, "s": f"Work of {author}", "f": [0]}
        for hour in range(2)
    ]
    files = [{"p": path, "st": "M", "sy": ["f"], "h": hunks}]
    half = {"i": 1, "files": [{"p": path, "sy": ["f"], "h": hunks[:1]}], "n_files": 1}
    about = {"n_commits": 2, "n_first_parent": 2, "commits": commits}
    return {**about, "files": files, "half": half}


def record(number: int, conflict: bool, repo: str = "one/one", **about: Any) -> dict[str, Any]:
    """Two branches that change the same line, or lines far apart."""
    theirs = [[5, 1, 5, 3, [0]]] if conflict else [[50, 1, 50, 3, [0]]]
    return {
        "id": f"{repo}#{number}",
        "repo": repo,
        "kind": "pr-pair",
        "w": 2.0,
        "left": side("dev-1", 1_700_000_000, [[5, 1, 5, 2, [0]], [90, 0, 92, 1, []]]),
        "right": side("dev-2", 1_700_001_000, theirs),
        "conflict": conflict,
        "conflict_files": [{"p": "a.py", "t": ["content"]}] if conflict else [],
        **about,
    }


def stored(folder: Path, rows: list[dict[str, Any]]) -> Path:
    place = folder / "pairs.jsonl.gz"
    place.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return place


def test_the_figures_of_a_file_are_one_json_object(tmp_path: Path) -> None:
    rows = [record(n, conflict=n < 2, repo=f"r/{n % 2}") for n in range(6)]
    answer = CliRunner().invoke(
        coordination_command, [str(stored(tmp_path, rows)), "--json"], catch_exceptions=False
    )
    result = json.loads(answer.stdout)
    assert (result["n"], result["conflicts"]) == (6, 2)
    for part in ("warn", "half", "half_both"):
        assert (result[part]["precision"], result[part]["recall"]) == (1.0, 1.0)
    assert result["warn"]["alerts_per_developer_day"] > 0
    assert result["warn"]["lead_time_hours"] == 1.0
    assert result["grades"]["will_conflict"]["found"] == 2
    assert result["grades"]["same_symbol"]["found"] == 4
    assert result["kinds"]["pr-pair"]["n"] == 6
    assert set(result["repositories"]) == {"r/0", "r/1"}


def test_the_table_names_each_part(tmp_path: Path) -> None:
    place = stored(tmp_path, [record(0, conflict=True), record(1, conflict=False)])
    answer = CliRunner().invoke(coordination_command, [str(place)], catch_exceptions=False)
    for word in ("warned of", "first half", "grade will_conflict", "one/one", "lead time"):
        assert word in answer.stdout


def test_fields_that_are_missing_are_done_without() -> None:
    bare = {"left": {"files": [{"p": "a"}]}, "right": {"files": []}, "conflict": False}
    (only,) = records([json.dumps(bare), ""])
    assert (only.repo, only.weight, only.in_steps) == ("", 1.0, False)
    result = measure([only])
    assert result["warn"]["precision"] is None
    assert simulate([only])["compliance"]["0.7"]["conflicts_avoided"] is None
    assert measure([])["n"] == 0


@pytest.mark.parametrize(
    "text",
    [
        *(b"{", b'{"left": 1}', b"\x1f\x8bbroken", b'{"conflict": true}', b"", b"\n"),
        b"[" * 100_000,
        b'{"conflict": true, "left": {"files": [{"p": "a", "h": [[1, 1, 1, 1e999]]}]}}',
    ],
)
def test_what_is_no_record_is_named(tmp_path: Path, text: bytes) -> None:
    place = tmp_path / "bad.jsonl"
    place.write_bytes(text)
    with pytest.raises(UserError):
        read(place)


def test_each_repository_counts_the_same_in_the_average() -> None:
    rows = [Foretold("a", "k", 1.0, True, True)] * 9 + [
        Foretold("b", "k", 3.0, True, False),
        Foretold("b", "k", 1.0, True, True),
        Foretold("c", "k", 1.0, True, False),  # no conflict there: no recall to average
    ]
    assert averaged(rows)["precision"] == 0.75
    assert ratios(rows)["precision"] == pytest.approx(10 / 12, abs=1e-4)
    assert ratios(rows, weighted=True)["precision"] == pytest.approx(10 / 14, abs=1e-4)
    assert summary(rows)["warned"] == 12


def test_notices_that_nobody_follows_avoid_nothing_and_all_of_them_all() -> None:
    rows = generated(seed=3, pairs=60)
    result = simulate(rows)
    assert result["conflicts_without_notices"] == sum(one.conflict for one in rows) > 5
    shares = [result["compliance"][share]["conflicts_avoided"] for share in ("0.25", "0.7", "1.0")]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert result["compliance"]["1.0"]["harmless_work_delayed"] < 0.1


def test_the_same_seed_gives_the_same_figures() -> None:
    assert simulate(generated(pairs=40)) == simulate(generated(pairs=40))


def test_it_is_called_a_simulation_wherever_it_stands(tmp_path: Path) -> None:
    plot = tmp_path / "plot.svg"
    place = stored(tmp_path, [record(0, conflict=True), record(1, conflict=False)])
    runner = CliRunner()
    table = runner.invoke(
        conflicts_command, [str(place), "--plot", str(plot)], catch_exceptions=False
    )
    assert "simulation" in table.stdout
    assert "Simulation" in plot.read_text(encoding="utf-8")
    result = runner.invoke(conflicts_command, [str(place), "--json"], catch_exceptions=False)
    assert "simulation" in json.loads(result.stdout)["simulation"]


def test_who_follows_sets_aside_what_would_have_conflicted() -> None:
    (torn,) = records([json.dumps(record(0, conflict=True))])
    result = simulate([torn])
    assert result["compliance"]["1.0"]["conflicts_avoided"] == 1.0
    assert result["compliance"]["1.0"]["harmless_work_delayed"] == 0.0
    (clean,) = records([json.dumps(record(0, conflict=False))])
    assert simulate([clean])["noticed"] == 0
