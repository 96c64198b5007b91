"""Turns as a pandas DataFrame: times as times, numbers as numbers, NA where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

_WHOLE = ("tokens_in", "tokens_out", "tokens_cached")
_NUMBERS = ("cost", "saved", "seconds")
_TEXTS = ("asker", "question", "answer", "model", "status", "thread", "path", "visibility", "turn")
COLUMNS = (
    *("at", "asker", "question", "answer", "model", "status"),
    *("tokens_in", "tokens_out", "tokens_cached", "cost", "saved", "seconds"),
    *("entries", "tools", "thread", "path", "visibility", "turn"),
)


def turn_frame(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """One row for each turn, newest first."""
    held = {name: [row.get(name) for row in rows] for name in COLUMNS}
    frame = pd.DataFrame({name: pd.Series(held[name], dtype=object) for name in COLUMNS})
    frame["at"] = pd.to_datetime(pd.Series(held["at"], dtype="Int64"), unit="ms", utc=True)
    for names, kind in ((_WHOLE, "Int64"), (_NUMBERS, "Float64"), (_TEXTS, "string")):
        for name in names:
            frame[name] = pd.Series(held[name], dtype=kind)
    return frame
