"""A skill that a question is asked with, and how an entry is told to be one. Pure.

Where skills are found and who agreed to them is the feature's; here is what a model is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from .delimited import as_data
from .entry import Kind

Need = Literal["team-awareness", "context-contribution", "coordination"]
NEEDS: tuple[Need, ...] = get_args(Need)
SKILL_MIME = "application/vnd.commonground.skill+json"
"""An output that asks whether a skill may be used."""
MAX_NAME = 64
"""Characters of a skill's name."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TITLE = re.compile(rf"Skill: ({_NAME.pattern})")

NEED_TEXTS: dict[Need, str] = {
    "team-awareness": (
        "You are given the team's work in progress in <team-work>. Suggest nothing that collides "
        "with it; where you come near it, say whose it is and what you leave to them."
    ),
    "context-contribution": (
        "What you find that the team would want to know in the next question, too, you propose "
        "with propose_entry, one entry for one point. A person decides on each."
    ),
    "coordination": (
        "Where two people work on related code, as <team-work> or who_is_working_on shows, say so "
        "by name, and propose a question to them with ask_team."
    ),
}
"""What a model is told for each need that a skill declares."""


def is_skill_name(text: str) -> bool:
    """Whether a skill may be called so."""
    return len(text) <= MAX_NAME and _NAME.fullmatch(text) is not None


def skill_titled(title: str) -> str | None:
    """The name of the skill that a knowledge entry with that title holds; None where it is none."""
    found = _TITLE.fullmatch(title)
    return None if found is None or not is_skill_name(found[1]) else found[1]


def governed_as(kind: Kind, title: str) -> Kind:
    """The kind whose policy holds for a version: a skill tells a model what to do, as a convention
    does, so it waits for the context owner as one."""
    return "convention" if kind == "knowledge" and skill_titled(title) else kind


@dataclass(frozen=True, slots=True)
class SkillInUse:
    """A skill that a member agreed to, as one question is asked with it.

    ``tools`` are the names of those that the model may be offered; None: all. ``files`` are what
    it may read of the skill. ``work`` is the team's work in progress, where the skill needs it.
    """

    name: str
    body: str
    files: Sequence[str] = ()
    needs: frozenset[Need] = frozenset()
    tools: frozenset[str] | None = None
    work: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class SkillSummary:
    """What a model is told of a skill that it may take up."""

    name: str
    description: str


def render_skill(skill: SkillInUse, budget: int) -> str:
    """The skill with what it needs. Its text is cut at ``budget`` characters, and says so."""
    told = [NEED_TEXTS[need] for need in NEEDS if need in skill.needs]
    body = skill.body
    if len(body) > budget:
        body = f"{body[:budget]}\n(cut here; read_skill_file has the rest of SKILL.md)"
    files = [path for path in skill.files if path != "SKILL.md"]
    listed = [f"Its files, for read_skill_file: {as_data(', '.join(files))}"] if files else []
    parts = [
        f'<skill name="{skill.name}">\n{as_data(body)}\n</skill>',
        *listed,
        *told,
    ]
    if "team-awareness" in skill.needs or "coordination" in skill.needs:
        parts.append(render_work(skill.work))
    return "\n".join(parts)


def render_work(lines: Sequence[str]) -> str:
    """The team's work in progress."""
    said = [as_data(line) for line in lines] or ["Nobody shared any work in progress."]
    return "\n".join(["<team-work>", *said, "</team-work>"])


def render_skills(skills: Sequence[SkillSummary]) -> str:
    """The skills that a model may take up, a line each; empty if there is none."""
    lines = [f"{one.name}: {as_data(one.description)}" for one in skills]
    return "\n".join(["<skills>", *lines, "</skills>"]) if lines else ""
