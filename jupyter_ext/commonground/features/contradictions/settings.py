"""The setting of contradictions: what the judge may cost the team in a day."""

from __future__ import annotations

from typing import Any

from ...core.setting import SettingKind
from ...errors import InvalidCommand

JUDGE_BUDGET = "judge-budget"
MOST = 1_000
"""US dollars that a budget may be."""


def _dollars(_: str, value: Any) -> Any:
    if value is None:
        return None
    if type(value) not in (int, float) or not 0 <= value <= MOST:
        raise InvalidCommand(
            f"The judge's budget is a number of US dollars a day, from 0 to {MOST:,}.",
            "Write 0 for no judge, or null for what the server allows.",
        )
    return value


SETTINGS = (SettingKind(JUDGE_BUDGET, _dollars, "owner"),)
