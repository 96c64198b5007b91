"""Entries as clients follow them: the team's for whoever reads, the member's notes by a scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...core.entry import Entry
from ...core.entry_text import entry_as_text
from ...core.ids import EntryId, member_room
from ...core.prompt import speaking
from ...core.role import Member
from ...core.snapshot import Snapshot
from ...errors import UnknownId
from ...service.client_resource import ClientResource, ListedResource
from ...service.host import Host


async def _entries(host: Host, member: Member) -> Sequence[ListedResource]:
    return _listed(host.service.shared())


async def _entry(host: Host, member: Member, id: str) -> str:
    return _text(host, host.service.shared(), id)


async def _notes(host: Host, member: Member) -> Sequence[ListedResource]:
    return _listed((await _own(host, member),))


async def _note(host: Host, member: Member, id: str) -> str:
    return _text(host, (await _own(host, member),), id)


async def _own(host: Host, member: Member) -> Snapshot:
    return await host.service.snapshot(member, member_room(member.username))


def _listed(rooms: Iterable[Snapshot]) -> Sequence[ListedResource]:
    return [_line(entry) for room in rooms for entry in room.live() if speaking(entry)]


def _line(entry: Entry) -> ListedResource:
    versions = speaking(entry)
    version = tuple((one.id, one.status) for one in versions)
    return ListedResource(entry.id, versions[-1].title, version, entry.kind)


def _text(host: Host, rooms: Iterable[Snapshot], id: str) -> str:
    entry = next(filter(None, (room.entries.get(EntryId(id)) for room in rooms)), None)
    text = "" if entry is None else entry_as_text(entry, host.name_of)
    if not text:
        raise UnknownId("There is no such entry.", "Read the list again: it may have been retired.")
    return text


RESOURCES = (
    ClientResource("entry", "An entry of the team's shared context.", _entries, _entry),
    ClientResource("note", "A private note of your member.", _notes, _note, "private"),
)
