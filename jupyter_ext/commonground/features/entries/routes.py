"""The routes of entries; what changes them goes through ``POST commands``."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from ...core.ids import TEAM, Room, member_room
from ...errors import InvalidCommand, NotAllowed
from ...service.route import Asked, get


class EntriesQuery(BaseModel):
    """Which room: the team's, or one's own notes."""

    room: str = Field("team", json_schema_extra={"enum": ["team", "mine"]})


@get("entries", query=EntriesQuery, answer=dict[str, Any])
async def entries(asked: Asked) -> dict[str, Any]:
    """The entries of the team (``room=team``) or one's own notes (``room=mine``)."""
    which, member = asked.query.room, asked.member
    if which not in ("team", "mine"):
        raise InvalidCommand(f"There is no room {which!r}.", "Ask for room=team or room=mine.")
    if which == "mine" and member.anonymous:
        raise NotAllowed("Anonymous visitors have no private notes.", "Open a personal link.")
    name: Room = TEAM if which == "team" else member_room(member.username)
    snapshot = await asked.host.service.snapshot(member, name)
    ordered = sorted(snapshot.entries.values(), key=lambda e: (e.created_at, e.id))
    return {"entries": [e.to_wire() for e in ordered]}


@get("entries/{entry_id}/history", answer=dict[str, Any])
async def history(asked: Asked) -> dict[str, Any]:
    """The versions of an entry that compaction moved out of the live document, oldest first."""
    rows = await asked.host.service.history(asked.member, asked.path["entry_id"])
    return {"revisions": [dict(row.wire) | {"id": row.id} for row in rows]}


ROUTES = (entries, history)
