"""PLACEHOLDER."""

from __future__ import annotations
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    name: str
    globs: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
