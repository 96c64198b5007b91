"""Steps that change a live notebook's cells: small values, carried out together or not at all.

A plan of steps is a pure function of the cells as they are in that moment; who carries it out lets
nothing happen in between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OWN = "commonground"
"""The key of a cell's metadata that is ours."""


@dataclass(frozen=True, slots=True)
class PutCell:
    """Put a cell there, whose ``fields`` are those of a notebook's file."""

    place: int
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangeCell:
    """Give a cell another source, or other metadata of ours; None leaves it as it is."""

    cell: str
    source: str | None = None
    own: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class TakeCell:
    """Take a cell out."""

    cell: str


@dataclass(frozen=True, slots=True)
class MoveCell:
    """Put a cell elsewhere; ``place`` counts the cells without it."""

    cell: str
    place: int
    own: Mapping[str, Any] | None = None


CellStep = PutCell | ChangeCell | TakeCell | MoveCell


@dataclass(frozen=True, slots=True)
class CellsBefore:
    """What was there before steps: the order of all cells, and those that were touched, whole."""

    order: tuple[str, ...] = ()
    cells: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def touched(step: CellStep) -> str | None:
    """The cell that was there before and is not as it was after the step."""
    return None if isinstance(step, PutCell) else step.cell


def digest(source: str) -> str:
    """What a source is compared by."""
    return hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest()
