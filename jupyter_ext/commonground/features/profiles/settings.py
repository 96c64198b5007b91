"""The setting of profiles: how many rows must share what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.setting import Setting, SettingKind
from ...errors import InvalidCommand
from .model import K

GROUP = "group-size"
MOST = 100_000


def group_size(settings: Mapping[str, Setting]) -> int:
    """Rows that must share what a profile shows."""
    said = settings.get(GROUP)
    return K if said is None or said.value is None else int(said.value)


def _group(_: str, value: Any) -> Any:
    if value is None:
        return None
    if type(value) is not int or not K <= value <= MOST:
        raise InvalidCommand(
            f"The rows that must share what is shown are a whole number from {K} to {MOST:,}.",
            f"Write {K}, or null for the usual.",
        )
    return value


SETTINGS = (SettingKind(GROUP, _group, "owner", travels=True),)
