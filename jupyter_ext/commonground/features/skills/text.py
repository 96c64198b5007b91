"""Skills as Markdown, for whoever reads a cell. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.markdown import inline
from .views import SkillView, WholeSkillView

MARK = 12
"""Digits of a digest that a person writes."""
SOURCE_TEXTS = {
    "team": "the team",
    "repository": "this folder",
    "home": "the server's home",
    "package": "a package",
    "shipped": "Common Ground",
}


def skills_markdown(skills: Sequence[SkillView]) -> str:
    """A table of all, then what is wrong with those that can't be used."""
    rows = [_row(one) for one in skills if one.usable]
    lines = ["| Skill | What it does | From | |", "|---|---|---|---|", *rows]
    others = [_unusable(one) for one in skills if not one.usable]
    if others:
        lines += ["", "Not used:", "", *others]
    return "\n".join([*lines, "", "Ask with one: `%%ai --skill NAME`"])


def _row(one: SkillView) -> str:
    state = "agreed" if one.agreed else "changed: asks again" if one.changed else "asks first"
    said = inline(one.description)[:200]
    return f"| `{one.name}` | {said} | {SOURCE_TEXTS[one.source]} | {state} |"


def _unusable(one: SkillView) -> str:
    if one.instead:
        return f"- {inline(one.where)}: {inline(one.instead)} counts instead"
    errors = [inline(p.message) for p in one.problems if p.level == "error"]
    return f"- {inline(one.where)}: {' '.join(errors)}"


def skill_markdown(one: WholeSkillView) -> str:
    """What somebody agrees to, and the instructions."""
    files = ", ".join(f"`{file.path}` ({file.size:,} B)" for file in one.files)
    facts = [
        f"**Skill {one.name}** ({inline(one.where)})",
        "",
        inline(one.description),
        "",
        f"- Reads: {files}",
        f"- The AI may use: {_listed(one.tools)}",
        f"- Needs of the team: {_listed(one.needs)}",
    ]
    if one.refused:
        facts.append(f"- Asks for, and does not get: {_listed(one.refused)}")
    if one.compatibility:
        facts.append(f"- Made for: {inline(one.compatibility)}")
    facts += [f"- {inline(p.message)}" for p in one.problems]
    return "\n".join([*facts, "", _agreed(one), "", _fenced(one.body)])


def _agreed(one: WholeSkillView) -> str:
    if one.agreed:
        return "The team agreed to it as it is now."
    again = "It changed since somebody agreed to it. " if one.changed else ""
    return (
        f"{again}Nothing is asked with it before a member agrees: "
        f"`%cg skills agree {one.name} {one.digest[:MARK]}`"
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{inline(name)}`" for name in names) or "nothing"


def _fenced(text: str) -> str:
    """The text as it stands, whatever fences it holds itself."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}markdown\n{text}\n{fence}"
