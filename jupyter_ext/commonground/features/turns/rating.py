"""What members think of an answer: thumbs up or down, one from each, with whose it is.

A fact of the turn: of a shared one in the team's document, of a private one in its asker's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from ...core.command import Command
from ...core.fact import Fact, Facts, ordered
from ...core.fields import Identifier
from ...core.plan import Change, Plan
from ...core.planner import Planner

RATED = "turn:rated"
Thumb = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Rating:
    """One member's thumb for one turn, since ``at`` (ms since 1970)."""

    turn: str
    by: str
    value: Thumb
    at: int


class RateTurn(Command):
    """A thumb, or none any more, by the server: it knows whether the turn is its asker's alone."""

    command: Literal["rate_turn"] = "rate_turn"
    from_people: ClassVar[bool] = False
    turn: Identifier
    value: Thumb | None
    private: bool

    @property
    def turns(self) -> tuple[str, ...]:
        """The turn."""
        return (self.turn,)

    def plan(self, planner: Planner) -> Plan:
        """One fact; the same thumb once more adds nothing."""
        rooms = planner.rooms.values() if self.private else planner.shared()
        me = planner.member.username
        own = [r.value for r in ratings_in(rooms) if (r.turn, r.by) == (self.turn, me)]
        if own == ([self.value] if self.value else []):
            return planner.said(self.turn)
        said = planner.fact(self.turn, RATED, {"value": self.value or "none"})
        if not self.private:
            return planner.said(self.turn, said)
        return Plan(((planner.own_room, Change(facts=(said,))),), thing=self.turn)


def ratings_in(rooms: Iterable[Facts]) -> tuple[Rating, ...]:
    """The thumbs that stand, in the order of the record: of each member their last word."""
    last: dict[tuple[str, str], Fact] = {}
    for fact in ordered(f for room in rooms for f in room.facts.values() if f.name == RATED):
        last[fact.about, fact.by] = fact
    return tuple(rating for fact in last.values() if (rating := _rating(fact)) is not None)


def _rating(fact: Fact) -> Rating | None:
    match fact.value.get("value"):
        case "up" | "down" as value:
            return Rating(fact.about, fact.by, value, fact.at)
    return None
