"""How much of a file is kept: the fields of all tasks, and its other cells as far as there is room.

Pure. What is not kept is said by its column; an export then lacks it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...errors import InvalidCommand
from .row import TaskRow

MAX_KEPT = 450_000
"""Characters that one import may bring into the sprint."""
_SHORTER = (5_000, 2_000, 500, 100)
"""Characters at which descriptions are cut, one after the other, until there is room."""


def within_bounds(
    rows: Sequence[TaskRow], header: Sequence[str], places: Mapping[str, Sequence[int]]
) -> tuple[Sequence[TaskRow], list[str]]:
    """The rows with no more than there is room for, and what was left out.

    First go the largest columns that mean nothing here, then the ends of descriptions. Raises
    InvalidCommand where even that is too much.
    """
    meant = {str(i) for held in places.values() for i in held}
    notes = []
    columns: Counter[str] = Counter()
    for row in rows:
        columns.update({i: len(text) for i, text in row.cells.items() if i not in meant})
    total = sum(map(_size, rows))
    gone: set[str] = set()
    for index, size in columns.most_common():
        if total <= MAX_KEPT:
            break
        gone.add(index)
        total -= size
        name = header[int(index)][:60]
        notes.append(f"{name!r}: {size:,} characters are too many to keep; an export lacks them.")
    if gone:
        rows = [_without(row, gone) for row in rows]
    cut = 0
    texts = {str(i) for i in (*places["notes"], *places["title"])}
    for most in _SHORTER:
        if total <= MAX_KEPT:
            break
        rows, cut = [_shortened(row, texts, most) for row in rows], most
        total = sum(map(_size, rows))
    if total > MAX_KEPT:
        raise InvalidCommand(
            f"The tasks were not imported. They have {total:,} characters; at most {MAX_KEPT:,} "
            "are taken at once.",
            "Export only this sprint's tasks, or split the file.",
        )
    if cut:
        notes.append(f"Descriptions are cut at {cut:,} characters each, to find room for all.")
    return rows, notes


def _size(row: TaskRow) -> int:
    said = sum(len(value) for value in row.values.values() if isinstance(value, str))
    return said + sum(map(len, row.cells.values())) + sum(map(len, row.who))


def _without(row: TaskRow, columns: set[str]) -> TaskRow:
    return replace(row, cells={i: text for i, text in row.cells.items() if i not in columns})


def _shortened(row: TaskRow, texts: set[str], most: int) -> TaskRow:
    notes = row.values["notes"]
    if len(notes) > most:
        notes = notes[: most - 1] + "…"
    cells = {i: t for i, t in row.cells.items() if i not in texts or len(t) <= most}
    return replace(row, cells=cells, values={**row.values, "notes": notes})
