"""What a search finds of entries and notes: what stands today, by its title, text and writers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.credits import credits_of
from ...core.entry import SHARED_KINDS, Entry
from ...core.ids import Room
from ...core.revision import KEYED
from ...core.searchable import Searchable
from ...service.search_source import RoomReader, SearchSource
from ...service.writer import ContextService


def entries(service: ContextService) -> RoomReader:
    """The entries of a room."""

    async def read(room: Room) -> Mapping[str, Entry]:
        """The snapshot's own mapping: the same until something changes."""
        entries: Mapping[Any, Entry] = (await service.room(room)).published.entries
        return entries

    return read


def searchable(entry: Entry) -> Searchable | None:
    """An entry by the versions that stand; those before it and what is retired are in History."""
    standing = [revision for revision in entry.standing if revision.speaks]
    if not standing:
        return None
    newest = standing[-1]
    keyed = (getattr(r, name) for r in standing for name in KEYED)
    others = (revision.title for revision in standing[:-1])
    note = entry.kind == "note"
    return Searchable(
        entry.id,
        entry.kind,
        "note" if note else "entry",
        newest.title,
        (*(r.body for r in reversed(standing)), *others, *filter(None, keyed)),
        tuple(dict.fromkeys(who for r in standing for who in credits_of(entry, r).writers)),
        max(revision.at for revision in standing),
        newest.area,
        private=note,
    )


SEARCHED = (SearchSource((*SHARED_KINDS, "note"), entries, searchable),)
