"""The routes of entries; what changes them goes through ``POST commands``."""

from __future__ import annotations

from pydantic import BaseModel, Field

from ...core.entry import in_order
from ...core.ids import TEAM, Room, member_room
from ...core.revision import read_revision
from ...errors import InvalidCommand, NotAllowed
from ...service.route import Asked, get
from .views import EntriesAnswer, HistoryAnswer


class EntriesQuery(BaseModel):
    """Which room: the team's, or one's own notes."""

    room: str = Field("team", json_schema_extra={"enum": ["team", "mine"]})


@get("entries", query=EntriesQuery, answer=EntriesAnswer)
async def entries(asked: Asked) -> EntriesAnswer:
    """The entries of the team (``room=team``) or one's own notes (``room=mine``)."""
    which, member = asked.query.room, asked.member
    if which not in ("team", "mine"):
        raise InvalidCommand(f"There is no room {which!r}.", "Ask for room=team or room=mine.")
    if which == "mine" and member.anonymous:
        raise NotAllowed("Anonymous visitors have no private notes.", "Open a personal link.")
    name: Room = TEAM if which == "team" else member_room(member.username)
    snapshot = await asked.host.service.snapshot(member, name)
    return EntriesAnswer.of(entries=in_order(snapshot.entries.values()))


@get("entries/{entry_id}/history", answer=HistoryAnswer)
async def history(asked: Asked) -> HistoryAnswer:
    """The versions of an entry that compaction moved out of the live document, oldest first."""
    rows = await asked.host.service.history(asked.member, asked.path["entry_id"])
    found = (read_revision(row.id, row.wire) for row in rows)
    return HistoryAnswer.of(revisions=[revision for revision in found if revision is not None])


ROUTES = (entries, history)
