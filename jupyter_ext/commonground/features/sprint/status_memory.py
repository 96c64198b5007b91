"""What the team said once of statuses that nothing explains: which column each one means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...core.setting import SettingKind, current
from ...core.snapshot import Snapshot
from ...errors import InvalidCommand
from .model import COLUMNS, DROPPED
from .statuses import plain_status

MEANINGS = (*COLUMNS, DROPPED)
"""The columns that a status may mean."""
_PREFIX = "status:"


def setting_of(status: str) -> str:
    """The name of the setting that says what a status means."""
    return f"{_PREFIX}{plain_status(status)}"


def remembered_in(snapshots: Iterable[Snapshot]) -> Mapping[str, str]:
    """The column that each status means, by plain status, as the team said."""
    settings = current(s for snapshot in snapshots for s in snapshot.settings.values())
    return {
        name.removeprefix(_PREFIX): setting.value
        for name, setting in settings.items()
        if name.startswith(_PREFIX) and setting.value is not None
    }


def _meaning(status: str, value: Any) -> Any:
    if not status or plain_status(status) != status or len(status) > 80:
        raise InvalidCommand("That is no status.", "Name it as your tracker calls it.")
    if value is not None and value not in MEANINGS:
        raise InvalidCommand(
            f"There is no such column: {value!r:.40}.", f"Columns: {', '.join(MEANINGS)}."
        )
    return value


SETTINGS = (SettingKind(_PREFIX[:-1], _meaning, "contributor", of="STATUS", travels=True),)
