"""What is answered of entries' anchors, and what browsers are told."""

from __future__ import annotations

from typing import Literal

from ...core.views import View
from ...service.events import FeedEvent
from .anchors import EntryFreshness, JudgedAnchor
from .judgement import Freshness


class AnchorView(View):
    """A place in the code. ``new_path`` is where git saw it go, ``open`` its path from the served
    folder (null: outside of it), ``line`` where a symbol begins."""

    path: str
    symbol: str
    state: Freshness
    cause: str
    new_path: str | None
    open: str | None
    line: int | None


class EntryFreshnessView(View):
    """What became of the code that an entry speaks of; ``cause`` says it in sentences."""

    entry: str
    state: Freshness
    cause: str
    anchors: tuple[AnchorView, ...]


class UnusedView(View):
    """An entry of yours that nobody used since then (ms since 1970): does it still hold?"""

    entry: str
    revision: str
    since: int


class FreshnessAnswer(View):
    """The entries that are tied to code, of those that reach you; what you are asked of others."""

    entries: tuple[EntryFreshnessView, ...]
    unused: tuple[UnusedView, ...]


class FreshnessEvent(FeedEvent):
    """The code that entries speak of changed: ask what became of them."""

    type: Literal["freshness"]


def entry_view(one: EntryFreshness) -> EntryFreshnessView:
    """An entry's anchors, as they are answered."""
    anchors = tuple(map(_anchor_view, one.anchors))
    return EntryFreshnessView(entry=one.entry, state=one.state, cause=one.cause, anchors=anchors)


def _anchor_view(judged: JudgedAnchor) -> AnchorView:
    return AnchorView(
        path=judged.anchor.path,
        symbol=judged.anchor.symbol,
        state=judged.state,
        cause=judged.cause,
        new_path=judged.new_path,
        open=judged.open,
        line=judged.line,
    )
