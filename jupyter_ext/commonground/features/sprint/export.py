"""All tasks of a sprint as CSV, in the form in which they came.

Pure: only what was changed since differs from the file that was imported.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .cells import NAMES, cells_of, made_cells, places_of
from .model import FIELDS, Sprint, Task, TaskTable


def export_csv(sprint: Sprint) -> str:
    """All tasks as CSV, in the form in which they came: every column, in its order, and the rows in
    theirs. A cell differs only where its field was changed; tasks that came from no file are last.
    """
    tables = list(sprint.tables.values()) or [_own_table()]
    header, homes = _whole_header(tables)
    tasks = sorted(sprint.tasks, key=_row_order(tables))
    held = places_of(header)
    header += [_OWN_NAMES[name] for name in NAMES if not held[name] and _needs(name, tasks, tables)]
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
    return out.getvalue()


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


def _statuses(tasks: Iterable[Task], tables: Sequence[TaskTable]) -> dict[str, str]:
    """How these files call a column, where one of their rows does."""
    found: dict[str, str] = {}
    by_id = {table.id: table for table in tables}
    for task in tasks:
        table = by_id.get(task.table or "")
        for place in places_of(table.header)["column"] if table is not None else ():
            text = task.cells.get(str(place))
            column = task.said.get("column")
            if text and isinstance(column, str):
                found.setdefault(column, text)
    return found


def now_of(task: Task) -> dict[str, Any]:
    """A task's fields as they are stored in facts, with its column."""
    return {
        "title": task.title,
        "assignee": task.assignee,
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
    statuses: Mapping[str, str],
) -> list[str]:
    cells = [""] * width
    own = places_of(table.header) if table is not None else {}
    if table is None:
        for place in places["key"]:
            cells[place] = task.key
    for name, value in now_of(task).items():
        if table is None or _changed(task, name):
            homes = tuple(home[i] for i in own.get(name, ())) or places[name]
            made = made_cells(name, value, homes)
            if name == "column" and made:
                made = (statuses.get(task.column, made[0]),)
            for place, text in zip(homes, made, strict=True):
                cells[place] = text
    if table is not None:
        _restore(cells, task, table, home)
    return cells


def _restore(cells: list[str], task: Task, table: TaskTable, home: Mapping[int, int]) -> None:
    """Put the row's own cells where they were, but for fields that changed since."""
    own = places_of(table.header)
    changed = {i for name in (*FIELDS, "column") if _changed(task, name) for i in own[name]}
    made = cells_of(task.said, own)
    who = dict(zip(own["assignee"], task.who, strict=False))
    for index in range(len(table.header)):
        if index not in changed:
            text = who.get(index, made.get(index, ""))
            cells[home[index]] = task.cells.get(str(index), text)
