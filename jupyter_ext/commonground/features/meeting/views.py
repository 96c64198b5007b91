"""What is told of who presents: over the feed as it happens, and all of it when asked."""

from __future__ import annotations

from typing import Literal

from ...core.views import View
from ...service.events import FeedEvent


class PresentationView(View):
    """Where a member is, for those who follow; ``cell`` null: nowhere in particular."""

    by: str
    path: str
    cell: str | None


class MeetingAnswer(View):
    """Everybody who presents now."""

    presentations: tuple[PresentationView, ...]


class PresentingEvent(FeedEvent):
    """Where a member who presents is now; ``path`` null: they present no more."""

    type: Literal["presenting"]
    by: str
    path: str | None
    cell: str | None


EVENTS: tuple[type[FeedEvent], ...] = (PresentingEvent,)
