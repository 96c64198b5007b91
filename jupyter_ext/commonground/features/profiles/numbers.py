"""Numbers of a column that may be shown: each stands for at least ``k`` rows near it. Pure.

A number that itself is the value of fewer rows is not shown, but one beside it.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import numpy

from .model import Mark, Point

Numbers = numpy.ndarray[Any, numpy.dtype[numpy.float64]]
QUANTILES: tuple[tuple[Mark, float], ...] = (
    ("5 %", 0.05),
    ("25 %", 0.25),
    ("half", 0.5),
    ("75 %", 0.75),
    ("95 %", 0.95),
)
_STEPS = tuple(Decimal(part).scaleb(power) for power in (-2, -1, 0) for part in (1, 2, 5))
"""What is rounded to, beside the power of ten of the spread: the finest first."""
_BESIDE = (Decimal("0.05"), Decimal("0.0137"), Decimal("0.00731"))
"""Parts of what is rounded to, by which a number steps aside from a value of few rows."""
_FINEST = 8
"""Places behind the point up to which numbers count as written by people, such as prices."""
_READ = 2_000


def points_of(values: Numbers, k: int, *, whole: bool, all_known: bool) -> list[Point]:
    """What of these values (finite) is shown, from low to high.

    ``whole``: they are whole numbers. Unless they are ``all_known``, one that is shown may be the
    value of a row that is not among them: only of numbers that are not whole is that to be asked.
    """
    ordered = numpy.sort(values)
    count = len(ordered)
    if count < k:
        return []
    wanted: list[tuple[Mark, float]] = [("low", float(ordered[k - 1]))]
    wanted += [
        (mark, float(ordered[int(part * (count - 1))]))
        for mark, part in QUANTILES
        if min(part, 1 - part) * count >= k
    ]
    wanted.append(("high", float(ordered[count - k])))
    near = _Near(ordered, k, whole, all_known=all_known)
    shown = [(mark, number) for mark, value in wanted if (number := near.to(value)) is not None]
    return [Point(mark=mark, about=text_of(n)) for mark, n in _rising(shown)]


def _rising(found: list[tuple[Mark, Decimal]]) -> list[tuple[Mark, Decimal]]:
    """Without those that rounding put below one before them."""
    kept: list[tuple[Mark, Decimal]] = []
    for mark, number in found:
        if not kept or number >= kept[-1][1]:
            kept.append((mark, number))
    return kept


class _Near:
    """Finds a number to show for a value. ``all_known``: these are all the values there are."""

    def __init__(self, ordered: Numbers, k: int, whole: bool, *, all_known: bool) -> None:
        self._ordered = ordered
        self._k = k
        self._whole = whole
        self._all_known = all_known
        spread = float(ordered[-k] - ordered[k - 1]) if len(ordered) > 2 * k else 0.0
        usable = spread > 0 and math.isfinite(spread)
        self._spread = Decimal(repr(spread)) if usable else None
        places = 0 if whole else max(map(_places, ordered[:: max(1, len(ordered) // _READ)]))
        self._between_all = Decimal(5).scaleb(-places - 1) if places <= _FINEST else None
        """What is added to a round number so that it lies between all that is written so."""

    def to(self, value: float) -> Decimal | None:
        """The value where enough rows have it; else a round number which enough rows lie near."""
        if self.times(value) >= self._k:
            return Decimal(repr(value))
        if self._spread is None:
            return None
        base = Decimal(10) ** self._spread.adjusted()
        for step in (base * part for part in _STEPS):
            if (self._whole and step < 1) or step > self._spread:
                continue
            near = (Decimal(repr(value)) / step).to_integral_value() * step
            if self._between(float(near - step / 2), float(near + step / 2)) >= self._k:
                return self._aside(near, step)
        return None

    def _aside(self, near: Decimal, step: Decimal) -> Decimal | None:
        """That number, or one just beside it which no row has."""
        times = self.times(float(near))
        if times >= self._k or (self._all_known and times == 0):
            return near
        if self._between_all is not None:
            return near + self._between_all
        beside = (near + step * part for part in _BESIDE)
        return next((each for each in beside if self.times(float(each)) == 0), None)

    def times(self, value: float) -> int:
        """How many have just this value."""
        return self._between(value, value)

    def _between(self, low: float, high: float) -> int:
        left = numpy.searchsorted(self._ordered, low, "left")
        return int(numpy.searchsorted(self._ordered, high, "right") - left)


def _places(value: Any) -> int:
    """Places behind the point of a number as it is written shortest."""
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def text_of(number: Decimal) -> str:
    """A number as short as it can be written."""
    plain = number.normalize()
    exponent = plain.adjusted()
    text = f"{plain:e}" if exponent > 15 or exponent < -6 else f"{plain:f}"
    return "0" if text in ("-0", "0e+0") else text
