"""The routes of messages and threads. What changes them goes through ``POST commands``."""

from __future__ import annotations

from ...core.command import GoOn, parse_as
from ...server.handler import GroundHandler, route
from ..turns.thread import threads_in
from .inbox import audience, find_message, find_thread, go_on, inbox_of

MAX_THREADS = 100
"""Threads in one answer at most, the ones used last."""


class InboxHandler(GroundHandler):
    """``GET inbox``."""

    @route("read")
    async def get(self) -> None:
        """Messages that concern you, most urgent first, and whom you can address."""
        service = self.ground.service
        found = inbox_of(service, self.member)
        team = audience(service, self.member)
        self.answer(
            {
                "items": [one.to_wire(team) for one in found],
                "todo": sum(one.todo is not None for one in found),
                "unread": sum(one.unread for one in found),
                "overdue": sum(one.overdue for one in found),
                "members": sorted(team.members),
                "areas": sorted(name for name, members in team.areas.items() if members),
            }
        )


class MessageHandler(GroundHandler):
    """``GET messages/{message_id}``."""

    @route("read")
    async def get(self, message_id: str) -> None:
        """A message with its thread; every member may read it."""
        service = self.ground.service
        message = find_message(service, message_id)
        self.answer({"message": message.to_wire(audience(service, self.member))})


class GoOnHandler(GroundHandler):
    """``POST messages/{message_id}/go-on``."""

    @route("write")
    async def post(self, message_id: str) -> None:
        """Go on with an answered query: ask the model, which is shown question and answers."""
        wanted = parse_as(GoOn, self.request.body)
        turn = await go_on(self.ground, self.member, message_id, wanted.question)
        self.answer({"turn": turn.to_wire()}, 202)


class ThreadsHandler(GroundHandler):
    """``GET threads``."""

    @route("read")
    async def get(self) -> None:
        """Threads with the model, the one used last first."""
        found = threads_in(self.ground.service.shared())
        self.answer({"threads": [thread.to_wire() for thread in found[:MAX_THREADS]]})


class ThreadHandler(GroundHandler):
    """``GET threads/{thread_id}``."""

    @route("read")
    async def get(self, thread_id: str) -> None:
        """A thread: its steps in order, and whose constraints hold."""
        self.answer({"thread": find_thread(self.ground.service, thread_id).to_wire()})


_MESSAGE = r"(?P<message_id>[A-Za-z0-9_-]{1,64})"
_THREAD = r"(?P<thread_id>[A-Za-z0-9_-]{1,64})"
MESSAGE_ROUTES: tuple[tuple[str, type[GroundHandler]], ...] = (
    ("inbox", InboxHandler),
    (rf"messages/{_MESSAGE}", MessageHandler),
    (rf"messages/{_MESSAGE}/go-on", GoOnHandler),
    ("threads", ThreadsHandler),
    (rf"threads/{_THREAD}", ThreadHandler),
)
