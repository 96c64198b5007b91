"""What turns used, by whom and when, without a word of them. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from .turn import Turn, TurnId, Usage


@dataclass(frozen=True, slots=True)
class Spent:
    """What one turn used; ``at`` is ms since 1970, ``cost`` and ``saved`` are US dollars.

    They are None where no rate is known.
    """

    turn: TurnId
    asker: str
    at: int
    model: str
    usage: Usage
    cost: float | None
    saved: float | None


def spent_by(turn: Turn) -> Spent:
    """What this turn used so far."""
    return Spent(turn.id, turn.asker, turn.at, turn.model_label, turn.usage, turn.cost, turn.saved)
