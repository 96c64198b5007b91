"""Who is context owner when: turns of equal length in a fixed order, and what changes them.

Pure, and the same on every replica: it is told the rota, its changes and the time. A turn begins at
midnight in the rota's time zone, so it may last an hour more or less when clocks change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ...core.duty import Duty
from ...core.place import place_of
from ...core.setting import Setting


@dataclass(frozen=True, slots=True)
class Rota:
    """Members in their order; each turn lasts ``days`` days, the first begins on ``start``."""

    order: tuple[str, ...]
    days: int
    start: date
    zone: str

    @classmethod
    def of(cls, value: Any) -> Rota | None:
        """The rota that a setting's value describes; None where there is none."""
        if not value:
            return None
        start = date.fromisoformat(value["start"])
        return cls(tuple(value["order"]), value["days"], start, value["zone"])

    def turn_at(self, at: int) -> int:
        """The number of the turn at that time (ms since 1970); the first one's for any earlier."""
        day = datetime.fromtimestamp(at / 1000, ZoneInfo(self.zone)).date()
        return max(0, (day - self.start).days // self.days)

    def begins(self, turn: int) -> int:
        """When a turn begins, in ms since 1970."""
        day = self.start + timedelta(days=turn * self.days)
        midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.zone))
        return round(midnight.timestamp() * 1000)


Away = Mapping[str, tuple[int, int]]
"""From when until when (ms since 1970) a member is away."""


def duty(rota: Rota, changes: Iterable[Setting], away: Away, at: int) -> Duty:
    """Who is on duty at that time.

    Changes count in the turn in which they were said, in the order of the record. A ``skip`` gives
    the rest of the turn to the next in the order; ``hand_over`` gives it to the named member.
    Neither moves the turns that follow. Where the one on duty is away, the next in the order who is
    there stands in.
    """
    turn = rota.turn_at(at)
    since, until = rota.begins(turn), rota.begins(turn + 1)
    owner, place = _owner_of(rota, turn), turn
    for change in sorted(changes, key=place_of):
        if rota.begins(turn) <= change.at <= at:
            if change.value["do"] == "skip":
                place += 1
                owner = _owner_of(rota, place)
            else:
                owner = change.value["to"]
            since = change.at
    present = _present(rota, place, owner, away, at)
    following = _owner_of(rota, turn + 1)
    return Duty(present, since, until, following, owner if present != owner else None)


def _owner_of(rota: Rota, turn: int) -> str:
    return rota.order[turn % len(rota.order)]


def _present(rota: Rota, place: int, owner: str, away: Away, at: int) -> str:
    """The owner, or the next in the order who is there; the owner if nobody is."""
    candidates = [owner, *(_owner_of(rota, place + step) for step in range(1, len(rota.order)))]
    return next((who for who in candidates if not _is_away(who, away, at)), owner)


def _is_away(who: str, away: Away, at: int) -> bool:
    first, last = away.get(who, (0, 0))
    return first <= at < last
