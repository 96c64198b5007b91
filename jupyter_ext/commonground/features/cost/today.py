"""What was spent today, kept as a sum: read once a day, then grown by each turn that ends.

It knows turns by their ids, so a turn that is told of twice (or read, and told of as well) counts
once. Sums are exact, in whole picodollars: ten times ten cents are a dollar.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ...core.spent import Spent
from .model import CostLine, day_of

PICO = 1_000_000_000_000
"""Picodollars of a US dollar."""


class SpentToday:
    """The sum of the day that begins at ``day`` (ms since 1970). Other days' turns are left out."""

    def __init__(self, day: int) -> None:
        self.day = day
        self._of_turn: dict[str, tuple[str, int]] = {}
        self._of_member: Counter[str] = Counter()

    def begin_with(self, read: Iterable[Spent]) -> None:
        """What was read; of a turn that was told of meanwhile, that is newer."""
        for one in read:
            if one.id not in self._of_turn:
                self.take(one)

    def take(self, one: Spent) -> None:
        """A turn as it is now, in the place of what was known of it."""
        if day_of(one.at) != self.day:
            return
        who, before = self._of_turn.get(one.id, (one.asker, 0))
        self._of_member[who] -= before
        cost = round((one.cost or 0.0) * PICO)
        self._of_turn[one.id] = (one.asker, cost)
        self._of_member[one.asker] += cost

    def lines(self) -> tuple[CostLine, ...]:
        """A line for each member who asked, by name; of its figures the cost alone is kept."""
        spent = sorted(self._of_member.items())
        return tuple(CostLine(self.day, who, cost=cost / PICO) for who, cost in spent)
