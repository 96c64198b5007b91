"""What the extension's handlers share: the host of the features, who is who, background tasks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from jupyter_server.auth import User

from ..core.ids import Room
from ..core.role import Member
from ..errors import CommonGroundError
from ..mcp.endpoint import ClientEndpoint
from ..service.events import FeedEvent
from ..service.feature import Features
from ..service.host import Host, Turns
from ..service.writer import ContextService
from .fair_queue import FairQueue
from .frames import event_frame, update_frame
from .identity.links import LinkBook
from .identity.tokens import TokenBook
from .runs import Runs

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Ground:
    """One server's Common Ground. Handlers get it at ``initialize``."""

    features: Features
    host: Host
    runs: Runs
    member: Callable[[User], Member]
    current: Callable[[User], User | None]
    path_of_kernel: Callable[[str, str | None], Coroutine[Any, Any, str | None]]
    collaboration: Callable[[], str | None]
    book: LinkBook
    proof: str
    """What the command line of the same account shows: it stands in the server's own file."""
    queue: FairQueue
    clients: ClientEndpoint
    """Where members' clients are served."""
    gives_links: bool = True
    """Whether personal links let people in here."""
    page: str | None = None
    """The notebook or folder below the root that the team was shown first."""
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    _running: AsyncExitStack | None = None
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    _last_update: tuple[bytes, bytes] | None = None
    _last_event: tuple[FeedEvent, bytes] | None = None

    @property
    def tokens(self) -> TokenBook:
        """The tokens of members' clients."""
        return TokenBook(self.book)

    @property
    def service(self) -> ContextService:
        """The only writer."""
        return self.host.service

    @property
    def turns(self) -> Turns:
        """The turns."""
        return self.host.turns

    async def open(self) -> None:
        """Open the store and what runs over time, once; every caller may be the first.

        Raises what the store says is wrong, and tries again at the next call.
        """
        if self._running is not None:
            return
        async with self._opening:
            if self._running is None:
                try:
                    self._running = await self._entered()
                except CommonGroundError as error:
                    log.error("Common Ground could not open its store: %s", error)
                    raise

    def acting(self, member: Member) -> Member:
        """The member with the role that they have now; as they came where the store is shut."""
        return member if self._running is None else self.service.acting(member)

    async def _entered(self) -> AsyncExitStack:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.service)
            stack.push_async_callback(self._end_tasks)
            for runner in self.host.runners:
                await stack.enter_async_context(runner)
            return stack.pop_all()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run ``work`` in the background, owned by the extension until it ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("A background task failed", exc_info=task.exception())

    async def _end_tasks(self) -> None:
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """End the turns, save them, cancel what is in the background, close the store."""
        running, self._running = self._running, None
        if running is not None:
            await running.aclose()

    def encoded(self, room: Room, update: bytes) -> bytes:
        """The frame of an update, encoded once for all clients."""
        if self._last_update is None or self._last_update[0] is not update:
            self._last_update = (update, update_frame(room, update))
        return self._last_update[1]

    def as_json(self, event: FeedEvent) -> bytes:
        """The frame of an event, encoded once for all clients."""
        if self._last_event is None or self._last_event[0] is not event:
            self._last_event = (event, event_frame(event))
        return self._last_event[1]
