"""The table in a kernel: a DataFrame, small plots, and the form, each with a plain twin."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pandas as pd
from matplotlib.patches import Rectangle

from commonground.features.comparison.source import read_source
from commonground.features.comparison.table import (
    MEASURED,
    PEOPLE,
    Column,
    ComparisonTable,
    OptionRow,
)
from commonground.kernel.charts import bars_html, drawn, figure, plot_bundles
from commonground.kernel.frames import frame
from commonground.kernel.widgets import CompareForm

TABLE = ComparisonTable(
    (
        Column(MEASURED, "checks passed"), Column(MEASURED, "time", "s"),
        Column(MEASURED, "dependencies"), Column(PEOPLE, "clarity"),
    ),
    (
        OptionRow("o_1", "A", "One <b>", (3, 0.5, "none", None)),
        OptionRow("o_2", "B", "Two", (None, None, "numpy", 4.5)),
    ),
)  # fmt: skip


def test_it_is_a_dataframe_with_numbers_as_numbers_and_gaps_as_gaps() -> None:
    made = frame(TABLE)
    assert isinstance(made, pd.DataFrame)
    assert made[MEASURED]["checks passed"].sum() == 3
    assert pd.isna(made.loc["B"][MEASURED, "time (s)"].item())
    assert made[PEOPLE]["clarity"].mean() == 4.5
    assert list(made.columns.get_level_values(0)) == [MEASURED] * 3 + [PEOPLE]


def test_what_is_missing_says_so_wherever_it_is_shown() -> None:
    made = frame(TABLE)
    page = made._repr_html_()
    assert page is not None
    assert page.count("<i>not measured</i>") == 2
    assert page.count("<i>not judged</i>") == 1
    assert "One &lt;b&gt;" in page
    assert "B,Two,not measured,not measured,numpy,4.5" in made.csv()
    assert "| **B** Two | not measured | not measured | numpy |" in made.markdown()


def test_a_part_of_it_is_shown_as_pandas_does() -> None:
    assert "dataframe" in frame(TABLE)[MEASURED]._repr_html_()


def test_only_what_was_measured_or_judged_is_drawn() -> None:
    assert [column.name for _, column in drawn(TABLE)] == ["checks passed", "time", "clarity"]
    axes = figure(TABLE).axes
    assert [a.get_title() for a in axes] == [
        "checks passed\nmeasured", "time (s)\nmeasured", "clarity\njudged by people",
    ]  # fmt: skip
    bars = axes[0].patches
    assert [isinstance(bar, Rectangle) and bar.get_width() for bar in bars] == [3.0, 0.0]
    assert [text.get_text() for text in axes[0].texts] == [" 3", " not measured"]


def test_the_plots_have_a_twin_without_picture_or_script() -> None:
    root = ET.fromstring(bars_html(TABLE))
    assert {element.tag for element in root.iter()} == {
        "div", "table", "caption", "tbody", "tr", "th", "td", "i",
    }  # fmt: skip
    assert len(root.findall("table")) == 3
    picture, twin = plot_bundles(TABLE)
    assert picture["text/plain"].splitlines()[0] == "checks passed (measured): A 3, B not measured"
    assert "<img" not in twin["text/html"]
    empty = ComparisonTable(TABLE.columns, ())
    assert "Nothing is measured yet." in bars_html(empty)


def test_the_form_writes_a_cell_that_is_read_and_has_a_twin() -> None:
    form = CompareForm()
    form.goal.value = "Fast: and <small>"
    for number, (name, sketch, limits) in enumerate(form.options[:2]):
        name.value, sketch.value, limits.value = f"Design {number}", "as is", "no network\nno disk"
    form.criteria[0][0].value, form.criteria[0][1].value = "clarity", 2.0
    form.check.value, form.secret.value = "check", True
    first, _, body = form.source().partition("\n")
    source = read_source(body)
    assert first == "%%compare"
    assert (source.goal, source.check, source.scoring) == ("Fast: and <small>", "check", "secret")
    assert [o.name for o in source.options] == ["Design 0", "Design 1"]
    assert source.options[0].constraints == ("no network", "no disk")
    assert "Fast: and &lt;small&gt;" in form.twin()
    assert "<pre>%%compare" in form.twin()


def test_a_form_that_is_not_filled_in_writes_a_cell_to_go_on_from() -> None:
    assert read_source(CompareForm().source().partition("\n")[2]).goal
