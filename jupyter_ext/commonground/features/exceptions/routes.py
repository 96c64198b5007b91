"""The route of the gate's exceptions."""

from __future__ import annotations

from ...service.route import Asked, get
from .settings import exceptions_in
from .views import ExceptionsAnswer


@get("exceptions", answer=ExceptionsAnswer)
async def exceptions(asked: Asked) -> ExceptionsAnswer:
    """What the owner lets through the gate: fingerprints with rule, reason, who and when."""
    return ExceptionsAnswer.of(exceptions=exceptions_in(asked.host.service.settings()))


ROUTES = (exceptions,)
