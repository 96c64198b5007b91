"""What a table of data looks like: its columns, what they hold, what is missing. No rows. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from ...errors import InvalidCommand

MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_DISTINCT = 1_000


@dataclass
class _Column:
    """One column as its values come."""

    name: str
    filled: int = 0
    numbers: int = 0
    whole: bool = True
    least: float = float("inf")
    most: float = float("-inf")
    distinct: set[str] = field(default_factory=set)

    def take(self, value: str) -> None:
        """One more value."""
        if not value.strip():
            return
        self.filled += 1
        if len(self.distinct) <= MOST_DISTINCT:
            self.distinct.add(value)
        try:
            number = float(value)
        except ValueError:
            return
        self.numbers += 1
        self.whole = self.whole and number.is_integer()
        self.least, self.most = min(self.least, number), max(self.most, number)

    def told(self, rows: int) -> str:
        """What it holds, in a line."""
        many = len(self.distinct) > MOST_DISTINCT
        count = f"more than {MOST_DISTINCT}" if many else str(len(self.distinct))
        missing = f", {rows - self.filled} missing" if self.filled < rows else ""
        if not self.filled:
            return f"- {self.name}: empty"
        if self.numbers < self.filled:
            return f"- {self.name}: text, {count} distinct{missing}"
        kind = "whole numbers" if self.whole else "numbers"
        span = f"from {self.least:g} to {self.most:g}"
        return f"- {self.name}: {kind} {span}, {count} distinct{missing}"


def describe_table(text: str, separator: str) -> str:
    """The columns of a file of separated values whose first line names them.

    Raises InvalidCommand.
    """
    try:
        rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator)
        head = next(rows, [])
        columns = [_Column(name) for name in head[:MOST_COLUMNS]]
        count = _read(islice(rows, MOST_ROWS), columns)
    except csv.Error:
        raise InvalidCommand("This is no table of separated values.") from None
    if not columns:
        raise InvalidCommand("The file is empty.")
    more = f" (only the first {MOST_ROWS:,} are read)" if count == MOST_ROWS else ""
    lines = [f"{count:,} rows{more}, {len(head)} columns", *(c.told(count) for c in columns)]
    return "\n".join(lines)


def _read(rows: islice[Sequence[str]], columns: Sequence[_Column]) -> int:
    count = 0
    for row in rows:
        count += 1
        for column, value in zip(columns, row, strict=False):
            column.take(value)
    return count
