"""What follows from a durable change: new rooms and roles, another look for disputes, events."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from ..core.fact import Fact
from ..core.ids import Room, room_owner
from ..core.plan import Plan
from .disputes import Disputes
from .listeners import Listeners
from .tasks import Tasks

QUIET = 0.1
"""Seconds without a command before the look for contradictions: reading takes turns with them."""
LATEST = 1.0
"""Seconds after which it begins all the same."""


class News:
    """Starts what follows in the background and returns at once."""

    def __init__(self, listeners: Listeners, disputes: Disputes, tasks: Tasks) -> None:
        self._listeners = listeners
        self._disputes = disputes
        self._tasks = tasks
        self._comparing = False
        self._quiet_from = 0.0
        """The loop's time of the last command, plus ``QUIET``."""

    def of_plan(self, plan: Plan) -> None:
        """A command's changes are durable: new settings regroup, new versions are compared."""
        if any(change.settings for _, change in plan.writes):
            self._tasks.start(self._listeners.regroup())
        shared = [change for name, change in plan.writes if room_owner(name) is None]
        if any(map(self._disputes.concerned, shared)):
            self._compare_soon()
        for name, change in plan.writes:
            self._listeners.tell_facts(name, change.facts)

    def _compare_soon(self) -> None:
        """Compare once nobody waits for an answer; one look does for all that is new by then."""
        self._quiet_from = asyncio.get_running_loop().time() + QUIET
        if not self._comparing:
            self._comparing = True
            self._tasks.start(self._compare())

    async def _compare(self) -> None:
        now = asyncio.get_running_loop().time
        latest = now() + LATEST
        left = QUIET
        while left > 0:  # a command meanwhile puts it off
            await asyncio.sleep(left)
            left = min(self._quiet_from, latest) - now()
        self._comparing = False
        await self._disputes.compare()

    def of_room(self, room: Room, facts: Collection[Fact]) -> None:
        """Another server's update of the room is durable here, with these new facts."""
        self._listeners.tell_facts(room, facts)
        self._compare_soon()
