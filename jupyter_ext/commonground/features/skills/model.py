"""Skills as they were found: where, what they say, what is wrong, and which of one name counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ...core.skill import Need
from .folder import SKILL_FILE, SkillFiles
from .manifest import Manifest, Problem, read_manifest

Source = Literal["team", "repository", "home", "package", "shipped"]
SOURCES: tuple[Source, ...] = ("team", "repository", "home", "package", "shipped")
"""In the order in which they count where two skills have one name."""

ALWAYS = frozenset({"use_skill", "read_skill_file"})
"""Tools by which a skill is read itself."""
OF_NEED: Mapping[str, Need] = {
    "propose_entry": "context-contribution",
    "who_is_working_on": "coordination",
    "ask_team": "coordination",
    "announce": "coordination",
}
"""Tools that only a skill gets that declares the need."""
SAME_AS: Mapping[str, frozenset[str]] = {
    "Read": frozenset({"read_code", "read_notebook", "describe_data"}),
    "NotebookRead": frozenset({"read_notebook"}),
    "Grep": frozenset({"search_code"}),
    "Glob": frozenset({"search_code"}),
    "LS": frozenset({"search_code"}),
    "NotebookEdit": frozenset({"propose_cells"}),
}
"""Tools of other programs, by the names that skills use, and ours that do the same."""


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill. ``where`` says it to people: a folder, or the entry's id; ``manifest`` is None
    where an error keeps it from being used."""

    name: str
    source: Source
    where: str
    files: SkillFiles
    manifest: Manifest | None
    problems: tuple[Problem, ...] = ()
    instead: str = ""
    """Which other skill of that name counts instead; empty: this one does."""

    @property
    def digest(self) -> str:
        """What a member agrees to."""
        return self.files.digest

    @property
    def description(self) -> str:
        """What it does, in its own words."""
        return "" if self.manifest is None else self.manifest.description

    @property
    def usable(self) -> bool:
        """Whether it may be agreed to: it has no error, and counts."""
        return self.manifest is not None and not self.instead


def skill_from(
    name: str, source: Source, where: str, files: SkillFiles, refused: str = ""
) -> Skill:
    """The skill in the folder of that name, or what is wrong with it."""
    if refused:
        return Skill(name, source, where, files, None, (Problem("error", "folder", refused),))
    text = files.text(SKILL_FILE)
    if text is None:
        said = "There is no SKILL.md that is a text in UTF-8."
        return Skill(name, source, where, files, None, (Problem("error", "folder", said),))
    manifest, problems = read_manifest(text)
    if manifest is not None and manifest.name != name:
        said = f"Its name is {manifest.name}, and its folder's {name}: they have to be the same."
        problems = (*problems, Problem("error", "name", said))
        manifest = None
    return Skill(name, source, where, files, manifest, problems)


def counted(skills: Iterable[Skill]) -> tuple[Skill, ...]:
    """By name; of one name the first usable one in the order of sources counts, and the others say
    which does."""
    ordered = sorted(skills, key=lambda one: (one.name, SOURCES.index(one.source)))
    first: dict[str, Skill] = {}
    for one in ordered:
        if one.manifest is not None:
            first.setdefault(one.name, one)
    return tuple(
        one if first.get(one.name, one) is one else replace(one, instead=first[one.name].where)
        for one in ordered
    )


@dataclass(frozen=True, slots=True)
class Permitted:
    """What a model may be offered while it uses a skill; ``unknown`` are names that are no tool
    here, as the skill writes them."""

    tools: frozenset[str]
    unknown: tuple[str, ...] = field(default=())


def permitted(manifest: Manifest, tools: Sequence[str]) -> Permitted:
    """Of all ``tools`` those that the skill may use: what it allows, and what it needs."""
    needed = {tool for tool, need in OF_NEED.items() if need in manifest.needs}
    named: set[str] = set()
    unknown: list[str] = []
    if manifest.allowed is None:
        named = set(tools) - OF_NEED.keys()
    else:
        for written in manifest.allowed:
            word = written.partition("(")[0]
            ours = {word} if word in tools else SAME_AS.get(word, frozenset()) & set(tools)
            named |= ours - OF_NEED.keys()
            if not ours:
                unknown.append(written)
    found = (named | needed | ALWAYS) & set(tools)
    return Permitted(frozenset(found), tuple(unknown))
