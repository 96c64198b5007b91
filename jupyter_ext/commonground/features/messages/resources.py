"""Messages as clients follow them: those that concern their member and are not done with."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.role import Member
from ...service.client_resource import ClientResource, ListedResource
from ...service.host import Host
from .inbox import inbox_of
from .model import find_message
from .text import message_as_text


async def _open(host: Host, member: Member) -> Sequence[ListedResource]:
    found = () if member.anonymous else inbox_of(host.service, member)
    return [
        ListedResource(
            one.message.id,
            one.message.title,
            (one.todo, one.unread, one.waiting, len(one.message.lines), one.message.facts),
            f"{one.message.kind}, {f'to {one.todo}' if one.todo else 'for information'}",
        )
        for one in found
        if one.todo or one.unread or one.waiting
    ]


async def _read(host: Host, member: Member, id: str) -> str:
    return message_as_text(find_message(host.service.shared(), id), host.name_of)


RESOURCES = (
    ClientResource("message", "A message that waits for your member, or is new.", _open, _read),
)
