"""Tasks from files: tables of any tracker as CSV, and their issues as JSON.

Every column is kept, also those that mean nothing here, so that an export returns what came in but
for what was changed since. What is too long for a field is cut and said, and what an export of a
tracker has wrong costs no more than the row; a table that a person wrote is corrected by them. Pure
text work: it opens no files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ...errors import InvalidCommand
from .blockers import Place
from .columns import is_jiras, places_of, plain_name, units_of
from .issues import Issues, TaskSource, read_issues
from .keeping import within_bounds
from .row import RowReader, TaskRow
from .statuses import NOT_ASKED
from .table import Table, read_table

MAX_ROWS = 2_000
"""Tasks in one file."""
TOLD = 8
"""Problems of a file that are told at once."""
_ELSE = {
    "PK\x03\x04": "an Excel workbook or another archive",
    "\xd0\xcf\x11": "a workbook of an old Excel",
    "%PDF": "a PDF",
    "<": "XML or HTML",
}


@dataclass(frozen=True, slots=True)
class TaskFile:
    """A file that was read: its form, its tasks, what was cut or left out, and the statuses that
    nothing explains.
    """

    source: TaskSource
    table: Table
    rows: tuple[TaskRow, ...]
    notes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """Its columns."""
        return self.table.header


def read_tasks(text: str, remembered: Mapping[str, str] = NOT_ASKED) -> TaskFile:
    """The tasks of a file's text, whichever tracker it comes from.

    ``remembered`` says which column a status means, by plain status. Raises InvalidCommand, naming
    rows and columns; then nothing of it is to be taken. The last file is kept as it was read, since
    a large one is read beside the event loop first.
    """
    return _read_text(text, tuple(sorted(remembered.items())))


@lru_cache(maxsize=1)
def _read_text(text: str, said: tuple[tuple[str, str], ...]) -> TaskFile:
    remembered = dict(said)
    bare = text.removeprefix("\ufeff").lstrip()
    if not bare:
        raise _refused("There is nothing in it.")
    for mark, what in _ELSE.items():
        if bare.startswith(mark):
            raise _refused(f"It is {what}.", "Export it as CSV (UTF-8) or JSON.")
    try:
        if bare[0] in "[{":
            return _of_issues(read_issues(bare), remembered)
        table = read_table(text, lambda header: bool(places_of(header)["title"]))
    except ValueError as error:
        raise _refused(str(error)) from None
    return _read(_source_of(table.header), table, remembered)


def _of_issues(found: Issues, remembered: Mapping[str, str]) -> TaskFile:
    header = list(dict.fromkeys(str(name) for issue in found.issues for name in issue))
    rows = tuple(
        (number, tuple(_cell(issue.get(name)) for name in header))
        for number, issue in enumerate(found.issues, 1)
    )
    return _read(found.source, Table(tuple(header), rows), remembered, found)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _source_of(header: Sequence[str]) -> TaskSource:
    """The tracker that writes tables with these columns; ``csv`` for a table of one's own."""
    plain = {plain_name(name) for name in header}
    if plain >= {"url", "state"} and plain & {"issue id", "work item id"}:
        return "gitlab"
    if {"id", "team", "title", "status"} <= plain and plain & {"canceled", "cycle number"}:
        return "linear"
    if {"id", "work item type"} <= plain:
        return "azure"
    jira = {"issue id", "issue type"} & plain
    jira |= {"key"} if {"key", "summary", "resolution"} <= plain else set()
    return "jira" if is_jiras(header) or (jira and places_of(header)["title"]) else "csv"


def _read(
    source: TaskSource, table: Table, remembered: Mapping[str, str], found: Issues | None = None
) -> TaskFile:
    header = table.header
    places = places_of(header)
    if not places["title"]:
        names = ", ".join(name[:60] for name in header[:12] if name.strip())
        raise _refused(
            f"No column holds the tasks' titles. Its columns are: {names or 'none'}.",
            "Name one column title (or summary); the first line of a CSV names the columns.",
        )
    if len(table.rows) > MAX_ROWS:
        raise _refused(
            f"It has {len(table.rows):,} tasks; at most {MAX_ROWS:,} are taken at once.",
            "Export only this sprint's tasks (filter them in the tracker), or split the file.",
        )
    ids = _other_ids(table, places["key"])
    reader = RowReader(source, header, places, units_of(header, source), remembered, ids)
    teams = _teams(table, places["key"]) if source == "linear" else frozenset()
    read = [
        reader.row(n, cells, *_around(found, i, teams)) for i, (n, cells) in enumerate(table.rows)
    ]
    notes = [*(found.notes if found is not None else ()), *reader.notes]
    rows = _each_key_once([row for row in read if row is not None], reader.problems)
    if reader.problems and ((source == "csv" and found is None) or not rows):
        raise _refused(_told(reader.problems))
    notes += reader.problems
    if not rows:
        raise _refused(" ".join(["There is no task in it.", *notes]))
    kept, dropped = within_bounds(rows, header, places)
    return TaskFile(
        source, table, tuple(kept), (*notes, *dropped), tuple(dict.fromkeys(reader.unknown))
    )


def _other_ids(table: Table, places: Sequence[int]) -> Mapping[str, str]:
    """By what else a row is called, in lower case, its key: trackers name what blocks by either."""
    called = [[row[i].strip() for i in places if i < len(row)] for _, row in table.rows]
    named = [[name for name in names if name] for names in called]
    keys = {names[0].casefold() for names in named if names}
    return {
        other.casefold(): names[0]
        for names in named
        for other in names[1:]
        if other.casefold() not in keys
    }


def _teams(table: Table, places: Sequence[int]) -> frozenset[str]:
    """The teams that the keys name: ``ENG`` of ``ENG-12``."""
    cells = (row[i] for _, row in table.rows for i in places[:1] if i < len(row))
    return frozenset(cell.strip().rpartition("-")[0] for cell in cells)


def _around(
    found: Issues | None, index: int, teams: frozenset[str]
) -> tuple[Place, Mapping[str, str]]:
    if found is None:
        return Place(teams=teams), {}
    repository = found.repositories[index] if index < len(found.repositories) else ""
    return Place(repository, found.several, teams), found.cards


def _told(problems: Sequence[str]) -> str:
    more = f" And {len(problems) - TOLD} more." if len(problems) > TOLD else ""
    return " ".join(problems[:TOLD]) + more


def _refused(message: str, remedy: str = "Correct it and import it again.") -> InvalidCommand:
    return InvalidCommand(f"The tasks were not imported. {message}", remedy)


def _each_key_once(rows: Iterable[TaskRow], problems: list[str]) -> list[TaskRow]:
    """The rows without those whose key a row before has."""
    first: dict[str, int] = {}
    found = []
    for row in rows:
        before = row.number if row.key is None else first.setdefault(row.key.casefold(), row.number)
        if before == row.number:
            found.append(row)
        else:
            problems.append(f"Rows {before} and {row.number} both have the key {row.key!r:.42}.")
    return found
