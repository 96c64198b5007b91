"""The routes of messages. What changes them goes through ``POST commands``."""

from __future__ import annotations

from typing import Any

from ...service.route import Asked, get, post
from .inbox import audience, find_message, go_on, inbox_of
from .requests import GoOn


@get("inbox", answer=dict[str, Any])
async def inbox(asked: Asked) -> dict[str, Any]:
    """Messages that concern you, most urgent first, and whom you can address."""
    service = asked.host.service
    found = inbox_of(service, asked.member)
    team = audience(service, asked.member)
    return {
        "items": [one.to_wire(team) for one in found],
        "todo": sum(one.todo is not None for one in found),
        "unread": sum(one.unread for one in found),
        "overdue": sum(one.overdue for one in found),
        "members": sorted(team.members),
        "areas": sorted(name for name, members in team.areas.items() if members),
    }


@get("messages/{message_id}", answer=dict[str, Any])
async def message(asked: Asked) -> dict[str, Any]:
    """A message with its thread; every member may read it."""
    service = asked.host.service
    found = find_message(service, asked.path["message_id"])
    return {"message": found.to_wire(audience(service, asked.member))}


@post("messages/{message_id}/go-on", body=GoOn, answer=dict[str, Any], status=202)
async def going_on(asked: Asked) -> dict[str, Any]:
    """Go on with an answered query: ask the model, which is shown question and answers."""
    turn = await go_on(asked.host, asked.member, asked.path["message_id"], asked.body.question)
    return {"turn": turn.to_wire()}


ROUTES = (inbox, message, going_on)
