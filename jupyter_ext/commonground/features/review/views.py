"""What is answered of the owner's queue."""

from __future__ import annotations

from ...core.views import DisputeView, EntryView, View
from .queue import ItemType


class ReviewItem(View):
    """One thing to look at: what the AI is shown of it now, and would be if it were accepted.

    ``cause``: why the code that a broken one speaks of is gone.
    """

    type: ItemType
    entries: tuple[EntryView, ...]
    before: str
    after: str
    at: int
    dispute: DisputeView | None
    cause: str


class QueueAnswer(View):
    """Disputes first, then what waits, each oldest first."""

    items: tuple[ReviewItem, ...]
