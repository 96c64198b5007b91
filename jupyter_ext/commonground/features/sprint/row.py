"""One row of a file as a task: what its cells say, read as its tracker means them.

Pure. What is too long for a field is cut, and said with its row and column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...core.fields import MAX_BODY, MAX_TITLE
from .blockers import Place, stated_blockers
from .cells import cells_of, estimate_of, names_in, person_in, says_yes, split_names
from .columns import PLURAL, plain_name
from .issues import TaskSource
from .model import DONE, DROPPED
from .statuses import column_of, known

MAX_NAME = 80
"""Characters of a person's or an area's name."""
MAX_NAMES, MAX_ONE = 50, 500
"""How many tasks or files a task names, and the characters of one."""
_NUMBERED = ("github", "gitlab", "trello")
"""Trackers that call a task by a number with a ``#``."""
_TELL_IN_WORDS = ("github", "gitlab", "trello", "linear")
"""Trackers in whose texts it stands what a task is blocked by."""
_SIZE_LABEL = re.compile(
    r"(?:estimate|points|size|weight|sp|story points?)\s*(?:::?|/|=)\s*(?P<n>\d+(?:\.\d+)?)", re.I
)
_AREA_LABEL = re.compile(r"(?:area|component)\s*[:/=]+\s*(?P<name>\S.*)", re.I)
_COLOUR = re.compile(
    r"\s+\((?:green|yellow|orange|red|purple|blue|sky|lime|pink|black)(?:_light|_dark)?\)$"
)
"""What Trello's table adds to a label."""
_PAGE = re.compile(r"https?://\S+/(?:issues|work_items)/(?P<number>\d+)/?")
_SHIFTED = re.compile(r"^(\d+)(?:FS|SS|FF|SF)(?:\s*[+-].*)?$")
"""A predecessor of Microsoft Project with how the two tasks lie."""
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


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


class RowReader:
    """Reads a file's rows; collects what was cut, what is wrong, and statuses that are unknown."""

    def __init__(
        self,
        source: TaskSource,
        header: Sequence[str],
        places: Mapping[str, tuple[int, ...]],
        units: Mapping[int, float],
        remembered: Mapping[str, str],
        other_ids: Mapping[str, str],
    ) -> None:
        self._source = source
        self._other_ids = other_ids
        self._header = header
        self._plain = [plain_name(name) for name in header]
        self._places = places
        self._units = units
        self._remembered = remembered
        self._number = 0
        self._texts: Sequence[str] = ()
        self.notes: list[str] = []
        self.problems: list[str] = []
        self.unknown: list[str] = []

    def row(
        self, number: int, cells: Sequence[str], place: Place, cards: Mapping[str, str]
    ) -> TaskRow | None:
        """The task of a row; None (and a problem that says so) where it is none."""
        width = len(self._header)
        self._number = number
        self._texts = [*cells[:width], *[""] * (width - len(cells))]
        if any(text.strip() for text in cells[width:]):
            self.problems.append(f"Row {number} has {len(cells)} cells, the header {width}.")
        key = self._key(place)
        values = self._values(place, cards, key)
        if not values["title"]:
            self._wrong("title", "the task has no title")
            return None
        column = self._column()
        made = cells_of({**values, "column": column}, self._places, self._units)
        who = self._places["assignee"]
        same = all(self._texts[i] == made.get(i, "") for i in who)
        kept = {
            str(index): text
            for index, text in enumerate(self._texts)
            if index not in who and text != made.get(index, "")
        }
        theirs = () if same else tuple(self._texts[i] for i in who)
        return TaskRow(number, key, values, column, kept, theirs)

    def _text(self, name: str) -> str:
        """The first cell of a field that says something."""
        return next((t for i in self._places[name] if (t := self._texts[i]).strip()), "")

    def _key(self, place: Place) -> str | None:
        """How the task is called in its file; with its repository where a number names several."""
        key = " ".join(self._text("key").split())[:64]
        if not key and self._source == "csv":
            return self._number_of_page()
        if not (key.isdigit() and self._source in _NUMBERED):
            return key or None
        return f"{place.repository}#{key}"[-64:] if place.several else f"#{key}"

    def _number_of_page(self) -> str | None:
        """The number in the issue's address: GitHub's projects export no other key."""
        addresses = (t.strip() for t, n in zip(self._texts, self._plain, strict=True) if n == "url")
        page = next(map(_PAGE.fullmatch, addresses), None)
        return page and f"#{page['number']}"

    def _values(self, place: Place, cards: Mapping[str, str], key: str | None) -> dict[str, Any]:
        """The fields as they are stored."""
        labels = self._labels()
        whole = self._text("notes")
        people = (self._person(i) for i in self._places["assignee"])
        person = next((who for who in people if who), None)
        return {
            "title": self._short("title", _one_line(self._text("title")), MAX_TITLE),
            "assignee": person and self._short("assignee", person, MAX_NAME),
            "estimate": self._estimate(labels),
            "after": list(self._several("after", self._after(whole, place, cards, key))),
            "area": self._area(labels),
            "files": list(self._several("files", split_names(self._text("files")))),
            "notes": self._short("notes", whole, MAX_BODY),
        }

    def _person(self, place: int) -> str | None:
        commas = self._source == "gitlab" or self._plain[place] in PLURAL
        return person_in(self._texts[place], commas=commas)

    def _short(self, name: str, text: str, most: int) -> str:
        if len(text) <= most:
            return text
        self._note(name, f"{len(text):,} characters; the first {most:,} are taken")
        return text[: most - 1].rstrip() + "…"

    def _several(self, name: str, found: Sequence[str]) -> Sequence[str]:
        if len(found) > MAX_NAMES:
            self._note(name, f"{len(found):,} names; the first {MAX_NAMES} are taken")
        return [self._short(name, each, MAX_ONE) for each in found[:MAX_NAMES]]

    def _labels(self) -> tuple[str, ...]:
        cells = [self._texts[i] for i in self._places["labels"]]
        labels = (_COLOUR.sub("", label) for cell in cells for label in split_names(cell))
        return tuple(dict.fromkeys(labels))

    def _estimate(self, labels: Sequence[str]) -> float | None:
        """The first estimate that is given: a size in a column or by a label, else a time."""
        timed = [i for i in self._places["estimate"] if self._is_time(i)]
        sized = (_SIZE_LABEL.fullmatch(label) for label in labels)
        plain = (i for i in self._places["estimate"] if i not in timed)
        found = self._first_estimate(plain)
        if found is None:
            found = next((float(match["n"]) for match in sized if match), None)
        return self._first_estimate(timed) if found is None else found

    def _is_time(self, place: int) -> bool:
        """Whether it says how long, and not how large: a size goes before it."""
        return place in self._units or self._plain[place] == "time stats"

    def _first_estimate(self, places: Iterable[int]) -> float | None:
        for place in places:
            try:
                found = estimate_of(self._texts[place], per_day=self._units.get(place))
            except ValueError as error:
                self._wrong("estimate", str(error), place)
                continue
            if found is not None:
                return found
        return None

    def _after(
        self, notes: str, place: Place, cards: Mapping[str, str], key: str | None
    ) -> tuple[str, ...]:
        cells = [self._texts[i] for i in self._places["after"]]
        named = [_SHIFTED.sub(r"\1", name) for cell in cells for name in split_names(cell)]
        named = [self._other_ids.get(name.casefold(), name) for name in named]
        if place.several:
            named = [f"{place.repository}{n}" if n.startswith("#") else n for n in named]
        if self._source in _TELL_IN_WORDS:
            told = (cards.get(n, n) for n in stated_blockers(notes, place))
            named += [name for name in told if name != key]
        return tuple(dict.fromkeys(named))

    def _area(self, labels: Sequence[str]) -> str | None:
        cells = (self._texts[i] for i in self._places["area"])
        said = next((names[0] for cell in cells if (names := names_in(cell))), None)
        if said is not None and self._source == "azure":
            said = said.rpartition("\\")[2] if "\\" in said else None
        labelled = (_AREA_LABEL.fullmatch(label) for label in labels)
        found = said or next((match["name"] for match in labelled if match), None)
        return found and self._short("area", found, MAX_NAME)

    def _column(self) -> str:
        status, category = self._text("column"), self._category()
        if not known(status, category, self._remembered):
            self.unknown.append(" ".join(status.split()))
        column = column_of(status, category, self._text("resolution"), self._remembered)
        return DROPPED if column != DONE and self._is("archived") else column

    def _category(self) -> str:
        """What the tracker itself says that the status means; Linear does so by its dates."""
        said = self._text("category")
        if not said and self._source == "csv" and self._is("finished"):
            return "done"
        if said or self._source != "linear":
            return said
        for name in ("canceled", "completed", "started"):
            places = [i for i, plain in enumerate(self._plain) if plain == name]
            if any(self._texts[i].strip() for i in places):
                return name
        return ""

    def _is(self, name: str) -> bool:
        return any(says_yes(self._texts[i]) for i in self._places[name])

    def _note(self, name: str, what: str) -> None:
        self.notes.append(self._said(name, what, None))

    def _wrong(self, name: str, what: str, place: int | None = None) -> None:
        self.problems.append(self._said(name, what, place))

    def _said(self, name: str, what: str, place: int | None) -> str:
        places = self._places[name]
        filled = (i for i in places if self._texts[i].strip())
        at = place if place is not None else next(filled, places[0] if places else None)
        column = name if at is None else self._header[at]
        return f"Row {self._number}, {column[:60]!r}: {what}."


def _one_line(text: str) -> str:
    """A title on one line, without what a title may not hold."""
    line = " ".join(text.split())
    return "".join(
        c for c in line if unicodedata.category(c) not in ("Cc", "Cs") and c not in _TURNING
    )
