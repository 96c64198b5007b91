"""The settings of cost: budgets of a day for all, each and one member; whose figures one sees."""

from __future__ import annotations

from typing import Any, TypedDict

from ...core.setting import SettingKind, fields_of
from ...errors import InvalidCommand
from .model import BUDGET, BUDGET_OF, SHOWN, SHOWN_POLICIES

MOST = 1_000_000
"""US dollars that a budget may be."""


class BudgetValue(TypedDict):
    """US dollars a day, for the team together and for each member; None is no bound."""

    team: float | None
    each: float | None


def _budget(_: str, value: Any) -> Any:
    if value is None:
        return None
    found = fields_of(value, {"team", "each"}, "a budget")
    return {key: _dollars("", found[key]) for key in ("team", "each")}


def _dollars(_: str, value: Any) -> Any:
    if value is None:
        return None
    if type(value) not in (int, float) or not 0 <= value <= MOST:
        raise InvalidCommand(
            f"A budget is a number of US dollars a day, up to {MOST:,}.",
            "Write 5 or 2.5, or null for no bound.",
        )
    return float(value)


def _shown(_: str, value: Any) -> Any:
    if value not in (*SHOWN_POLICIES, None):
        raise InvalidCommand(
            "That is no rule of whose figures are shown.",
            f"Choose one of: {', '.join(SHOWN_POLICIES)}.",
        )
    return value


SETTINGS = (
    SettingKind(BUDGET, _budget, "owner", value=BudgetValue),
    SettingKind(BUDGET_OF, _dollars, "owner", of="USERNAME"),
    SettingKind(SHOWN, _shown, "owner"),
)
