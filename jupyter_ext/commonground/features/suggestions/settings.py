"""The setting of suggestions: how many a day, and how often threads are looked through."""

from __future__ import annotations

from typing import Any

from ...core.setting import SettingKind, fields_of
from ...errors import InvalidCommand
from .model import DAILY, EVERY_DAYS, SETTING

MOST, MOST_DAYS = 50, 30


def _suggestions(_: str, value: Any) -> Any:
    if value is None:
        return None
    found = fields_of(value, {"daily", "days"}, "how the AI may suggest entries")
    for name, most, usual in (("daily", MOST, DAILY), ("days", MOST_DAYS, EVERY_DAYS)):
        if type(found[name]) is not int or not 0 <= found[name] <= most:
            raise InvalidCommand(
                f"{name} is a whole number from 0 to {most}.", f"Write {usual}, or 0 for none."
            )
    return dict(found)


SETTINGS = (SettingKind(SETTING, _suggestions, "owner", travels=True),)
"""``{"daily": 5, "days": 7}`` out of the box, which null brings back."""
