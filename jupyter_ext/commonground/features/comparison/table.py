"""The table of a comparison: what was measured beside what was judged, kept apart.

A cell is a number or a text that somebody measured or judged, or None. None is never shown as a
number: it reads "not measured" or "not judged". ``kernel/frames.py`` makes a DataFrame of it.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...core.markdown import inline
from .measures import Measures
from .model import Better, Comparison, Option

Cell = int | float | str | None
MEASURED, PEOPLE, MODEL = "measured", "judged by people", "judged by the model"
ABSENT = {MEASURED: "not measured", PEOPLE: "not judged", MODEL: "not judged"}
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: its group says where the figures come from."""

    group: str
    name: str
    unit: str = ""
    better: Better | None = None
    """Which figures are the good ones; None where none is: more lines are neither."""

    @property
    def heading(self) -> str:
        """Its name with its unit."""
        return f"{self.name} ({self.unit})" if self.unit else self.name


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option's cells, in the order of the columns."""

    option: str
    label: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """Columns and rows; every row has a cell for each column."""

    columns: tuple[Column, ...]
    rows: tuple[OptionRow, ...]

    def best(self, place: int) -> tuple[str, ...]:
        """The options with the best figure of a column; none where it tells nobody apart."""
        better = self.columns[place].better
        figures = {
            row.option: cell
            for row in self.rows
            if isinstance(cell := row.cells[place], int | float)
        }
        if better is None or len(set(figures.values())) < 2:
            return ()
        best = (min if better == "lower" else max)(figures.values())
        return tuple(option for option, figure in figures.items() if figure == best)

    def to_wire(self) -> dict[str, Any]:
        """JSON for browsers and kernels."""
        return {
            "columns": [
                {
                    "group": column.group,
                    "name": column.name,
                    "unit": column.unit,
                    "better": column.better,
                    "best": list(self.best(place)),
                }
                for place, column in enumerate(self.columns)
            ],
            "rows": [
                {"option": r.option, "label": r.label, "name": r.name, "cells": list(r.cells)}
                for r in self.rows
            ],
        }

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> ComparisonTable:
        """The inverse of ``to_wire()``."""
        columns = tuple(
            Column(c["group"], c["name"], c["unit"], c.get("better")) for c in wire["columns"]
        )
        rows = tuple(
            OptionRow(r["option"], r["label"], r["name"], tuple(r["cells"])) for r in wire["rows"]
        )
        return cls(columns, rows)


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of an option's current version: None where nobody measured it."""

    measures: Measures | None = None
    result: Mapping[str, Any] | None = None


def table_of(comparison: Comparison, measured: Mapping[str, Measured]) -> ComparisonTable:
    """The table; ``measured`` holds what is known by option id."""
    columns = [
        *(Column(MEASURED, name, unit, better) for name, unit, better in _MEASURED),
        *(Column(PEOPLE, c.name, better=c.better) for c in comparison.criteria),
        *([Column(PEOPLE, "weighted", "of 5", "higher")] if comparison.criteria else []),
        *(_LATE if _has_late(comparison) else ()),
        *(Column(MODEL, c.name, better=c.better) for c in comparison.criteria if comparison.judged),
    ]
    rows = tuple(
        OptionRow(o.id, o.label, o.name, _cells(comparison, o, measured.get(o.id, Measured())))
        for o in comparison.options
    )
    return ComparisonTable(tuple(columns), rows)


_LATE = (
    Column(PEOPLE, "weighted, as revealed", "of 5", "higher"),
    Column(PEOPLE, "scored after the reveal", "scores"),
)
"""Where somebody scored after the secret scores had been revealed: what they were, and how many."""


def _has_late(comparison: Comparison) -> bool:
    return any(score.late for score in comparison.scores)


_MEASURED: tuple[tuple[str, str, Better | None], ...] = (
    ("checks passed", "", "higher"),
    ("checks failed", "", "lower"),
    ("ended", "", None),
    ("time", "s", "lower"),
    ("benchmark", "s", "lower"),
    ("peak memory", "MB", "lower"),
    ("lines", "", None),
    ("complexity", "", "lower"),
    ("dependencies", "", None),
    ("public", "calls", None),
    ("files", "", None),
)


def _cells(comparison: Comparison, option: Option, known: Measured) -> tuple[Cell, ...]:
    people: list[Cell] = [comparison.mean(option.id, c.name) for c in comparison.criteria]
    if comparison.criteria:
        people.append(comparison.total(option.id))
    if _has_late(comparison):
        revealed = comparison.as_revealed.total(option.id)
        people += [revealed, comparison.late(option.id)]
    model = [_judged(comparison, option.id, c.name) for c in comparison.criteria]
    return (
        *_run(known.result),
        *_read(known.measures),
        *people,
        *(model * bool(comparison.judged)),
    )


def _run(result: Mapping[str, Any] | None) -> tuple[Cell, ...]:
    """What running it gave. One that was ended by a limit took no time that says anything."""
    if result is None or result.get("ended") == "refused":
        return (None,) * 6
    found = result.get("checks")
    checks = [c for c in found if isinstance(c, Mapping)] if isinstance(found, list) else []
    passed = sum(1 for c in checks if c.get("ok") is True)
    ended = str(result.get("ended", ""))
    whole = ended in ("ok", "failed")
    peak = _figure(result.get("peak_memory_bytes"))
    return (
        passed,
        len(checks) - passed,
        ended,
        _rounded(_figure(result.get("seconds")), 3) if whole else None,
        _rounded(_figure(result.get("benchmark_seconds")), 6) if whole else None,
        _rounded(peak / MB, 1) if peak else None,
    )


def _read(measures: Measures | None) -> tuple[Cell, ...]:
    if measures is None:
        return (None,) * 5
    dependencies = measures.dependencies
    return (
        measures.lines,
        measures.complexity,
        None if dependencies is None else ", ".join(dependencies) or "none",
        None if measures.public is None else len(measures.public),
        measures.files,
    )


def _judged(comparison: Comparison, option: str, criterion: str) -> Cell:
    given = [j.score for j in comparison.judged if j.option == option and j.criterion == criterion]
    return given[-1] if given else None


def _figure(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


# As text


def shown(cell: Cell, group: str) -> str:
    """A cell as it is read: what is missing says so."""
    if cell is None:
        return ABSENT.get(group, "")
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def to_csv(table: ComparisonTable) -> str:
    """CSV with one heading row: ``group: name``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["option", "name", *(f"{c.group}: {c.heading}" for c in table.columns)])
    for row in table.rows:
        cells = (shown(x, c.group) for x, c in zip(row.cells, table.columns, strict=True))
        writer.writerow([_no_formula(text) for text in (row.label, row.name, *cells)])
    return out.getvalue()


def _no_formula(text: str) -> str:
    """A text that a spreadsheet would run is made one that it shows."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def to_markdown(table: ComparisonTable) -> str:
    """One Markdown table for each group, so that measured and judged stay apart."""
    parts = [_group_markdown(table, group) for group in (MEASURED, PEOPLE, MODEL)]
    return "\n\n".join(filter(None, parts))


def _group_markdown(table: ComparisonTable, group: str) -> str:
    places = [i for i, column in enumerate(table.columns) if column.group == group]
    if not places:
        return ""
    headings = [table.columns[i].heading for i in places]
    lines = [_line([group.capitalize(), *headings]), _line(["---", *("---:" for _ in places)])]
    best = {i: table.best(i) for i in places}
    for row in table.rows:
        cells = [(inline(shown(row.cells[i], group)), row.option in best[i]) for i in places]
        figures = [f"**{text}**" if good else text for text, good in cells]
        lines.append(_line([f"**{row.label}** {inline(row.name)}", *figures]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def to_html(table: ComparisonTable) -> str:
    """One HTML table with its groups above the columns; a click on a heading sorts by it.

    Where scripts are not let in (an untrusted notebook, a code host) it is the same table, still.
    """
    groups = [group for group in (MEASURED, PEOPLE, MODEL) if _width(table, group)]
    over = "".join(
        f'<th colspan="{_width(table, group)}" scope="colgroup">{html.escape(group)}</th>'
        for group in groups
    )
    heads = "".join(
        f'<th scope="col" data-sort>{html.escape(text)}</th>'
        for text in ("option", *(c.heading for c in table.columns))
    )
    rows = "".join(_html_row(table, row) for row in table.rows)
    return (
        '<table class="commonground-comparison" border="1">'
        f"<thead><tr><td></td>{over}</tr><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"<script>{_SORT}</script>"
    )


def _width(table: ComparisonTable, group: str) -> int:
    return sum(1 for column in table.columns if column.group == group)


def _html_row(table: ComparisonTable, row: OptionRow) -> str:
    cells = "".join(
        f"<td{_key(cell)}>{_figure_html(table, row, place, cell)}</td>"
        for place, cell in enumerate(row.cells)
    )
    name = html.escape(row.name)
    return f'<tr><th scope="row"><b>{html.escape(row.label)}</b> {name}</th>{cells}</tr>'


def _key(cell: Cell) -> str:
    return "" if cell is None else f' data-key="{html.escape(str(cell))}"'


def _figure_html(table: ComparisonTable, row: OptionRow, place: int, cell: Cell) -> str:
    text = html.escape(shown(cell, table.columns[place].group))
    if cell is None:
        return f"<i>{text}</i>"
    return f'<b title="best">{text}</b>' if row.option in table.best(place) else text


_SORT = """\
(()=>{const s=document.currentScript,t=s&&s.previousElementSibling;if(!t)return;
t.querySelectorAll('th[data-sort]').forEach((h,i)=>{h.style.cursor='pointer';h.title='Sort';
let up=false;h.addEventListener('click',()=>{up=!up;const b=t.tBodies[0];
const k=r=>i?r.cells[i].dataset.key:r.cells[i].textContent;
[...b.rows].sort((x,y)=>{const p=k(x),q=k(y);if(p===undefined||q===undefined)
return (p===undefined)-(q===undefined);const n=p-q;
return (isNaN(n)?p.localeCompare(q):n)*(up?1:-1)}).forEach(r=>b.append(r))})})})()"""
