"""The team as its settings and its rota make it now: areas, roles, and who is shown which rooms."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..core.area import Area, areas_in, followed
from ..core.duty import Duty
from ..core.ids import TEAM, Room, area_room, member_room, room_area, room_owner
from ..core.role import Member, at_least
from ..core.setting import Setting, current, history
from ..core.snapshot import Snapshot
from .rooms import Rooms
from .rules import Governance


class TeamState:
    """Read from the open rooms at every call. ``clock`` gives milliseconds since 1970."""

    def __init__(self, rooms: Rooms, governance: Governance, clock: Callable[[], int]) -> None:
        self._rooms = rooms
        self._governance = governance
        self._clock = clock

    def settings(self) -> Mapping[str, Setting]:
        """The team's settings by name, each as it is now."""
        return current(self._rooms.team.published.settings.values())

    def areas(self) -> Mapping[str, Area]:
        """The team's areas by name."""
        return areas_in(self.settings())

    def duty(self) -> Duty | None:
        """Who is context owner now, until when and who is next; None without a rota."""
        changes = history(self._rooms.team.published.settings.values(), "rota-change")
        return self._governance.duty(self.settings(), changes, self._clock())

    def acting(self, member: Member) -> Member:
        """The member with the role that the team's settings and the rota give them now."""
        return self._governance.acting(member, self.settings(), self.duty())

    def rooms_of(self, member: Member) -> tuple[Room, ...]:
        """The rooms whose documents this member's feed carries.

        The areas are those they follow. What a removed area holds is for everybody.
        """
        if member.anonymous:
            return (TEAM,)
        own = self._rooms.opened(member_room(member.username))
        wishes = {} if own is None else current(own.settings.values())
        found = followed(
            self.areas(),
            member.username,
            all_of_them=at_least(self.acting(member).role, "owner"),
            wish=wishes["follow"].value if "follow" in wishes else None,
        )
        names = (*found, *self._removed_areas())
        return (TEAM, *map(area_room, names), member_room(member.username))

    def _removed_areas(self) -> list[str]:
        areas = self.areas()
        stored = (room_area(snapshot.room) for snapshot in self._rooms.shared())
        return [name for name in stored if name is not None and name not in areas]

    def view(self, member: Member) -> tuple[Snapshot, ...]:
        """The shared rooms that reach this member: what their questions are answered with."""
        names = (name for name in self.rooms_of(member) if room_owner(name) is None)
        found = (self._rooms.opened(name) for name in names)
        return tuple(snapshot for snapshot in found if snapshot is not None)

    async def open_areas(self) -> None:
        """Open the room of every area. Raises StoreError."""
        for name in self.areas():
            await self._rooms.room(area_room(name))
