"""``%cg share``, ``context`` and ``note``: what each does and shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.command import parse_as
from ...core.ids import TEAM, member_room, shared_room
from ...core.magic import NOTE_ELSEWHERE, title_and_body
from ...core.markdown import (
    SAVED_PRIVATELY,
    context_markdown,
    nearest_markdown,
    same_entry,
    shared_markdown,
)
from ...core.preference import preferences_in
from ...core.setting import current
from ...service.host import Host
from ...service.verb import Call, Shown, Verb, always, encoded
from .commands import Add
from .syntax import CONTEXT, NOTE, SHARE


async def share(host: Host, call: Call) -> Shown:
    """Add to the team's context; the same again adds nothing, as when a cell is run again."""
    title, body = title_and_body(call.text, call.body)
    area = await _area(host, call)
    command = parse_as(Add, encoded(kind=call["kind"], title=title, body=body, area=area))
    room = shared_room(area)
    snapshot = next((s for s in host.service.shared() if s.room == room), None)
    entries = [] if snapshot is None else [entry.to_wire() for entry in snapshot.live()]
    same = same_entry(entries, call["kind"], title, body)
    if same is not None:
        return Shown(shared_markdown(same) + await _near(host, call, same))
    outcome = await host.service.run(call.member, command, source=call.source)
    entry = outcome.view().plain()["entry"]
    return Shown(shared_markdown(entry) + await _near(host, call, entry))


async def _area(host: Host, call: Call) -> str | None:
    """The area that is named, else the one in which the member usually works, if there is one."""
    if call["everybody"] or call["area"] is not None:
        return None if call["everybody"] else str(call["area"])
    own = await host.service.snapshot(call.member, member_room(call.member.username))
    preferred = preferences_in(current(own.settings.values())).area
    return preferred if preferred in host.service.areas() else None


async def _near(host: Host, call: Call, entry: Mapping[str, Any]) -> str:
    """What the new entry is near to, for its author to say how they stand to each other."""
    if host.neighbours is None:
        return ""
    near = await host.neighbours.near(call.member, entry["heads"][-1])
    return nearest_markdown(entry["id"], ((one.entry, one.title) for one in near))


async def context(host: Host, call: Call) -> Shown:
    """What the team's context holds."""
    snapshot = await host.service.snapshot(call.member, TEAM)
    return Shown(context_markdown([entry.to_wire() for entry in snapshot.live()]))


async def note(host: Host, call: Call) -> Shown:
    """Save a private note."""
    title, body = title_and_body(call.text, call.body)
    command = parse_as(Add, encoded(kind="note", title=title, body=body))
    await host.service.run(call.member, command, source=call.source)
    return Shown(SAVED_PRIVATELY)


VERBS = (
    Verb(SHARE, share),
    Verb(CONTEXT, context),
    Verb(NOTE, note, hidden=always(NOTE_ELSEWHERE)),
)
