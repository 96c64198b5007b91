"""The route of the gate's exceptions."""

from __future__ import annotations

from typing import Any

from ...service.route import Asked, get
from .settings import exceptions_in


@get("exceptions", answer=dict[str, Any])
async def exceptions(asked: Asked) -> dict[str, Any]:
    """What the owner lets through the gate: fingerprints with rule, reason, who and when."""
    return {"exceptions": exceptions_in(asked.host.service.settings())}


ROUTES = (exceptions,)
