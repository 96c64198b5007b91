"""What a DataFrame is, without its rows: schema, shape and a digest of its content.

The digest is the same for the same rows in any order, whatever the order of the columns and
whatever an unnamed index counts; a level of the index that has a name is a column like any other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Hashes = np.ndarray[Any, np.dtype[np.uint64]]

MOST_CELLS = 200_000_000
"""Of a table that is digested; it takes about a second for ten million numbers."""


@dataclass(frozen=True, slots=True)
class FrameColumn:
    """A column: its name, its type as it is written, and the digest of its values in any order."""

    name: str
    type: str
    digest: str


@dataclass(frozen=True, slots=True)
class FrameDigest:
    """``digest`` is empty where the table is too large, or holds what can't be compared."""

    rows: int
    columns: tuple[FrameColumn, ...]
    digest: str


def is_frame(value: object) -> bool:
    """Whether it is a table or a column of one: of pandas, polars or pyarrow."""
    kind = type(value)
    library = kind.__module__.partition(".")[0]
    known = {"DataFrame", "Series", "Table", "LazyFrame", "GeoDataFrame"}
    ours = any(base.__name__ in known for base in kind.__mro__)
    return ours and library in ("pandas", "polars", "pyarrow", "geopandas", "commonground")


def as_pandas(value: Any) -> pd.DataFrame:
    """The table as one of pandas, the named levels of its index among the columns.

    Raises ImportError without pandas (or what a library needs for it).
    """
    import pandas as pd

    if hasattr(value, "collect"):
        value = value.collect()
    if not isinstance(value, pd.DataFrame | pd.Series):
        value = value.to_pandas()
    if isinstance(value, pd.Series):
        value = value.to_frame("" if value.name is None else value.name)
    frame = pd.DataFrame(value, copy=False)
    named = [level for level in frame.index.names if level is not None]
    unnamed = frame.index.nlevels == 1 and not named and frame.index.dtype.kind not in "iu"
    if unnamed:
        return frame.rename_axis("index").reset_index()
    kept = (
        frame.reset_index(level=[n for n in frame.index.names if n is not None]) if named else frame
    )
    return kept.reset_index(drop=True)


def frame_digest(value: Any) -> FrameDigest:
    """The digest of a table. Raises ImportError without pandas."""
    frame = as_pandas(value)
    small = frame.shape[0] * frame.shape[1] <= MOST_CELLS
    hashes = [_hashes(frame.iloc[:, place]) if small else None for place in range(frame.shape[1])]
    names = [str(name) for name in frame.columns]
    types = [str(kind) for kind in frame.dtypes]
    columns = tuple(
        FrameColumn(name, kind, "" if held is None else _summed(held, name))
        for name, kind, held in zip(names, types, hashes, strict=True)
    )
    known = [held for held in hashes if held is not None]
    whole = _whole(names, known, len(frame)) if len(known) == len(names) else ""
    return FrameDigest(len(frame), columns, whole)


def _whole(names: list[str], hashes: list[Hashes], rows: int) -> str:
    """Rows as sums over their columns, and the table as a sum over its rows: in any order."""
    import numpy as np

    total = np.zeros(rows, dtype=np.uint64)
    for name, held in zip(names, hashes, strict=True):
        total += _mixed(held ^ _seed(name))
    return _summed(total, "\n".join(sorted(names)))


def _summed(held: Hashes, salt: str) -> str:
    import numpy as np

    first = int(_mixed(held).sum(dtype=np.uint64))
    second = int(_mixed(held ^ np.uint64(0x9E3779B97F4A7C15)).sum(dtype=np.uint64))
    said = f"{salt}\n{len(held)}\n{first:x}\n{second:x}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _seed(name: str) -> np.uint64:
    import numpy as np

    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    return np.uint64(int.from_bytes(digest[:8], "little"))


def _mixed(held: Hashes) -> Hashes:
    """Each number spread over all of its bits (the finaliser of splitmix64)."""
    import numpy as np

    mixed = held.copy()
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _hashes(series: pd.Series[Any]) -> Hashes | None:
    """A number for each value: the same for the same value, whatever its place."""
    import numpy as np
    import pandas as pd

    missing = series.isna().to_numpy(dtype=bool)
    kind = getattr(series.dtype, "kind", "O")
    if isinstance(series.dtype, pd.CategoricalDtype):
        series, kind = series.astype(object), "O"
    if kind == "M":
        plain = series.dt.tz_convert("UTC").dt.tz_localize(None) if _zoned(series) else series
        values: Any = plain.to_numpy(dtype="datetime64[us]").view("int64").copy()
    elif kind == "m":
        values = series.to_numpy(dtype="timedelta64[us]").view("int64").copy()
    elif kind in "fc" or (kind in "iub" and missing.any()):
        values = series.to_numpy(dtype="complex128" if kind == "c" else "float64", na_value=np.nan)
        values = np.where(missing, 0, values) + 0.0  # no value is one, and -0.0 is 0.0
    elif kind in "iub":
        values = series.to_numpy()
    else:
        values = np.array(
            ["" if lost else str(v) for v, lost in zip(series, missing, strict=True)], object
        )
    if not len(values):
        return np.zeros(0, dtype=np.uint64)
    try:
        hashed: Hashes = pd.util.hash_array(values, categorize=True)
    except (TypeError, ValueError):
        return None
    return np.where(missing, np.uint64(0x6D697373696E6721), hashed)


def _zoned(series: pd.Series[Any]) -> bool:
    return getattr(series.dtype, "tz", None) is not None
