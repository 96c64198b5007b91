"""What ``GET status`` answers: who asks, which model answers, whether all is well."""

from __future__ import annotations

from .. import __version__
from ..ai.base import ModelInfo
from ..core.bundle import TURN_MIME
from ..core.entry import SHARED_KINDS, Kind
from ..core.fields import MAX_BODY, MAX_QUESTION, MAX_TITLE
from ..core.role import Member
from ..core.views import MemberView, View
from ..service.events import HealthView
from .ground import Ground


class ModelView(View):
    """The model that answers; where none does, ``problem`` says how to get one."""

    name: str | None
    label: str
    kind: str | None
    demo: bool
    window: int | None
    available: bool
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


LIMITS = LimitsView(title=MAX_TITLE, body=MAX_BODY, question=MAX_QUESTION)
KINDS: tuple[Kind, ...] = (*SHARED_KINDS, "note")


def status_of(ground: Ground, member: Member) -> StatusAnswer:
    """The state of this server as that member is told it."""
    trouble = ground.collaboration()
    return StatusAnswer.of(
        version=__version__,
        user=member,
        model=_model(*ground.turns.model_info()),
        collaboration=HealthView(ok=trouble is None, message=trouble),
        limits=LIMITS,
        kinds=KINDS,
        mime=TURN_MIME,
        store=ground.service.store_health.view(),
    )


def _model(info: ModelInfo | None, problem: str | None) -> ModelView:
    return ModelView(
        name=info.name if info else None,
        label=info.label if info else "no model",
        kind=info.kind if info else None,
        demo=bool(info and info.demo),
        window=info.window if info else None,
        available=info is not None,
        problem=problem,
    )
