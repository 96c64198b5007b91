"""The route of the owner's queue."""

from __future__ import annotations

from ...service.host import Host
from ...service.route import Asked, get
from .queue import Item, queue
from .views import QueueAnswer


def waiting_queue(host: Host) -> tuple[Item, ...]:
    """What waits for the owner of this team now."""
    service, code = host.service, host.code_states
    states = {} if code is None else code.known_states()
    broken = {entry: state.cause for entry, state in states.items() if state.broken}
    return queue(service.shared(), service.disputes, service.rules.index.hints, broken)


@get("review", answer=QueueAnswer)
async def review(asked: Asked) -> QueueAnswer:
    """What waits for the owner, and what each thing changes for the AI."""
    return QueueAnswer.of(items=waiting_queue(asked.host))


ROUTES = (review,)
