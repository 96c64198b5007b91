"""Makes a profile of data: what may be told of each column, and of all of them together.

What fewer than ``k`` rows share is left out here, before anything else sees it.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import combinations, islice
from typing import Any

import narwhals as nw
import numpy
import pandas as pd

from .model import MOST_COLUMNS, K, Kind, Period, Profile, ProfileColumn
from .numbers import points_of, text_of
from .sources import WORKERS, DataSource
from .texts import common_forms, common_values, counted
from .times import period_of

FEW_VALUES = 20
"""Distinct numbers up to which they are told one by one, too."""
MOST_KEYS, MOST_PAIRS = 5, 15
WELL_TOLD = 50
"""Of a hundred rows: where the common values cover so many, their forms say nothing more."""
NAME = 200
_TIME = re.compile(r"9999-99-99")


def profile_of(source: DataSource, thing: str, k: int = K, *, at: int = 0) -> Profile:
    """What it looks like, in what at least ``k`` rows share. ``at`` is when, in ms since 1970."""
    schema, rows = source.schema(), source.rows()
    wanted = dict(islice(schema.items(), MOST_COLUMNS))
    more = len(schema) - len(wanted)
    if rows < k:
        bare = [_bare(name, kind) for name, kind in wanted.items()]
        return _profile(source, thing, None, 0, bare, [], more, k, at)
    sample, missing = source.sample(), source.missing()

    def look(name: str) -> ProfileColumn:
        return _Look(source, sample[name], wanted[name], k, rows, missing[name]).column()

    with ThreadPoolExecutor(WORKERS) as pool:
        columns = list(pool.map(look, wanted))
    if len(sample) < rows:
        columns = _held_by_enough(source, columns, k)
    keys = _keys(sample, columns)
    return _profile(source, thing, rows, len(sample), columns, keys, more, k, at)


def _profile(
    source: DataSource, thing: str, rows: int | None, seen: int, columns: list[ProfileColumn],
    keys: list[list[str]], more: int, k: int, at: int,
) -> Profile:  # fmt: skip
    return Profile(
        thing=thing[:NAME],
        engine=source.engine,
        rows=rows,
        seen=seen,
        columns=columns,
        keys=keys,
        more=more,
        k=k,
        at=at,
    )


def _held_by_enough(
    source: DataSource, columns: list[ProfileColumn], k: int
) -> list[ProfileColumn]:
    """Without what is the value of some rows, but of too few: only a look at all rows can tell.

    Between whole numbers is no value; and what enough of the rows that were seen have, enough have.
    """
    asked: dict[str, list[Any]] = {}
    for column in columns:
        if column.kind == "number" and column.points:
            asked[column.name] = [float(point.about) for point in column.points]
        elif column.forms:
            asked[column.name] = [form.text for form in column.forms]
    counts = source.held(asked)
    rare = {
        name: {value for value, n in zip(held, counts[name], strict=True) if 0 < n < k}
        for name, held in asked.items()
    }
    return [_without(column, rare.get(column.name, set())) for column in columns]


def _without(column: ProfileColumn, rare: set[Any]) -> ProfileColumn:
    if not rare:
        return column
    points = [point for point in column.points if float(point.about) not in rare]
    forms = [form for form in column.forms if form.text not in rare]
    return column.model_copy(update={"points": points, "forms": forms})


def _bare(name: str, kind: Any) -> ProfileColumn:
    return ProfileColumn(name=name[:NAME], type=_type(kind), kind=_kind(kind), filled=False)


class _Look:
    """Looks at one column: ``series`` are some of its values."""

    def __init__(
        self, source: DataSource, series: Any, dtype: Any, k: int, rows: int, missing: int
    ) -> None:
        self._source = source
        self._series = series
        self._type = dtype
        self._kind = _kind(dtype)
        self._k = k
        self._rows = rows
        self._missing = missing
        self._all_seen = len(series) >= rows

    def column(self) -> ProfileColumn:
        """What is told of it."""
        found = _bare(self._series.name, self._type)
        missing = self._missing if self._missing == 0 or self._missing >= self._k else None
        if self._rows - self._missing < self._k:
            return found.model_copy(update={"missing": None})
        more = {"missing": missing, "filled": True, **self._told()}
        return found.model_copy(update=more)

    def _told(self) -> dict[str, Any]:
        values = self._series.drop_nulls()
        match self._kind:
            case "number" | "whole":
                return self._numbers(values)
            case "text":
                return self._texts(values.cast(nw.String).to_list())
            case "truth":
                counts = counted(str(one) for one in values.to_list())
                return {"distinct": len(counts), "values": common_values(counts, self._k)}
            case "time":
                return self._times(values)
            case _:
                return {}

    def _numbers(self, values: Any) -> dict[str, Any]:
        found = numpy.asarray(values.cast(nw.Float64).to_list(), dtype=float)
        found = found[numpy.isfinite(found)]
        every, counts = numpy.unique(found, return_counts=True)
        told: dict[str, Any] = self._distinct(len(every), len(found))
        whole = self._kind == "whole"
        told["points"] = points_of(found, self._k, whole=whole, all_known=self._all_seen)
        if len(every) <= FEW_VALUES:
            texts = {_number(v): int(n) for v, n in zip(every, counts, strict=True)}
            told["values"] = common_values(texts, self._k)
        return told

    def _texts(self, values: list[str | None]) -> dict[str, Any]:
        counts = counted(values)
        told: dict[str, Any] = self._distinct(len(counts), len(values))
        told["values"] = common_values(counts, self._k)
        if sum(one.percent for one in told["values"]) < WELL_TOLD:
            told["forms"] = common_forms(counts, self._k)
        return {**told, "period": self._written_times(told, values)}

    def _written_times(self, told: dict[str, Any], values: list[str | None]) -> Period | None:
        """The time that texts cover which are times as ISO 8601 writes them."""
        forms = told.get("forms", [])
        if sum(one.percent for one in forms if _TIME.match(one.text)) < 99:
            return None
        stamps = pd.to_datetime(pd.Series(values), format="ISO8601", errors="coerce", utc=True)
        known = stamps.dropna().dt.tz_localize(None)
        return period_of(known.to_numpy().astype("datetime64[ms]"), self._k)

    def _times(self, values: Any) -> dict[str, Any]:
        stamps = numpy.asarray(values.dt.timestamp("ms").to_list(), dtype="int64")
        told = self._distinct(len(numpy.unique(stamps)), len(stamps))
        return {**told, "period": period_of(stamps.astype("datetime64[ms]"), self._k)}

    def _distinct(self, distinct: int, seen: int) -> dict[str, Any]:
        return {"distinct": distinct, "unique": distinct == seen and seen >= self._k}


def _number(value: float) -> str:
    return text_of(Decimal(repr(float(value))))


def _keys(sample: Any, columns: list[ProfileColumn]) -> list[list[str]]:
    """Columns that tell every row that was seen from every other; else pairs of them."""
    full = [c for c in columns if c.filled and c.missing == 0 and c.distinct is not None]
    alone = [[c.name] for c in full if c.unique and c.kind in ("whole", "text", "time")]
    if alone or len(sample) == 0:
        return alone[:MOST_KEYS]
    able = [c for c in full if c.kind in ("whole", "text", "time") and (c.distinct or 0) > 1]
    most = sorted(able, key=lambda c: -(c.distinct or 0))
    pairs = islice(combinations(most[:6], 2), MOST_PAIRS)
    enough = ((a, b) for a, b in pairs if (a.distinct or 0) * (b.distinct or 0) >= len(sample))
    return [[a.name, b.name] for a, b in enough if _tells_apart(sample, a.name, b.name)][:MOST_KEYS]


def _tells_apart(sample: Any, first: str, second: str) -> bool:
    return len(sample.select(first, second).unique()) == len(sample)


def _kind(dtype: Any) -> Kind:
    if dtype.is_integer():
        return "whole"
    if dtype.is_numeric():
        return "number"
    if dtype in (nw.Datetime, nw.Date):
        return "time"
    if dtype in (nw.String, nw.Categorical, nw.Enum):
        return "text"
    return "truth" if dtype == nw.Boolean else "other"


def _type(dtype: Any) -> str:
    """Its name alone: what some types are made of are names that people gave, or values."""
    return str(dtype.base_type().__name__).lower()
