"""Whose turn it is to be the context owner."""

from __future__ import annotations

from dataclasses import dataclass


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
