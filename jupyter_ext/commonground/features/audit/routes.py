"""The route that takes a leaked text out of everything that is kept."""

from __future__ import annotations

from ...service.route import Asked, post
from .redaction import redact
from .requests import Redact
from .views import RedactionAnswer


@post("redactions", body=Redact, answer=RedactionAnswer)
async def redactions(asked: Asked) -> RedactionAnswer:
    """Take a leaked text out of everything that is kept, for good. For the context owner."""
    done = await redact(asked.host.service, asked.member, asked.body, source=asked.source)
    return RedactionAnswer.model_validate(done)


ROUTES = (redactions,)
