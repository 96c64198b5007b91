"""What a search finds of questions to the model and of threads.

Turns are rows of the store: they are read once, and after that only those that are new. A member's
private ones are found in the member's own room, and in no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ...core.ids import TEAM, Room, room_owner
from ...core.searchable import Searchable
from ...core.turn import Turn, TurnId
from ...service.search_source import RoomReader, SearchSource
from ...service.writer import ContextService
from .thread import Thread, threads_in

PAGE = 200
"""Turns that are read at once."""
MOST_TURNS = 20_000
"""Turns of a room that are found, the newest."""
MOST_LETTERS = 8_000
"""Characters of an answer that it is found by."""
TITLE = 200
"""Characters of a question that are shown as its title."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _ReadTurns(Generic[T]):
    """What was read of a room's turns while its document had this generation."""

    generation: int
    found: Mapping[str, T] = field(default_factory=dict)
    streaming: frozenset[str] = frozenset()
    newest: TurnId | None = None
    """The newest of all that were there, whoever may find it."""


class RoomTurns(Generic[T]):
    """The turns of each room, each as what ``kept`` makes of it; a member's room holds their
    private ones."""

    def __init__(self, service: ContextService, kept: Callable[[Turn], T]) -> None:
        self._service = service
        self._kept = kept
        self._rooms: dict[Room, _ReadTurns[T]] = {}

    async def __call__(self, room: Room) -> Mapping[str, T]:
        """Those of the room as they are now. Raises StoreError."""
        owner = room_owner(room)
        if room != TEAM and owner is None:
            return {}
        # A redaction of a turn makes the team's document anew.
        generation = (await self._service.room(TEAM)).generation
        known = self._rooms.get(room)
        if known is None or known.generation != generation:
            known = _ReadTurns(generation)
        read = self._rooms[room] = await self._go_on(known, owner)
        return read.found

    async def _go_on(self, known: _ReadTurns[T], owner: str | None) -> _ReadTurns[T]:
        """Newest first, to the end of the page with the last one that was read.

        Further where a turn was being answered then: it is read again.
        """
        found: dict[str, T] = {}
        streaming: set[str] = set()
        newest, before, open_ = known.newest, None, set(known.streaming)
        for _ in range(MOST_TURNS // PAGE):
            page = await self._service.store.turns(reader=owner or "", limit=PAGE, before=before)
            if before is None and page:
                newest = page[0].id
            open_ -= {turn.id for turn in page}
            for turn in page:
                own = turn.visibility == ("shared" if owner is None else "private")
                if own and (turn.id not in known.found or turn.id in known.streaming):
                    found[turn.id] = self._kept(turn)
                    streaming |= {turn.id} if turn.status == "streaming" else set()
            read = known.newest in {turn.id for turn in page}
            if len(page) < PAGE or (read and not open_):
                break
            before = page[-1].id
        if not found and newest == known.newest:
            return known
        return _ReadTurns(
            known.generation, {**known.found, **found} if found else known.found,
            frozenset(streaming), newest,
        )  # fmt: skip


def _questions(service: ContextService) -> RoomReader:
    return RoomTurns(service, _searchable)


def _searchable(turn: Turn) -> Searchable:
    words = " ".join(turn.question.split())
    title = words if len(words) <= TITLE else f"{words[: TITLE - 1]}…"
    rest = () if len(words) <= TITLE else (turn.question,)
    return Searchable(
        turn.id,
        "question",
        "turn" if turn.visibility == "shared" else "private-turn",
        title,
        (*rest, turn.text[:MOST_LETTERS]),
        (turn.asker,),
        turn.at,
        path=turn.path,
        cell=turn.cell,
        private=turn.visibility == "private",
    )


def _itself(found: Searchable) -> Searchable:
    return found


def threads(service: ContextService) -> RoomReader:
    """The threads with the model, which the team's room holds."""

    async def read(room: Room) -> Mapping[str, Thread]:
        """By id."""
        if room != TEAM:
            return {}
        return {thread.id: thread for thread in threads_in(service.shared())}

    return read


def searchable(thread: Thread) -> Searchable:
    """A thread by its title, its lines and its constraints."""
    said = (step.what for step in thread.steps if step.kind == "line")
    return Searchable(
        thread.id,
        "thread",
        "thread",
        thread.title,
        (*said, *(constraint.text for constraint in thread.constraints)),
        thread.people,
        thread.last,
    )


SEARCHED = (
    SearchSource(("question",), _questions, _itself),
    SearchSource(("thread",), threads, searchable),
)
