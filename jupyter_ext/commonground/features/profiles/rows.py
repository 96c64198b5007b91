"""Sample rows as text, for whoever asks for them: a name and a value on each line.

So the gate sees beside each value what it is.
"""

from __future__ import annotations

from typing import Any

from ...core.markdown import plainly
from ...errors import InvalidCommand
from .sources import DataSource

MOST_TEXT = 15_000
"""Characters of all rows together. None is cut: half a secret is not known as one."""


def sample_rows(source: DataSource, count: int) -> str:
    """So many of its rows. Raises InvalidCommand where they are too long."""
    found = source.sample().head(count).rows(named=True)
    text = "\n".join(_row(number, row) for number, row in enumerate(found, 1))
    if len(text) > MOST_TEXT:
        raise InvalidCommand(
            f"{len(found)} rows have {len(text):,} characters; at most {MOST_TEXT:,} are sent.",
            "Ask for fewer, or of fewer columns: %cg profile --rows 3 small, after "
            'small = df[["a", "b"]].',
        )
    return text


def _row(number: int, row: dict[str, Any]) -> str:
    lines = (f"  {plainly(str(name))}: {plainly(str(value))}" for name, value in row.items())
    return "\n".join([f"row {number}", *lines])
