"""Clocks that are set back, and servers whose clocks differ: what was acknowledged later holds."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from commonground.core.fact import facts_about
from commonground.core.ids import Room, member_room
from commonground.core.role import Member
from commonground.features.comparison.commands import (
    CriterionGiven,
    GiveScore,
    OptionGiven,
    Reveal,
    StartComparison,
)
from commonground.features.comparison.fold import comparison_in, with_own_scores
from commonground.features.comparison.model import Comparison
from commonground.features.comparison.record import ComparisonRecord
from commonground.features.exceptions.settings import exceptions_in
from commonground.features.team.commands import Set
from commonground.features.team.policy import policies_in
from commonground.registry import context_service
from commonground.service.writer import ContextService
from commonground.store.base import Update
from commonground.store.sqlite import SQLiteStore

ADMIN = Member("ada", "Ada", role="admin")
ANN = Member("ann", "Ann")
DAY = 86_400_000
NOW = 1_774_346_400_000  # 2026-03-24 10:00 UTC, a Tuesday
ROTA = {"order": ["ann", "bob", "cem"], "days": 7, "start": "2026-03-23", "zone": "UTC"}
_ids = itertools.count(1)


@dataclass(eq=False)
class Place:
    """A server on a real file, with a clock that can be set."""

    path: Path
    now: int = NOW
    sent: list[tuple[Room, bytes]] = field(default_factory=list)
    member: Member = ADMIN

    def on_update(self, room: Room, update: bytes) -> None:
        self.sent.append((room, update))

    def on_event(self, event: object) -> None:
        """Not of interest."""

    def clock(self) -> int:
        self.now += 1
        return self.now

    @asynccontextmanager
    async def server(self, *, at: int) -> AsyncIterator[ContextService]:
        self.now = at
        # Ids descend: nothing may hang on them either.
        made = context_service(
            SQLiteStore(self.path),
            clock=self.clock,
            new_id=lambda p: f"{p}_{10**9 - next(_ids)}",
            invited=lambda: [Member(name, name) for name in ("ann", "bob", "cem")],
        )
        async with made as service:
            service.listen(self)
            yield service


async def post(frm: Place, to: ContextService) -> None:
    for room, update in frm.sent:
        await to.receive(Update(room, f"mail{next(_ids)}", 1, update))
    frm.sent.clear()


async def change(service: ContextService, name: str, value: Any, by: Member = ADMIN) -> None:
    await service.run(by, Set(name=name, value=value), source="sidebar")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


CHANGES = [
    ("member:ann", "owner", "reader"),
    ("member:ann", "reader", "owner"),
    ("policy:work", "owner", "open"),
    ("area:api", {"globs": ["a/"], "members": []}, None),
    ("exception:" + "ab" * 8, {"reason": "a test's", "rule": ""}, None),
    ("away:ann", {"from": NOW, "until": NOW + DAY}, None),
    ("zone:ann", {"zones": ["Europe/Berlin"], "days": [1], "end": "18:00"}, None),
    ("rota", ROTA, None),
]


@pytest.mark.anyio
@pytest.mark.parametrize(("name", "before", "after"), CHANGES)
@pytest.mark.parametrize("back", [1, DAY, 400 * DAY])
async def test_a_change_holds_after_the_clock_was_set_back(
    tmp_path: Path, name: str, before: Any, after: Any, back: int
) -> None:
    place = Place(tmp_path / "context.db")
    async with place.server(at=NOW) as service:
        await change(service, name, before)
        assert service.settings()[name].value is not None
    async with place.server(at=NOW - back) as service:
        await change(service, name, after)
        assert service.settings()[name].value == after
    async with place.server(at=NOW + DAY) as service:
        assert service.settings()[name].value == after


@pytest.mark.anyio
async def test_a_demotion_holds_with_a_clock_that_is_a_day_behind(tmp_path: Path) -> None:
    place = Place(tmp_path / "context.db")
    async with place.server(at=NOW) as service:
        await change(service, "member:ann", "owner")
        assert service.acting(ANN).role == "owner"
    async with place.server(at=NOW - DAY) as service:
        await change(service, "member:ann", "reader")
        assert service.acting(ANN).role == "reader"


@pytest.mark.anyio
@pytest.mark.parametrize("skew", [-400 * DAY, -1, 400 * DAY])
async def test_what_a_server_said_knowing_the_other_s_word_holds_on_both(
    tmp_path: Path, skew: int
) -> None:
    one, two = Place(tmp_path / "one.db"), Place(tmp_path / "two.db")
    async with one.server(at=NOW) as left, two.server(at=NOW + skew) as right:
        await change(left, "exception:" + "ab" * 8, {"reason": "a test's", "rule": ""})
        await change(left, "member:ann", "owner")
        await change(left, "policy:work", "owner")
        await post(one, right)
        await change(right, "exception:" + "ab" * 8, None)
        await change(right, "member:ann", "reader")
        await change(right, "policy:work", "open")
        await post(two, left)
        for service in (left, right):
            assert exceptions_in(service.settings()) == []
            assert service.acting(ANN).role == "reader"
            assert policies_in(service.settings())["work"] == "open"


@pytest.mark.anyio
async def test_a_turn_that_was_handed_over_stays_so_when_the_clock_goes_back(
    tmp_path: Path,
) -> None:
    place = Place(tmp_path / "context.db")
    async with place.server(at=NOW) as service:
        await change(service, "rota", ROTA)
        await change(service, "rota-change", {"do": "hand_over", "to": "cem"})
        assert service.team.duty().owner == "cem"  # type: ignore[union-attr]
    async with place.server(at=NOW - 3_600_000) as service:
        assert service.team.duty().owner == "cem"  # type: ignore[union-attr]
        await change(service, "rota-change", {"do": "hand_over", "to": "bob"})
        assert service.team.duty().owner == "bob"  # type: ignore[union-attr]


async def begin(service: ContextService, goal: str, scoring: Any = "open") -> Comparison:
    started = await service.run(
        ADMIN,
        StartComparison(
            goal=goal,
            options=[OptionGiven(name="One"), OptionGiven(name="Two")],
            criteria=[CriterionGiven(name="speed")],
            scoring=scoring,
        ),
        source="sidebar",
    )
    return read(service, str(started.thing))


def read(service: ContextService, key: str) -> Comparison:
    found = comparison_in(service.shared(), key)
    assert found is not None
    return found


async def give(service: ContextService, comparison: Comparison, score: int) -> None:
    given = GiveScore(
        comparison=comparison.id,
        option=comparison.options[0].id,
        criterion="speed",
        score=score,
    )
    await service.run(ANN, given, source="sidebar")


def scores(comparison: Comparison) -> list[int]:
    return [s.score for s in comparison.scores]


@pytest.mark.anyio
@pytest.mark.parametrize("skew", [-DAY, DAY])
async def test_the_last_score_counts_on_skewed_servers(tmp_path: Path, skew: int) -> None:
    one, two = Place(tmp_path / "one.db"), Place(tmp_path / "two.db")
    async with one.server(at=NOW) as left, two.server(at=NOW + skew) as right:
        comparison = await begin(left, "Which cache?")
        await give(left, comparison, 2)
        await post(one, right)
        await give(right, comparison, 5)
        await post(two, left)
        assert scores(read(left, comparison.id)) == scores(read(right, comparison.id)) == [5]


@pytest.mark.anyio
async def test_the_last_sealed_score_counts_before_and_after_the_reveal(tmp_path: Path) -> None:
    place = Place(tmp_path / "context.db")

    async def own(service: ContextService, key: str) -> list[int]:
        mine = await service.snapshot(ANN, member_room(ANN.username))
        return scores(with_own_scores(read(service, key), facts_about([mine], key)))

    async with place.server(at=NOW) as service:
        comparison = await begin(service, "Which cache?", "secret")
        await give(service, comparison, 2)
    async with place.server(at=NOW - DAY) as service:
        await give(service, comparison, 5)
        assert scores(read(service, comparison.id)) == []
        assert await own(service, comparison.id) == [5]
        await service.run(ADMIN, Reveal(comparison=comparison.id), source="sidebar")
        assert scores(read(service, comparison.id)) == [5]
    async with place.server(at=NOW - 2 * DAY) as service:
        await give(service, comparison, 1)
        assert scores(read(service, comparison.id)) == [1]
        assert await own(service, comparison.id) == [1]


@pytest.mark.anyio
async def test_the_newest_comparison_is_the_one_begun_last_and_options_keep_their_letters(
    tmp_path: Path,
) -> None:
    place = Place(tmp_path / "context.db")
    async with place.server(at=NOW) as service:
        await begin(service, "The first?")
    async with place.server(at=NOW - DAY) as service:
        second = await begin(service, "The second?")
        record = ComparisonRecord(service)
        assert (await record.current(ADMIN, None)).id == second.id
        assert [c.goal for c in record.all()] == ["The second?", "The first?"]
        assert [(o.label, o.name) for o in second.options] == [("A", "One"), ("B", "Two")]
