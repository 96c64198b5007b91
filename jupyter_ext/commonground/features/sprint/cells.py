"""What a file's cells say, and how a field is written into them.

Pure: estimates, lists of names, people. Which columns there are is ``columns.py``'s.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from .columns import SCALARS
from .model import FIELDS, heading

_AMOUNT = re.compile(r"(?P<n>\d+(?:[.,]\d+)?)\s*(?P<unit>[A-Za-z]*)")
_DAYS = {"": 1.0, "p": 1.0, "d": 1.0, "h": 0.125, "m": 0.125 / 60, "w": 5.0}
_UNITS = {
    **dict.fromkeys(("", "p", "pt", "pts", "point", "points", "sp"), "p"),
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("m", "min", "mins", "minutes"), "m"),
    **dict.fromkeys(("w", "wk", "week", "weeks"), "w"),
}


def estimate_of(text: str, *, per_day: float | None = None) -> float | None:
    """Points or days: ``3``, ``2.5``, ``5 points``, ``4h`` (half a day), ``1w 2d``; None for none.

    ``per_day``: a bare number counts units of which a day has so many; then 0 is none. Raises
    ValueError.
    """
    wanted = text.strip()
    if wanted.startswith("{"):
        return _tracked(wanted)
    if not wanted or wanted in ("-", "?"):
        return None
    parts = list(_AMOUNT.finditer(wanted))
    left = _AMOUNT.sub("", wanted).strip()
    if not parts or left or any(m["unit"].casefold() not in _UNITS for m in parts):
        raise ValueError(f"{wanted[:30]!r} is no estimate; write 3, 2.5, 4h or 2d")
    if len(parts) == 1 and per_day is not None and not parts[0]["unit"]:
        return round(float(parts[0]["n"].replace(",", ".")) / per_day, 4) or None
    amounts = (float(m["n"].replace(",", ".")) * _DAYS[_UNITS[m["unit"].casefold()]] for m in parts)
    return round(sum(amounts), 4)


def _tracked(cell: str) -> float | None:
    """The days in what GitLab says of tracked time, as JSON with seconds."""
    try:
        seconds = json.loads(cell).get("time_estimate")
    except (ValueError, RecursionError):
        return None
    fine = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    return round(seconds / (8 * 3600), 4) or None if fine else None


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
    except (ValueError, RecursionError):
        return (" ".join(cell.split()),)
    named = (_name_in(each) for each in (found if isinstance(found, list) else [found]))
    return tuple(filter(None, named))


_NAMED = ("login", "username", "displayName", "display_name", "name", "title", "identifier")


def _name_in(value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in _NAMED if value.get(key)), "")
    return value if isinstance(value, str) else ""


_WITH_MAIL = re.compile(r"[\"']?(?P<name>[^<>\"]*[^<>\"\s])[\"']?\s*<[^<>\s]+>")
_NOBODY = frozenset(("unassigned", "nobody", "none", "-", "—"))


def person_in(cell: str, *, commas: bool = False) -> str | None:
    """The first person in a cell: of ``Name <address>`` the name. None for nobody.

    ``commas``: they part people there; elsewhere one may stand in a name.
    """
    for name in names_in(cell):
        first = name.split(",")[0].strip() if commas else name
        mail = _WITH_MAIL.fullmatch(first)
        found = mail["name"].strip() if mail else first
        if found and found.casefold() not in _NOBODY:
            return found
    return None


def made_cells(
    name: str,
    value: Any,
    places: Sequence[int],
    texts: Mapping[int, str],
    units: Mapping[int, float],
) -> dict[int, str]:
    """How a field is written into its columns, by index; ``texts`` are what these hold now.

    What says one thing goes where it stood, and empties all where it is nothing; lists go into the
    first column.
    """
    if not places:
        return {}
    if name in SCALARS and value not in (None, ""):
        place = next((i for i in places if texts.get(i, "").strip()), places[0])
        return {place: cell_of(name, value, units.get(place, 1.0))}
    return {**dict.fromkeys(places, ""), places[0]: cell_of(name, value)}


def cells_of(
    said: Mapping[str, Any], places: Mapping[str, Sequence[int]], units: Mapping[int, float]
) -> dict[int, str]:
    """The cells that all fields make, by column."""
    found: dict[int, str] = {}
    for name in (*FIELDS, "column"):
        found |= made_cells(name, said.get(name), places[name], {}, units)
    return found


def cell_of(name: str, value: Any, per_day: float = 1.0) -> str:
    """A field's value as a cell."""
    match value:
        case None:
            return ""
        case float() | int():
            return f"{value * per_day:.10g}"
        case str():
            return heading(value) if name == "column" else value
        case _:
            return ", ".join(value)
