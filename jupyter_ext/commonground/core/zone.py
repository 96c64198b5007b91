"""Time zones by their IANA names."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from ..errors import InvalidCommand


def zone_named(name: Any) -> str:
    """The time zone of that name. Raises InvalidCommand where there is none."""
    try:
        return ZoneInfo(str(name)).key
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        raise InvalidCommand(
            f"There is no time zone {str(name)[:40]!r}.", "Name one such as Europe/Berlin or UTC."
        ) from None
