"""The team's work in progress as a skill is shown it, and where two people's is related. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from ...core.entry import Entry
from ...core.ids import room_area
from ...core.markdown import plainly
from ...core.snapshot import Snapshot

MOST = 40
"""Pieces of work that are shown, the newest."""
MAX_LINE = 300
MOST_PAIRS = 12
_PATH = re.compile(
    r"[\w.-]+(?:/[\w.-]+)+/?|[\w-]+\.(?:py|ipynb|ts|tsx|js|sql|md|yaml|yml|toml|csv)\b"
)


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work in progress: whose, in which area, and the paths that it names."""

    by: str
    title: str
    area: str | None
    paths: frozenset[str]


def work_in(rooms: Iterable[Snapshot]) -> tuple[Work, ...]:
    """The work that holds, newest first."""
    entries = [
        entry
        for room in rooms
        for entry in room.entries.values()
        if entry.kind == "work" and entry.in_force
    ]
    newest = sorted(entries, key=lambda entry: (-entry.in_force[-1].at, entry.id))
    return tuple(_work(entry) for entry in newest[:MOST])


def _work(entry: Entry) -> Work:
    said = entry.in_force[-1]
    found = _PATH.findall(f"{said.title}\n{said.body}")
    return Work(
        said.author, said.title, room_area(entry.room), frozenset(p.strip("./") for p in found)
    )


def work_lines(works: Sequence[Work], name_of: Callable[[str], str]) -> list[str]:
    """A line for each, then a line for each two people whose work is related."""
    lines = [_line(work, name_of) for work in works]
    related = list(_related(works, name_of))
    return [*lines, *related[:MOST_PAIRS]]


def _line(work: Work, name_of: Callable[[str], str]) -> str:
    about = f" (area {work.area})" if work.area else ""
    paths = f" [{', '.join(sorted(work.paths)[:6])}]" if work.paths else ""
    return f"- {plainly(name_of(work.by))}{about}: {plainly(work.title)}{paths}"[:MAX_LINE]


def _related(works: Sequence[Work], name_of: Callable[[str], str]) -> Iterable[str]:
    for one, other in combinations(works, 2):
        if one.by == other.by:
            continue
        why = _why(one, other)
        if why:
            people = f"{plainly(name_of(one.by))} and {plainly(name_of(other.by))}"
            yield f"Related: {people} both work on {why}."[:MAX_LINE]


def _why(one: Work, other: Work) -> str:
    shared = sorted(
        a for a in one.paths for b in other.paths if a == b or a.startswith(f"{b}/")
        or b.startswith(f"{a}/")
    )  # fmt: skip
    if shared:
        return shared[0]
    return f"the area {one.area}" if one.area is not None and one.area == other.area else ""
