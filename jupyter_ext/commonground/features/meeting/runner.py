"""Who presents on this server, kept in memory: it ends when they say so, or when they are gone.

Nothing of it is written anywhere, and it says nothing of those who follow.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from ...core.role import Member, require
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.tasks import Tasks
from ...service.writer import ContextService
from .requests import Present
from .views import PresentationView, PresentingEvent

GRACE = 5.0
"""Seconds in which a presenter whose connection broke may come back."""


class Meetings:
    """Use as ``async with Meetings(service)``. ``grace`` is in seconds."""

    def __init__(self, service: ContextService, *, grace: float = GRACE) -> None:
        self._service = service
        self._grace = grace
        self._presenting: dict[str, PresentationView] = {}
        self._tasks = Tasks()
        self._unhook: Callable[[], None] = lambda: None

    async def __aenter__(self) -> Meetings:
        self._unhook = self._service.listeners.when_left(self._left)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._unhook()
        await self._tasks.close()

    def presentations(self) -> tuple[PresentationView, ...]:
        """Everybody who presents, whoever began first."""
        return tuple(self._presenting.values())

    def present(self, member: Member, wanted: Present) -> None:
        """Tell everybody where the member is. Raises NotAllowed, InvalidCommand."""
        require(self._service.acting(member), wanted.needs)
        if wanted.path is None:
            self._end(member.username)
            return
        if self._service.gate().check(wanted.path).outcome != "pass":
            raise InvalidCommand(
                "The gate holds this notebook's name back, so others are not told of it.",
                "Rename the notebook, then present.",
            )
        found = PresentationView(by=member.username, path=wanted.path, cell=wanted.cell)
        if self._presenting.get(member.username) != found:
            self._presenting[member.username] = found
            self._tell(member.username, found.path, found.cell)

    def _end(self, username: str) -> None:
        if self._presenting.pop(username, None) is not None:
            self._tell(username, None, None)

    def _tell(self, username: str, path: str | None, cell: str | None) -> None:
        self._service.tell(PresentingEvent.of(by=username, path=path, cell=cell))

    def _left(self, username: str) -> None:
        if username in self._presenting:
            self._tasks.start(self._end_unless_back(username))

    async def _end_unless_back(self, username: str) -> None:
        await asyncio.sleep(self._grace)
        if all(member.username != username for member in self._service.present()):
            self._end(username)


def meetings(host: Host) -> Meetings:
    """The meetings of this server."""
    return Meetings(host.service)
