"""Budgets of a day hold, say so, and tell the owner; each sees the figures that they may see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.core.question import Question
from commonground.core.role import Member
from commonground.core.turn import Turn, TurnId, Usage
from commonground.errors import InvalidCommand, NotAllowed, OverBudget
from commonground.features.cost.model import DAY, OTHERS
from commonground.features.cost.runner import CostKeeper
from commonground.features.cost.verbs import cost_markdown
from commonground.features.team.commands import Set
from commonground.features.turns.runner import TurnRunner
from commonground.registry import context_service
from commonground.service.writer import ContextService
from commonground.store.memory import MemoryStore

from ...service.conftest import ALICE, BOB, NOBODY, OLGA, Ear

pytestmark = pytest.mark.anyio

TODAY = 1_700_006_400_000 // DAY * DAY


class Office:
    """A service whose time stands still until somebody moves it."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        self.now = TODAY + 3_600_000
        numbers = iter(range(1, 10_000))
        self.store = store or MemoryStore()
        self.service: ContextService = context_service(
            self.store,
            clock=lambda: self.now,
            new_id=lambda prefix: f"{prefix}_{next(numbers)}",
            invited=lambda: (ALICE, BOB, OLGA),
        )
        self.keeper = CostKeeper(self.service)

    async def spent(self, who: Member, cost: float | None, at: int = 0, **more: Any) -> None:
        id = TurnId(f"t_{who.username}_{at}_{cost}")
        asked = Turn(id, who.username, "private", "?", "m", "M", at or self.now)
        usage = Usage(100, 20, 60)
        await self.store.put_turn(asked.ended_as("complete", cost=cost, usage=usage, **more))

    async def set(self, name: str, value: Any) -> None:
        await self.service.run(OLGA, Set(name=name, value=value), source="sidebar")

    async def lines(self, who: Member) -> list[tuple[str, float | None]]:
        answer = await self.keeper.answer(who, 14)
        return [(line.who, line.cost) for line in answer.lines]


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    made = Office()
    async with made.service:
        yield made


@asynccontextmanager
async def asking(office: Office, dollars: float = 0.5) -> AsyncIterator[TurnRunner]:
    async with TurnRunner(
        office.service,
        lambda: ScriptedModel(default="Yes."),
        costing=lambda usage: dollars,
        allow=office.keeper.check,
        ended=[office.keeper.ended],
    ) as turns:
        yield turns


async def ask(turns: TurnRunner, who: Member, **more: Any) -> Turn:
    turn = await turns.ask(who, Question("Why?", "shared", "sidebar", **more))
    *_, last = [piece async for piece in turns.follow(who, turn.id)]
    assert isinstance(last, Turn)
    return last


async def test_a_member_who_used_up_their_budget_is_refused_until_the_next_day(
    office: Office,
) -> None:
    await office.set("budget", {"team": None, "each": 1.0})
    async with asking(office) as turns:
        assert (await ask(turns, ALICE)).status == "complete"
        assert (await ask(turns, ALICE)).status == "complete"
        with pytest.raises(OverBudget) as refused:
            await ask(turns, ALICE)
        assert str(refused.value) == (
            "Your budget for today is used up: $1.00 of $1.00. It starts anew at midnight UTC. "
            "The context owner, who was told, can raise it."
        )
        assert refused.value.retry_after == 23 * 3_600
        assert (await ask(turns, BOB)).status == "complete"
        office.now += DAY
        assert (await ask(turns, ALICE)).status == "complete"


async def test_the_teams_budget_is_everybodys(office: Office) -> None:
    await office.set("budget", {"team": 1, "each": None})
    await office.spent(ALICE, 1.25)
    async with asking(office) as turns:
        with pytest.raises(OverBudget, match="The team's budget for today"):
            await ask(turns, BOB)
        await office.set("budget", None)
        assert (await ask(turns, BOB)).status == "complete"


async def test_ones_own_budget_takes_the_place_of_that_for_each(office: Office) -> None:
    await office.set("budget", {"team": None, "each": 1.0})
    await office.set("budget-of:alice", 3)
    await office.spent(ALICE, 2.0)
    await office.keeper.check(ALICE)
    await office.set("budget-of:alice", 0)
    with pytest.raises(OverBudget):
        await office.keeper.check(ALICE)


async def test_a_question_that_waits_for_another_is_held_to_it_at_its_turn(office: Office) -> None:
    await office.set("budget", {"team": None, "each": 0.5})
    async with asking(office) as turns:
        question = Question("One?", "shared", "cell", "a.ipynb", "c1", kernel_waits=False)
        first = await turns.ask(ALICE, question)
        second = await turns.ask(ALICE, replace(question, text="Two?", cell="c2"))
        *_, last = [piece async for piece in turns.follow(ALICE, second.id)]
    assert isinstance(last, Turn)
    assert first.id != last.id
    assert last.status == "failed"
    assert "Your budget for today is used up" in str(last.problem)


async def test_owners_are_told_once_a_day_and_nobody_else(office: Office) -> None:
    ears = [Ear(ALICE), Ear(BOB), Ear(OLGA)]
    for ear in ears:
        office.service.listen(ear)
    await office.set("budget", {"team": None, "each": 1.0})
    await office.spent(ALICE, 1.5)
    for _ in range(3):
        with pytest.raises(OverBudget):
            await office.keeper.check(ALICE)
    budget = {"who": "alice", "limit": 1.0, "spent": 1.5, "used_up": True}
    assert [ear.of("budget") for ear in ears] == [[], [], [{"type": "budget", "budget": budget}]]
    answer = await office.keeper.answer(OLGA, 1)
    assert budget in [b.model_dump() for b in answer.budgets]  # for who was not there
    assert [b.who for b in (await office.keeper.answer(BOB, 1)).budgets] == ["bob"]


async def test_each_sees_the_figures_that_the_team_shows(office: Office) -> None:
    for who, cost in ((ALICE, 1.0), (BOB, 2.0), (OLGA, 4.0)):
        await office.spent(who, cost)
    every = [("alice", 1.0), ("bob", 2.0), ("olga", 4.0)]
    assert await office.lines(OLGA) == every
    assert await office.lines(ALICE) == [(OTHERS, 6.0), ("alice", 1.0)]
    assert await office.lines(NOBODY) == []
    await office.set("cost-shown", "own")
    assert await office.lines(ALICE) == [("alice", 1.0)]
    await office.set("cost-shown", "all")
    assert await office.lines(ALICE) == every
    assert await office.lines(NOBODY) == []


async def test_a_notebook_shows_the_days_sums_unless_the_team_shows_all(office: Office) -> None:
    await office.spent(ALICE, 1.0, saved=0.5)
    await office.spent(BOB, None, at=office.now - DAY)
    shown = cost_markdown(await office.keeper.for_all(14), {"alice": "Alice Adams"})
    assert shown.splitlines()[-2:] == [
        "| 2023-11-15 | everybody | questions | 1 | 100 | 60 | 20 | $1.0000 | $0.5000 |",
        "| 2023-11-14 | everybody | questions | 1 | 100 | 60 | 20 | not known | not known |",
    ]
    await office.set("cost-shown", "all")
    shown = cost_markdown(await office.keeper.for_all(14), {"alice": "Alice Adams"})
    assert "| 2023-11-15 | Alice Adams |" in shown
    await office.set("cost-shown", "own")
    shown = cost_markdown(await office.keeper.for_all(14), {})
    assert shown.startswith("In this team each member sees their own figures only")
    assert cost_markdown((), {}).startswith("Nobody asked")


async def test_only_owners_set_budgets_and_only_amounts(office: Office) -> None:
    with pytest.raises(NotAllowed):
        await office.service.run(ALICE, Set(name="budget-of:alice", value=9), source="sidebar")
    for name, value in (
        ("budget", 5),
        ("budget", {"team": -1, "each": None}),
        ("budget-of:alice", "much"),
        ("budget-of:alice", True),
        ("cost-shown", "nobody"),
    ):
        with pytest.raises(InvalidCommand):
            await office.set(name, value)


async def test_a_cost_that_is_not_known_counts_as_nothing(office: Office) -> None:
    await office.set("budget", {"team": 1, "each": None})
    await office.spent(ALICE, None)
    await office.keeper.check(replace(ALICE))
