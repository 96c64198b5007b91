"""Routes of the sprint: the board and its plan, the checks, the review; for browsers and kernels.

They read. What changes a sprint is a command, or a verb in a cell.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from ...service.route import Asked, get
from . import views as views
from .export import export_csv
from .model import Sprint


class SprintQuery(BaseModel):
    """Which sprint: the one with that goal, else the one that runs."""

    goal: str | None = None


def _sprint(asked: Asked) -> Sprint:
    return views.named_sprint(asked.host.service, asked.query.goal)


@get("sprint", query=SprintQuery, answer=dict[str, Any])
async def sprint(asked: Asked) -> dict[str, Any]:
    """The board, the plan and who is who; ``sprint`` is null where there is none."""
    service = asked.host.service
    return views.view(service, views.found_sprint(service, asked.query.goal))


@get("sprint/checks", query=SprintQuery, answer=dict[str, Any])
async def checks(asked: Asked) -> dict[str, Any]:
    """What is wrong with the plan, each with what to do."""
    found = await views.checks(asked.host.service, _sprint(asked))
    return {"findings": [finding.to_wire() for finding in found]}


@get("sprint/review", query=SprintQuery, answer=dict[str, Any])
async def review(asked: Asked) -> dict[str, Any]:
    """Done and planned, decisions, questions in the open and their cost, what to tidy up."""
    found = await views.review(asked.host, asked.member, _sprint(asked))
    return {"review": found.to_wire()}


@get("sprint/export", query=SprintQuery, answer=dict[str, Any])
async def export(asked: Asked) -> dict[str, Any]:
    """All tasks as CSV, in the form in which they came."""
    return {"csv": export_csv(_sprint(asked))}


@get("sprint/whole", query=SprintQuery, answer=dict[str, Any], cells=True)
async def whole(asked: Asked) -> dict[str, Any]:
    """The board, the plan, the checks and the review at once, for notebooks."""
    service, found = asked.host.service, _sprint(asked)
    findings = await views.checks(service, found)
    looked_back = await views.review(asked.host, asked.member, found)
    return {
        **views.view(service, found),
        "findings": [finding.to_wire() for finding in findings],
        "review": looked_back.to_wire(),
        "csv": export_csv(found),
    }


ROUTES = (sprint, checks, review, export, whole)
