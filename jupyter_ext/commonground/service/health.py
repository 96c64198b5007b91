"""Whether the store takes writes: told to everyone when that changes, tried again until it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from ..errors import DamagedStore, StoreError
from ..store.base import Store
from .events import FeedEvent, HealthEvent, HealthView
from .tasks import Tasks

LOOK_EVERY = 1.0
"""Seconds between two looks at whether what is stored is still in its place."""
PROBE_EVERY = 2.0
"""Seconds between two attempts to write while the store takes no writes."""


class StoreHealth:
    """``tell`` sends an event to all listeners; ``tasks`` runs the attempts."""

    def __init__(self, store: Store, tell: Callable[[FeedEvent], None], tasks: Tasks) -> None:
        self._store = store
        self._tell = tell
        self._tasks = tasks
        self._problem: str | None = None
        self._damage: str | None = None

    def view(self) -> HealthView:
        """As it is told; with a ``message`` where writes are not taken, or something is damaged."""
        message = self._problem or self._damage
        return HealthView(ok=message is None, message=message)

    def failed(self, error: StoreError) -> None:
        """A write was refused: tell everyone, once, and try until one is taken.

        What is damaged stays so, and is told until the server is started anew.
        """
        if isinstance(error, DamagedStore):
            self.damaged(error)
        else:
            self._set(str(error))

    def damaged(self, error: DamagedStore) -> None:
        """Something that is stored can't be read, or is not what was written."""
        if self._damage is None:
            self._damage = str(error)
            self._tell(HealthEvent.of(store=self.view()))

    def works(self) -> None:
        """A write was taken."""
        self._set(None)

    def _set(self, problem: str | None) -> None:
        if problem == self._problem:
            return
        began = self._problem is None
        self._problem = problem
        self._tell(HealthEvent.of(store=self.view()))
        if began:
            self._tasks.start(self._until_it_works())

    async def watch(self) -> None:
        """Look now and then, so that people are told before they write; runs until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            if self._problem is None:
                await self.look()

    async def look(self) -> None:
        """Ask the store whether all is in its place, and tell what is not."""
        try:
            await self._store.inspect()
        except StoreError as error:
            self.failed(error)

    async def _until_it_works(self) -> None:
        while self._problem is not None:
            await asyncio.sleep(PROBE_EVERY)
            with suppress(StoreError):
                await self._store.probe()
                self.works()
