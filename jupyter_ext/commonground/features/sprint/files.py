"""Tasks from files and back: CSV, Jira's CSV, issues of GitHub and GitLab as JSON.

Every column is kept, also those that mean nothing here, so that an export returns what came in but
for what was changed since. Pure text work; it refuses to open files and to know who is who.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...errors import InvalidCommand
from .model import FIELDS, OUT, Sprint, Table, Task, heading

Source = Literal["csv", "jira", "github", "gitlab"]

MAX_ROWS = 2_000
"""Tasks in one file."""
MAX_CELL = 20_000
"""Characters of one cell."""
MAX_TITLE = 200
TOLD = 8
"""Problems of a file that are told at once."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "key": ("issue key", "key", "number", "iid", "id", "ref", "task id", "issue"),
    "title": ("title", "summary", "task", "name"),
    "assignee": ("assignee", "assignees", "assigned to", "owner", "who"),
    "estimate": (
        "estimate",
        "story points",
        "custom field (story points)",
        "custom field (story point estimate)",
        "points",
        "weight",
        "original estimate",
        "time estimate",
        "effort",
        "days",
    ),
    "after": (
        "after",
        "depends on",
        "dependencies",
        "blocked by",
        "waits for",
        "predecessors",
        "inward issue link (blocks)",
    ),
    "area": ("area", "component", "components", "component/s"),
    "files": ("files", "paths"),
    "notes": ("notes", "description", "body"),
    "column": ("status", "state", "column"),
}
"""What columns are called that mean something here, the best name first."""

STATUSES: Mapping[str, tuple[str, ...]] = {
    "todo": ("", "todo", "to do", "open", "opened", "new", "backlog", "selected for development"),
    "doing": ("doing", "in progress", "started", "active", "wip"),
    "review": ("review", "in review", "code review"),
    "done": ("done", "closed", "resolved", "finished", "complete", "completed", "merged"),
    OUT: ("out", "taken out"),
}
_COLUMN_OF = {name: column for column, names in STATUSES.items() for name in names}


@dataclass(frozen=True, slots=True)
class Row:
    """One task of a file: its number there (the header is 1), what it says, and its cells.

    ``cells`` are, by the column's index, the texts that could not be made again from ``values``;
    ``who`` are those of the assignee's columns, where they could not.
    """

    number: int
    key: str | None
    values: Mapping[str, Any]
    column: str
    cells: Mapping[str, str]
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """A file that was read: its form and its tasks."""

    source: Source
    header: tuple[str, ...]
    delimiter: str
    newline: str
    quoted: bool
    rows: tuple[Row, ...]


def read_tasks(text: str) -> Imported:
    """The tasks of a file's text, whatever of the four kinds it is.

    Raises InvalidCommand, naming rows and columns; then nothing of it is to be taken.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise _refused("There is nothing in it.")
    if text.lstrip()[0] in "[{":
        return _read_json(text)
    return _read_csv(text)


# Tables


def _read_csv(text: str) -> Imported:
    first = text.lstrip("\r\n").splitlines()[0]
    try:
        delimiter = max(
            ",;\t", key=lambda d: (len(next(csv.reader([first], delimiter=d))), d == ",")
        )
        lines = list(csv.reader(io.StringIO(text, ""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise _refused(f"It is no CSV: {error}.") from None
    header, *rows = [line for line in lines if line] or [[]]
    jira = {"issue key", "summary"} <= {_plain(name) for name in header}
    newline = "\r\n" if "\r\n" in text else "\n"
    quoted = text.lstrip("\r\n").startswith('"') and first.count('"') >= 2 * len(header)
    return _imported("jira" if jira else "csv", header, rows, delimiter, newline, quoted)


def _read_json(text: str) -> Imported:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise _refused(f"It is no JSON: {error}.") from None
    except RecursionError:
        raise _refused("It is nested too deeply.") from None
    issues = (
        next((v for v in found.values() if isinstance(v, list)), [found])
        if isinstance(found, dict)
        else found
    )
    wrong = [n for n, issue in enumerate(issues, 1) if not isinstance(issue, dict)]
    if wrong:
        raise _refused(f"Issue {wrong[0]} is no object.")
    # What GitHub calls an issue may be a pull request: that is no task.
    issues = [issue for issue in issues if not issue.get("pull_request")]
    header = list(dict.fromkeys(str(name) for issue in issues for name in issue))
    rows = [[_cell(issue.get(name)) for name in header] for issue in issues]
    source: Source = "gitlab" if any("iid" in issue for issue in issues) else "github"
    return _imported(source, header, rows, ",", "\n", False)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _imported(
    source: Source,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    delimiter: str,
    newline: str,
    quoted: bool,
) -> Imported:
    places = places_of(header)
    if not places["title"]:
        names = ", ".join(name for name in header[:12] if name.strip())
        raise _refused(
            f"No column holds the tasks' titles. Its columns are: {names or 'none'}.",
            "Name one column title (or summary); the first line of a CSV names the columns.",
        )
    if not rows:
        raise _refused("There is no task in it.")
    if len(rows) > MAX_ROWS:
        raise _refused(f"It has {len(rows):,} tasks; at most {MAX_ROWS:,} are taken at once.")
    problems: list[str] = []
    read = [
        _read_row(source, header, places, number, cells, problems)
        for number, cells in enumerate(rows, 2 if source in ("csv", "jira") else 1)
    ]
    problems += _twice(read)
    if problems:
        more = f" And {len(problems) - TOLD} more." if len(problems) > TOLD else ""
        raise _refused(" ".join(problems[:TOLD]) + more)
    return Imported(source, tuple(header), delimiter, newline, quoted, tuple(read))


def _refused(message: str, remedy: str = "Correct it and import it again.") -> InvalidCommand:
    return InvalidCommand(f"The tasks were not imported. {message}", remedy)


def _twice(rows: Iterable[Row]) -> Iterator[str]:
    first: dict[str, int] = {}
    for row in rows:
        if row.key is not None:
            before = first.setdefault(row.key.casefold(), row.number)
            if before != row.number:
                yield f"Rows {before} and {row.number} both have the key {row.key[:40]!r}."


def places_of(header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """For each field the columns that hold it; several only for what a task waits for and who."""
    plain = [_plain(name) for name in header]
    found: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    for name, names in NAMES.items():
        held = [i for wanted in names for i, have in enumerate(plain) if have == wanted]
        held = [i for i in dict.fromkeys(held) if i not in taken]
        if name == "assignee":
            held = [i for i in held if plain[i] == plain[held[0]] or "assignees" in plain[i]]
        elif name != "after":
            held = held[:1]
        taken.update(held)
        found[name] = tuple(held)
    return found


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())


def _read_row(
    source: Source,
    header: Sequence[str],
    places: Mapping[str, tuple[int, ...]],
    number: int,
    cells: Sequence[str],
    problems: list[str],
) -> Row:
    if len(cells) > len(header):
        problems.append(f"Row {number} has {len(cells)} cells, the header {len(header)}.")
    texts = [*cells[: len(header)], *[""] * (len(header) - len(cells))]
    for index, text in enumerate(texts):
        if len(text) > MAX_CELL:
            problems.append(
                f"Row {number}, {header[index]!r}: {len(text):,} characters; at most {MAX_CELL:,}."
            )
    reader = _Reader(source, header, places, number, texts, problems)
    values = reader.values()
    key = reader.key()
    column = column_of(reader.text("column"))
    made = _made({**values, "column": column}, places)
    who = places["assignee"]
    same = all(texts[i] == made.get(i, "") for i in who)
    kept = {
        str(index): text
        for index, text in enumerate(texts)
        if index not in who and text != made.get(index, "")
    }
    return Row(number, key, values, column, kept, () if same else tuple(texts[i] for i in who))


class _Reader:
    """Reads one row's fields; what is wrong is added to ``problems``."""

    def __init__(
        self,
        source: Source,
        header: Sequence[str],
        places: Mapping[str, tuple[int, ...]],
        number: int,
        texts: Sequence[str],
        problems: list[str],
    ) -> None:
        self._source = source
        self._header = header
        self._places = places
        self._number = number
        self._texts = texts
        self._problems = problems

    def text(self, name: str) -> str:
        """The first cell of a field that says something."""
        return next((t for i in self._places[name] if (t := self._texts[i]).strip()), "")

    def key(self) -> str | None:
        """How the task is called in its file."""
        key = " ".join(self.text("key").split())[:64]
        return f"#{key}" if key.isdigit() and self._source in ("github", "gitlab") else key or None

    def values(self) -> dict[str, Any]:
        """The fields as they are stored."""
        title = " ".join(self.text("title").split())
        if not title:
            self._wrong("title", "the task has no title")
        elif len(title) > MAX_TITLE:
            self._wrong("title", f"{len(title)} characters; at most {MAX_TITLE}")
        labels = _names(self._labels())
        notes = self.text("notes")
        return {
            "title": title,
            "assignee": next(iter(_names(self.text("assignee"))), None),
            "estimate": self._estimate(labels),
            "after": list(self._after(notes)),
            "area": self._area(labels),
            "files": list(split_names(self.text("files"))),
            "notes": notes,
        }

    def _labels(self) -> str:
        plain = [_plain(name) for name in self._header]
        return self._texts[plain.index("labels")] if "labels" in plain else ""

    def _estimate(self, labels: Sequence[str]) -> float | None:
        text = self.text("estimate")
        if not text.strip():
            sized = (_SIZE_LABEL.fullmatch(label) for label in labels)
            return next((float(match["n"]) for match in sized if match), None)
        (place,) = [i for i in self._places["estimate"] if self._texts[i].strip()]
        seconds = _plain(self._header[place]) in ("original estimate", "time estimate")
        try:
            return estimate_of(text, seconds=seconds and self._source != "csv")
        except ValueError as error:
            self._wrong("estimate", str(error))
            return None

    def _after(self, notes: str) -> tuple[str, ...]:
        cells = [self._texts[i] for i in self._places["after"]]
        named = [name for cell in cells for name in split_names(cell)]
        if self._source in ("github", "gitlab"):
            for line in _WAITS.findall(notes):
                named += re.findall(r"#\d+", line)
        return tuple(dict.fromkeys(named))

    def _area(self, labels: Sequence[str]) -> str | None:
        said = next(iter(_names(self.text("area"))), None)
        labelled = (_AREA_LABEL.fullmatch(label) for label in labels)
        return said or next((match["name"] for match in labelled if match), None)

    def _wrong(self, field: str, what: str) -> None:
        places = self._places[field]
        column = self._header[places[0]] if places else field
        self._problems.append(f"Row {self._number}, {column!r}: {what}.")


_SIZE_LABEL = re.compile(r"(?:estimate|points|size|weight|sp)\s*[:/=]\s*(?P<n>\d+(?:\.\d+)?)", re.I)
_AREA_LABEL = re.compile(r"(?:area|component)\s*[:/=]+\s*(?P<name>\S.*)", re.I)
_WAITS = re.compile(
    r"(?:depends on|blocked by|waits for|after)\s*:?\s*((?:#\d+[\s,]*(?:and\s+)?)+)", re.I
)
_AMOUNT = re.compile(r"(?P<n>\d+(?:[.,]\d+)?)\s*(?P<unit>[A-Za-z]*)")
_DAYS = {"": 1.0, "p": 1.0, "d": 1.0, "h": 0.125, "m": 0.125 / 60, "w": 5.0}
_UNITS = {
    **dict.fromkeys(("", "p", "pt", "pts", "point", "points", "sp"), "p"),
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("m", "min", "mins", "minutes"), "m"),
    **dict.fromkeys(("w", "wk", "week", "weeks"), "w"),
}


def estimate_of(text: str, *, seconds: bool = False) -> float | None:
    """Points or days: ``3``, ``2.5``, ``5 points``, ``4h`` (half a day), ``1w 2d``; None for none.

    ``seconds``: a bare number counts seconds, as Jira and GitLab write them. Raises ValueError.
    """
    wanted = text.strip()
    if not wanted or wanted in ("-", "?"):
        return None
    parts = list(_AMOUNT.finditer(wanted))
    left = _AMOUNT.sub("", wanted).strip()
    if not parts or left or any(m["unit"].casefold() not in _UNITS for m in parts):
        raise ValueError(f"{wanted[:30]!r} is no estimate; write 3, 2.5, 4h or 2d")
    if len(parts) == 1 and seconds and not parts[0]["unit"]:
        return float(parts[0]["n"].replace(",", ".")) / (8 * 3600)
    amounts = (float(m["n"].replace(",", ".")) * _DAYS[_UNITS[m["unit"].casefold()]] for m in parts)
    return round(sum(amounts), 4)


def split_names(text: str) -> tuple[str, ...]:
    """Names in a cell, parted by commas, semicolons, bars or lines; or a JSON list of them."""
    if text.lstrip().startswith("["):
        return _names(text)
    parts = (" ".join(part.split()) for part in re.split(r"[,;|\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _names(cell: str) -> tuple[str, ...]:
    """People or labels in a cell: a text, or the JSON that a code host has for them."""
    if not cell.lstrip().startswith(("[", "{")):
        return tuple(p for part in re.split(r"[;\n]", cell) if (p := " ".join(part.split())))
    try:
        found = json.loads(cell)
    except ValueError:
        return (" ".join(cell.split()),)
    named = (_name_in(each) for each in (found if isinstance(found, list) else [found]))
    return tuple(filter(None, named))


def _name_in(value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[k] for k in ("login", "username", "name") if value.get(k)), "")
    return value if isinstance(value, str) else ""


def column_of(status: str) -> str:
    """The board's column for a status; one of its own for a status that is not known here."""
    text = " ".join(status.split())[:40]
    return _COLUMN_OF.get(text.casefold(), text)


# Back again


def made_cells(name: str, value: Any, places: Sequence[int]) -> tuple[str, ...]:
    """How a field is written into its columns: all of it into the first."""
    return (cell_of(name, value), *[""] * (len(places) - 1)) if places else ()


def _made(said: Mapping[str, Any], places: Mapping[str, tuple[int, ...]]) -> dict[int, str]:
    """The cells that all fields make, by column."""
    return {
        index: text
        for name in (*FIELDS, "column")
        for index, text in zip(
            places[name], made_cells(name, said.get(name), places[name]), strict=True
        )
    }


def cell_of(name: str, value: Any) -> str:
    """A field's value as a cell."""
    match value:
        case None:
            return ""
        case float() | int():
            return f"{value:g}"
        case str():
            return heading(value) if name == "column" else value
        case _:
            return ", ".join(value)


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


def _own_table() -> Table:
    return Table("", "", tuple(_OWN_NAMES.values()))


def _whole_header(tables: Sequence[Table]) -> tuple[list[str], dict[str, dict[int, int]]]:
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


def _row_order(tables: Sequence[Table]) -> Callable[[Task], tuple[int, int, int, str]]:
    ranks = {table.id: rank for rank, table in enumerate(tables)}
    return lambda t: (
        ranks.get(t.table or "", len(ranks)),
        int(t.said.get("row") or 0),
        t.at,
        t.id,
    )


def _statuses(tasks: Iterable[Task], tables: Sequence[Table]) -> dict[str, str]:
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


def _needs(name: str, tasks: Iterable[Task], tables: Sequence[Table]) -> bool:
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
    table: Table | None,
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


def _restore(cells: list[str], task: Task, table: Table, home: Mapping[int, int]) -> None:
    """Put the row's own cells where they were, but for fields that changed since."""
    own = places_of(table.header)
    changed = {i for name in (*FIELDS, "column") if _changed(task, name) for i in own[name]}
    made = _made(task.said, own)
    who = dict(zip(own["assignee"], task.who, strict=False))
    for index in range(len(table.header)):
        if index not in changed:
            text = who.get(index, made.get(index, ""))
            cells[home[index]] = task.cells.get(str(index), text)
