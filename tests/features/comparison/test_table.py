"""The table: measured beside judged, kept apart, and nothing that looks measured but was not."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.fact import Fact
from commonground.features.comparison.complexity import measure
from commonground.features.comparison.files import tree_of
from commonground.features.comparison.fold import fold
from commonground.features.comparison.measures import Measures
from commonground.features.comparison.model import JUDGE, OPTION, SCORE, START, Comparison
from commonground.features.comparison.table import (
    MEASURED,
    MODEL,
    PEOPLE,
    Cell,
    Column,
    ComparisonTable,
    Measured,
    OptionRow,
    table_of,
    to_csv,
    to_html,
    to_markdown,
)

RESULT = {
    "ok": False,
    "checks": [{"name": "a", "ok": True}, {"name": "b", "ok": False}],
    "seconds": 0.25,
    "benchmark_seconds": 0.000125,
    "peak_memory_bytes": 15_000_000,
    "ended": "failed",
}
NAMES = [
    "checks passed", "checks failed", "ended", "time", "benchmark", "peak memory", "lines",
    "complexity", "dependencies", "public", "files",
]  # fmt: skip


def compared(*facts: Fact) -> Comparison:
    start = {"goal": "g", "criteria": [{"name": "clarity", "weight": 1}]}
    found = fold(
        [
            Fact("f_1", "k_1", START, start, "ada", 1),
            Fact("f_2", "k_1", OPTION, {"option": "o_a", "name": "One"}, "ada", 2),
            Fact("f_3", "k_1", OPTION, {"option": "o_b", "name": "Two"}, "ada", 3),
            *facts,
        ]
    )
    assert found is not None
    return found


def said(name: str, by: str, score: int) -> Fact:
    value = {"option": "o_a", "criterion": "clarity", "score": score, "model": "m"}
    return Fact(f"f_{by}{name}", "k_1", name, value, by, 9)


def cells(table: ComparisonTable, option: int, group: str) -> dict[str, Cell]:
    pairs = zip(table.columns, table.rows[option].cells, strict=True)
    return {column.name: cell for column, cell in pairs if column.group == group}


def test_what_nobody_measured_is_in_no_cell() -> None:
    table = table_of(compared(), {})
    assert cells(table, 0, MEASURED) == dict.fromkeys(NAMES)
    assert cells(table, 0, PEOPLE) == {"clarity": None, "weighted": None}
    assert cells(table, 0, MODEL) == {}
    assert "| **A** One | not measured |" in to_markdown(table)
    assert "| **A** One | not judged | not judged |" in to_markdown(table)


def test_a_run_and_the_files_fill_their_own_cells() -> None:
    measures = Measures(2, 30, 7, 4, ("numpy",), ("run(x)",))
    table = table_of(compared(), {"o_a": Measured(measures, RESULT)})
    values = (1, 1, "failed", 0.25, 0.000125, 15.0, 30, 7, "numpy", 1, 2)
    assert cells(table, 0, MEASURED) == dict(zip(NAMES, values, strict=True))
    assert cells(table, 1, MEASURED) == dict.fromkeys(NAMES)


@pytest.mark.parametrize("ended", ["time", "memory", "crashed", "output"])
def test_a_run_that_a_limit_ended_took_no_time_that_says_anything(ended: str) -> None:
    table = table_of(compared(), {"o_a": Measured(None, RESULT | {"ended": ended})})
    found = cells(table, 0, MEASURED)
    assert (found["ended"], found["time"], found["benchmark"]) == (ended, None, None)


def test_a_run_that_was_refused_measured_nothing() -> None:
    table = table_of(compared(), {"o_a": Measured(None, RESULT | {"ended": "refused"})})
    assert cells(table, 0, MEASURED) == dict.fromkeys(NAMES)


@pytest.mark.parametrize("value", [None, "fast", True, [], {}])
def test_a_figure_that_is_no_number_is_none(value: Any) -> None:
    strange = RESULT | {"seconds": value, "peak_memory_bytes": value, "checks": value}
    found = cells(table_of(compared(), {"o_a": Measured(None, strange)}), 0, MEASURED)
    assert (found["time"], found["peak memory"], found["checks passed"]) == (None, None, 0)


def measured(**figures: float) -> dict[str, Measured]:
    return {
        option: Measured(None, RESULT | {"seconds": seconds, "ended": "ok"})
        for option, seconds in figures.items()
    }


def best(table: ComparisonTable, name: str) -> tuple[str, ...]:
    [place] = [i for i, column in enumerate(table.columns) if column.name == name]
    return table.best(place)


def test_the_best_figure_is_the_lowest_where_less_is_better() -> None:
    table = table_of(compared(), measured(o_a=0.25, o_b=0.5))
    assert best(table, "time") == ("o_a",)
    assert best(table, "lines") == best(table, "checks passed") == ()
    assert "| **A** One | 1 | 1 | ok | **0.25** |" in to_markdown(table)
    assert '<b title="best">0.25</b>' in to_html(table)


def test_where_all_are_alike_or_one_alone_is_known_none_is_best() -> None:
    assert best(table_of(compared(), measured(o_a=0.25, o_b=0.25)), "time") == ()
    assert best(table_of(compared(), measured(o_a=0.25)), "time") == ()


def test_a_criterion_of_which_less_is_better_counts_the_other_way_round() -> None:
    start = {"goal": "g", "criteria": [{"name": "risk", "better": "lower"}, {"name": "clarity"}]}
    options = [Fact(f"f_{o}", "k_1", OPTION, {"option": o, "name": o}, "ada", 2) for o in "ab"]
    scores = [
        Fact(f"s_{o}{c}", "k_1", SCORE, {"option": o, "criterion": c, "score": score}, "ada", 3)
        for o, c, score in (("a", "risk", 5), ("a", "clarity", 3), ("b", "risk", 2))
    ]
    found = fold([Fact("f_1", "k_1", START, start, "ada", 1), *options, *scores])
    assert found is not None
    table = table_of(found, {})
    assert [row.cells[-3:] for row in table.rows] == [(5, 3, 2), (2, None, 4)]
    assert (best(table, "risk"), best(table, "weighted")) == (("b",), ("b",))
    assert found.favourites() == {"ada": ("b",)}
    assert found.criteria[0].told() == "risk (weight 1, less is better)"


def test_people_and_the_model_are_kept_apart() -> None:
    people = [said(SCORE, "ada", 5), said(SCORE, "bob", 2)]
    table = table_of(compared(*people, said(JUDGE, "ada", 1)), {})
    assert cells(table, 0, PEOPLE) == {"clarity": 3.5, "weighted": 3.5}
    assert cells(table, 0, MODEL) == {"clarity": 1}
    assert cells(table, 1, MODEL) == {"clarity": None}
    groups = [part.splitlines()[0].split(" | ")[0] for part in to_markdown(table).split("\n\n")]
    assert groups == ["| Measured", "| Judged by people", "| Judged by the model"]


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
CELLS = st.one_of(st.none(), st.integers(-5, 5), st.floats(-9, 9), TEXT)


@st.composite
def tables(draw: st.DrawFn) -> ComparisonTable:
    columns = draw(
        st.lists(st.builds(Column, st.sampled_from([MEASURED, PEOPLE, MODEL]), TEXT), max_size=5)
    )
    columns.sort(key=lambda c: (MEASURED, PEOPLE, MODEL).index(c.group))
    rows = draw(
        st.lists(
            st.builds(OptionRow, TEXT, TEXT, TEXT, st.tuples(*[CELLS] * len(columns))), max_size=4
        )
    )
    return ComparisonTable(tuple(columns), tuple(rows))


class Cells(HTMLParser):
    """The tags of a page, and the text in its cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


@given(tables())
def test_every_export_holds_each_row_once_whatever_is_in_the_cells(table: ComparisonTable) -> None:
    read = list(csv.reader(io.StringIO(to_csv(table))))
    assert len(read) == 1 + len(table.rows)
    assert all(len(line) == 2 + len(table.columns) for line in read)
    assert not any(text[:1] in ("=", "+", "@") for line in read[1:] for text in line)
    for part in filter(None, to_markdown(table).split("\n\n")):
        assert len(part.splitlines()) == 2 + len(table.rows)
    page = Cells()
    page.feed(to_html(table))
    assert page.tags.count("td") == 1 + len(table.rows) * len(table.columns)
    assert set(page.tags) <= {"table", "thead", "tbody", "tr", "td", "th", "b", "i", "script"}
    assert ComparisonTable.from_wire(table.to_wire()) == table


# Measuring


def test_measures_are_read_off_the_files() -> None:
    answer = (
        "```python main.py\nimport json\nimport numpy as np\nfrom app.store import Store\n\n\n"
        "def run(events, *, fast=False):\n    for event in events:\n        if fast and event:\n"
        "            return 1\n    return 0\n\n\ndef _hidden(): ...\n```\n"
        "```python app/store.py\nclass Store:\n    def __init__(self, path): ...\n"
        "    def put(self, key, *rest, **more): ...\n    def _own(self): ...\n```\n"
        "```python tests/test_main.py\nimport pytest\ndef test_it(): ...\n```\n"
    )
    found = measure(tree_of(answer))
    assert found is not None
    assert (found.files, found.dependencies) == (3, ("numpy",))
    assert found.public == (
        "main.run(events, fast)", "app.store.Store(path)",
        "app.store.Store.put(key, *rest, **more)",
    )  # fmt: skip
    assert (found.complexity, found.worst) == (9, 4)
    assert found.lines == 15


def test_what_does_not_parse_is_not_counted_and_nothing_is_made_up() -> None:
    found = measure(tree_of("```python main.py\ndef run(:\n```"))
    assert found is not None
    assert (found.files, found.lines) == (1, 1)
    assert (found.complexity, found.worst, found.dependencies, found.public) == (None,) * 4
    assert measure(tree_of("no files")) is None


def test_complexity_is_counted_in_other_languages_too() -> None:
    found = measure(tree_of("```js app.js\nfunction f(a) { if (a) { return 1 } return 2 }\n```"))
    assert found is not None
    assert (found.complexity, found.public) == (2, None)


def test_a_list_of_public_names_is_heeded() -> None:
    found = measure(tree_of('```python m.py\n__all__ = ["b"]\ndef a(): ...\ndef b(x): ...\n```'))
    assert found is not None
    assert found.public == ("b(x)",)
