"""The team's settings: a record of changes, of which the latest of each name holds.

Pure. Nothing is overwritten: who changed what and when stays in the document. Knows which names
there are and what their values look like; refuses to know who may set them (``policy.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args
from zoneinfo import ZoneInfo

from ..errors import InvalidCommand
from .entry import SHARED_KINDS
from .role import ROLES, Policy

MAX_MEMBERS, MAX_GLOBS, MAX_DAYS, MAX_ZONES = 100, 200, 90, 4
ROTA_YEARS = range(1970, 2200)
"""Years in which a rota may start: its turns must have an end that the calendar knows."""
_AREA = re.compile(r"[A-Za-z0-9][A-Za-z0-9_/-]{0,49}")


@dataclass(frozen=True, slots=True)
class Setting:
    """One change of one setting. ``at`` is milliseconds since 1970, UTC."""

    id: str
    name: str
    value: Any
    by: str
    at: int


def current(settings: Iterable[Setting]) -> Mapping[str, Setting]:
    """The setting of each name that holds: the latest; ties go by id, the same on every replica."""
    return {s.name: s for s in sorted(settings, key=lambda s: (s.at, s.id))}


def history(settings: Iterable[Setting], prefix: str) -> tuple[Setting, ...]:
    """All changes whose name begins so, oldest first."""
    found = (s for s in settings if s.name.startswith(prefix))
    return tuple(sorted(found, key=lambda s: (s.at, s.id)))


def checked(name: str, value: Any) -> Any:
    """The value, if the setting of that name can have it. Raises InvalidCommand with the remedy."""
    prefix, _, rest = name.partition(":")
    check = _CHECKS.get(prefix if rest else name)
    if check is None or (bool(rest) is not (prefix in _NAMED)):
        raise InvalidCommand(
            f"There is no setting {name[:40]!r}.",
            "Settings are: policy:KIND, rota, rota-change, area:NAME, away:USERNAME, "
            "zone:USERNAME, member:USERNAME, exception:FINGERPRINT, follow.",
        )
    return check(rest, value)


def _policy(kind: str, value: Any) -> Any:
    if kind not in SHARED_KINDS:
        raise InvalidCommand(f"There is no kind {kind!r}.", f"Kinds: {', '.join(SHARED_KINDS)}.")
    return _one_of(value, get_args(Policy), "policy")


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
    found = _fields(value, {"order", "days", "start", "zone"}, "the rota")
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


def zone_named(name: Any) -> str:
    """The time zone of that name. Raises InvalidCommand where there is none."""
    try:
        return ZoneInfo(str(name)).key
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        raise InvalidCommand(
            f"There is no time zone {str(name)[:40]!r}.", "Name one such as Europe/Berlin or UTC."
        ) from None


def _change(_: str, value: Any) -> Any:
    found = _fields(value, {"do", "to"}, "a change of the rota")
    _one_of(found["do"], ("skip", "hand_over"), "change of the rota")
    if found["do"] == "skip":
        return {"do": "skip", "to": None}
    return {"do": "hand_over", "to": _username(found["to"])}


def _area(name: str, value: Any) -> Any:
    if not _AREA.fullmatch(name) or "//" in name:
        raise InvalidCommand(
            f"{name[:60]!r} can't be an area's name.",
            "Use up to 50 letters, digits, - _ and / (first a letter or digit).",
        )
    if value is None:
        return None
    found = _fields(value, {"globs", "members"}, "an area")
    globs = found["globs"]
    if not isinstance(globs, list) or len(globs) > MAX_GLOBS:
        raise InvalidCommand("An area's globs are a list.", f"Give at most {MAX_GLOBS} of them.")
    return {
        "globs": [_glob(glob) for glob in globs],
        "members": _usernames(found["members"], "the area's members"),
    }


def _glob(glob: Any) -> str:
    text = glob.strip() if isinstance(glob, str) else ""
    if not text or len(text) > 300 or ".." in text.split("/") or "\\" in text or "\n" in text:
        raise InvalidCommand(
            f"{str(glob)[:60]!r} is no path pattern.",
            "Write it as in CODEOWNERS: src/api/, *.sql, /docs/**/*.md",
        )
    return text


def _away(username: str, value: Any) -> Any:
    _username(username)
    if value is None:
        return None
    found = _fields(value, {"from", "until"}, "an absence")
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
    found = _fields(value, {"zones", "days", "end"}, "where somebody works")
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
    found = _fields(value, {"areas", "muted"}, "what you follow")
    return {key: _texts(found[key], key) for key in ("areas", "muted")}


def _exception(fingerprint: str, value: Any) -> Any:
    if not re.fullmatch(r"[0-9a-f]{16,64}", fingerprint):
        raise InvalidCommand("That is no fingerprint.", "Copy it from the gate's message.")
    if value is None:
        return None
    found = {"rule": "", **value} if isinstance(value, dict) else value
    found = _fields(found, {"reason", "rule"}, "an exception")
    reason, rule = found["reason"], found["rule"]
    if not isinstance(reason, str) or not reason.strip() or len(reason) > 2_000:
        raise InvalidCommand("An exception needs a reason.", "Say why this is no secret.")
    if not isinstance(rule, str) or not re.fullmatch(r"[A-Za-z0-9:_-]{0,80}", rule):
        raise InvalidCommand("That is no rule.", "Copy its name from the gate's message.")
    return {"reason": reason.strip()} | ({"rule": rule} if rule else {})


def _fields(value: Any, names: set[str], what: str) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != names:
        raise InvalidCommand(f"That is not {what}.", f"Give exactly: {', '.join(sorted(names))}.")
    return value


def _usernames(value: Any, what: str) -> list[str]:
    found = [_username(name) for name in _texts(value, what)]
    if len(set(found)) < len(found):
        raise InvalidCommand(f"Somebody is twice in {what}.", "Name each member once.")
    return found


def _username(name: Any) -> str:
    if not isinstance(name, str) or not name.strip() or len(name) > 100:
        raise InvalidCommand("That is no username.", "Name a member of the team.")
    return name


def _texts(value: Any, what: str) -> list[str]:
    if not isinstance(value, list) or len(value) > MAX_MEMBERS:
        raise InvalidCommand(f"{what} is a list.", f"Give at most {MAX_MEMBERS} names.")
    if not all(isinstance(text, str) and 0 < len(text) <= 100 for text in value):
        raise InvalidCommand(f"{what} holds something that is no name.", "Give names only.")
    return list(value)


_CHECKS: Mapping[str, Callable[[str, Any], Any]] = {
    "policy": _policy,
    "member": _member,
    "rota": _rota,
    "rota-change": _change,
    "area": _area,
    "away": _away,
    "zone": _zones,
    "follow": _follow,
    "exception": _exception,
}
_NAMED = frozenset({"policy", "member", "area", "away", "zone", "exception"})
"""Settings whose name says what they are of, behind a colon."""
