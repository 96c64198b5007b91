"""Areas: named parts of the work with path patterns and members.

Pure. Their patterns are those of CODEOWNERS (``path_pattern.py``).
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .path_pattern import matches, weight
from .setting import Setting, current
from .snapshot import Snapshot

MAX_GLOBS, MAX_MEMBERS, MAX_NAME = 200, 100, 100
"""Patterns and members of one area, and the characters of a member's name."""
MAX_TEAM = 7
"""Members above which a team is told to split into areas."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the work: which paths are its own, and whose it is."""

    name: str
    globs: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    order: tuple[int, ...] = field(default=(), compare=False)
    """For each pattern its place among all areas' ones; empty where what says more has a path."""


def areas_in(settings: Mapping[str, Setting]) -> dict[str, Area]:
    """The areas that the settings hold, by name; one that was set to null is gone."""
    found = {}
    for name, setting in sorted(settings.items()):
        if name.startswith("area:") and setting.value is not None:
            area = name.removeprefix("area:")
            globs, members = setting.value["globs"], setting.value["members"]
            order = tuple(setting.value.get("order") or ())
            found[area] = Area(area, tuple(globs), tuple(members), order)
    return found


def area_of(path: str, areas: Iterable[Area]) -> Area | None:
    """The area with the pattern that has the path; None for what is nobody's.

    Of patterns whose order is known (of one CODEOWNERS file) the last one has it, else the one that
    says most, and of those the last area's.
    """
    plain = path.lstrip("/")
    ordered: tuple[int, Area, str] | None = None
    best: tuple[tuple[int, int], Area] | None = None
    for area in areas:
        for index, glob in enumerate(area.globs):
            if not matches(glob, plain):
                continue
            if index < len(area.order):
                if ordered is None or area.order[index] >= ordered[0]:
                    ordered = area.order[index], area, glob
            elif best is None or weight(glob) >= best[0]:
                best = weight(glob), area
    if ordered is None or best is None:
        return ordered[1] if ordered is not None else best[1] if best is not None else None
    return best[1] if best[0] >= weight(ordered[2]) else ordered[1]


def followed(
    areas: Mapping[str, Area], username: str, *, all_of_them: bool, wish: Any
) -> tuple[str, ...]:
    """The areas that reach a member: their own, the subscribed ones, none that they muted.

    ``all_of_them`` is for who curates all. ``wish`` is the value of the setting ``follow``.
    """
    wanted = set((wish or {}).get("areas", ())) if wish else set()
    muted = set(wish["muted"]) if wish else set()
    return tuple(
        name
        for name, area in areas.items()
        if name not in muted and (all_of_them or username in area.members or name in wanted)
    )


def suggest(touches: Sequence[tuple[str, str]], *, most: int = MAX_TEAM) -> tuple[Area, ...]:
    """Areas to begin with, from who touched what: (username, path) pairs, such as commits name.

    By top directory, the busiest first; an area's members are those with at least a fifth of its
    touches, three at most.
    """
    by_place: dict[str, Counter[str]] = defaultdict(Counter)
    for who, path in touches:
        directory, _, rest = path.lstrip("/").partition("/")
        if rest and not directory.startswith("."):
            by_place[directory][who] += 1
    busiest = sorted(by_place.items(), key=lambda item: (-item[1].total(), item[0]))[:most]
    return tuple(
        Area(slug(place), (f"/{place}/",), _main_people(people)) for place, people in busiest
    )


def slug(name: str) -> str:
    """An area's name for any text: letters and digits of any script, the rest as hyphens."""
    text = unicodedata.normalize("NFC", name)
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" or c in "_/-" else " " for c in text)
    parts = ("-".join(part.split()).strip("-_") for part in kept.split("/"))
    made = "/".join(filter(None, parts)).lstrip("-_")[:50].rstrip("-_/")
    return made.lstrip("".join(c for c in made if unicodedata.category(c)[0] == "M")) or "area"


def _main_people(people: Counter[str]) -> tuple[str, ...]:
    ordered = sorted(people.items(), key=lambda item: (-item[1], item[0]))
    return tuple(who for who, count in ordered[:3] if count * 5 >= people.total())


def advice(members: int, areas: int) -> str | None:
    """What a team that has grown too large for one context is told."""
    if members <= MAX_TEAM or areas > 1:
        return None
    return (
        f"{members} people share one context. Above {MAX_TEAM}, split it into areas, so that "
        "everyone gets what concerns them."
    )


def members_by_area(snapshots: Iterable[Snapshot]) -> dict[str, frozenset[str]]:
    """The members of each area, as the settings in the snapshots have them."""
    settings = current(s for snapshot in snapshots for s in snapshot.settings.values())
    return {name: frozenset(area.members) for name, area in areas_in(settings).items()}
