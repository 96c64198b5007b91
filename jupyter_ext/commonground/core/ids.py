"""Ids of entries, revisions and rooms: which room is the team's, an area's, a member's own."""

from __future__ import annotations

from typing import NewType

EntryId = NewType("EntryId", str)


RevisionId = NewType("RevisionId", str)


Room = NewType("Room", str)


TEAM = Room("team")
"""The room of cross-cutting entries: every member reads it."""


def area_room(name: str) -> Room:
    """The room of an area's entries: its members follow it."""
    return Room(f"area:{name}")


def shared_room(area: str | None) -> Room:
    """Where what is for an area stands; without one, the team's room."""
    return TEAM if area is None else area_room(area)


def room_area(room: Room) -> str | None:
    """The area whose room this is, or None."""
    return room.removeprefix("area:") if room.startswith("area:") else None


def member_room(username: str) -> Room:
    """The room that only ``username`` reads: private notes live there."""
    return Room(f"member:{username}")


def room_owner(room: Room) -> str | None:
    """The only reader of ``room``, or None if the room is shared."""
    return room.removeprefix("member:") if room.startswith("member:") else None
