"""What ``GET status`` answers: who asks, which model answers, whether all is well."""

from __future__ import annotations

from typing import Any

from .. import __version__
from ..core.bundle import TURN_MIME
from ..core.entry import SHARED_KINDS
from ..core.fields import MAX_BODY, MAX_QUESTION, MAX_TITLE
from ..core.role import Member
from .ground import Ground


def status_of(ground: Ground, member: Member) -> dict[str, Any]:
    """The state of this server as that member is told it."""
    info, problem = ground.turns.model_info()
    model = {
        "name": info.name if info else None,
        "label": info.label if info else "no model",
        "kind": info.kind if info else None,
        "demo": bool(info and info.demo),
        "window": info.window if info else None,
        "available": info is not None,
        "problem": problem,
    }
    trouble = ground.collaboration()
    return {
        "version": __version__,
        "user": member.to_wire(),
        "model": model,
        "collaboration": {"ok": trouble is None, "message": trouble},
        "limits": {"title": MAX_TITLE, "body": MAX_BODY, "question": MAX_QUESTION},
        "kinds": [*SHARED_KINDS, "note"],
        "mime": TURN_MIME,
        "store": ground.service.store_health.to_wire(),
    }
