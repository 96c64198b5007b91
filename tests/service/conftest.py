"""A service over the shipped in-memory store, with a clock that counts."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from commonground.core.command import Command
from commonground.core.entry import Entry
from commonground.core.ids import RevisionId, Room
from commonground.core.role import Member
from commonground.registry import features
from commonground.service.events import FeedEvent
from commonground.service.feature import Feature, Features
from commonground.service.writer import ContextService
from commonground.store.memory import MemoryStore

ALICE = Member("alice", "Alice Adams")
BOB = Member("bob", "Bob Brown")
OLGA = Member("olga", "Olga Owner", role="owner")
NOBODY = Member("0" * 32, "Anonymous Io", role="reader", anonymous=True)


@dataclass
class Ear:
    """A listener that keeps what it hears."""

    member: Member
    updates: list[tuple[Room, bytes]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def on_update(self, room: Room, update: bytes) -> None:
        self.updates.append((room, update))

    def on_event(self, event: FeedEvent) -> None:
        self.events.append(event.plain())

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [e for e in self.events if e["type"] == kind]


@dataclass(frozen=True)
class Saved:
    """What a command about an entry made: the entry as it is now, and the revision added."""

    entry: Entry
    revision: RevisionId


async def save(
    service: ContextService, member: Member, command: Command, source: str = "sidebar"
) -> Saved:
    """Run a command that has to leave an entry behind."""
    outcome = await service.run(member, command, source=source)
    assert outcome.entry is not None
    assert outcome.revision is not None
    return Saved(outcome.entry, outcome.revision)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def make_service(store: MemoryStore, *more: Feature) -> ContextService:
    """``more`` are features beside ours, as an installed package would bring them."""
    clock, ids = itertools.count(1_700_000_000_000), itertools.count(1)
    return ContextService(
        store,
        rules=Features((*features(), *more)).rules(),
        clock=lambda: next(clock),
        new_id=lambda prefix: f"{prefix}_{next(ids)}",
        invited=lambda: (ALICE, BOB, OLGA),
    )


@pytest.fixture
async def service(store: MemoryStore) -> AsyncIterator[ContextService]:
    async with make_service(store) as made:
        yield made
