"""What a variable is, in a few lines: how a model is told of one that the question names. Bounded.

A table is told by its profile, which holds no rows, and an array by its shape; whatever else by
its repr.
"""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Sized
from typing import Any

MAX_TOLD = 4_000
"""Characters of what is told of one variable that is no table."""
MAX_TABLE = 12_000
_ENGINES = ("pandas", "polars", "pyarrow", "duckdb", "_duckdb")


def told_of(value: Any, group: Callable[[], int]) -> str:
    """What it is. Whatever its own code raises is said, not raised.

    ``group`` gives how many rows of a table must share what is told of it.
    """
    kind = type(value)
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    table = _table(value, group)
    if table is not None:
        return table if len(table) <= MAX_TABLE else f"{table[:MAX_TABLE]} … (cut)"
    try:
        text = _told(value, name)
    except Exception as error:  # noqa: BLE001 whatever somebody's __repr__ raises
        text = f"{name}; its repr raised {type(error).__name__}"
    return text if len(text) <= MAX_TOLD else f"{text[:MAX_TOLD]} … (cut)"


def _table(value: Any, group: Callable[[], int]) -> str | None:
    """The profile of a table; None for anything else."""
    modules = {one.__module__.partition(".")[0] for one in type(value).__mro__}
    if not modules.intersection(_ENGINES):
        return None
    from ..features.profiles.measure import profile_of
    from ..features.profiles.report import profile_text
    from ..features.profiles.sources import source_of

    source = source_of(value)
    return None if source is None else profile_text(profile_of(source, "table", group()))


def _told(value: Any, name: str) -> str:
    shape, kind = getattr(value, "shape", None), getattr(value, "dtype", None)
    if shape is not None and kind is not None:
        return f"{name}, shape {shape}, {kind}\n{_short(value)}"
    size = f", {len(value):,} long" if isinstance(value, Sized) else ""
    return f"{name}{size}\n{_short(value)}"


class _Short(reprlib.Repr):
    """Long enough to be of use, and never the whole of what is large."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 4
        self.maxlist = self.maxtuple = self.maxset = self.maxdict = self.maxarray = 30
        self.maxstring = self.maxother = 2_000


_short = _Short().repr
