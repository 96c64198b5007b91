"""What turns, and the server's own questions to the model, used: without a word of them. Values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from .turn import Turn, Usage

Purpose = Literal["judge", "handoff", "suggestion", "sweep", "summary", "probe"]
"""What the server itself asks a model for: whether two entries contradict each other, a handoff's
phrases, what was learned in an answer,
what was settled in threads, one text for many entries, and what the model itself can do."""
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


@dataclass(frozen=True, slots=True)
class Spent:
    """What one question to the model used; ``at`` is ms since 1970, ``cost`` and ``saved`` dollars.

    They are None where no rate is known. Without a ``purpose`` it is the turn of that ``id``; with
    one the server asked, and ``asker`` is who had it done, or empty.
    """

    id: str
    asker: str
    at: int
    model: str
    usage: Usage
    cost: float | None
    saved: float | None
    purpose: Purpose | None = None

    def to_wire(self) -> dict[str, Any]:
        """JSON for the store."""
        return asdict(self)


def read_spent(wire: dict[str, Any]) -> Spent:
    """The inverse of ``to_wire``. Raises TypeError for what is no such row."""
    return Spent(**{**wire, "usage": Usage(**wire["usage"])})


def spent_by(turn: Turn) -> Spent:
    """What this turn used so far."""
    return Spent(turn.id, turn.asker, turn.at, turn.model_label, turn.usage, turn.cost, turn.saved)
