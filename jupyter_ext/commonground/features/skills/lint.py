"""What ``commonground skills lint`` finds: skills under a path, and what is wrong with each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...errors import InvalidCommand
from .folder import SKILL_FILE, skill_folders
from .manifest import Problem
from .model import Skill, permitted
from .places import IN_REPOSITORY, SkillPlace, read_skill

_LINKED = re.compile(r"\]\((?!\w+:|#|/)(?P<path>[^)\s#]+)")


@dataclass(frozen=True, slots=True)
class Linted:
    """One skill with everything that was found, as ``where`` it was named."""

    where: str
    skill: Skill
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> bool:
        """Whether it can't be used."""
        return any(problem.level == "error" for problem in self.problems)


def lint(paths: Sequence[Path], tools: Sequence[str]) -> tuple[Linted, ...]:
    """Every skill at the paths: a ``SKILL.md``, its folder, or a folder of such folders.

    ``tools`` are the names that a model may be offered here. Raises InvalidCommand for a path
    where no skill is.
    """
    return tuple(_linted(where, skill, tools) for path in paths for where, skill in _at(path))


def _at(path: Path) -> Iterator[tuple[str, Skill]]:
    folder = path.parent if path.name == SKILL_FILE else path
    if (folder / SKILL_FILE).exists():
        whole = folder.absolute()
        yield (
            str(folder),
            read_skill(SkillPlace(whole.parent, "repository", str(folder.parent)), whole.name),
        )
        return
    places = [folder, *(folder / below for below in IN_REPOSITORY)]
    found = [(place, name) for place in places for name in skill_folders(place)]
    if not found:
        raise InvalidCommand(
            f"There is no skill at {path}.", "Name a SKILL.md, its folder, or a folder of those."
        )
    for place, name in found:
        yield str(place / name), read_skill(SkillPlace(place, "repository", str(place)), name)


def _linted(where: str, skill: Skill, tools: Sequence[str]) -> Linted:
    more = [] if skill.manifest is None else [*_missing(skill), *_tools(skill, tools)]
    return Linted(where, skill, (*skill.problems, *more))


def _missing(skill: Skill) -> Iterator[Problem]:
    """Files that its text links to, and that it does not have."""
    assert skill.manifest is not None
    for path in dict.fromkeys(f["path"] for f in _LINKED.finditer(skill.manifest.body)):
        plain = path.removeprefix("./")
        below = f"{plain.rstrip('/')}/"
        if plain not in skill.files.sizes and not any(
            p.startswith(below) for p in skill.files.sizes
        ):
            yield Problem("warning", "missing-file", f"It links to {path[:120]}, which it lacks.")


def _tools(skill: Skill, tools: Sequence[str]) -> Iterator[Problem]:
    assert skill.manifest is not None
    unknown = permitted(skill.manifest, tools).unknown
    if unknown:
        named = ", ".join(unknown[:8])
        yield Problem("warning", "unknown-tool", f"There is no tool here for: {named}.")
