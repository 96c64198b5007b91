"""The setting of findings: how often they are checked without anybody's asking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.setting import Setting, SettingKind
from ...errors import InvalidCommand

CHECKED_EVERY = "findings-checked-every"
MOST = 365


def days_between(settings: Mapping[str, Setting]) -> int | None:
    """Days after which a finding is checked again; None: only where somebody asks."""
    said = settings.get(CHECKED_EVERY)
    return None if said is None or said.value is None else int(said.value)


def _days(_: str, value: Any) -> Any:
    if value is not None and (type(value) is not int or not 1 <= value <= MOST):
        raise InvalidCommand(
            f"The days between two checks of a finding are a whole number from 1 to {MOST}.",
            "Write 7 for once a week, or null for checks that people ask for, and no others.",
        )
    return value


SETTINGS = (SettingKind(CHECKED_EVERY, _days, "owner", travels=True),)
