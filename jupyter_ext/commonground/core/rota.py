"""PLACEHOLDER."""

from __future__ import annotations
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Duty:
    owner: str
    since: int
    until: int
    next: str
    stand_in_for: str | None = None
