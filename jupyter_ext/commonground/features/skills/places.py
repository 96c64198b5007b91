"""Where skills lie: the served folder, the home of whoever runs the server, packages, ours.

Reads folders. Which of two skills of one name counts is said elsewhere.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from .folder import Refused, SkillFiles, read_folder, skill_folders
from .model import Skill, Source, skill_from

log = logging.getLogger(__name__)

GROUP = "commonground.skills"
"""The entry point group in which a package names the package whose folder holds its skills."""
IN_REPOSITORY = (".claude/skills", ".agents/skills", "skills")
IN_HOME = (".claude/skills", ".agents/skills")
SHIPPED = Path(__file__).parent / "shipped"
MOST_SKILLS = 200
"""Skills of one place."""


@dataclass(frozen=True, slots=True)
class SkillPlace:
    """A folder whose folders are skills; ``shown`` is how it is named to people."""

    folder: Path
    source: Source
    shown: str


def places(root: Path, home: Path | None = None) -> tuple[SkillPlace, ...]:
    """All places, in the order in which they count. ``home`` None: that of this account."""
    own = home or Path(os.path.expanduser("~"))
    return (
        *(SkillPlace(root / one, "repository", one) for one in IN_REPOSITORY if _ours(root, one)),
        *(SkillPlace(own / one, "home", f"~/{one}") for one in IN_HOME if _ours(own, one)),
        *_packages(),
        SkillPlace(SHIPPED, "shipped", "Common Ground"),
    )


def _ours(base: Path, below: str) -> bool:
    """Whether no part of the way below the base is a link."""
    parts = below.split("/")
    return not any((base / "/".join(parts[: n + 1])).is_symlink() for n in range(len(parts)))


def _packages() -> Iterator[SkillPlace]:
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            spec = find_spec(point.module)
        except Exception:
            log.exception("The skills of %s could not be found", point.name)
            continue
        for folder in () if spec is None else spec.submodule_search_locations or ():
            yield SkillPlace(Path(folder), "package", f"package {point.name}")


def read_place(place: SkillPlace) -> Iterator[Skill]:
    """Each skill of the place, with what is wrong with it."""
    for name in skill_folders(place.folder)[:MOST_SKILLS]:
        yield read_skill(place, name)


def read_skill(place: SkillPlace, name: str) -> Skill:
    """The skill of that name, or what is wrong with it."""
    where = f"{place.shown}/{name}"
    try:
        files = read_folder(place.folder, name)
    except Refused as problem:
        return skill_from(name, place.source, where, SkillFiles({}), str(problem))
    return skill_from(name, place.source, where, files)


def on_disk(found: Iterable[SkillPlace]) -> tuple[Skill, ...]:
    """All skills of the places."""
    return tuple(skill for place in found for skill in read_place(place))
