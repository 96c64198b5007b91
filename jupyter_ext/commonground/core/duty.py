"""Whose turn it is to be the context owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Duty:
    """Whose turn it is, from when until when (ms since 1970), and who follows.

    ``stand_in_for`` names the member whose turn it would be, where they are away.
    """

    owner: str
    since: int
    until: int
    next: str
    stand_in_for: str | None = None

    def to_wire(self) -> dict[str, Any]:
        """JSON for the sidebar."""
        return {
            "owner": self.owner,
            "since": self.since,
            "until": self.until,
            "next": self.next,
            "stand_in_for": self.stand_in_for,
        }
