"""The route of the servers of models on this machine."""

from __future__ import annotations

from ...ai.nearby import look
from ...core.role import at_least
from ...service.route import Asked, get
from .model import choice_in, was_asked
from .views import LocalChoiceView, NearbyAnswer, NearbyServerView


@get("models/nearby", answer=NearbyAnswer)
async def nearby(asked: Asked) -> NearbyAnswer:
    """Which servers of models answer on this machine, and which was chosen. Only the context owner
    is told; nothing of anybody's is sent to them."""
    host, settings = asked.host, asked.host.service.settings()
    addresses = host.nearby
    told = addresses is not None and at_least(host.service.acting(asked.member).role, "owner")
    found = await look(addresses) if told and addresses else ()
    choice = choice_in(settings) if told else None
    return NearbyAnswer(
        fixed=addresses is None,
        asked=was_asked(settings),
        chosen=None
        if choice is None
        else LocalChoiceView(program=choice.program, url=choice.url, model=choice.model),
        servers=tuple(
            NearbyServerView(program=one.program, url=one.url, models=one.models) for one in found
        ),
    )


ROUTES = (nearby,)
