"""The table of a comparison as a pandas DataFrame: measured beside judged, kept apart by columns.

It is a DataFrame like any other, with a better picture of itself. A missing figure is missing in
it (NA), and reads "not measured" or "not judged" wherever it is shown or exported.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..features.comparison.table import ComparisonTable, OptionRow, to_csv, to_html, to_markdown


class ComparisonFrame(pd.DataFrame):  # type: ignore[misc]
    """Options as rows; columns in two levels: where a figure comes from, and what it is."""

    _metadata = ("_table",)
    _table: ComparisonTable | None = None

    def _shown(self) -> ComparisonTable | None:
        """The table, as long as the frame still holds just its cells, in whatever order."""
        table = self._table
        if table is None or self.shape != (len(table.rows), len(table.columns)):
            return None
        rows = {row.label: row for row in table.rows}
        labels = [str(label) for label in self.index.get_level_values(0)]
        if set(labels) != set(rows):
            return None
        return ComparisonTable(table.columns, tuple(rows[label] for label in labels))

    def _repr_html_(self) -> str | None:
        table = self._shown()
        return str(super()._repr_html_()) if table is None else to_html(table)

    def csv(self) -> str:
        """CSV with one heading row; what is missing says so."""
        table = self._shown()
        return str(self.to_csv()) if table is None else to_csv(table)

    def markdown(self) -> str:
        """Markdown, one table for each group; what is missing says so."""
        table = self._shown()
        return str(self.to_string()) if table is None else to_markdown(table)


def frame(table: ComparisonTable) -> ComparisonFrame:
    """The table as a frame."""
    columns = pd.MultiIndex.from_tuples(
        [(column.group, column.heading) for column in table.columns], names=["", "option"]
    )
    index = pd.MultiIndex.from_tuples(
        [(row.label, row.name) for row in table.rows], names=["option", "name"]
    )
    series = {place: _series(table.rows, place) for place in range(len(table.columns))}
    made = ComparisonFrame(pd.DataFrame(series))
    made.index, made.columns = index, columns
    made._table = table
    return made


def _series(rows: tuple[OptionRow, ...], place: int) -> pd.Series[Any]:
    """A column with numbers as numbers, and NA where there is none."""
    cells = [row.cells[place] for row in rows]
    known = [cell for cell in cells if cell is not None]
    if known and all(isinstance(cell, int) for cell in known):
        return pd.Series(cells, dtype="Int64")
    if known and all(isinstance(cell, int | float) for cell in known):
        return pd.Series(cells, dtype="Float64")
    return pd.Series(cells, dtype="string")
