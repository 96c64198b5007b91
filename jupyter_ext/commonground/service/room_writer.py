"""Updates on their way to the disk: appended to the room's log, then shown to who follows it.

A refused update is rolled back, so that nobody sees what a crash could take away.
"""

from __future__ import annotations

import asyncio

from ..core.event import Event
from ..core.plan import Change
from ..core.role import Member
from ..crdt.room import ContextRoom, Staged
from ..errors import StoreError
from ..store.base import Store, Update
from .health import StoreHealth
from .listeners import Listeners
from .news import News
from .rooms import Rooms


class RoomWriter:
    """Writes to the rooms of one server. Every method raises StoreError if the disk refuses."""

    def __init__(
        self, store: Store, rooms: Rooms, listeners: Listeners, health: StoreHealth, news: News
    ) -> None:
        self._store = store
        self._rooms = rooms
        self._listeners = listeners
        self._health = health
        self._news = news

    async def write(self, changes: list[tuple[ContextRoom, Change]], event: Event) -> None:
        """Append the changes in order, the event with the first one.

        Where one is refused, those after it are rolled back; those before it are durable.
        """
        staged = [
            (room, room.stage(change, after=self._rooms.latest_tick())) for room, change in changes
        ]
        for place, (room, one) in enumerate(staged):
            try:
                await self._append(room, one, event if place == 0 else None)
            except BaseException:
                for rest, lost in staged[place + 1 :]:
                    rest.roll_back(lost)
                raise

    async def introduce(self, member: Member) -> None:
        """Write down in the team's room how the member is displayed, if it says otherwise."""
        room = self._rooms.team
        wire = member.to_wire()
        shown = {key: wire[key] for key in ("display_name", "initials", "color")}
        staged = room.stage_member(member.username, shown)
        if staged is not None:
            await self._append(room, staged)

    async def receive(self, update: Update) -> None:
        """Take what another server made durable; the same update again is harmless."""
        room = await self._rooms.room(update.room)
        await asyncio.shield(self._take_in(room, update))

    async def _append(self, room: ContextRoom, staged: Staged, event: Event | None = None) -> None:
        update = Update(room.room, staged.origin, staged.origin_seq, staged.data, room.generation)
        try:
            await asyncio.shield(self._durably(room, staged, update, event))
        except StoreError as error:
            self._health.failed(error)
            raise

    async def _durably(
        self, room: ContextRoom, staged: Staged, update: Update, event: Event | None
    ) -> None:
        """Append and publish; runs to its end even if the caller goes away meanwhile."""
        try:
            await self._store.append(update, event)
        except BaseException:
            room.roll_back(staged)
            raise
        try:
            # First: people wait for this, and for the rest nobody does.
            self._listeners.show(room.room, staged.data)
        finally:
            room.publish(staged)
        room.staged  # noqa: B018 read now what changed: the next command is planned with it
        self._health.works()

    async def _take_in(self, room: ContextRoom, update: Update) -> None:
        await self._store.append(update)
        known = room.published.facts
        room.receive(update.data)
        self._listeners.show(update.room, update.data)
        news = room.published.facts
        self._news.of_room(update.room, [news[key] for key in news.keys() - known.keys()])
