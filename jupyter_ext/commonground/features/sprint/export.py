"""All tasks of a sprint as CSV, in the form in which they came.

Pure: only what was changed since differs from the file that was imported.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .cells import cells_of, made_cells
from .columns import NAMES, places_of, units_of
from .model import COLUMNS, DONE, DROPPED, Sprint, Task, TaskTable


def encoding_of(sprint: Sprint) -> str:
    """How the file was encoded that the tasks came from first: an export is written so, too."""
    return next((table.encoding for table in sprint.tables.values()), "utf-8")


def export_csv(sprint: Sprint) -> str:
    """All tasks as CSV, in the form in which they came: every column, in its order, and the rows in
    theirs. A cell differs only where its field was changed; tasks that came from no file are last.
    """
    tables = list(sprint.tables.values()) or [_own_table()]
    header, homes = _whole_header(tables)
    tasks = sorted(sprint.tasks, key=_row_order(tables))
    held = places_of(header)
    header += [own for n, own in _OWN_NAMES.items() if not held[n] and _needs(n, tasks, tables)]
    form = tables[0]
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=form.delimiter,
        lineterminator=form.newline,
        quoting=csv.QUOTE_ALL if form.quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerow(header)
    statuses = _statuses(tasks, tables)
    by_id = {table.id: table for table in tables}
    places = places_of(header)
    for task in tasks:
        table = by_id.get(task.table or "")
        home = homes[table.id] if table is not None else {}
        writer.writerow(_cells(task, table, home, len(header), places, statuses))
    text = out.getvalue()
    return form.mark + (text if form.ended else text.removesuffix(form.newline))


_OWN_NAMES = {
    "key": "key",
    "title": "title",
    "assignee": "assignee",
    "estimate": "estimate",
    "after": "after",
    "area": "area",
    "files": "files",
    "notes": "notes",
    "column": "status",
}


def _own_table() -> TaskTable:
    return TaskTable("", "", tuple(_OWN_NAMES.values()))


def _whole_header(tables: Sequence[TaskTable]) -> tuple[list[str], dict[str, dict[int, int]]]:
    """All columns of all tables, each once, and where each table's columns are among them.

    Columns that mean the same share one, whatever they are called.
    """
    header = list(tables[0].header)
    first = places_of(header)
    homes: dict[str, dict[int, int]] = {}
    for table in tables:
        own = places_of(table.header)
        home = {i: j for name in NAMES for i, j in zip(own[name], first[name], strict=False)}
        for index, name in enumerate(table.header):
            if index not in home:
                free = (j for j, n in enumerate(header) if n == name and j not in home.values())
                home[index] = next(free, len(header))
                if home[index] == len(header):
                    header.append(name)
        homes[table.id] = home
    return header, homes


def _row_order(tables: Sequence[TaskTable]) -> Callable[[Task], tuple[int, int, int, str]]:
    ranks = {table.id: rank for rank, table in enumerate(tables)}
    return lambda t: (
        ranks.get(t.table or "", len(ranks)),
        int(t.said.get("row") or 0),
        t.at,
        t.id,
    )


Words = tuple[str, str, str]
"""How a file calls a column: its status, the category of it, and the resolution."""
_WORDS: Mapping[str, Words] = {
    "todo": ("To do", "To Do", ""),
    DONE: ("Done", "Done", "Done"),
    DROPPED: ("Dropped", "Done", "Won't Do"),
}
_TELLING = ("column", "category", "resolution")
_SWITCHES = ("finished", "archived")


def _statuses(tasks: Iterable[Task], tables: Sequence[TaskTable]) -> dict[str, Words]:
    """How these files call a column, where one of their rows does."""
    found: dict[str, Words] = {}
    by_id = {table.id: table for table in tables}
    for task in tasks:
        table = by_id.get(task.table or "")
        column = task.said.get("column")
        if table is not None and isinstance(column, str) and column not in found:
            texts, places = _original(task, table), places_of(table.header)
            said = [next((texts[i] for i in places[n] if texts[i]), "") for n in _TELLING]
            if said[0]:
                found[column] = (said[0], said[1], said[2])
    return found


def _words(column: str, statuses: Mapping[str, Words]) -> Words:
    own = (COLUMNS.get(column, column), "In Progress", "")
    return statuses.get(column) or _WORDS.get(column, own)


def now_of(task: Task) -> dict[str, Any]:
    """A task's fields as they are stored in facts, with its column."""
    return {
        "title": task.title,
        "assignee": task.written or task.assignee,
        "estimate": task.estimate,
        "after": list(task.after),
        "area": task.area,
        "files": list(task.files),
        "notes": task.notes,
        "column": task.column,
    }


def _changed(task: Task, name: str) -> bool:
    now = now_of(task)
    return bool((now.get(name) or None) != (task.said.get(name) or None))


def _needs(name: str, tasks: Iterable[Task], tables: Sequence[TaskTable]) -> bool:
    """Whether a column must be added for a field: some task says what no column holds."""
    held = {table.id for table in tables}
    for task in tasks:
        if task.table in held:
            if name != "key" and _changed(task, name):
                return True
        elif name == "key" or now_of(task)[name] not in (None, "", [], "todo"):
            return True
    return False


def _cells(
    task: Task,
    table: TaskTable | None,
    home: Mapping[int, int],
    width: int,
    places: Mapping[str, tuple[int, ...]],
    statuses: Mapping[str, Words],
) -> list[str]:
    cells = [""] * width
    texts = {} if table is None else _original(task, table)
    own = places_of(table.header) if table is not None else {}
    units = units_of(table.header, table.source) if table is not None else {}
    for index, text in texts.items():
        cells[home[index]] = text
    if table is None:
        for place in places["key"]:
            cells[place] = task.key
    for name, value in now_of(task).items():
        if table is not None and not _changed(task, name):
            continue
        held = own.get(name, ())
        where = {i: home[i] for i in held} or {i: i for i in places[name]}
        made = made_cells(name, value, tuple(where), texts if held else {}, units)
        for index, text in made.items():
            cells[where[index]] = text
        if name == "column":
            homes = {n: [home[i] for i in own.get(n, ())] or places[n] for n in _TELLING}
            _tell_column(cells, task.column, homes, statuses)
            for switch in (home[i] for n in _SWITCHES for i in own.get(n, ())):
                cells[switch] = ""
    return cells


def _tell_column(
    cells: list[str],
    column: str,
    homes: Mapping[str, Sequence[int]],
    statuses: Mapping[str, Words],
) -> None:
    """Write where a card is now as its file says it, with what the file adds to a status."""
    for name, word in zip(_TELLING, _words(column, statuses), strict=True):
        for number, place in enumerate(homes[name]):
            cells[place] = "" if number else word


def _original(task: Task, table: TaskTable) -> dict[int, str]:
    """The cells of the row as the file had them, as far as they were kept."""
    own = places_of(table.header)
    made = cells_of(task.said, own, units_of(table.header, table.source))
    made |= dict(zip(own["assignee"], task.who, strict=False))
    return {i: task.cells.get(str(i), made.get(i, "")) for i in range(len(table.header))}
