"""What is answered of skills."""

from __future__ import annotations

from typing import Literal

from ...core.skill import Need
from ...core.views import View


class SkillProblemView(View):
    """What is wrong with a skill's file."""

    level: Literal["error", "warning"]
    rule: str
    message: str
    line: int | None


class SkillAgreementView(View):
    """Who agreed to it as it is now, and when (ms since 1970)."""

    by: str
    at: int


class SkillFileView(View):
    """A file of a skill, with its bytes."""

    path: str
    size: int


class SkillView(View):
    """One skill: ``where`` it lies, and which one counts ``instead``, if another does.

    ``changed``: somebody agreed to other files of that name before.
    """

    name: str
    source: Literal["team", "repository", "home", "package", "shipped"]
    where: str
    description: str
    instead: str
    usable: bool
    agreed: SkillAgreementView | None
    changed: bool
    problems: tuple[SkillProblemView, ...]


class SkillsAnswer(View):
    """All skills, by name."""

    skills: tuple[SkillView, ...]


class WholeSkillView(SkillView):
    """The same with all that somebody agrees to: ``digest`` names it.

    ``tools`` are those that the model may be offered with it, ``refused`` what it asks for and
    there is no tool for.
    """

    digest: str
    license: str
    compatibility: str
    needs: tuple[Need, ...]
    tools: tuple[str, ...]
    refused: tuple[str, ...]
    files: tuple[SkillFileView, ...]
    body: str


class SkillAnswer(View):
    """One skill."""

    skill: WholeSkillView
