"""Routes of the sprint: the board and its plan, the checks, the review; for browsers and kernels.

They read. What changes a sprint is a command, or a verb in a cell.
"""

from __future__ import annotations

from pydantic import BaseModel

from ...service.page import download
from ...service.route import Asked, Download, get
from . import lookup
from .burndown import burndown as burndown_of
from .export import export_csv
from .model import Sprint
from .page import page_of
from .views import (
    BoardAnswer,
    BurndownAnswer,
    ChecksAnswer,
    ExportAnswer,
    SprintReviewAnswer,
    WholeSprint,
)


class SprintQuery(BaseModel):
    """Which sprint: the one with that goal, else the one that runs."""

    goal: str | None = None


def _sprint(asked: Asked) -> Sprint:
    return lookup.named_sprint(asked.host.service, asked.query.goal)


@get("sprint", query=SprintQuery, answer=BoardAnswer)
async def sprint(asked: Asked) -> BoardAnswer:
    """The board, the plan and who is who; ``sprint`` is null where there is none."""
    service = asked.host.service
    found = lookup.found_sprint(service, asked.query.goal)
    return await lookup.whole_view(service, asked.member, found)


@get("sprint/checks", query=SprintQuery, answer=ChecksAnswer)
async def checks(asked: Asked) -> ChecksAnswer:
    """What is wrong with the plan, each with what to do."""
    return ChecksAnswer.of(findings=await lookup.checks(asked.host.service, _sprint(asked)))


@get("sprint/burndown", query=SprintQuery, answer=BurndownAnswer)
async def burndown(asked: Asked) -> BurndownAnswer:
    """What was left of how much work at the end of each day, from the recorded moves."""
    found = _sprint(asked)
    return BurndownAnswer.of(unit=found.unit, days=burndown_of(found, asked.host.service.clock()))


@get("sprint/review", query=SprintQuery, answer=SprintReviewAnswer)
async def review(asked: Asked) -> SprintReviewAnswer:
    """Done and planned, decisions, questions in the open and their cost, what to tidy up."""
    found = await lookup.review(asked.host, asked.member, _sprint(asked))
    return SprintReviewAnswer.of(review=found)


@get("sprint/export", query=SprintQuery, answer=ExportAnswer)
async def export(asked: Asked) -> ExportAnswer:
    """All tasks as CSV, in the form in which they came."""
    return ExportAnswer(csv=export_csv(_sprint(asked)))


@get("sprint/whole", query=SprintQuery, answer=WholeSprint, cells=True)
async def whole(asked: Asked) -> WholeSprint:
    """The board, the plan, the checks and the review at once, for notebooks."""
    service, found = asked.host.service, _sprint(asked)
    return WholeSprint.of(
        **lookup.board(service, found),
        findings=await lookup.checks(service, found),
        review=await lookup.review(asked.host, asked.member, found),
        csv=export_csv(found),
    )


@get("sprint/page", query=SprintQuery, answer=str)
async def page(asked: Asked) -> Download:
    """The sprint with its board and review, as one file of HTML that needs no other."""
    return await download(
        asked.host, asked.member, await page_of(asked.host, asked.member, _sprint(asked))
    )


ROUTES = (sprint, checks, burndown, review, export, whole, page)
