"""The settings of relevance: entries that are pinned for all or muted for oneself, the budget."""

from __future__ import annotations

from typing import Any

from ...core.setting import SettingKind
from ...errors import InvalidCommand
from .rules import BUDGET

PIN, MUTE, BUDGET_SETTING = "pin", "mute", "context-budget"
LEAST, MOST = 200, 200_000
"""Tokens that a budget may be."""


def _switch(_: str, value: Any) -> Any:
    if value not in (True, None):
        raise InvalidCommand("That is neither on nor off.", "Give true, or null to take it back.")
    return value


def _budget(_: str, value: Any) -> Any:
    if value is None:
        return None
    if type(value) is not int or not LEAST <= value <= MOST:
        raise InvalidCommand(
            f"A budget is a whole number of tokens from {LEAST} to {MOST:,}.",
            f"Write {BUDGET}, or null for the usual one.",
        )
    return value


SETTINGS = (
    SettingKind(PIN, _switch, "owner", of="ENTRY", of_ours=True, travels=True),
    SettingKind(MUTE, _switch, "reader", of="ENTRY", of_ours=True, personal=True),
    SettingKind(BUDGET_SETTING, _budget, "owner"),
)
