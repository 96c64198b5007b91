"""How long a provider is to keep what everyone's asks share: chosen by how often the team asks.

Pure. Keeping it for an hour costs more to write and is written less often. Each ask that finds it
begins its life anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Life = Literal["5m", "1h"]
LIVES: Mapping[Life, int] = {"5m": 300_000, "1h": 3_600_000}
"""Milliseconds."""
REMEMBERED = 86_400_000
"""Milliseconds of asks that the rhythm is read from: a day, its night included."""


@dataclass(frozen=True, slots=True)
class CachePrices:
    """What one token costs that is read, or written to be kept so long; in any unit."""

    read: float
    write: Mapping[Life, float]


PUBLISHED = CachePrices(0.1, {"5m": 1.25, "1h": 2.0})
"""Shares of a fresh token's price, where a model's own are not known."""


def life_for(begun: Sequence[int], now: int, prices: CachePrices = PUBLISHED) -> Life:
    """The life that would have cost less for the asks of the last day, and the one at ``now``.

    ``begun`` are milliseconds since 1970, oldest first. Where there is nothing to choose by, five
    minutes.
    """
    asks = [*(at for at in begun if now - REMEMBERED < at <= now), now]

    def spent(life: Life) -> float:
        missed = sum(after - before > LIVES[life] for before, after in pairwise(asks))
        return (1 + missed) * prices.write[life] + (len(asks) - 1 - missed) * prices.read

    return min(LIVES, key=spent)
