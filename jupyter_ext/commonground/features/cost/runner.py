"""Holds questions to the budgets of today, and tells what was spent. Writes nothing.

Reads today's turns from the disk at the first question of a day, so it holds over a restart, and
keeps their sum from then on: a question costs the same whatever was asked before it.
"""

from __future__ import annotations

import asyncio
from typing import Any

from ...core.role import Member, at_least
from ...core.spent import Spent, spent_by
from ...core.turn import Turn
from ...errors import OverBudget
from ...service.host import Host
from ...service.writer import ContextService
from .model import (
    DAY,
    Budget,
    CostLine,
    budgets_of,
    cost_lines,
    day_of,
    general_budget,
    lines_for,
    lines_for_all,
    shown_policy,
)
from .today import SpentToday
from .views import BudgetEvent, CostAnswer

MOST_DAYS = 92
"""Days that can be looked back."""


class CostKeeper:
    """A question counts once its answer has ended, so those under way may pass a budget.

    It has to be told of each turn that ``ended``.
    """

    def __init__(self, service: ContextService) -> None:
        self._service = service
        self._today = SpentToday(-1)
        self._told_meanwhile: SpentToday | None = None
        self._reading = asyncio.Lock()
        self._told: set[tuple[int, str | None]] = set()

    async def __aenter__(self) -> CostKeeper:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def check(self, member: Member | None) -> None:
        """Raises OverBudget where the member's question does not fit, and tells the owners.

        None: the server's own question.
        """
        settings, who = self._service.settings(), None if member is None else member.username
        if not budgets_of(who, settings, ()):
            return
        now = self._service.clock()
        today = await self._spent_today(day_of(now))
        for budget in budgets_of(who, settings, today):
            if budget.used_up:
                self._tell_owners(budget, day_of(now))
                raise _refusal(budget, DAY - now % DAY)

    def ended(self, turn: Turn) -> None:
        """A turn ended, and is saved: what it cost counts from now on."""
        self.spent(spent_by(turn))

    def spent(self, spent: Spent) -> None:
        """A turn, or a question of the server's own: what it cost counts from now on."""
        for kept in filter(None, (self._today, self._told_meanwhile)):
            kept.take(spent)

    async def answer(self, member: Member, days: int) -> CostAnswer:
        """What this member is shown of the last ``days`` days, today among them."""
        acting, settings = self._service.acting(member), self._service.settings()
        today, general = day_of(self._service.clock()), general_budget(settings)
        lines = await self._lines(today - (days - 1) * DAY)
        of_today = [line for line in lines if line.day == today]
        budgets = [] if member.anonymous else [*budgets_of(member.username, settings, of_today)]
        if at_least(acting.role, "owner"):
            others = {line.who for line in of_today if line.who} - {member.username}
            found = (b for who in sorted(others) for b in budgets_of(who, settings, of_today))
            budgets += [b for b in found if b.used_up and b.who is not None]
        return CostAnswer.of(
            today=today,
            team=general.get("team"),
            each=general.get("each"),
            shown=shown_policy(settings),
            lines=lines_for(lines, acting, shown_policy(settings)),
            budgets=[_shown(budget) for budget in budgets],
        )

    async def for_all(self, days: int) -> tuple[CostLine, ...] | None:
        """What everybody may see of the last ``days`` days, today among them; None: nothing."""
        today = day_of(self._service.clock())
        lines = await self._lines(today - (days - 1) * DAY)
        return lines_for_all(lines, shown_policy(self._service.settings()))

    async def _spent_today(self, day: int) -> tuple[CostLine, ...]:
        """By member. Raises StoreError where the day's turns are yet to be read, and can't be."""
        async with self._reading:
            if self._today.day != day:
                self._told_meanwhile = fresh = SpentToday(day)
                try:
                    fresh.begin_with(await self._service.store.spent(day))
                    self._today = fresh
                finally:
                    self._told_meanwhile = None
        return self._today.lines()

    async def _lines(self, since: int) -> tuple[CostLine, ...]:
        return cost_lines(await self._service.store.spent(since))

    def _tell_owners(self, budget: Budget, day: int) -> None:
        """Once a day for each budget."""
        if (day, budget.who) in self._told:
            return
        self._told = {told for told in self._told if told[0] == day} | {(day, budget.who)}
        event = BudgetEvent.of(budget=_shown(budget))
        for name, known in self._service.known().items():
            if at_least(self._service.acting(known).role, "owner"):
                self._service.tell(event, only=name)


def _shown(budget: Budget) -> dict[str, Any]:
    return {
        "who": budget.who,
        "limit": budget.limit,
        "spent": budget.spent,
        "used_up": budget.used_up,
    }


def _refusal(budget: Budget, left: int) -> OverBudget:
    whose = "The team's budget" if budget.who is None else "Your budget"
    return OverBudget(
        f"{whose} for today is used up: ${budget.spent:,.2f} of ${budget.limit:,.2f}.",
        "It starts anew at midnight UTC. The context owner, who was told, can raise it.",
        retry_after=left / 1000,
    )


def cost_keeper(host: Host) -> CostKeeper:
    """What holds this server's questions to their budgets."""
    keeper = CostKeeper(host.service)
    host.turn_ended.append(keeper.ended)
    return keeper
