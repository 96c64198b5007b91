"""Finds what a member may read: one index a room, and a question goes to those of the member alone.

An index lives in memory, is caught up with its room before each answer (and in the background, so
that little is left to do then), and is dropped with the document when that is made anew.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...core.ids import TEAM, Room, area_room
from ...core.role import Member
from ...core.searchable import Searchable
from ...errors import CommonGroundError
from ...service.host import Host
from ...service.search_source import SearchSource
from ...service.tasks import Tasks
from ...service.writer import ContextService
from .index import SearchIndex, best, ranked, telling
from .query import SearchQuery
from .snippet import Snippet, snippet_of, title_of

log = logging.getLogger(__name__)

AT_A_TIME = 200
"""Things that one stretch in a thread takes in: other work gets its turn in between."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Something that was found, with the words that it was found by."""

    found: Searchable
    title: Snippet
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Findings:
    """The best of what was found, how much there is, and how much of each kind."""

    hits: tuple[SearchHit, ...] = ()
    total: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The index of one document of a room."""

    generation: int
    index: SearchIndex


class Search:
    """Use as ``async with Search(service, sources) as search``."""

    def __init__(self, service: ContextService, sources: Sequence[SearchSource]) -> None:
        self._service = service
        self._sources = sources
        self._readers = [source.begin(service) for source in sources]
        self._shelves: dict[Room, _Shelf] = {}
        self._turn = asyncio.Lock()
        self._tasks = Tasks()
        self._stop_listening = self._service.when_compared(self._on_news)

    async def __aenter__(self) -> Search:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop_listening()
        await self._tasks.close()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of all that can be found."""
        return tuple(dict.fromkeys(kind for source in self._sources for kind in source.kinds))

    async def find(self, member: Member, query: SearchQuery, *, limit: int) -> Findings:
        """What fits, of the rooms that reach the member and of no other one. Raises StoreError."""
        if query.empty:
            return Findings()
        rooms = self._service.rooms_of(member)
        async with self._turn:
            indexes = [await self._current(room) for room in rooms]
            return await asyncio.to_thread(_answer, indexes, query, limit)

    # The indexes

    async def _current(self, room: Room) -> SearchIndex:
        """The room's index as of now."""
        generation = (await self._service.room(room)).generation
        shelf = self._shelves.get(room)
        if shelf is None or shelf.generation != generation:
            shelf = self._shelves[room] = _Shelf(generation, SearchIndex())
        listed = [await read(room) for read in self._readers]
        while await asyncio.to_thread(self._catch_up, shelf.index, listed):
            pass
        return shelf.index

    def _catch_up(self, index: SearchIndex, listed: Sequence[Mapping[str, Any]]) -> bool:
        """Whether there is more to take in."""
        left = AT_A_TIME
        for number, (source, things) in enumerate(zip(self._sources, listed, strict=True)):
            left -= index.catch_up(number, things, source.describe, left)
            if left <= 0:
                return True
        return False

    def _on_news(self) -> None:
        """Drop at once what a redaction replaced; read what is new while nobody waits for it."""
        current = self._service.rooms.generation
        for room, shelf in tuple(self._shelves.items()):
            if shelf.generation != current(room):
                del self._shelves[room]
        self._tasks.start(self._read_ahead())

    async def _read_ahead(self) -> None:
        rooms = (TEAM, *map(area_room, self._service.areas()))
        try:
            for room in rooms:
                async with self._turn:
                    await self._current(room)
        except CommonGroundError as error:
            log.warning("What is new will be read by the next search: %s", error)


def _answer(indexes: Sequence[SearchIndex], query: SearchQuery, limit: int) -> Findings:
    """Runs in a thread, while the lock keeps the indexes as they are."""
    terms = telling(indexes, query.terms)
    begun = query.begun and terms[-1:] == query.terms[-1:]
    found = ranked(indexes, terms, query.wants_of_any_kind, begun=begun)
    if not found and terms != query.terms:
        found = ranked(indexes, query.terms, query.wants_of_any_kind, begun=query.begun)
    kinds = Counter(document.found.kind for _, document in found)
    wanted = [one for one in found if query.wants(one[1].found)]
    meant: dict[str, float] = {}
    for index in indexes:
        for term in terms:
            for word, close in index.meant(term, begun=begun and term is terms[-1]).items():
                meant[word] = max(close, meant.get(word, 0.0))
    hits = tuple(_hit(one, meant) for one in best(wanted, limit))
    return Findings(hits, len(wanted), kinds)


def _hit(found: Searchable, meant: Mapping[str, float]) -> SearchHit:
    return SearchHit(found, title_of(found.title, meant), snippet_of(found.texts, meant))


def search_runner(host: Host) -> Search:
    """The search of this server."""
    return Search(host.service, host.searched)
