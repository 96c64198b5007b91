"""What clients are told of changes: that a list, or something that they follow, is another now.

Each member's clients are told of what that member sees. A change says nothing of what changed: the
client reads it again, as whom it is. Whoever follows so is nobody who is here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mcp.server.session import ServerSession
from mcp.server.subscriptions import InMemorySubscriptionBus, ListenHandler
from mcp.shared.exceptions import MCPError
from mcp.shared.subscriptions import ResourcesListChanged, ResourceUpdated, ServerEvent
from mcp_types import ResourceListChangedNotification

from ..core.ids import Room
from ..core.scope import Scope
from ..errors import CommonGroundError
from ..service.host import Host
from ..service.tasks import Tasks
from .caller import Caller
from .resources import ClientResources

log = logging.getLogger(__name__)

QUIET = 0.05
"""Seconds after a change before it is told: several that come together are told once."""
TOLD_WITHIN = 2.0
"""Seconds that a client's session gets to take what it is told."""
Key = tuple[str, frozenset[Scope]]


@dataclass(eq=False)
class FollowingSession:
    """A session of the protocol's older versions: it is told on a stream of its own."""

    session: ServerSession
    caller: Caller
    addresses: set[str] = field(default_factory=set)


class _Watch:
    """What one member's clients with the same scopes see, as they were last told."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.bus = InMemorySubscriptionBus()
        self.listen = ListenHandler(self.bus, max_subscriptions=20)
        self.known: Mapping[str, object] | None = None
        self.listening = 0


class ChangeStreams:
    """An async context manager; leaving ends every stream."""

    def __init__(self, host: Host, resources: ClientResources) -> None:
        self._host = host
        self._resources = resources
        self._watches: dict[Key, _Watch] = {}
        self._sessions: dict[str, FollowingSession] = {}
        self._changed = asyncio.Event()
        self._tasks = Tasks()
        self._stop: Any = None

    async def __aenter__(self) -> ChangeStreams:
        self._stop = self._host.service.listeners.watch(self._on_change)
        self._tasks.start(self._tell())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop()
        for watch in self._watches.values():
            watch.listen.close()
        await self._tasks.close()

    async def listen(self, caller: Caller, ctx: Any, params: Any) -> Any:
        """One stream of the newer versions, until its client goes away."""
        watch = await self._watch(caller)
        watch.listening += 1
        try:
            return await watch.listen(ctx, params)
        finally:
            watch.listening -= 1

    async def follow(self, id: str, session: ServerSession, caller: Caller) -> FollowingSession:
        """A session is here, and is told when the list changes; and of what it subscribes to."""
        known = self._sessions.get(id)
        if known is None:
            known = self._sessions[id] = FollowingSession(session, caller)
            await self._watch(caller)
        return known

    def forget(self, id: str) -> None:
        """The session has ended."""
        self._sessions.pop(id, None)

    async def _watch(self, caller: Caller) -> _Watch:
        key = _key(caller)
        watch = self._watches.get(key)
        if watch is None:
            watch = self._watches[key] = _Watch(caller)
        if watch.known is None:
            watch.known = await self._resources.versions(caller)
        return watch

    def _on_change(self, room: Room) -> None:
        if self._watches:
            self._changed.set()

    async def _tell(self) -> None:
        while True:
            await self._changed.wait()
            await asyncio.sleep(QUIET)
            self._changed.clear()
            for key, watch in tuple(self._watches.items()):
                followers = [s for s in self._sessions.values() if _key(s.caller) == key]
                if not followers and not watch.listening:
                    del self._watches[key]
                    continue
                try:
                    await self._look(watch)
                except CommonGroundError as error:
                    log.warning("Clients could not be told of a change: %s", error)

    async def _look(self, watch: _Watch) -> None:
        now = await self._resources.versions(watch.caller)
        before, watch.known = watch.known or {}, now
        events: list[ServerEvent] = []
        if now.keys() != before.keys():
            events.append(ResourcesListChanged())
        changed = (one for one in {**before, **now} if before.get(one) != now.get(one))
        events += [ResourceUpdated(address) for address in changed]
        for event in events:
            await watch.bus.publish(event)
        for id, following in tuple(self._sessions.items()):
            if _key(following.caller) == _key(watch.caller):
                await self._tell_session(id, following, events)

    async def _tell_session(
        self, id: str, following: FollowingSession, events: list[ServerEvent]
    ) -> None:
        try:
            async with asyncio.timeout(TOLD_WITHIN):
                for event in events:
                    await _send(following, event)
        except (TimeoutError, OSError, MCPError, RuntimeError):
            log.debug("A client's session takes nothing more, so it is told nothing more")
            self.forget(id)


async def _send(following: FollowingSession, event: ServerEvent) -> None:
    if isinstance(event, ResourcesListChanged):
        await following.session.send_notification(ResourceListChangedNotification())
    elif isinstance(event, ResourceUpdated) and event.uri in following.addresses:
        await following.session.send_resource_updated(event.uri)


def _key(caller: Caller) -> Key:
    return caller.member.username, caller.scopes
