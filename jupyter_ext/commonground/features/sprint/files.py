"""Tasks from files: CSV, Jira's CSV, issues of GitHub and GitLab as JSON.

Every column is kept, also those that mean nothing here, so that an export returns what came in but
for what was changed since. Pure text work: it opens no files.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...errors import InvalidCommand
from .cells import cells_of, column_of, estimate_of, names_in, places_of, plain_name, split_names

TaskSource = Literal["csv", "jira", "github", "gitlab"]
MAX_ROWS = 2_000
"""Tasks in one file."""
MAX_CELL = 20_000
"""Characters of one cell."""
MAX_TITLE = 200
TOLD = 8
"""Problems of a file that are told at once."""


@dataclass(frozen=True, slots=True)
class TaskRow:
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
class TaskFile:
    """A file that was read: its form and its tasks."""

    source: TaskSource
    header: tuple[str, ...]
    delimiter: str
    newline: str
    quoted: bool
    rows: tuple[TaskRow, ...]


def read_tasks(text: str) -> TaskFile:
    """The tasks of a file's text, whatever of the four kinds it is.

    Raises InvalidCommand, naming rows and columns; then nothing of it is to be taken.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise _refused("There is nothing in it.")
    if text.lstrip()[0] in "[{":
        return _read_json(text)
    return _read_csv(text)


def _read_csv(text: str) -> TaskFile:
    first = text.lstrip("\r\n").splitlines()[0]
    try:
        delimiter = max(
            ",;\t", key=lambda d: (len(next(csv.reader([first], delimiter=d))), d == ",")
        )
        lines = list(csv.reader(io.StringIO(text, ""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise _refused(f"It is no CSV: {error}.") from None
    header, *rows = [line for line in lines if line] or [[]]
    jira = {"issue key", "summary"} <= {plain_name(name) for name in header}
    newline = "\r\n" if "\r\n" in text else "\n"
    quoted = text.lstrip("\r\n").startswith('"') and first.count('"') >= 2 * len(header)
    return _imported("jira" if jira else "csv", header, rows, delimiter, newline, quoted)


def _read_json(text: str) -> TaskFile:
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
    source: TaskSource = "gitlab" if any("iid" in issue for issue in issues) else "github"
    return _imported(source, header, rows, ",", "\n", False)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _imported(
    source: TaskSource,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    delimiter: str,
    newline: str,
    quoted: bool,
) -> TaskFile:
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
    return TaskFile(source, tuple(header), delimiter, newline, quoted, tuple(read))


def _refused(message: str, remedy: str = "Correct it and import it again.") -> InvalidCommand:
    return InvalidCommand(f"The tasks were not imported. {message}", remedy)


def _twice(rows: Iterable[TaskRow]) -> Iterator[str]:
    first: dict[str, int] = {}
    for row in rows:
        if row.key is not None:
            before = first.setdefault(row.key.casefold(), row.number)
            if before != row.number:
                yield f"Rows {before} and {row.number} both have the key {row.key[:40]!r}."


def _read_row(
    source: TaskSource,
    header: Sequence[str],
    places: Mapping[str, tuple[int, ...]],
    number: int,
    cells: Sequence[str],
    problems: list[str],
) -> TaskRow:
    if len(cells) > len(header):
        problems.append(f"Row {number} has {len(cells)} cells, the header {len(header)}.")
    texts = [*cells[: len(header)], *[""] * (len(header) - len(cells))]
    for index, text in enumerate(texts):
        if len(text) > MAX_CELL:
            problems.append(
                f"Row {number}, {header[index]!r}: {len(text):,} characters; at most {MAX_CELL:,}."
            )
    reader = _TaskReader(source, header, places, number, texts, problems)
    values = reader.values()
    key = reader.key()
    column = column_of(reader.text("column"))
    made = cells_of({**values, "column": column}, places)
    who = places["assignee"]
    same = all(texts[i] == made.get(i, "") for i in who)
    kept = {
        str(index): text
        for index, text in enumerate(texts)
        if index not in who and text != made.get(index, "")
    }
    return TaskRow(number, key, values, column, kept, () if same else tuple(texts[i] for i in who))


class _TaskReader:
    """Reads one row's fields; what is wrong is added to ``problems``."""

    def __init__(
        self,
        source: TaskSource,
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
        labels = names_in(self._labels())
        notes = self.text("notes")
        return {
            "title": title,
            "assignee": next(iter(names_in(self.text("assignee"))), None),
            "estimate": self._estimate(labels),
            "after": list(self._after(notes)),
            "area": self._area(labels),
            "files": list(split_names(self.text("files"))),
            "notes": notes,
        }

    def _labels(self) -> str:
        plain = [plain_name(name) for name in self._header]
        return self._texts[plain.index("labels")] if "labels" in plain else ""

    def _estimate(self, labels: Sequence[str]) -> float | None:
        text = self.text("estimate")
        if not text.strip():
            sized = (_SIZE_LABEL.fullmatch(label) for label in labels)
            return next((float(match["n"]) for match in sized if match), None)
        (place,) = [i for i in self._places["estimate"] if self._texts[i].strip()]
        seconds = plain_name(self._header[place]) in ("original estimate", "time estimate")
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
        said = next(iter(names_in(self.text("area"))), None)
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
