"""The routes of meetings: who presents, and where you are while you do."""

from __future__ import annotations

from ...service.route import Asked, get, post
from .requests import Present
from .runner import Meetings
from .views import MeetingAnswer


@get("meeting", answer=MeetingAnswer)
async def meeting(asked: Asked) -> MeetingAnswer:
    """Everybody who presents now, and where they are."""
    return MeetingAnswer(presentations=asked.host.find(Meetings).presentations())


@post("meeting", body=Present, answer=MeetingAnswer)
async def present(asked: Asked) -> MeetingAnswer:
    """Show the others where you are; they follow as long as they like."""
    found = asked.host.find(Meetings)
    found.present(asked.member, asked.body)
    return MeetingAnswer(presentations=found.presentations())


ROUTES = (meeting, present)
