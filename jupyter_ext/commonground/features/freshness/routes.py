"""The route of freshness: what became of the code that entries speak of."""

from __future__ import annotations

from ...service.route import Asked, get
from .keeper import FreshnessKeeper
from .unused import UnusedKeeper
from .views import FreshnessAnswer, UnusedView, entry_view


@get("freshness", answer=FreshnessAnswer)
async def freshness(asked: Asked) -> FreshnessAnswer:
    """The entries that are tied to code, and why they are not fresh; yours that nobody uses."""
    found = asked.host.find(FreshnessKeeper).seen_by(asked.member)
    unused = asked.host.find(UnusedKeeper).asked_of(asked.member)
    return FreshnessAnswer(
        entries=tuple(map(entry_view, found)),
        unused=tuple(UnusedView(entry=u.entry, revision=u.revision, since=u.since) for u in unused),
    )


ROUTES = (freshness,)
