"""Where clients are served, as an ASGI application that starts with its first request.

The protocol's SDK takes long to import, and most servers never need it: so it is read beside the
event loop when the first client comes. What runs then ends with the server.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from ..service.client_offer import ClientOffer
from ..service.host import Host
from ..service.tasks import Tasks
from .caller import Caller

Serve = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]
STOP_WITHIN = 3.0
"""Seconds that open streams get to end."""


class ClientEndpoint:
    """A runner of the host: entering starts nothing, leaving ends every session."""

    def __init__(self, host: Host, offer: ClientOffer) -> None:
        self._host = host
        self._offer = offer
        self._starting = asyncio.Lock()
        self._serve: Serve | None = None
        self._stop = asyncio.Event()
        self._tasks = Tasks()
        self._running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> ClientEndpoint:
        self._stop = asyncio.Event()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop.set()
        if self._running is not None:
            await asyncio.wait([self._running], timeout=STOP_WITHIN)
        await self._tasks.close()
        self._serve = self._running = None

    async def app(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """Answer one request; ``scope["caller"]`` is who asks."""
        assert isinstance(scope["caller"], Caller)
        async with self._starting:
            if self._serve is None:
                self._serve = await self._started()
        await self._serve(scope, receive, send)

    async def _started(self) -> Serve:
        protocol: Any = await asyncio.to_thread(importlib.import_module, f"{__package__}.protocol")
        ready: asyncio.Future[Serve] = asyncio.get_running_loop().create_future()
        # One task enters and leaves: the SDK's task groups belong to who opened them.
        self._running = self._tasks.start(
            protocol.serve(self._host, self._offer, ready, self._stop)
        )
        either: set[asyncio.Future[Any]] = {ready, self._running}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            self._running.result()
        return ready.result()
