"""The running sum of today is what a full reading would give, whatever happened since."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.core.role import Member
from commonground.core.spent import Spent
from commonground.core.turn import Turn, TurnId, Usage
from commonground.errors import OverBudget, StoreError
from commonground.features.cost.model import DAY, day_of
from commonground.features.cost.runner import CostKeeper
from commonground.store.memory import MemoryStore
from tests.effort import examples

from ...service.conftest import ALICE, BOB
from .test_cost import TODAY, Office, ask, asking

pytestmark = pytest.mark.anyio

MINUTE = 60_000
STEPS = st.one_of(
    st.tuples(st.just("ask"), st.sampled_from((ALICE, BOB)), st.integers(0, 500)),
    st.tuples(st.just("ask"), st.sampled_from((ALICE, BOB)), st.none()),
    st.tuples(st.just("check")),
    st.tuples(st.just("restart")),
    st.tuples(st.just("redact"), st.integers(0, 9)),
    st.tuples(st.just("tell again"), st.integers(0, 9)),
    st.tuples(st.just("wait"), st.sampled_from((MINUTE, DAY // 2, DAY - 1, DAY))),
)


class Watched(MemoryStore):
    """Knows since when turns were read; ``held`` stops each reading at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.readings: list[int] = []
        self.broken = False
        self.reached = asyncio.Event()
        self.held: asyncio.Event | None = None

    async def spent(self, since: int) -> tuple[Spent, ...]:
        self.readings.append(since)
        if self.broken:
            raise StoreError("The disk is gone.", "Bring it back.")
        found = await super().spent(since)
        self.reached.set()
        if self.held is not None:
            await self.held.wait()
        return found


def ended(number: int, who: Member, cents: int | None, at: int) -> Turn:
    asked = Turn(TurnId(f"t_{number}"), who.username, "shared", "?", "m", "M", at)
    cost = None if cents is None else cents / 100
    return asked.ended_as("complete", cost=cost, usage=Usage(10, 2))


async def keep(office: Office, turn: Turn) -> None:
    await office.store.put_turn(turn)
    office.keeper.ended(turn)


async def refused(office: Office, who: Member) -> bool:
    try:
        await office.keeper.check(who)
    except OverBudget:
        return True
    return False


async def play(office: Office, steps: list[tuple[object, ...]]) -> None:
    """Do the steps. A turn that was asked before midnight may end behind it."""
    turns: list[Turn] = []
    for step in steps:
        match step:
            case ("ask", Member() as who, cents):
                at = office.now - MINUTE * (len(turns) % 3)
                assert cents is None or isinstance(cents, int)
                turns.append(ended(len(turns), who, cents, at))
                await keep(office, turns[-1])
            case ("check",):
                await refused(office, ALICE)
            case ("restart",):
                office.keeper = CostKeeper(office.service)
            case ("redact", int(number)) if turns:
                turn = turns[number % len(turns)]
                await office.store.put_turn(replace(turn, question="[redacted]"))
            case ("tell again", int(number)) if turns:
                office.keeper.ended(turns[number % len(turns)])
            case ("wait", int(span)):
                office.now += span


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(STEPS, max_size=25))
async def test_the_sum_is_that_of_a_full_reading(steps: list[tuple[object, ...]]) -> None:
    """Held against the budgets: a cent more than was spent lets a question through, none does not.

    Over restarts, redactions, midnights and turns that are told of twice."""
    office = Office()
    async with office.service:
        await office.set("budget", {"team": 1_000, "each": None})
        await play(office, steps)
        whole = await office.store.spent(day_of(office.now))
        for who in (ALICE, BOB):
            spent = sum(round((one.cost or 0) * 100) for one in whole if one.asker == who.username)
            await office.set(f"budget-of:{who.username}", spent / 100)
            assert await refused(office, who)
            await office.set(f"budget-of:{who.username}", (spent + 1) / 100)
            assert not await refused(office, who)
        spent = sum(round((one.cost or 0) * 100) for one in whole)
        await office.set("budget", {"team": (spent + 0.5) / 100, "each": None})
        assert not await refused(office, ALICE)
        await office.set("budget", {"team": max(spent - 0.5, 0) / 100, "each": None})
        assert await refused(office, BOB)


async def test_a_day_is_read_once_whatever_is_asked() -> None:
    store = Watched()
    office = Office(store)
    async with office.service:
        await office.set("budget", {"team": 100, "each": None})
        async with asking(office) as turns:
            for _ in range(20):
                await ask(turns, ALICE)
            assert store.readings.count(TODAY) == 1
            office.now += DAY
            await ask(turns, ALICE)
            assert store.readings[-1] == TODAY + DAY


async def test_what_ends_while_the_day_is_read_counts_once() -> None:
    store = Watched()
    office, store.held = Office(store), asyncio.Event()
    async with office.service:
        await office.set("budget", {"team": 3.0, "each": None})
        await office.store.put_turn(ended(1, ALICE, 100, TODAY + MINUTE))
        first = asyncio.create_task(office.keeper.check(BOB))
        await store.reached.wait()
        await keep(office, ended(1, ALICE, 100, TODAY + MINUTE))
        await keep(office, ended(2, BOB, 200, TODAY + MINUTE))
        store.held.set()
        with pytest.raises(OverBudget, match=r"\$3.00 of \$3.00"):
            await first


async def test_a_day_that_could_not_be_read_is_read_again() -> None:
    store = Watched()
    office, store.broken = Office(store), True
    async with office.service:
        await office.set("budget", {"team": 1.0, "each": None})
        await office.store.put_turn(ended(1, ALICE, 100, TODAY + MINUTE))
        with pytest.raises(StoreError):
            await office.keeper.check(BOB)
        store.broken = False
        with pytest.raises(OverBudget):
            await office.keeper.check(BOB)


async def test_ten_times_ten_cents_are_a_dollar() -> None:
    """As floats they are a little less, and one more question would pass."""
    office = Office()
    async with office.service:
        await office.set("budget", {"team": None, "each": 1.0})
        for number in range(10):
            await keep(office, ended(number, ALICE, 10, TODAY + MINUTE))
        with pytest.raises(OverBudget):
            await office.keeper.check(ALICE)
