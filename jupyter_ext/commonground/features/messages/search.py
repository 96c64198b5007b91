"""What a search finds of messages: title, text, parts and what was said in their threads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...core.ids import TEAM, Room
from ...core.searchable import Searchable
from ...service.search_source import RoomReader, SearchSource
from ...service.writer import ContextService
from .model import MESSAGE_KINDS, Message, messages_in


def messages(service: ContextService) -> RoomReader:
    """The messages, all of which every member may read."""

    async def read(room: Room) -> Mapping[str, Message]:
        """Those of the team's room."""
        if room != TEAM:
            return {}
        return {message.id: message for message in messages_in(service.shared())}

    return read


def searchable(message: Message) -> Searchable | None:
    """A message that was not withdrawn."""
    if message.withdrawn is not None:
        return None
    named = (to[1:] for to in message.to if to.startswith("@") and to != "@all")
    people = (message.author, *named, *(line.by for line in message.lines))
    return Searchable(
        message.id,
        message.kind,
        "message",
        message.title,
        (message.body, *_parts(message), *(line.text for line in message.lines)),
        tuple(dict.fromkeys(people)),
        max((message.at, *(line.at for line in message.lines))),
        next((area[1:] for area in message.areas), None),
        ended=message.ended,
    )


def _parts(message: Message) -> Iterator[str]:
    for part in message.parts.values():
        yield from [part] if isinstance(part, str) else part


SEARCHED = (SearchSource(MESSAGE_KINDS, messages, searchable),)
