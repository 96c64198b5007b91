"""What a variable is, in a few lines: how a model is told of one that the question names. Bounded.

A table is told by its shape, columns and first rows, and an array by its shape; whatever else by
its repr. It knows pandas and numpy by what their objects offer, and imports neither.
"""

from __future__ import annotations

import reprlib
from collections.abc import Sized
from typing import Any

MAX_PROFILE = 4_000
"""Characters of what is told of one variable."""
ROWS, COLUMNS = 5, 40
"""Of a table, the first ones."""


def profile(value: Any) -> str:
    """What it is. Whatever its own code raises is said, not raised."""
    kind = type(value)
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    try:
        text = _told(value, name)
    except Exception as error:  # noqa: BLE001 whatever somebody's __repr__ raises
        text = f"{name}; its repr raised {type(error).__name__}"
    return text if len(text) <= MAX_PROFILE else f"{text[:MAX_PROFILE]} … (cut)"


def _told(value: Any, name: str) -> str:
    if hasattr(value, "dtypes") and hasattr(value, "columns"):
        return _table(value, name)
    shape, kind = getattr(value, "shape", None), getattr(value, "dtype", None)
    if shape is not None and kind is not None:
        return f"{name}, shape {shape}, {kind}\n{_short(value)}"
    size = f", {len(value):,} long" if isinstance(value, Sized) else ""
    return f"{name}{size}\n{_short(value)}"


def _table(value: Any, name: str) -> str:
    """Shape, columns with what they hold and what is missing, and the first rows."""
    rows, columns = value.shape
    lines = [f"{name}, {rows:,} rows, {columns:,} columns"]
    for place in range(min(columns, COLUMNS)):
        column = value.iloc[:, place]
        missing = int(column.isna().sum())
        lost = f", {missing:,} missing" if missing else ""
        lines.append(f"- {value.columns[place]}: {column.dtype}{lost}")
    if columns > COLUMNS:
        lines.append(f"- … {columns - COLUMNS:,} more")
    return "\n".join([*lines, "", value.iloc[:ROWS, :COLUMNS].to_string()])


class _Short(reprlib.Repr):
    """Long enough to be of use, and never the whole of what is large."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 4
        self.maxlist = self.maxtuple = self.maxset = self.maxdict = self.maxarray = 30
        self.maxstring = self.maxother = 2_000


_short = _Short().repr
