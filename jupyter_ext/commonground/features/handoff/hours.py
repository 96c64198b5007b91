"""When members' days end, by time zone, and the stretch of time that a handoff covers.

Pure: it is told the settings and the time. A day's end is a time on the wall, so between two of
them lie 23 or 25 hours when clocks change, and a weekend before Monday's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ...core.setting import Setting
from ...core.zone import canonical_zone

DAY = 24 * 60
"""Minutes: the latest end of a day, midnight."""
_LOOK = 15
"""Days that are looked at for a working day: every week has one."""


@dataclass(frozen=True, slots=True)
class Window:
    """From when (not included) until when (included), in ms since 1970, and in whose time zones."""

    since: int
    until: int
    zones: tuple[str, ...] = ("UTC",)

    def holds(self, at: int) -> bool:
        """Whether that time lies in it."""
        return self.since < at <= self.until

    @property
    def zone(self) -> str:
        """The zone in which its times are told."""
        return self.zones[0]


@dataclass(frozen=True, slots=True)
class Hours:
    """The working days (1 is Monday) of a time zone, and their end in minutes after midnight.

    ``at`` is when somebody said so (ms since 1970): before that, no day of it had an end.
    """

    zone: str
    days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    end: int = 18 * 60
    at: int = 0

    def __or__(self, other: Hours) -> Hours:
        """Of two members of one zone: whoever works works, and the later end is the day's."""
        return replace(
            self,
            days=self.days | other.days,
            end=max(self.end, other.end),
            at=min(self.at, other.at),
        )

    def day(self, at: int) -> date:
        """The local day."""
        return datetime.fromtimestamp(at / 1000, ZoneInfo(self.zone)).date()

    def ends(self, day: date) -> int:
        """When that local day ends, in ms since 1970.

        Where clocks skip that time it is as long after midnight as the wall would have had it;
        where it comes twice, the first one counts.
        """
        more, minutes = divmod(self.end, DAY)
        wall = time(minutes // 60, minutes % 60, tzinfo=ZoneInfo(self.zone))
        local = datetime.combine(day + timedelta(days=more), wall)
        return round(local.timestamp() * 1000)

    def working(self, day: date) -> bool:
        """Whether somebody works on that day of the week."""
        return day.isoweekday() in self.days

    def last_end(self, at: int) -> int:
        """The end of the last working day that is over."""
        return next(end for end in self._ends(self.day(at) + timedelta(days=1), -1) if end <= at)

    def next_end(self, at: int) -> int:
        """The next end of a working day."""
        return next(end for end in self._ends(self.day(at) - timedelta(days=1), 1) if end > at)

    def _ends(self, day: date, step: int) -> Iterator[int]:
        days = (day + timedelta(days=step * n) for n in range(_LOOK))
        return (self.ends(one) for one in days if self.working(one))

    def whole(self, due: int) -> Window:
        """What the handoff at the end of a working day covers: all since the end of the last."""
        return Window(self.last_end(due - 1), due, (self.zone,))

    def today(self, at: int) -> Window:
        """All since the end of the last working day before this one, so far."""
        yesterday = self.day(at) - timedelta(days=1)
        since = next(iter(self._ends(yesterday, -1)))
        return Window(min(since, at), at, (self.zone,))


EVERYWHERE = Hours("UTC")
"""Where nobody said otherwise."""


def hours_of(settings: Mapping[str, Setting], username: str) -> tuple[Hours, ...]:
    """The zones that a member works in, as they said; none if they did not."""
    setting = settings.get(f"zone:{username}")
    if setting is None or setting.value is None:
        return ()
    value = setting.value
    days, end = frozenset(value["days"]), minutes(value["end"])
    zones = dict.fromkeys(canonical_zone(zone) for zone in value["zones"])
    return tuple(Hours(zone, days, end, setting.at) for zone in zones)


def hours_in(settings: Mapping[str, Setting]) -> dict[str, Hours]:
    """The hours of every zone that somebody works in, by its name."""
    found: dict[str, Hours] = {}
    for name in sorted(settings):
        if name.startswith("zone:"):
            for hours in hours_of(settings, name.removeprefix("zone:")):
                known = found.get(hours.zone)
                found[hours.zone] = hours if known is None else known | hours
    return found


def today_in(hours: Iterable[Hours], at: int) -> Window:
    """Today of somebody who works in these zones: from the earliest of their days' beginnings."""
    windows = [one.today(at) for one in hours] or [EVERYWHERE.today(at)]
    zones = tuple(dict.fromkeys(zone for window in windows for zone in window.zones))
    return Window(min(window.since for window in windows), at, zones)


def minutes(end: str) -> int:
    """Minutes after midnight of ``HH:MM``, up to 24:00. Raises ValueError for anything else."""
    hour, _, minute = end.partition(":")
    if len(hour) != 2 or len(minute) != 2 or not (hour + minute).isascii() or int(minute) > 59:
        raise ValueError(end)
    found = int(hour) * 60 + int(minute)
    if not 0 < found <= DAY:
        raise ValueError(end)
    return found


def time_text(at: int, zone: str) -> str:
    """A time as people of that zone read it: ``Thu 26 Nov 2026, 17:02``."""
    local = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone))
    return f"{_WEEK[local.weekday()]} {local.day} {_YEAR[local.month - 1]} {local:%Y, %H:%M}"


def time_in(at: int, zone: str) -> str:
    """A time in a zone that a document names; in UTC where this system knows no such zone."""
    try:
        return time_text(at, zone)
    except (KeyError, ValueError, OSError):
        return time_text(at, "UTC")


_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_YEAR = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
