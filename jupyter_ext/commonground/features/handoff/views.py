"""What is answered of handoffs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ...core.views import View
from .report import Part


class SourceView(View):
    """What a line rests on: an event of the log, or a version or fact, by its id."""

    id: str
    at: int
    by: str
    did: str


class HandoffLine(View):
    """One thing to know; ``sources`` are ids, whose details stand beside all lines.

    ``cited`` counts all sources, also those that were not sent.
    """

    topic: str
    lead: str
    text: str
    detail: str
    phrase: str | None
    about: str | None
    by: str
    editors: tuple[str, ...]
    accepted_by: str
    at: int
    room: str | None
    open: bool
    new: bool
    sources: tuple[str, ...]
    cited: int


class HandoffPart(View):
    """One of the five parts; without lines it says that there is nothing.

    On a page ``count`` is how many lines it has, and ``more`` says that some stand after these.
    """

    part: Part
    lines: tuple[HandoffLine, ...]
    count: int = 0
    more: bool = False


class WrittenView(View):
    """A handoff that was written down for everybody."""

    id: str
    zone: str
    since: int
    until: int


class HandoffAnswer(View):
    """What a member is handed; times are ms since 1970."""

    since: int
    until: int
    zones: tuple[str, ...]
    news: int
    open: int
    parts: tuple[HandoffPart, ...]
    sources: tuple[SourceView, ...]
    kind: Literal["today", "since", "written"] = Field(alias="for")
    names: dict[str, str]
    opens: bool
    model: str | None
    problem: str | None
    written: tuple[WrittenView, ...]
