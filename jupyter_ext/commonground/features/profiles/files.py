"""Files of data, read without holding them whole: CSV, Parquet, JSON and lines of JSON.

CSV and JSON are read by pandas in pieces; Parquet by what the user has that reads it.
"""

from __future__ import annotations

import glob
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import InvalidCommand
from .sources import DataSource, InPieces, source_of
from .suffixes import LINES, SUFFIXES, TEXTS

PIECE = 100_000
"""Rows of a piece."""
MOST_JSON = 64_000_000
"""Bytes of a JSON file that is one value, and so is read at once."""
_PARQUET = ("pyarrow", "polars", "duckdb")


def opened(path: Path) -> DataSource:
    """The data of a file. Raises InvalidCommand."""
    name = path.name.lower()
    kind = Path(name.removesuffix(".gz")).suffix
    try:
        if kind in TEXTS:
            return InPieces(kind[1:], lambda columns: _separated(path, TEXTS[kind], columns))
        if kind in LINES or (kind == ".json" and _holds_lines(path)):
            return InPieces("json lines", lambda columns: _lines(path, columns))
        if kind == ".json":
            return _whole_json(path)
        if kind == ".parquet":
            return _parquet(path)
    except (ValueError, pd.errors.ParserError, UnicodeDecodeError) as error:
        said = type(error).__name__  # the error itself may quote a row
        raise InvalidCommand(
            f"{path.name[:100]!r} can't be read as a table ({said}).",
            "See that it holds one table, in UTF-8, with names in its first line.",
        ) from None
    except OSError as error:
        raise InvalidCommand(f"{path.name[:100]!r} can't be read: {error.strerror}.") from None
    raise InvalidCommand(
        f"{path.name[:100]!r} is no file of data that is known here.",
        f"Name one that ends in {', '.join(SUFFIXES)}.",
    )


def _separated(path: Path, separator: str, columns: list[str] | None) -> Iterator[Any]:
    with pd.read_csv(path, sep=separator, chunksize=PIECE, usecols=columns) as pieces:
        yield from map(_even, pieces)


def _lines(path: Path, columns: list[str] | None) -> Iterator[Any]:
    with pd.read_json(path, lines=True, chunksize=PIECE) as pieces:
        yield from (_even(piece if columns is None else piece[columns]) for piece in pieces)


def _even(piece: Any) -> Any:
    """Columns of mixed values as text, so that pieces fit together."""
    mixed = [name for name in piece.columns if piece[name].dtype == object]
    for name in mixed:
        column = piece[name]
        piece[name] = column.astype(str).where(column.notna(), None).astype("string")
    return piece


def _holds_lines(path: Path) -> bool:
    """Whether each line is an object: a JSON file that is none begins with a bracket."""
    with path.open("rb") as file:
        return file.read(1_000).lstrip()[:1] == b"{"


def _whole_json(path: Path) -> DataSource:
    if path.stat().st_size > MOST_JSON:
        raise InvalidCommand(
            f"{path.name[:100]!r} is one JSON value, and too large to read at once.",
            "Write it as lines of JSON (.jsonl), or as Parquet.",
        )
    return InPieces("json", lambda columns: iter([_json(path, columns)]))


def _json(path: Path, columns: list[str] | None) -> Any:
    frame = pd.read_json(path)
    return _even(frame if columns is None else frame[columns])


def _parquet(path: Path) -> DataSource:
    found = next((name for name in _PARQUET if importlib.util.find_spec(name)), None)
    if found == "pyarrow":
        return InPieces("parquet", lambda columns: _batches(path, columns))
    if found == "polars":
        import polars

        lazy = source_of(polars.scan_parquet(path, glob=False))
    elif found == "duckdb":
        import duckdb

        lazy = source_of(duckdb.read_parquet(glob.escape(str(path))))
    else:
        lazy = None
    if lazy is None:
        raise InvalidCommand(
            "Nothing here reads Parquet.",
            "Install pyarrow (or polars, or duckdb): %pip install pyarrow",
        )
    return lazy


def _batches(path: Path, columns: list[str] | None) -> Iterator[Any]:
    import pyarrow  # type: ignore[import-untyped]
    import pyarrow.parquet  # type: ignore[import-untyped]

    with pyarrow.parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(PIECE, columns=columns):
            yield pyarrow.Table.from_batches([batch])
