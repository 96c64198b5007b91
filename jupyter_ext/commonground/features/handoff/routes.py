"""The routes of handoffs: today's, since you left, the last one in writing; and acknowledging."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ...service.route import Asked, get, post
from .commands import AcknowledgeHandoff
from .runner import Handing


class HandoffQuery(BaseModel):
    """Which handoff, in whose time zone, and whether in the model's words (``phrase=1``)."""

    model_config = ConfigDict(populate_by_name=True)
    kind: str = Field(
        "today", alias="for", json_schema_extra={"enum": ["today", "since", "written"]}
    )
    zone: str | None = None
    phrase: str = Field("0", json_schema_extra={"enum": ["0", "1"]})


@get("handoff", query=HandoffQuery, answer=dict[str, Any])
async def handoff(asked: Asked) -> dict[str, Any]:
    """Five parts, each line with its sources; with ``phrase=1`` in the model's words."""
    handing = asked.host.find(Handing)
    made = await handing.made(asked.member, asked.query.kind, asked.query.zone)
    if asked.query.phrase == "1":
        made = await handing.phrase(asked.member, made)
    return made.to_wire()


@post("handoff/acknowledge", body=AcknowledgeHandoff, answer=dict[str, Any])
async def acknowledge(asked: Asked) -> dict[str, Any]:
    """Say up to when you know what happened, and in your own words what you take over."""
    outcome = await asked.host.service.run(asked.member, asked.body, source=asked.source)
    return outcome.to_wire()


ROUTES = (handoff, acknowledge)
