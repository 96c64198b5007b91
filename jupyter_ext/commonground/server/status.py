"""The state of a server, as a member is told it."""

from __future__ import annotations

from .. import __version__
from ..ai.base import ModelInfo
from ..core.bundle import TURN_MIME
from ..core.role import Member
from ..service.events import HealthView
from ..service.served_code import ServedCode
from ..service.status_views import KINDS, LIMITS, CodeView, ModelView, StatusAnswer
from .ground import Ground


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
        invites=ground.gives_links,
        code=_code(ground.host.code),
    )


def _code(code: ServedCode | None) -> CodeView | None:
    if code is None:
        return None
    state = code.index.state
    return CodeView(
        stage=state.stage,
        files=state.amount.files,
        definitions=state.amount.definitions,
        skipped=sum(count for _, count in state.amount.skipped),
        problem=state.problem,
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
        lacks=list(info.lacks) if info else [],
    )
