"""What ``GET status`` answers: who asks, which model answers, whether all is well."""

from __future__ import annotations

from typing import Literal

from ..ai.base import Ability
from ..core.entry import SHARED_KINDS, Kind
from ..core.fields import MAX_BODY, MAX_QUESTION, MAX_TITLE
from ..core.views import MemberView, View
from .events import HealthView


class ModelView(View):
    """The model that answers; where none does, ``problem`` says how to get one."""

    name: str | None
    label: str
    kind: str | None
    demo: bool
    window: int | None
    available: bool
    problem: str | None
    lacks: list[Ability]
    """What it was found not to do."""


class CodeView(View):
    """The index of the served folder's code: how far it is, and how much it holds."""

    stage: Literal["waiting", "reading", "ready", "cancelled", "failed"]
    files: int
    definitions: int
    skipped: int
    """Files that were too large, binary or minified to be parsed."""
    problem: str | None


class LimitsView(View):
    """Characters that a text may have."""

    title: int
    body: int
    question: int


class StatusAnswer(View):
    """The state of the server, and who you are here."""

    version: str
    user: MemberView
    model: ModelView
    collaboration: HealthView
    limits: LimitsView
    kinds: tuple[Kind, ...]
    mime: str
    store: HealthView
    invites: bool
    """Whether admins invite people here with personal links."""
    code: CodeView | None
    """None where the index is switched off."""


LIMITS = LimitsView(title=MAX_TITLE, body=MAX_BODY, question=MAX_QUESTION)
KINDS: tuple[Kind, ...] = (*SHARED_KINDS, "note")
