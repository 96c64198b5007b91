"""Whether the store takes writes: told to everyone when that changes, tried again until it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from ..errors import StoreError
from ..store.base import Store
from .tasks import Tasks

PROBE_EVERY = 2.0
"""Seconds between two attempts to write while the store takes no writes."""


class StoreHealth:
    """``tell`` sends an event to all listeners; ``tasks`` runs the attempts."""

    def __init__(self, store: Store, tell: Callable[[dict[str, Any]], None], tasks: Tasks) -> None:
        self._store = store
        self._tell = tell
        self._tasks = tasks
        self._problem: str | None = None

    def to_wire(self) -> dict[str, Any]:
        """JSON: ``ok``, and a ``message`` where writes are not taken."""
        return {"ok": self._problem is None, "message": self._problem}

    def failed(self, error: StoreError) -> None:
        """A write was refused: tell everyone, once, and try until one is taken."""
        self._set(str(error))

    def works(self) -> None:
        """A write was taken."""
        self._set(None)

    def _set(self, problem: str | None) -> None:
        if problem == self._problem:
            return
        began = self._problem is None
        self._problem = problem
        self._tell({"type": "health", "store": self.to_wire()})
        if began:
            self._tasks.start(self._until_it_works())

    async def _until_it_works(self) -> None:
        while self._problem is not None:
            await asyncio.sleep(PROBE_EVERY)
            with suppress(StoreError):
                await self._store.probe()
                self.works()
