"""What leaves of a chart and of a text: nothing that a row holds, wherever it stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonground.features.findings.cone import CellRun, cone_of
from commonground.kernel.finding import _charted
from commonground.kernel.finding_words import holds_no_rows

ROW = "canary-row-7f3a"
VALUES = {"values": [{"customer": ROW}]}
LEAKS: list[dict[str, Any]] = [
    {"layer": [{"data": VALUES, "mark": "bar"}]},
    {"hconcat": [{"vconcat": [{"data": VALUES, "mark": "bar"}]}]},
    {"facet": {"field": "a", "sort": [ROW]}, "spec": {"data": VALUES, "mark": "bar"}},
    {"mark": "bar", "transform": [{"lookup": "a", "from": {"data": VALUES, "key": "customer"}}]},
    {"mark": "bar", "transform": [{"filter": {"field": "customer", "oneOf": [ROW]}}]},
    {"mark": "bar", "encoding": {"x": {"field": "a", "scale": {"domain": [ROW]}}}},
    {"mark": "bar", "encoding": {"x": {"field": "a", "sort": [ROW], "axis": {"values": [ROW]}}}},
    {"mark": "bar", "encoding": {"tooltip": [{"field": "a", "condition": {"value": ROW}}]}},
    {"mark": {"type": "bar", "tooltip": ROW}, "datasets": {"a": VALUES["values"]}, "usermeta": ROW},
    {"mark": "bar", "params": [{"name": "p", "value": ROW}], "encoding": {"x": {"datum": ROW}}},
]


@pytest.mark.parametrize("spec", LEAKS, ids=lambda spec: json.dumps(spec)[:50])
def test_no_row_of_a_chart_leaves(spec: dict[str, Any]) -> None:
    assert ROW not in json.dumps(_charted(spec))


def test_how_a_chart_is_drawn_leaves() -> None:
    channel = {"field": "left", "aggregate": "mean", "type": "quantitative", "title": "Churn"}
    spec = {"layer": [{"mark": {"type": "line"}, "encoding": {"y": channel}}]}
    told = json.loads(_charted(spec)["text"])
    assert told == {"layer": [{"mark": "line", "encoding": {"y": channel}}]}


def _leaves(text: str, *cells: str, space: dict[str, Any] | None = None) -> bool:
    runs = [CellRun("", source, count) for count, source in enumerate(cells, 1)]
    return holds_no_rows(text, cone_of(runs), space or {})


@pytest.mark.parametrize(
    "cells",
    [
        ("import pandas as pd", "print(pd.read_csv('c.csv').head(1).to_string())"),
        ("import pandas as pd\ndfs = {'a': pd.read_csv('c.csv')}", "print(dfs['a'])"),
        ("import pandas as pd\ndf = pd.read_csv('c.csv')\nprint(df)\ndel df",),
        ("import csv", "for row in csv.reader(open('c.csv')):\n    print(row)"),
        ("print(open('there.csv').readline())",),
        ("from helpers import load", "print(load())"),
        ("%sql select * from customers",),
        ("!head there.csv",),
        ("print(table)",),
    ],
)
def test_a_line_of_cells_that_read_data_stays(
    cells: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a table is called, and whether it has a name at all."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.csv").write_text(ROW)
    assert not _leaves(ROW, *cells, space={"table": Path("of another library")})
    assert _leaves("0.25", *cells)


def test_a_line_that_was_computed_leaves_and_several_stay() -> None:
    assert _leaves("Churn doubled", "import math\nprint(f'Churn {word}')", space={"word": "x"})
    assert not _leaves("a\nb", "print('a')\nprint('b')")
    assert not _leaves("a" * 500, "print('a' * 500)")
