"""What a file's columns and cells say, and how a field is written into them.

Pure: names of columns, statuses, estimates and lists of names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from .model import FIELDS, OUT, heading

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


def places_of(header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """For each field the columns that hold it; several only for what a task waits for and who."""
    plain = [plain_name(name) for name in header]
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


def plain_name(name: str) -> str:
    """A column's name without case, underscores and double spaces."""
    return " ".join(name.replace("_", " ").casefold().split())


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
        return names_in(text)
    parts = (" ".join(part.split()) for part in re.split(r"[,;|\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def names_in(cell: str) -> tuple[str, ...]:
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


def made_cells(name: str, value: Any, places: Sequence[int]) -> tuple[str, ...]:
    """How a field is written into its columns: all of it into the first."""
    return (cell_of(name, value), *[""] * (len(places) - 1)) if places else ()


def cells_of(said: Mapping[str, Any], places: Mapping[str, tuple[int, ...]]) -> dict[int, str]:
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
