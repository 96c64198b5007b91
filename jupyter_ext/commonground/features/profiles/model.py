"""A profile: what a table of data looks like, in values that at least so many rows share. Pure.

It holds no row and no value that fewer than ``k`` rows have; whoever makes one sees to that.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ...core.fields import Wire

K = 10
"""Rows that must share what is shown, at the least; a team may want more."""
MOST_COLUMNS = 200
"""Columns that are looked at."""

Name = Annotated[str, StringConstraints(max_length=200)]
Short = Annotated[str, StringConstraints(max_length=80)]
Kind = Literal["number", "whole", "text", "truth", "time", "other"]
Mark = Literal["low", "5 %", "25 %", "half", "75 %", "95 %", "high"]
Unit = Literal["year", "month", "day"]


class Common(Wire):
    """A value, or a form of values, and how many of a hundred filled rows have it; 0: under one."""

    text: Short
    percent: Annotated[int, Field(ge=0, le=100)]


class Point(Wire):
    """A number near which at least ``k`` rows lie: ``half`` of all are below ``half``.

    Beyond ``low`` and ``high`` lie as many rows as must share what is shown.
    """

    mark: Mark
    about: Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?(e[+-]?\d+)?$", max_length=40)]


class Period(Wire):
    """The time that is covered: first and last unit with enough rows; ``empty`` ones between."""

    first: Short
    last: Short
    unit: Unit
    empty: int


class ProfileColumn(Wire):
    """One column. ``missing`` counts rows without a value; None: some, but fewer than ``k``.

    ``distinct`` is how many values were seen; ``unique``: no value was seen twice. ``filled``
    False: fewer than ``k`` rows have a value, and nothing is told of them.
    """

    name: Name
    type: Short
    kind: Kind
    missing: int | None = 0
    filled: bool = True
    distinct: int | None = None
    unique: bool = False
    points: list[Point] = []  # noqa: RUF012 the model is frozen
    values: list[Common] = []  # noqa: RUF012
    forms: list[Common] = []  # noqa: RUF012
    period: Period | None = None


class Profile(Wire):
    """A table. ``rows`` None: fewer than ``k``, and nothing but columns is told.

    ``seen`` rows were looked at for what is told of values; missing ones are counted in all rows.
    ``keys`` are columns, or pairs, of which no two seen rows have the same. ``more`` columns were
    left out. ``changes`` says what is other than in the last profile of the same thing.
    """

    thing: Name
    engine: Short
    rows: int | None
    seen: int
    columns: Annotated[list[ProfileColumn], Field(max_length=MOST_COLUMNS)]
    keys: Annotated[list[list[Name]], Field(max_length=10)] = []  # noqa: RUF012
    more: int = 0
    k: int = K
    at: int = 0
    changes: Annotated[
        list[Annotated[str, StringConstraints(max_length=600)]], Field(max_length=100)
    ] = []  # noqa: RUF012

    @property
    def whole(self) -> bool:
        """Whether all rows were looked at."""
        return self.rows is None or self.seen >= self.rows
