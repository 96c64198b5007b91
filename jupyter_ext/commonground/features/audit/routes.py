"""The route that takes a leaked text out of everything that is kept."""

from __future__ import annotations

from typing import Any

from ...service.route import Asked, post
from .redaction import redact
from .requests import Redact


@post("redactions", body=Redact, answer=dict[str, Any])
async def redactions(asked: Asked) -> dict[str, Any]:
    """Take a leaked text out of everything that is kept, for good. For the context owner."""
    done = await redact(asked.host.service, asked.member, asked.body, source=asked.source)
    return done.to_wire()


ROUTES = (redactions,)
