"""Whom the server knows by name: who wrote here, who is here, and who was invited.

Roles are as somebody came with them; what they may do now is the team's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..core.role import Member
from .listeners import Listeners
from .rooms import Rooms


class People:
    """``invited`` are those whom the server lets in by name, whether or not they ever came."""

    def __init__(
        self, rooms: Rooms, listeners: Listeners, invited: Callable[[], Iterable[Member]]
    ) -> None:
        self._rooms = rooms
        self._listeners = listeners
        self._invited = invited

    def known(self) -> dict[str, Member]:
        """Everyone who wrote to the team's context or is connected, by username."""
        shown = self._rooms.members()
        seen = {name: Member(name, str(fields["display_name"])) for name, fields in shown.items()}
        return seen | {member.username: member for member in self._listeners.present()}

    def invited(self) -> dict[str, Member]:
        """Everyone who was invited, by username."""
        return {member.username: member for member in self._invited()}

    def everybody(self) -> dict[str, Member]:
        """Who is known and who was invited, by username; no anonymous visitor."""
        known = {name: who for name, who in self.known().items() if not who.anonymous}
        return known | self.invited()
