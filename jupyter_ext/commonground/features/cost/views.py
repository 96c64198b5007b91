"""What is answered of cost, and the feed's event of a budget that is used up."""

from __future__ import annotations

from typing import Literal

from ...core.spent import Purpose
from ...core.views import View
from ...service.events import FeedEvent
from .model import ShownPolicy


class CostLineView(View):
    """What one member used on one day; ``who`` empty: everybody else together.

    ``day`` is its midnight (UTC) in ms since 1970. ``cost`` and ``saved`` are US dollars, null
    where no rate is known. With a ``purpose`` it is what the server asked by itself, for the whole
    team where ``who`` is empty.
    """

    day: int
    who: str
    turns: int
    tokens_in: int
    tokens_out: int
    tokens_cached: int
    cost: float | None
    saved: float | None
    purpose: Purpose | None


class BudgetView(View):
    """US dollars that may be spent today, and that were; ``who`` null: by the whole team."""

    who: str | None
    limit: float
    spent: float
    used_up: bool


class CostAnswer(View):
    """What was spent, the newest day first, as far as you see it, and the budgets of today.

    ``today`` is its midnight. ``budgets`` are those that your questions have to fit; the context
    owner is told of everybody's that are used up, too.
    """

    today: int
    team: float | None
    each: float | None
    """US dollars a day that the team together, and each member, may spend; null: no bound."""
    shown: ShownPolicy
    lines: tuple[CostLineView, ...]
    budgets: tuple[BudgetView, ...]


class BudgetEvent(FeedEvent):
    """For context owners: a question was refused, since that budget is used up today."""

    type: Literal["budget"]
    budget: BudgetView


EVENTS = (BudgetEvent,)
