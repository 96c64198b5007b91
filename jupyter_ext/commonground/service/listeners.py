"""Who follows what happens, and who is connected.

A listener is sent the updates of its rooms, the events for its member, and who else is there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from ..core.fact import Fact
from ..core.ids import Room
from ..core.role import Member
from .events import FactsEvent, FeedEvent, PresenceEvent, YouEvent
from .presence import Attendance
from .rooms import Rooms
from .team_state import TeamState


class Listener(Protocol):
    """Somebody who follows: a feed socket. Must not raise and must not block."""

    @property
    def member(self) -> Member:
        """Who listens: decides what they are told."""
        ...

    def on_update(self, room: Room, update: bytes) -> None:
        """An update of a room that this member may read is durable."""
        ...

    def on_event(self, event: FeedEvent) -> None:
        """An event for this member."""
        ...


@dataclass(eq=False, slots=True)
class _Following:
    """A listener, and the rooms whose documents it is sent."""

    listener: Listener
    rooms: tuple[Room, ...]


class Listeners:
    """All listeners of one server. ``clock`` gives milliseconds since 1970."""

    def __init__(self, rooms: Rooms, team: TeamState, clock: Callable[[], int]) -> None:
        self._rooms = rooms
        self._team = team
        self._clock = clock
        self._following: list[_Following] = []
        self._left: list[Callable[[str], None]] = []
        self._watching: list[Callable[[Room], None]] = []
        self.attendance = Attendance()

    def add(self, listener: Listener, greeting: FeedEvent) -> Callable[[], None]:
        """Tell ``listener`` what happens from now on, the greeting first; the result ends that."""
        following = _Following(listener, self._team.rooms_of(listener.member))
        self._following.append(following)
        username = listener.member.username
        self.attendance.came(username, self._clock())
        listener.on_event(greeting)
        self._tell_presence()

        def leave() -> None:
            if following in self._following:
                self._following.remove(following)
                gone = self.attendance.left(username, self._clock())
                self._tell_presence()
                for call in tuple(self._left) if gone else ():
                    call(username)

        return leave

    def when_left(self, call: Callable[[str], None]) -> Callable[[], None]:
        """Call it with the username of whoever's last connection ends; it must not block.

        The result stops that.
        """
        self._left.append(call)
        return lambda: self._left.remove(call) if call in self._left else None

    def watch(self, call: Callable[[Room], None]) -> Callable[[], None]:
        """Call it with the room of each durable update, just before it can be read there.

        Whoever watches is nobody who is here. It must neither raise nor block; the result stops it.
        """
        self._watching.append(call)
        return lambda: self._watching.remove(call) if call in self._watching else None

    def present(self) -> tuple[Member, ...]:
        """Who is connected, each once, by display name."""
        members = (self._team.acting(x.listener.member) for x in self._following)
        found = {member.username: member for member in members}
        return tuple(sorted(found.values(), key=lambda m: (m.display_name, m.username)))

    def _tell_presence(self) -> None:
        self.tell(PresenceEvent.of(members=self.present()))

    def tell(self, event: FeedEvent, *, only: str | None = None) -> None:
        """Send an event to all listeners, or to those of one username only."""
        for following in tuple(self._following):
            member = following.listener.member
            if only is None or (member.username == only and not member.anonymous):
                following.listener.on_event(event)

    def show(self, room: Room, update: bytes) -> None:
        """Send a durable update to those who follow the room."""
        for following in tuple(self._following):
            if room in following.rooms:
                following.listener.on_update(room, update)
        for call in tuple(self._watching):
            call(room)

    def tell_facts(self, room: Room, facts: Collection[Fact]) -> None:
        """Tell those who follow the room that something new was said of these things."""
        if not facts:
            return
        event = FactsEvent.of(
            about=sorted({f.about for f in facts}), names=sorted({f.name for f in facts})
        )
        for following in tuple(self._following):
            if room in following.rooms:
                following.listener.on_event(event)

    async def regroup(self) -> None:
        """Settings changed: open new areas' rooms, tell everyone their role and rooms."""
        await self._team.open_areas()
        for following in tuple(self._following):
            member = self._team.acting(following.listener.member)
            following.rooms = self._team.rooms_of(member)
            rooms = [
                {"name": name, "generation": (await self._rooms.room(name)).generation}
                for name in following.rooms
            ]
            following.listener.on_event(YouEvent.of(user=member, rooms=rooms))
        self._tell_presence()
