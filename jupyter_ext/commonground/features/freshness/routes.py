"""The route of freshness: what became of the code that entries speak of."""

from __future__ import annotations

from ...service.route import Asked, get
from .keeper import FreshnessKeeper
from .views import FreshnessAnswer, entry_view


@get("freshness", answer=FreshnessAnswer)
async def freshness(asked: Asked) -> FreshnessAnswer:
    """The entries that are tied to code, with what became of it and why."""
    found = asked.host.find(FreshnessKeeper).seen_by(asked.member)
    return FreshnessAnswer(entries=tuple(map(entry_view, found)))


ROUTES = (freshness,)
