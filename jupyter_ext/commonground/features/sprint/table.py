"""A table as text: how its columns are parted, its lines end and its cells are quoted.

Pure. It knows nothing of tasks; what it reads can be written again as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

MAX_FIELD = 16 * 1024 * 1024
"""Characters that Python's csv takes as one cell: its own bound is below what trackers export."""
MAX_NAME = 1_000
"""Characters of a column's name."""
_MARK = re.compile(r"\ufeff?(?:\"?sep=(?P<sep>[^\r\n\"]|\\t)\"?[^\r\n]*(?:\r\n|\r|\n))?", re.I)
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Table:
    """A header, its rows with their numbers (the header is 1), and how they were written.

    ``mark`` is what stood before the header: a byte order mark, and a line such as ``sep=;``.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    delimiter: str = ","
    newline: str = "\n"
    quoted: bool = False
    mark: str = ""
    ended: bool = True


def read_table(text: str, suits: Callable[[Sequence[str]], bool]) -> Table:
    """The table in a text; of several ways to part its columns one whose header ``suits``.

    Lines without any cell are passed over. Raises ValueError where it is none.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_FIELD))
    found = _MARK.match(text)
    mark = found[0] if found else ""
    body = text[len(mark) :].lstrip("\r\n")
    sep = found["sep"] if found else None
    try:
        delimiter = ("\t" if sep == "\\t" else sep) if sep else _delimiter(body, suits)
        header, newline, first = _first_line(body, delimiter)
        lines = [line for line in _reader(iter(_lines(body)), delimiter) if line][1:]
    except csv.Error as error:
        raise ValueError(f"It is no CSV: {error}.") from None
    if any(len(name) > MAX_NAME for name in header):
        raise ValueError(f"It is no CSV: a column's name has over {MAX_NAME:,} characters.")
    rows = tuple((n, tuple(line)) for n, line in enumerate(lines, 2) if any(map(str.strip, line)))
    quoted = body.startswith('"') and first.count('"') >= 2 * len(header)
    return Table(tuple(header), rows, delimiter, newline, quoted, mark, body[-1:] in ("\r", "\n"))


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, "")


def _reader(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _first_line(text: str, delimiter: str) -> tuple[list[str], str, str]:
    """The header, how its line ends, and its text: a name may hold line ends of its own."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in _lines(text):
            taken.append(line)
            yield line

    header = next(_reader(lines(), delimiter), [])
    last = taken[-1] if taken else ""
    ends = next((end for end in ("\r\n", "\n", "\r") if last.endswith(end)), "\n")
    return header, ends, "".join(taken)


def _delimiter(text: str, suits: Callable[[Sequence[str]], bool]) -> str:
    def rank(delimiter: str) -> tuple[bool, int, bool]:
        try:
            header, _, _ = _first_line(text, delimiter)
        except csv.Error:
            return False, 0, False
        return suits(header), len(header), delimiter == ","

    return max(_DELIMITERS, key=rank)
