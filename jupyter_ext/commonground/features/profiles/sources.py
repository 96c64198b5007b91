"""Data as it is looked at: how many rows, what is missing, some of its rows, and where a value is.

One way for what is in memory, what is asked of an engine, and what is read piece by piece. Only
narwhals knows the engines; none is imported here that nobody uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import narwhals as nw
import numpy

from ...errors import InvalidCommand

SAMPLE = 100_000
"""Rows that are looked at for what is told of values."""
WORKERS = 2
_SEED = 20_240_229

Frame = nw.DataFrame[Any]
Values = Mapping[str, Sequence[float] | Sequence[str]]
Counts = dict[str, list[int]]


class DataSource(Protocol):
    """Data that is not loaded whole for this: ``sample`` gives at most so many of its rows, by
    chance. ``held`` counts the rows of all that have each of some values, column by column."""

    engine: str

    def schema(self) -> dict[str, nw.dtypes.DType]:
        """Columns in order."""

    def rows(self) -> int:
        """All rows."""

    def missing(self) -> dict[str, int]:
        """Rows without a value (NaN is none), by column."""

    def sample(self, most: int = SAMPLE) -> Frame:
        """Some rows; all, where there are no more."""

    def held(self, values: Values) -> Counts:
        """How many rows have each value."""


class InMemory:
    """A frame of pandas, polars or arrow."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.engine = str(frame.implementation.name).lower()

    def schema(self) -> dict[str, nw.dtypes.DType]:
        """Columns in order."""
        return dict(self._frame.schema)

    def rows(self) -> int:
        """All rows."""
        return len(self._frame)

    def missing(self) -> dict[str, int]:
        """Counted column by column, on two cores."""
        columns = list(self.schema().items())
        with ThreadPoolExecutor(WORKERS) as pool:
            counts = list(pool.map(lambda c: _count(self._frame, _absent(*c)), columns))
        return {name: n for (name, _), n in zip(columns, counts, strict=True)}

    def sample(self, most: int = SAMPLE) -> Frame:
        """Rows by chance, the same each time."""
        rows = self.rows()
        if rows <= most:
            return self._frame
        chosen = numpy.unique(numpy.random.default_rng(_SEED).integers(0, rows, most))
        found: Frame = self._frame[chosen.tolist()]
        return found

    def held(self, values: Values) -> Counts:
        """Compared with each, on two cores."""
        with ThreadPoolExecutor(WORKERS) as pool:
            counts = pool.map(lambda one: _held(self._frame, *one), values.items())
            return dict(zip(values, counts, strict=True))


class EngineTable:
    """What an engine computes when it is asked: a lazy frame of polars, a relation of duckdb."""

    def __init__(self, frame: nw.LazyFrame[Any]) -> None:
        self._frame = frame
        self.engine = str(frame.implementation.name).lower()
        self._schema = dict(frame.collect_schema())
        self._rows: int | None = None

    def schema(self) -> dict[str, nw.dtypes.DType]:
        """Columns in order."""
        return self._schema

    def rows(self) -> int:
        """All rows."""
        if self._rows is None:
            self._rows = int(self._one(nw.len().alias("rows"))["rows"])
        return self._rows

    def missing(self) -> dict[str, int]:
        """In one pass over all."""
        wanted = [_absent(name, kind).sum().alias(name) for name, kind in self._schema.items()]
        return {name: int(n or 0) for name, n in self._one(*wanted).items()}

    def sample(self, most: int = SAMPLE) -> Frame:
        """Rows by chance from duckdb, each so-and-so-manieth from polars, the first from others."""
        if self.rows() <= most:
            return _collected(self._frame)
        native = self._frame.to_native()
        if self.engine == "duckdb":
            chosen = f"SELECT * FROM data USING SAMPLE reservoir({most} ROWS) REPEATABLE ({_SEED})"
            return _collected(nw.from_native(native.query("data", chosen)))
        if self.engine == "polars":
            step = -(-self.rows() // most)
            return _collected(nw.from_native(native.gather_every(step)))
        return _collected(self._frame.head(most))

    def held(self, values: Values) -> Counts:
        """In one pass over all."""
        wanted = [
            (nw.col(name) == value).sum().alias(f"{place}:{number}")
            for place, (name, held) in enumerate(values.items())
            for number, value in enumerate(held)
        ]
        found = self._one(*wanted) if wanted else {}
        return {
            name: [int(found[f"{place}:{number}"] or 0) for number in range(len(held))]
            for place, (name, held) in enumerate(values.items())
        }

    def _one(self, *wanted: nw.Expr) -> dict[str, Any]:
        found: dict[str, Any] = _collected(self._frame.select(*wanted)).rows(named=True)[0]
        return found


class InPieces:
    """A file that is read from its beginning, as often as is needed, and never held whole.

    ``read`` gives its pieces: of some columns, or of all.
    """

    def __init__(self, engine: str, read: Callable[[list[str] | None], Iterator[Any]]) -> None:
        self.engine = engine
        self._read = read
        self._rows = 0
        self._missing: dict[str, int] = {}
        self._kept = self._look()

    def schema(self) -> dict[str, nw.dtypes.DType]:
        """Columns in order, as the rows that were kept have them."""
        return dict(self._kept.schema)

    def rows(self) -> int:
        """All rows."""
        return self._rows

    def missing(self) -> dict[str, int]:
        """Rows without a value."""
        return self._missing

    def sample(self, most: int = SAMPLE) -> Frame:
        """What was kept."""
        return self._kept

    def held(self, values: Values) -> Counts:
        """Those columns are read once more."""
        found = {name: [0] * len(held) for name, held in values.items()}
        for native in self._read(list(values)) if values else ():
            piece = framed(native)
            for name, held in values.items():
                more = _held(piece, name, held)
                found[name] = [a + b for a, b in zip(found[name], more, strict=True)]
        return found

    def _look(self) -> Frame:
        """Read all of it, and keep some rows by chance."""
        chance = numpy.random.default_rng(_SEED)
        kept: list[tuple[Any, Frame]] = []
        for native in self._read(None):
            piece = framed(native)
            self._rows += len(piece)
            for name, kind in piece.schema.items():
                absent = _count(piece, _absent(name, kind))
                self._missing[name] = self._missing.get(name, 0) + absent
            kept.append((chance.random(len(piece)), piece))
            if sum(len(marks) for marks, _ in kept) > 2 * SAMPLE:
                kept = [_fewer(kept)]
        if not kept:
            raise InvalidCommand("The file holds no table.")
        return _fewer(kept)[1]


def _fewer(kept: list[tuple[Any, Frame]]) -> tuple[Any, Frame]:
    """The rows with the least marks, in the order in which they were read."""
    marks = numpy.concatenate([each for each, _ in kept])
    frame = kept[0][1] if len(kept) == 1 else nw.concat([each for _, each in kept])
    if len(marks) <= SAMPLE:
        return marks, frame
    chosen = numpy.sort(numpy.argpartition(marks, SAMPLE)[:SAMPLE])
    return marks[chosen], frame[chosen.tolist()]


def source_of(value: Any) -> DataSource | None:
    """The data that a value holds; None where it is no table. Raises InvalidCommand."""
    try:
        found = nw.from_native(_plain(value), pass_through=True, allow_series=True)
    except (ValueError, TypeError) as error:
        raise InvalidCommand(f"This table can't be read: {error}") from None
    if isinstance(found, nw.Series):
        return InMemory(found.to_frame())
    if isinstance(found, nw.LazyFrame):
        return EngineTable(found)
    return InMemory(found) if isinstance(found, nw.DataFrame) else None


def framed(native: Any) -> Frame:
    """A piece as narwhals has it."""
    return nw.from_native(_plain(native), eager_only=True)


def _plain(value: Any) -> Any:
    """A table whose columns have names, and no name twice: others can't be told apart."""
    ours = type(value).__mro__
    if not any(one.__module__.partition(".")[0] == "pandas" for one in ours):
        return value
    columns = getattr(value, "columns", None)
    if columns is None:
        return value
    names = [name if isinstance(name, str) else str(name) for name in columns]
    if names == list(columns) and len(set(names)) == len(names):
        return value
    renamed = value.copy(deep=False)
    renamed.columns = [
        name if names.index(name) == place else f"{name} ({place + 1})"
        for place, name in enumerate(names)
    ]
    return renamed


def _collected(frame: nw.LazyFrame[Any]) -> Frame:
    if frame.implementation.is_polars():
        return frame.collect(backend="polars")
    return frame.collect(backend="pandas")


def _absent(name: str, kind: Any = None) -> nw.Expr:
    column = nw.col(name)
    return (
        column.is_null() | column.is_nan()
        if kind is not None and kind.is_float()
        else column.is_null()
    )


def _count(frame: Frame, wanted: nw.Expr) -> int:
    return int(frame.select(wanted.sum().alias("count")).item() or 0)


def _held(frame: Frame, name: str, values: Sequence[float] | Sequence[str]) -> list[int]:
    texts = bool(values) and isinstance(values[0], str)
    column = nw.col(name).cast(nw.String) if texts else nw.col(name)
    return [_count(frame, column == value) for value in values]
