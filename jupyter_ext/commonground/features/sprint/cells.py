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

_AMOUNT = re.compile(r"(?P<n>\d+(?:[.,]\d+)?)\s*(?P<unit>[^\W\d_]*)\.?")
_JOIN = re.compile(r"(?:[\s,+&]|\b(?:and|und|et|y|e|и)\b)*")
_DAYS = {
    "": 1.0, "p": 1.0, "d": 1.0, "h": 0.125, "m": 0.125 / 60, "s": 0.125 / 3600, "w": 5.0,
    "mo": 20.0,
}  # fmt: skip
_WORDS = {
    "p": "p pt pts point points sp",
    "d": "d day days tag tage tagen t j jour jours día días dia dias giorno giorni g dag dagen "
    "dzień dni den dny dnů д дн день дня дней дні 日 人日 天 人天 일",
    "h": "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur godz hod "
    "ч час часа часов годин 時間 小时 小時 工时 시간",
    "m": "m min mins minute minutes minuten minuto minutos minuti минута минут мин 分 分钟 分鐘 분",
    "s": "s sec secs second seconds sekunden secondes segundos сек 秒 초",
    "w": "w wk wks week weeks woche wochen sem semaine semaines semana semanas settimana settimane "
    "weken tydz tydzień tygodnie týden нед неделя недели недель 周 週 週間 주",
    "mo": "mo month months",
}
_UNITS = {"": "p"} | {word: unit for unit, words in _WORDS.items() for word in words.split()}
_NONE = frozenset(
    ("", "-", "–", "—", "?", "-1", "n/a", "na", "tbd", "tbc", "none", "null", "nil", "unestimated",
     "no estimate", "not estimated", "unknown", "k.a.", "未定", "未見積もり")
)  # fmt: skip
"""What stands for no estimate; -1 is Pivotal's and Shortcut's."""
_ISO = re.compile(
    r"P(?=\d|T\d)(?:(?P<w>\d+)W)?(?:(?P<d>\d+(?:[.,]\d+)?)D)?"
    r"(?:T(?:(?P<h>\d+(?:[.,]\d+)?)H)?(?:(?P<m>\d+(?:[.,]\d+)?)M)?(?:(?P<s>\d+(?:[.,]\d+)?)S)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?P<h>\d{1,4}):(?P<m>[0-5]\d)(?::[0-5]\d)?")
"""Hours and minutes, as Redmine writes them."""
_GROUPED = re.compile(r"\d{1,3}(?P<by>[,.'’\u00a0\u202f ])\d{3}(?:(?P=by)\d{3})*")
"""A number with its thousands apart."""
_MANY = 24.0
"""Units a day above which one counts in large whole numbers, as seconds are."""


def estimate_of(text: str, *, per_day: float | None = None) -> float | None:
    """Points or days: ``3``, ``2.5``, ``5 points``, ``4h`` (half a day), ``1w 2d``, ``PT2H``,
    ``8:00``; None for none.

    ``per_day``: a bare number counts units of which a day has so many; then 0 is none. Raises
    ValueError.
    """
    wanted = text.strip()
    if wanted.startswith("{"):
        return _tracked(wanted)
    if wanted.casefold() in _NONE:
        return None
    if per_day is not None and per_day > _MANY and _GROUPED.fullmatch(wanted):
        wanted = "".join(filter(str.isdigit, wanted))
    amounts = _amounts(wanted)
    if amounts is None:
        raise ValueError(f"{wanted[:30]!r} is no estimate; write 3, 2.5, 4h or 2d")
    if len(amounts) == 1 and per_day is not None and not amounts[0][1]:
        return round(amounts[0][0] / per_day, 4) or None
    return round(sum(amount * _DAYS[_UNITS[unit]] for amount, unit in amounts), 4)


def _amounts(text: str) -> list[tuple[float, str]] | None:
    """Numbers with their units; None where it is something else.

    Of several each has a unit, but minutes may go without behind hours: ``1h30``.
    """
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        return [(_number(clock["h"]), "h"), (_number(clock["m"]), "m")]
    iso = _ISO.fullmatch(text)
    if iso is not None:
        return [(_number(n), unit) for unit, n in iso.groupdict().items() if n]
    plain = re.sub(r"\bstory\s+points?\b", "points", text, flags=re.IGNORECASE)
    found = [(_number(m["n"]), m["unit"].casefold()) for m in _AMOUNT.finditer(plain)]
    if not found or not _JOIN.fullmatch(_AMOUNT.sub(" ", plain)):
        return None
    if len(found) == 2 and _UNITS.get(found[0][1]) == "h" and not found[1][1]:
        found[1] = (found[1][0], "m")
    apart = len(found) == 1 or all(unit for _, unit in found)
    return found if apart and all(unit in _UNITS for _, unit in found) else None


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _tracked(cell: str) -> float | None:
    """The days in what GitLab says of tracked time, as JSON with seconds."""
    try:
        seconds = json.loads(cell).get("time_estimate")
    except (ValueError, RecursionError):
        return None
    fine = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    return round(seconds / (8 * 3600), 4) or None if fine else None


_PAGE = re.compile(r"\s*\(https?://[^\s()]*\)")
"""The address behind a name of another page, as Notion writes it."""


def split_names(text: str) -> tuple[str, ...]:
    """Names in a cell, parted by commas, semicolons, bars or lines; or a JSON list of them."""
    if text.lstrip().startswith("["):
        return names_in(text)
    text = _PAGE.sub("", text)
    parts = (" ".join(part.split()) for part in re.split(r"[,;|\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def names_in(cell: str) -> tuple[str, ...]:
    """People or labels in a cell: a text, or the JSON that a code host has for them."""
    if not cell.lstrip().startswith(("[", "{")):
        return tuple(p for part in re.split(r"[;\n]", cell) if (p := " ".join(part.split())))
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        bare = " ".join(cell.split())
        listed = bare.startswith("[") and bare.endswith("]")  # as ClickUp writes them
        return split_names(bare[1:-1].strip()) if listed else (bare,)
    named = (_name_in(each) for each in (found if isinstance(found, list) else [found]))
    return tuple(filter(None, named))


_NAMED = ("login", "username", "displayName", "display_name", "name", "title", "identifier")


def _name_in(value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in _NAMED if value.get(key)), "")
    return value if isinstance(value, str) else ""


_WITH_MAIL = re.compile(r"[\"']?(?P<name>[^<>\"]*[^<>\"\s])[\"']?\s*<[^<>\s]+>")
_NOBODY = frozenset(("unassigned", "nobody", "none", "-", "—"))


_YES = frozenset(
    ("true", "t", "yes", "y", "x", "1", "✓", "✔", "✅", "☑", "done", "completed", "closed", "100%",
     "ja", "oui", "vrai", "wahr", "sí", "si", "sim", "да", "はい", "是")
)  # fmt: skip
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}")


def says_yes(cell: str) -> bool:
    """Whether a cell says that something is so: a yes, a tick, or the date since when."""
    return cell.strip().casefold() in _YES or _DATE.search(cell) is not None


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
