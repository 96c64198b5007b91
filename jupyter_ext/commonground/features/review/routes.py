"""The route of the owner's queue."""

from __future__ import annotations

from typing import Any

from ...service.route import Asked, get
from .queue import queue


@get("review", answer=dict[str, Any])
async def review(asked: Asked) -> dict[str, Any]:
    """What waits for the owner: disputes and proposals, with what each changes for the AI."""
    service = asked.host.service
    return {"items": [item.to_wire() for item in queue(service.shared(), service.disputes)]}


ROUTES = (review,)
