"""Small plots of a comparison's figures, and the same as plain HTML where no picture is shown.

Only what somebody measured or judged is drawn; what is missing is written out instead of a bar.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeGuard

from ..features.comparison.table import ABSENT, Column, ComparisonTable, OptionRow, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = 4
"""Plots beside each other."""
_COLORS = {"measured": "#4878a8", "judged by people": "#c8893b", "judged by the model": "#8a6fae"}


def drawn(table: ComparisonTable) -> tuple[tuple[int, Column], ...]:
    """The columns that hold a number for somebody, each with its place."""
    return tuple(
        (place, column)
        for place, column in enumerate(table.columns)
        if any(_is_number(row.cells[place]) for row in table.rows)
    )


def figure(table: ComparisonTable) -> Figure:
    """One small bar chart for each column that holds numbers."""
    from matplotlib.figure import Figure as Made

    columns = drawn(table)
    lines = max(1, -(-len(columns) // COLUMNS))
    made = Made(figsize=(11, 1.9 * lines), layout="constrained")
    for number, (place, column) in enumerate(columns, start=1):
        axes = made.add_subplot(lines, COLUMNS, number)
        _draw(axes, table.rows, place, column)
    return made


def _draw(axes: Axes, rows: Sequence[OptionRow], place: int, column: Column) -> None:
    labels = [row.label for row in rows]
    values = [float(v) if _is_number(v := row.cells[place]) else 0.0 for row in rows]
    axes.barh(labels, values, color=_COLORS.get(column.group, "#888888"), height=0.6)
    for row_number, row in enumerate(rows):
        text = shown(row.cells[place], column.group)
        axes.annotate(
            f" {text}",
            (values[row_number], row_number),
            va="center",
            fontsize=7,
            annotation_clip=False,
        )
    axes.invert_yaxis()
    axes.set_title(f"{column.heading}\n{column.group}", fontsize=8)
    axes.tick_params(labelsize=7)
    axes.margins(x=0.35)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def png(table: ComparisonTable) -> bytes:
    """The figure as a picture."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    made = figure(table)
    FigureCanvasAgg(made)
    out = io.BytesIO()
    made.savefig(out, format="png", dpi=80, metadata={"Software": None})
    return out.getvalue()


def bars_html(table: ComparisonTable) -> str:
    """The same bars without any picture or script: a table that every front end shows."""
    parts = [_bars(table.rows, place, column) for place, column in drawn(table)]
    return f'<div class="commonground-bars">{"".join(parts) or "Nothing is measured yet."}</div>'


def _bars(rows: Sequence[OptionRow], place: int, column: Column) -> str:
    most = max(float(v) for row in rows if _is_number(v := row.cells[place])) or 1.0
    lines = "".join(_bar(row, place, column, most) for row in rows)
    heading = html.escape(f"{column.heading} – {column.group}")
    return f"<table><caption>{heading}</caption><tbody>{lines}</tbody></table>"


def _bar(row: OptionRow, place: int, column: Column, most: float) -> str:
    cell = row.cells[place]
    label = f'<th scope="row">{html.escape(row.label)}</th>'
    if not _is_number(cell):
        said = html.escape(ABSENT.get(column.group, "") if cell is None else str(cell))
        return f"<tr>{label}<td><i>{said}</i></td></tr>"
    width = round(100 * float(cell) / most) if most > 0 else 0
    color = _COLORS.get(column.group, "#888888")
    bar = f'<div style="background:{color};height:0.8em;width:{max(width, 1)}px"></div>'
    return f"<tr>{label}<td>{bar}</td><td>{shown(cell, column.group)}</td></tr>"


def plot_bundles(table: ComparisonTable) -> tuple[dict[str, Any], dict[str, Any]]:
    """The picture with its figures as text, and the twin: the same bars, folded up, as HTML."""
    picture = base64.b64encode(png(table)).decode()
    twin = f"<details><summary>The same as a table</summary>{bars_html(table)}</details>"
    return (
        {"image/png": picture, "text/plain": _plain(table)},
        {"text/html": twin, "text/plain": _plain(table)},
    )


def _plain(table: ComparisonTable) -> str:
    lines = []
    for place, column in drawn(table):
        cells = ", ".join(f"{r.label} {shown(r.cells[place], column.group)}" for r in table.rows)
        lines.append(f"{column.heading} ({column.group}): {cells}")
    return "\n".join(lines) or "Nothing is measured yet."


def _is_number(cell: object) -> TypeGuard[int | float]:
    return isinstance(cell, int | float) and not isinstance(cell, bool)
