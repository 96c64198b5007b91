"""The settings of a team: policies, roles, rota, areas, absences, zones, what one follows."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, get_args

from pydantic import ValidationError

from ...core.area import MAX_GLOBS, MAX_MEMBERS, MAX_NAME
from ...core.deletion import DELETE_POLICIES
from ...core.deletion import SETTING as THREAD_DELETE
from ...core.entry import SHARED_KINDS
from ...core.facilitator import REVEAL_POLICIES, SETTING
from ...core.fields import AREA
from ...core.path_pattern import can_be_kept
from ...core.role import ROLES, Policy
from ...core.setting import SettingKind, fields_of
from ...core.zone import zone_named
from ...errors import InvalidCommand

MAX_DAYS, MAX_ZONES = 90, 4


ROTA_YEARS = range(1970, 2200)
"""Years in which a rota may start: its turns must have an end that the calendar knows."""


def _policy(kind: str, value: Any) -> Any:
    if kind not in SHARED_KINDS:
        raise InvalidCommand(f"There is no kind {kind!r}.", f"Kinds: {', '.join(SHARED_KINDS)}.")
    return _one_of(value, get_args(Policy), "policy")


def _reveal(_: str, value: Any) -> Any:
    return _one_of(value, REVEAL_POLICIES, "rule of who reveals")


def _thread_delete(_: str, value: Any) -> Any:
    return _one_of(value, DELETE_POLICIES, "rule of who deletes threads")


def _member(username: str, value: Any) -> Any:
    _username(username)
    return _one_of(value, ROLES, "role")


def _one_of(value: Any, allowed: tuple[str, ...], what: str) -> Any:
    if value not in allowed:
        raise InvalidCommand(f"That is no {what}.", f"Choose one of: {', '.join(allowed)}.")
    return value


def _rota(_: str, value: Any) -> Any:
    if value is None:
        return None
    found = fields_of(value, {"order", "days", "start", "zone"}, "the rota")
    order = _usernames(found["order"], "the rota's order")
    if not order:
        raise InvalidCommand("The rota names nobody.", "List at least one member, or set it null.")
    days = found["days"]
    if type(days) is not int or not 1 <= days <= MAX_DAYS:
        raise InvalidCommand(f"A turn lasts 1 to {MAX_DAYS} days.", "Give days as a whole number.")
    try:
        start = date.fromisoformat(str(found["start"]))
    except ValueError:
        raise InvalidCommand("The rota's start is no date.", "Write it as 2026-11-23.") from None
    if start.year not in ROTA_YEARS:
        first, last = ROTA_YEARS[0], ROTA_YEARS[-1]
        raise InvalidCommand("No rota starts then.", f"Name a day from {first} to {last}.")
    return {
        "order": order,
        "days": days,
        "start": start.isoformat(),
        "zone": zone_named(found["zone"]),
    }


def _change(_: str, value: Any) -> Any:
    found = fields_of(value, {"do", "to"}, "a change of the rota")
    _one_of(found["do"], ("skip", "hand_over"), "change of the rota")
    if found["do"] == "skip":
        return {"do": "skip", "to": None}
    return {"do": "hand_over", "to": _username(found["to"])}


def _area(name: str, value: Any) -> Any:
    if not _is_area(name):
        raise InvalidCommand(
            f"{name[:60]!r} can't be an area's name.",
            "Use up to 50 letters, digits, - _ and / (first a letter or digit).",
        )
    if value is None:
        return None
    ordered = isinstance(value, dict) and "order" in value
    found = fields_of(value, {"globs", "members", *(["order"] if ordered else [])}, "an area")
    globs = found["globs"]
    if not isinstance(globs, list) or len(globs) > MAX_GLOBS:
        raise InvalidCommand("An area's globs are a list.", f"Give at most {MAX_GLOBS} of them.")
    made = {
        "globs": [_glob(glob) for glob in globs],
        "members": _usernames(found["members"], "the area's members"),
    }
    return made | ({"order": _order(found["order"], len(globs))} if ordered else {})


def _is_area(name: str) -> bool:
    try:
        return AREA.validate_python(name) == name and "//" not in name
    except ValidationError:
        return False


def _order(value: Any, count: int) -> list[int]:
    """The place of each pattern among those of the file that they come from."""
    places = value if isinstance(value, list) and len(value) == count else [None]
    if not all(type(place) is int and 0 <= place < 1_000_000 for place in places):
        raise InvalidCommand(
            "An area's order has a whole number for each of its globs.", "Leave it out."
        )
    return list(places)


def _glob(glob: Any) -> str:
    text = glob.strip() if isinstance(glob, str) else ""
    if not can_be_kept(text):
        raise InvalidCommand(
            f"{str(glob)[:60]!r} is no path pattern.",
            "Write it as in CODEOWNERS: src/api/, *.sql, /docs/**/*.md",
        )
    return text


def _away(username: str, value: Any) -> Any:
    _username(username)
    if value is None:
        return None
    found = fields_of(value, {"from", "until"}, "an absence")
    first, last = found["from"], found["until"]
    if type(first) is not int or type(last) is not int or not first < last:
        raise InvalidCommand(
            "An absence ends after it begins.", "Give from and until in milliseconds since 1970."
        )
    return {"from": first, "until": last}


def _zones(username: str, value: Any) -> Any:
    _username(username)
    if value is None:
        return None
    found = fields_of(value, {"zones", "days", "end"}, "where somebody works")
    zones = [zone_named(zone) for zone in _texts(found["zones"], "time zones")]
    if not 1 <= len(set(zones)) == len(zones) <= MAX_ZONES:
        raise InvalidCommand(
            f"Somebody works in 1 to {MAX_ZONES} time zones.", "Name each once: Europe/Berlin."
        )
    return {"zones": zones, "days": _days(found["days"]), "end": _end(found["end"])}


def _days(value: Any) -> list[int]:
    days = value if isinstance(value, list) else []
    if not days or not all(type(day) is int and 1 <= day <= 7 for day in days):
        raise InvalidCommand(
            "Working days are numbers from 1 (Monday) to 7.", "Write [1, 2, 3, 4, 5]."
        )
    return sorted(set(days))


def _end(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00", value):
        raise InvalidCommand("That is no end of a day.", "Write it as 18:00.")
    if value == "00:00":
        raise InvalidCommand("A day ends after it begins.", "Midnight is 24:00.")
    return value


def _follow(_: str, value: Any) -> Any:
    found = fields_of(value, {"areas", "muted"}, "what you follow")
    return {key: _texts(found[key], key) for key in ("areas", "muted")}


def _usernames(value: Any, what: str) -> list[str]:
    found = [_username(name) for name in _texts(value, what)]
    if len(set(found)) < len(found):
        raise InvalidCommand(f"Somebody is twice in {what}.", "Name each member once.")
    return found


def _username(name: Any) -> str:
    if not isinstance(name, str) or not name.strip() or len(name) > MAX_NAME:
        raise InvalidCommand("That is no username.", "Name a member of the team.")
    return name


def _texts(value: Any, what: str) -> list[str]:
    if not isinstance(value, list) or len(value) > MAX_MEMBERS:
        raise InvalidCommand(f"{what} is a list.", f"Give at most {MAX_MEMBERS} names.")
    if not all(isinstance(text, str) and 0 < len(text) <= MAX_NAME for text in value):
        raise InvalidCommand(f"{what} holds something that is no name.", "Give names only.")
    return list(value)


SETTINGS = (
    SettingKind("policy", _policy, "owner", of="KIND", travels=True),
    SettingKind(SETTING, _reveal, "owner", travels=True),
    SettingKind(THREAD_DELETE, _thread_delete, "owner", travels=True),
    SettingKind("rota", _rota, "owner", members=lambda rota: rota["order"]),
    SettingKind(
        "rota-change", _change, "owner", members=lambda change: filter(None, [change["to"]])
    ),
    SettingKind(
        "area", _area, "owner", of="NAME", members=lambda area: area["members"], travels=True
    ),
    SettingKind("away", _away, "contributor", of="USERNAME", own=True),
    SettingKind("zone", _zones, "contributor", of="USERNAME", own=True),
    SettingKind("member", _member, "admin", of="USERNAME"),
    SettingKind("follow", _follow, "reader", personal=True),
)
