"""PLACEHOLDER until the branch with the real one is merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Setting:
    """One change of one setting."""

    id: str
    name: str
    value: Any
    by: str
    at: int
