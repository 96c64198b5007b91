"""Places in a room's record: what came after what, whatever the clocks of its servers say.

A record's ``tick`` is greater than that of everything its server had seen when it wrote it
(a Lamport clock, which the documents keep). So a word that answers another one comes after it,
also where a clock was set back; those of two servers that had not met go by time, then by id.
"""

from __future__ import annotations

from typing import Protocol

Place = tuple[int, int, str]

MOST_TICKS = 2**53 - 1
"""The greatest whole number that every reader of a document can tell from the next."""


class Placed(Protocol):
    """What a room's record holds: facts and settings."""

    @property
    def id(self) -> str:
        """Its id: no other one has it."""
        ...

    @property
    def at(self) -> int:
        """When, by the clock of the server that wrote it: milliseconds since 1970, UTC."""
        ...

    @property
    def tick(self) -> int:
        """Its number in the order of the record; 0 where an earlier version wrote it."""
        ...


def place_of(one: Placed) -> Place:
    """What a record is ordered by, the same on every replica. Without a tick it comes first."""
    return one.tick, one.at, one.id


def read_tick(value: object) -> int:
    """The tick that a document holds; 0 for whatever is none."""
    whole = isinstance(value, int | float) and not isinstance(value, bool) and value == value
    return int(value) if whole and 0 < value <= MOST_TICKS else 0  # type: ignore[operator, call-overload]
