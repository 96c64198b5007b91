"""The tools by which a model takes up a skill that somebody agreed to, and reads its files."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from ...core.fields import Wire
from ...core.skill import render_skill
from ...service.tool import ToolAsked, reads
from .runner import SkillBook

AT_ONCE = 7_000
"""Characters of a file that are given at once."""

SkillName = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class UseSkill(Wire):
    """Which skill."""

    name: Annotated[SkillName, Field(description="As <skills> lists it.")]


class ReadSkillFile(Wire):
    """Which file of which skill, and from which line on."""

    skill: SkillName
    path: Annotated[
        str,
        StringConstraints(min_length=1, max_length=200),
        Field(description="As the skill lists it: references/checks.md"),
    ]
    first_line: Annotated[int, Field(ge=1, le=1_000_000)] = 1


@reads("use_skill", UseSkill)
async def use_skill(asked: ToolAsked) -> str:
    """Take up one of the skills that <skills> lists, where the question is work that its
    description speaks of: you are given its instructions, and from then on only the tools that it
    may use."""
    book = asked.host.find(SkillBook)
    skill = await book.in_use(asked.member, asked.input.name)
    if skill.tools is not None:
        asked.keep_to(skill.tools)
    return render_skill(skill, AT_ONCE)


@reads("read_skill_file", ReadSkillFile)
async def read_skill_file(asked: ToolAsked) -> str:
    """Read a file of a skill that you are using, as many lines at once as fit."""
    given = asked.input
    text = await asked.host.find(SkillBook).file(given.skill, given.path)
    return some_lines(text, given.path, given.first_line)


def some_lines(text: str, path: str, first: int) -> str:
    """As many lines as fit, at least one, below a line that says which they are."""
    lines = text.splitlines()
    kept: list[str] = []
    for line in lines[first - 1 :]:
        if kept and sum(map(len, kept)) + len(kept) + len(line) > AT_ONCE:
            break
        kept.append(line)
    if not kept:
        return f"{path} has {len(lines)} lines."
    head = f"{path}, lines {first} to {first + len(kept) - 1} of {len(lines)}"
    return "\n".join([head, *kept])


TOOLS = (use_skill, read_skill_file)
