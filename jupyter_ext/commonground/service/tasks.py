"""Background tasks with an owner: they run until they end or until the owner closes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from ..errors import CommonGroundError


class Tasks:
    """A set of running tasks. Each call needs a running event loop."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run it from now on; it must handle its own errors. The task, for who wants to wait."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def close(self) -> None:
        """Cancel what still runs and wait for its end. Idempotent."""
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


async def repeat(
    look: Callable[[], Awaitable[object]], seconds: float, log: logging.Logger, failed: str
) -> None:
    """Look for ever, with so many seconds between; what a look raises is logged as ``failed``."""
    while True:
        try:
            await look()
        except CommonGroundError as error:
            log.warning("%s: %s", failed, error)
        except Exception:  # whatever it is: the next look is made
            log.exception(failed)
        await asyncio.sleep(seconds)
