"""Time zones by their IANA names: one name for each, whatever it was called by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any
from zoneinfo import TZPATH, ZoneInfo

from ..errors import InvalidCommand

_UTC = frozenset({"Etc/UTC", "Etc/GMT"})
"""What all names of the zone without any offset lead to: here it is called UTC."""

_RENAMED: Mapping[str, str] = {
    "Africa/Asmera": "Africa/Asmara", "Africa/Timbuktu": "Africa/Bamako",
    "America/Coral_Harbour": "America/Atikokan", "America/Virgin": "America/St_Thomas",
    "Antarctica/South_Pole": "Antarctica/McMurdo", "Atlantic/Jan_Mayen": "Arctic/Longyearbyen",
    "Iceland": "Atlantic/Reykjavik", "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk", "Pacific/Yap": "Pacific/Chuuk",
}  # fmt: skip
"""Old names of places whose own link leads past the place: the database says so in comments alone
(``Link Africa/Nairobi Africa/Asmera #= Africa/Asmara``), which its compact form lacks."""


def zone_named(name: Any) -> str:
    """The time zone of that name, by the name that all its others lead to.

    Raises InvalidCommand where there is none.
    """
    wanted = str(name).strip()
    try:
        found = _names().get(wanted.casefold()) or ZoneInfo(wanted).key
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        found = ""
    if not found or found.startswith(("posix", "right/")) or found in ("localtime", "Factory"):
        raise InvalidCommand(
            f"There is no time zone {str(name)[:40]!r}.", "Name one such as Europe/Berlin or UTC."
        )
    return found


def canonical_zone(name: str) -> str:
    """The same of a zone that is on record already: one that is not known stays as it is."""
    return _names().get(name.casefold(), name)


@cache
def _names() -> Mapping[str, str]:
    """For each name, whatever its case, the one that is used here.

    The time zone database has links from old names to new ones; it also links places that have had
    the same time since 1970 (Oslo and Berlin), which keep their own name here, as they do in CLDR.
    """
    places = frozenset(_places())
    links: dict[str, str] = {}
    names: list[str] = []
    for line in _lines("tzdata.zi"):
        kind, _, rest = line.partition(" ")
        words = rest.split()
        if kind == "L" and len(words) == 2:
            links[words[1]] = words[0]
        if kind in ("L", "Z") and words:
            names.append(words[1] if kind == "L" else words[0])
    links |= {old: new for old, new in _RENAMED.items() if old in links and new in places}
    return {name.casefold(): _end_of(name, links, places) for name in names}


def _end_of(name: str, links: Mapping[str, str], places: frozenset[str]) -> str:
    seen = {name}
    while name not in places and (after := links.get(name)) is not None and after not in seen:
        name = after
        seen.add(name)
    return "UTC" if name in _UTC else name


def _places() -> Iterator[str]:
    """The zones that the database names for each country."""
    for line in _lines("zone.tab"):
        if line and not line.startswith("#"):
            yield line.split("\t")[2].strip()


def _lines(name: str) -> list[str]:
    """A file of the time zone database: of the package, else the system's; else nothing."""
    places: list[Traversable] = [Path(path) / name for path in TZPATH]
    with suppress(ModuleNotFoundError):
        places.insert(0, resources.files("tzdata") / "zoneinfo" / name)
    found = next((place for place in places if place.is_file()), None)
    return [] if found is None else found.read_text("utf-8").splitlines()
