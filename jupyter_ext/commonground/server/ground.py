"""What the extension's handlers share: the service, the turns, who is who, background tasks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from jupyter_server.auth import User

from ..core.entry import Room
from ..core.role import Member
from ..errors import CommonGroundError
from ..features.comparison.runner import Comparing
from ..features.contradictions.judge import Judging
from ..features.handoff.runner import Handing
from ..features.team.worktree import WorkTree
from ..features.turns.runner import Asking
from ..service.writer import ContextService
from .files import Files
from .runs import Runs

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Ground:
    """One server's Common Ground. Handlers get it at ``initialize``."""

    service: ContextService
    asking: Asking
    judging: Judging | None
    """None: the team wants no judge."""
    comparing: Comparing
    runs: Runs
    member: Callable[[User], Member]
    current: Callable[[User], User | None]
    path_of_kernel: Callable[[str, str | None], Coroutine[Any, Any, str | None]]
    collaboration: Callable[[], str | None]
    tree: WorkTree
    handing: Handing
    files: Files
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    _open: bool = False
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    _last_update: tuple[bytes, bytes] | None = None
    _last_event: tuple[dict[str, Any], bytes] | None = None

    async def open(self) -> None:
        """Open the store and the turns, once; every caller may be the first.

        Raises what the store says is wrong, and tries again at the next call.
        """
        if self._open:
            return
        async with self._opening:
            if not self._open:
                try:
                    await self.service.__aenter__()
                    await self.asking.__aenter__()
                    if self.judging is not None:
                        await self.judging.__aenter__()
                    await self.comparing.__aenter__()
                except CommonGroundError as error:
                    log.error("Common Ground could not open its store: %s", error)
                    raise
                self._open = True
                self.spawn(self.handing.run())

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

    async def close(self) -> None:
        """End the turns, save them, cancel what is in the background, close the store."""
        if not self._open:
            return
        self._open = False
        if self.judging is not None:
            await self.judging.__aexit__(None, None, None)
        await self.comparing.__aexit__(None, None, None)
        await self.asking.__aexit__(None, None, None)
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.service.__aexit__(None, None, None)

    def encoded(self, room: Room, update: bytes) -> bytes:
        """The frame of an update, encoded once for all clients."""
        from .feed import update_frame

        if self._last_update is None or self._last_update[0] is not update:
            self._last_update = (update, update_frame(room, update))
        return self._last_update[1]

    def as_json(self, event: dict[str, Any]) -> bytes:
        """The frame of an event, encoded once for all clients."""
        from .feed import event_frame

        if self._last_event is None or self._last_event[0] is not event:
            self._last_event = (event, event_frame(event))
        return self._last_event[1]
