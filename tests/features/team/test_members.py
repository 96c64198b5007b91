"""Areas and the rota speak of members only, and areas can be changed and removed."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from typing import Any

import pytest

from commonground.core.ids import member_room
from commonground.core.role import Member
from commonground.errors import InvalidCommand
from commonground.features.entries.commands import Add
from commonground.features.team.commands import Set
from commonground.registry import context_service
from commonground.service.writer import ContextService
from commonground.store.memory import MemoryStore

pytestmark = pytest.mark.anyio
OLGA = Member("olga", "Olga Owner", role="owner")
ANN, BEN = Member("ann", "Ann"), Member("ben", "Ben")
ROTA = {"days": 7, "start": "2026-11-23", "zone": "UTC"}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def invited() -> list[Member]:
    return [ANN]


@pytest.fixture
async def service(invited: list[Member]) -> AsyncIterator[ContextService]:
    clock, ids = itertools.count(1_800_000_000_000), itertools.count(1)
    made = context_service(
        MemoryStore(),
        clock=lambda: next(clock),
        new_id=lambda prefix: f"{prefix}_{next(ids)}",
        invited=lambda: invited,
    )
    async with made:
        yield made


async def put(service: ContextService, name: str, value: Any) -> None:
    await service.run(OLGA, Set(name=name, value=value), source="sidebar")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("area:api", {"globs": ["api/"], "members": ["ann", "zoe"]}),
        ("rota", {"order": ["ann", "zoe"], **ROTA}),
        ("rota-change", {"do": "hand_over", "to": "zoe"}),
    ],
)
async def test_whom_nobody_knows_is_refused_by_name(
    service: ContextService, name: str, value: Any
) -> None:
    with pytest.raises(InvalidCommand, match=r"^Nobody here has the username zoe\."):
        await put(service, name, value)
    assert name not in service.settings()


async def test_who_was_invited_who_wrote_and_oneself_are_taken(service: ContextService) -> None:
    await service.run(BEN, Add(kind="discussion", title="Hello"), source="sidebar")
    await put(service, "area:api", {"globs": ["api/"], "members": ["ann", "ben", "olga"]})
    assert service.areas()["api"].members == ("ann", "ben", "olga")


async def test_an_area_is_changed_and_removed(service: ContextService) -> None:
    await put(service, "area:api", {"globs": ["api/"], "members": ["ann"]})
    await put(service, "area:api", {"globs": ["api/", "*.sql"], "members": []})
    assert (service.areas()["api"].globs, service.areas()["api"].members) == (("api/", "*.sql"), ())
    await put(service, "area:api", None)
    assert service.areas() == {}


async def test_what_a_removed_area_holds_is_for_everybody(service: ContextService) -> None:
    await put(service, "area:api", {"globs": ["api/"], "members": ["ann"]})
    for member in (BEN, OLGA):
        await service.room(member_room(member.username))
    add = Add(kind="knowledge", title="Pages are from 1", area="api")
    made = (await service.run(ANN, add, source="sidebar")).entry
    assert made is not None
    assert made.id not in {key for room in service.view(BEN) for key in room.entries}
    await put(service, "area:api", None)
    assert made.id in {key for room in service.view(BEN) for key in room.entries}


async def test_who_is_in_an_area_already_may_stay_when_their_link_is_gone(
    service: ContextService, invited: list[Member]
) -> None:
    await put(service, "area:api", {"globs": ["api/"], "members": ["ann"]})
    invited.clear()
    await put(service, "area:api", {"globs": ["web/"], "members": ["ann"]})
    assert service.areas()["api"].globs == ("web/",)
    with pytest.raises(InvalidCommand, match="ann"):
        await put(service, "area:web", {"globs": ["web/"], "members": ["ann"]})
