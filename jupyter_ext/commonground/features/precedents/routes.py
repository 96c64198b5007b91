"""The route of precedents. What is about to be asked stands in the body: addresses are in logs."""

from __future__ import annotations

from ...service.route import Asked, post
from .requests import AskedBefore
from .runner import Precedents
from .views import AskedBeforeAnswer


@post("asked-before", body=AskedBefore, answer=AskedBeforeAnswer, action="read")
async def asked_before(asked: Asked) -> AskedBeforeAnswer:
    """The finding or earlier answer of the team (for a private question also of your own) that
    answers a question already; no model is asked."""
    body, finder = asked.body, asked.host.find(Precedents)
    found = await finder.precedent_for(
        asked.member, body.question, body.visibility, (body.path, None)
    )
    return AskedBeforeAnswer.of(before=found)


ROUTES = (asked_before,)
