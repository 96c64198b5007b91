"""The route that takes a leaked text out of everything that is kept."""

from __future__ import annotations

from ...service.route import Asked, post
from .redaction import redact
from .requests import Redact
from .rescue import rescue
from .views import RedactionAnswer, RescueAnswer


@post("redactions", body=Redact, answer=RedactionAnswer)
async def redactions(asked: Asked) -> RedactionAnswer:
    """Take a leaked text out of everything that is kept, for good. For the context owner."""
    done = await redact(
        asked.host.service,
        asked.member,
        asked.body,
        source=asked.source,
        folder=asked.host.folder,
    )
    return RedactionAnswer.model_validate(done)


@post("rescue", answer=RescueAnswer)
async def rescues(asked: Asked) -> RescueAnswer:
    """Write all that the server holds to a new file on its machine. For admins."""
    file, made = await rescue(asked.host, asked.member)
    return RescueAnswer(file=str(file), chain=made.chain)


ROUTES = (redactions, rescues)
