"""The routes of messages. What changes them goes through ``POST commands``."""

from __future__ import annotations

from ...core.views import TurnAnswer
from ...service.route import Asked, get, post
from .inbox import audience, go_on, inbox_of
from .model import find_message
from .requests import GoOn
from .views import InboxAnswer, InboxItem, MessageAnswer, MessageView


@get("inbox", answer=InboxAnswer)
async def inbox(asked: Asked) -> InboxAnswer:
    """Messages that concern you, most urgent first, and whom you can address."""
    service = asked.host.service
    found = inbox_of(service, asked.member)
    team = audience(service, asked.member)
    return InboxAnswer.of(
        items=[InboxItem.of_standing(one, team) for one in found],
        todo=sum(one.todo is not None for one in found),
        unread=sum(one.unread for one in found),
        overdue=sum(one.overdue for one in found),
        members=sorted(team.members),
        areas=sorted(name for name, members in team.areas.items() if members),
    )


@get("messages/{message_id}", answer=MessageAnswer)
async def message(asked: Asked) -> MessageAnswer:
    """A message with its thread; every member may read it."""
    service = asked.host.service
    found = find_message(service.shared(), asked.path["message_id"])
    team = audience(service, asked.member)
    return MessageAnswer(message=MessageView.of_message(found, team))


@post("messages/{message_id}/go-on", body=GoOn, answer=TurnAnswer, status=202)
async def going_on(asked: Asked) -> TurnAnswer:
    """Go on with an answered query: ask the model, which is shown question and answers."""
    turn = await go_on(asked.host, asked.member, asked.path["message_id"], asked.body.question)
    return TurnAnswer.of(turn=turn)


ROUTES = (inbox, message, going_on)
