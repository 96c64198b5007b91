"""Folds that are kept: what things are today, from the facts about them, read once each.

Facts are immutable and a room only gains them, so a fold goes on from where it was: a thing about
which nothing new was said costs nothing, however many facts there are.
"""

from __future__ import annotations

from bisect import insort
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import is_
from threading import Lock
from typing import Generic, Protocol, TypeVar, overload

from .fact import Fact
from .place import Place, place_of

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

MAX_LINES_OF_FACTS = 8
"""Sets of rooms (published, staged, of several services) whose folds are kept at a time."""


class RoomFacts(Protocol):
    """One room's facts at one moment: a snapshot."""

    @property
    def room(self) -> str:
        """The room's name."""
        ...

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts by id, in the order in which they came."""
        ...


class Fold(Protocol[T_co]):
    """What one thing is, while facts about it come in any order, each of them once."""

    def add(self, fact: Fact) -> None:
        """Take one more fact."""
        ...

    def value(self) -> T_co | None:
        """The thing as of now; None before the fact that begins it is here."""
        ...


class FactList(Sequence[Fact]):
    """Facts in the order of the record, so that every replica agrees."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._facts = sorted(facts, key=place_of)

    def add(self, fact: Fact) -> None:
        """Put the fact where it belongs; at the end, mostly."""
        insort(self._facts, fact, key=place_of)

    def __len__(self) -> int:
        return len(self._facts)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts)

    @overload
    def __getitem__(self, index: int) -> Fact: ...

    @overload
    def __getitem__(self, index: slice) -> list[Fact]: ...

    def __getitem__(self, index: int | slice) -> Fact | list[Fact]:
        return self._facts[index]


class Refold(Generic[T]):
    """A fold of a thing with few facts: all of them anew, once something was said of it."""

    def __init__(self, fold: Callable[[Sequence[Fact]], T | None]) -> None:
        self._fold = fold
        self._facts = FactList()
        self._value: T | None = None
        self._current = True

    def add(self, fact: Fact) -> None:
        """Take one more fact."""
        self._facts.add(fact)
        self._current = False

    def value(self) -> T | None:
        """The thing as of now."""
        if not self._current:
            self._value = self._fold(self._facts)
            self._current = True
        return self._value


class Folds(Generic[T]):
    """All things whose ids begin with ``prefix``, each folded by what ``begin`` makes.

    Safe to use from several threads.
    """

    def __init__(self, prefix: str, begin: Callable[[], Fold[T]]) -> None:
        self._prefix = prefix
        self._begin = begin
        self._kept: OrderedDict[tuple[object, ...], _Things[T]] = OrderedDict()
        self._lock = Lock()

    def things(self, snapshots: Iterable[RoomFacts]) -> tuple[T, ...]:
        """The things, in the order of the first facts about them."""
        with self._lock:
            return self._things(tuple(snapshots)).values()

    def thing(self, snapshots: Iterable[RoomFacts], about: str) -> T | None:
        """The thing of that id; None where nothing began it."""
        with self._lock:
            return self._things(tuple(snapshots)).value(about)

    def _things(self, snapshots: tuple[RoomFacts, ...]) -> _Things[T]:
        key = _lineage(snapshots)
        kept = self._kept.get(key)
        if kept is None or not kept.go_on(snapshots):
            kept = _Things(self._prefix, self._begin)
            kept.go_on(snapshots)
        self._kept[key] = kept
        self._kept.move_to_end(key)
        if len(self._kept) > MAX_LINES_OF_FACTS:
            self._kept.popitem(last=False)
        return kept


def _lineage(snapshots: Sequence[RoomFacts]) -> tuple[object, ...]:
    """The rooms, and which replica's they are: each reads a fact into an object of its own."""
    rooms = tuple(snapshot.room for snapshot in snapshots)
    first = (next(iter(s.facts.values()), None) for s in snapshots)
    return rooms, next((id(fact) for fact in first if fact is not None), 0)


@dataclass(frozen=True, slots=True)
class _Read:
    """How many facts of a room are in the folds."""

    facts: Mapping[str, Fact]
    count: int

    def is_in(self, facts: Mapping[str, Fact]) -> bool:
        """Whether these are the very same ones, and perhaps more after them."""
        if len(facts) < self.count:
            return False
        return facts is self.facts or all(map(is_, self.facts.values(), facts.values()))


_NOTHING = _Read({}, 0)


class _Things(Generic[T]):
    """The folds of one replica's things, and the facts that are in them."""

    def __init__(self, prefix: str, begin: Callable[[], Fold[T]]) -> None:
        self._prefix = prefix
        self._begin = begin
        self._rooms: dict[str, _Read] = {}
        self._known: set[str] = set()
        self._folds: dict[str, Fold[T]] = {}
        self._first: dict[str, Place] = {}

    def go_on(self, snapshots: Sequence[RoomFacts]) -> bool:
        """Take what is new; False where something is gone, for then these folds hold too much."""
        if any(not self._rooms.get(s.room, _NOTHING).is_in(s.facts) for s in snapshots):
            return False
        for snapshot in snapshots:
            read = self._rooms.get(snapshot.room, _NOTHING)
            for fact in islice(snapshot.facts.values(), read.count, None):
                self._add(fact)
            self._rooms[snapshot.room] = _Read(snapshot.facts, len(snapshot.facts))
        return True

    def _add(self, fact: Fact) -> None:
        if not fact.about.startswith(self._prefix) or fact.id in self._known:
            return
        self._known.add(fact.id)
        if fact.about not in self._folds:
            self._folds[fact.about] = self._begin()
        self._folds[fact.about].add(fact)
        first = self._first.get(fact.about, place_of(fact))
        self._first[fact.about] = min(first, place_of(fact))

    def value(self, about: str) -> T | None:
        fold = self._folds.get(about)
        return None if fold is None else fold.value()

    def values(self) -> tuple[T, ...]:
        abouts = sorted(self._folds, key=self._first.__getitem__)
        values = (self._folds[about].value() for about in abouts)
        return tuple(value for value in values if value is not None)
