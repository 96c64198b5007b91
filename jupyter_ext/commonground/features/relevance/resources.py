"""The epoch as clients follow it: what always holds for the team and the member's areas."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.entry import Entry
from ...core.entry_text import entry_as_text
from ...core.role import Member
from ...service.client_resource import ClientResource, ListedResource
from ...service.host import Host, Wanted
from .runner import RelevanceIndex


async def _entries(host: Host, member: Member) -> Sequence[Entry]:
    selection = await host.find(RelevanceIndex).choose(member, Wanted(""))
    wanted = [id for epoch in selection.epochs for id in epoch.entries]
    rooms = host.service.view(member)
    found = (room.entries.get(id) for id in wanted for room in rooms)
    return [entry for entry in found if entry is not None]


async def _list(host: Host, member: Member) -> Sequence[ListedResource]:
    held = await _entries(host, member)
    version = tuple((one.id, tuple(r.id for r in one.standing)) for one in held)
    return [ListedResource("", "What always holds for the team", version)]


async def _read(host: Host, member: Member, id: str) -> str:
    texts = [entry_as_text(one, host.name_of) for one in await _entries(host, member)]
    return "\n\n".join(filter(None, texts)) or "Nothing always holds yet."


RESOURCES = (
    ClientResource(
        "epoch",
        "What always holds for the team and your member's areas: accepted conventions and what is "
        "pinned. Read it before you work.",
        _list,
        _read,
    ),
)
