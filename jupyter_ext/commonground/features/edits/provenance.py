"""Where a cell's text came from: plain metadata in the notebook's file, written and read. Pure.

``metadata.commonground.provenance`` is a list, the latest last: turn, model, who asked, who
accepted, when, and the versions of entries that the model was shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from ...core.cell_step import OWN
from ...core.notebook import NotebookCell
from ...core.turn import Turn
from .model import CellEdit, CellProposal

KEY = "provenance"
MOST = 20
"""Accepted changes that a cell remembers."""
MOST_SHOWN = 100
"""Versions of entries that are named for one change."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One accepted change of a cell, as the cell tells it."""

    turn: str
    model: str
    asked_by: str
    accepted_by: str
    accepted_at: str
    op: str
    edited: bool
    shown: tuple[str, ...]

    @classmethod
    def read(cls, held: Any) -> Self | None:
        """What a file holds; None for what is none of ours."""
        if not isinstance(held, Mapping):
            return None
        names = ("turn", "model", "asked_by", "accepted_by", "accepted_at", "op")
        texts = [held.get(name) for name in names]
        shown = held.get("shown")
        if not all(isinstance(one, str) for one in texts) or not isinstance(shown, list):
            return None
        fields: dict[str, Any] = dict(zip(names, texts, strict=True))
        fields["edited"] = held.get("edited") is True
        return cls(**fields, shown=tuple(map(str, shown)))


@dataclass(frozen=True, slots=True)
class CellOrigins:
    """A cell's place (from 1), its id, the first line of its source, and where it came from."""

    number: int
    cell: str
    first_line: str
    origins: tuple[Origin, ...]


def mark_of(
    proposal: CellProposal, edit: CellEdit, turn: Turn, names: Mapping[str, str], **accepted: Any
) -> dict[str, Any]:
    """What an accepted change writes into its cell. ``accepted``: ``by``, ``at`` (ms), ``edited``.

    People are named as they are displayed: the file may leave the team.
    """
    at = datetime.fromtimestamp(accepted["at"] / 1000, UTC).isoformat(timespec="seconds")
    return {
        "proposal": proposal.id,
        "edit": edit.key,
        "op": edit.op,
        "turn": turn.id,
        "model": turn.model_label,
        "asked_by": names.get(proposal.by, proposal.by),
        "accepted_by": names.get(accepted["by"], accepted["by"]),
        "accepted_at": at,
        "edited": accepted["edited"],
        "shown": [str(one) for one in turn.shown[:MOST_SHOWN]],
    }


def marked(metadata: Mapping[str, Any], mark: Mapping[str, Any]) -> dict[str, Any]:
    """What is ours of a cell's metadata, with one more mark."""
    own = _own(metadata)
    return {**own, KEY: [*_marks(own), dict(mark)][-MOST:]}


def unmarked(metadata: Mapping[str, Any], mark: Mapping[str, Any]) -> dict[str, Any]:
    """The same without that mark."""
    own = _own(metadata)
    ids = (mark.get("proposal"), mark.get("edit"))
    left = [m for m in _marks(own) if (m.get("proposal"), m.get("edit")) != ids]
    rest = {name: value for name, value in own.items() if name != KEY}
    return {**rest, KEY: left} if left else rest


def origins_in(cells: Sequence[NotebookCell]) -> tuple[CellOrigins, ...]:
    """The cells whose text came from an accepted change, in order."""
    found = []
    for number, one in enumerate(cells, 1):
        read = map(Origin.read, _marks(_own(one.metadata)))
        origins = tuple(origin for origin in read if origin is not None)
        if origins:
            first = (one.cell.source.strip().splitlines() or [""])[0][:80]
            found.append(CellOrigins(number, one.id, first, origins))
    return tuple(found)


def _own(metadata: Mapping[str, Any]) -> dict[str, Any]:
    held = metadata.get(OWN)
    return dict(held) if isinstance(held, Mapping) else {}


def _marks(own: Mapping[str, Any]) -> list[dict[str, Any]]:
    held = own.get(KEY)
    return [dict(one) for one in held if isinstance(one, Mapping)] if isinstance(held, list) else []
