"""Areas: named parts of the work with path patterns and members.

Pure. Patterns are those of CODEOWNERS, matched by ``pathspec`` as git matches its own; the last
area that matches a path has it.

The package ``codeowners`` (0.9) was tried: it reads no owners of a GitLab section, drops
what it can't read without a word, and one unclosed bracket makes it refuse the whole file.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pathspec import PathSpec

from .setting import Setting, current
from .snapshot import Snapshot

MAX_TEAM = 7
"""Members above which a team is told to split into areas."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the work: which paths are its own, and whose it is."""

    name: str
    globs: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    def to_wire(self) -> dict[str, Any]:
        """JSON for the sidebar."""
        return {"name": self.name, "globs": list(self.globs), "members": list(self.members)}


def areas_in(settings: Mapping[str, Setting]) -> dict[str, Area]:
    """The areas that the settings hold, by name; one that was set to null is gone."""
    found = {}
    for name, setting in sorted(settings.items()):
        if name.startswith("area:") and setting.value is not None:
            area = name.removeprefix("area:")
            globs, members = setting.value["globs"], setting.value["members"]
            found[area] = Area(area, tuple(globs), tuple(members))
    return found


def area_of(path: str, areas: Iterable[Area]) -> Area | None:
    """The last area with a pattern that matches the path; None for what is nobody's."""
    found = None
    for area in areas:
        if any(_matches(glob, path.lstrip("/")) for glob in area.globs):
            found = area
    return found


@lru_cache(maxsize=4096)
def _pattern(glob: str) -> PathSpec[Any]:
    return PathSpec.from_lines("gitignore", [glob])


def _matches(glob: str, path: str) -> bool:
    """As git matches, but ``docs/*`` has no more than what lies in ``docs`` itself."""
    if glob.endswith("/*") and path.count("/") != glob.strip("/").count("/"):
        return False
    return _pattern(glob).match_file(path)


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


@dataclass(frozen=True, slots=True)
class CodeownersProblem:
    """A line of a CODEOWNERS file that was passed over, and why."""

    line: int
    message: str


_WORD = re.compile(r"(?:\\.|[^\s\\])+")
_SECTION = re.compile(r"\^?\[(?P<name>[^\]]+)\](?:\[\d+\])?(?P<owners>.*)")


def parse_codeowners(text: str) -> tuple[tuple[Area, ...], tuple[CodeownersProblem, ...]]:
    """The areas of a CODEOWNERS file (GitHub's and GitLab's syntax), and what was passed over.

    A GitLab section is an area. Elsewhere lines with the same owners make one, named after the
    first directory of its first pattern.
    """
    globs: dict[str, list[str]] = defaultdict(list)
    members: dict[str, dict[str, None]] = defaultdict(dict)
    named: dict[tuple[str, ...], str] = {}
    problems: list[CodeownersProblem] = []
    section, section_owners = "", ()
    for number, line in enumerate(text.splitlines(), 1):
        content = line.strip()
        if not content or content.startswith("#"):
            continue
        if match := _SECTION.fullmatch(content):
            section, section_owners = _slug(match["name"]), tuple(match["owners"].split())
            continue
        pattern, *owners = _words(content)
        if pattern.startswith("!"):
            problems.append(
                CodeownersProblem(number, "a pattern with ! is not supported by CODEOWNERS")
            )
            continue
        people = tuple(o.lstrip("@") for o in (owners or section_owners))
        if not people:
            problems.append(CodeownersProblem(number, "nobody is named for this pattern"))
            continue
        name = section or named.setdefault(people, _free(_place(pattern), globs))
        globs[name].append(pattern)
        members[name].update(dict.fromkeys(people))
    found = (Area(name, tuple(globs[name]), tuple(members[name])) for name in globs)
    return tuple(found), tuple(problems)


def _words(content: str) -> list[str]:
    words = []
    for word in _WORD.findall(content):
        if word.startswith("#"):
            break
        words.append(word.replace("\\ ", " "))
    return words


def _place(pattern: str) -> str:
    parts = [p for p in pattern.split("/") if p and not set(p) & set("*?[")]
    return _slug(parts[0]) if parts else "everything"


def _slug(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_/-]+", "-", name).strip("-/_")[:50] or "area"


def _free(name: str, taken: Mapping[str, object]) -> str:
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    return candidate


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
        Area(_slug(place), (f"/{place}/",), _main_people(people)) for place, people in busiest
    )


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
