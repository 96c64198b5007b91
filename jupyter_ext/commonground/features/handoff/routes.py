"""The routes of handoffs: today's, since you left, the last one in writing; and acknowledging."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from ...core.views import OutcomeView
from ...service.page import download
from ...service.route import Asked, Download, get, post
from .commands import AcknowledgeHandoff
from .pages import as_page
from .report import Page, Part
from .runner import HandoffWriter
from .views import HandoffAnswer

CARD_LINES = 50
"""Lines of each part that a browser is given at first."""
CARD_SOURCES = 8
"""Sources of a line that a browser is given: the latest."""
MAX_LINES = 1_000
"""Lines of each part that may be asked for at once."""


class HandoffQuery(BaseModel):
    """Which handoff, in whose time zone, and whether in the model's words (``phrase=1``).

    ``lines`` of each part are given after ``skip`` others, or those of one ``part``. Without it a
    browser is given the first of each part, and everybody else all of them.
    """

    model_config = ConfigDict(populate_by_name=True)
    kind: str = Field(
        "today", alias="for", json_schema_extra={"enum": ["today", "since", "written"]}
    )
    zone: str | None = None
    phrase: str = Field("0", json_schema_extra={"enum": ["0", "1"]})
    lines: int | None = Field(None, ge=1, le=MAX_LINES)
    skip: int = Field(0, ge=0)
    part: Part | None = None


@get("handoff", query=HandoffQuery, answer=HandoffAnswer)
async def handoff(asked: Asked) -> HandoffAnswer:
    """Five parts, each line with its sources; with ``phrase=1`` in the model's words."""
    writer = asked.host.find(HandoffWriter)
    made = await writer.report(asked.member, asked.query.kind, asked.query.zone)
    if asked.query.phrase == "1":
        made = await writer.phrase(asked.member, made)
    return HandoffAnswer.of(**made.to_wire(_page(asked)))


def _page(asked: Asked) -> Page:
    """A browser draws a card: a long handoff comes to it in pages."""
    query, is_card = asked.query, asked.source == "sidebar"
    lines = query.lines or (CARD_LINES if is_card else None)
    return Page(lines, query.skip, query.part, CARD_SOURCES if is_card else None)


@post("handoff/acknowledge", body=AcknowledgeHandoff, answer=OutcomeView)
async def acknowledge(asked: Asked) -> OutcomeView:
    """Say up to when you know what happened, and in your own words what you take over."""
    outcome = await asked.host.service.run(asked.member, asked.body, source=asked.source)
    return outcome.view()


@get("handoff/page", query=HandoffQuery, answer=str)
async def page(asked: Asked) -> Download:
    """The handoff as one file of HTML that needs nothing beside itself."""
    writer = asked.host.find(HandoffWriter)
    made = await writer.report(asked.member, asked.query.kind, asked.query.zone)
    return await download(asked.host, asked.member, as_page(made.to_wire()))


ROUTES = (handoff, acknowledge, page)
