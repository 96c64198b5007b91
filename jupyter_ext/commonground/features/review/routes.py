"""The route of the owner's queue."""

from __future__ import annotations

from ...service.route import Asked, get
from .queue import queue
from .views import QueueAnswer


@get("review", answer=QueueAnswer)
async def review(asked: Asked) -> QueueAnswer:
    """What waits for the owner: disputes, proposals, replacements; what each changes for the AI."""
    service = asked.host.service
    return QueueAnswer.of(
        items=queue(service.shared(), service.disputes, service.rules.index.hints)
    )


ROUTES = (review,)
