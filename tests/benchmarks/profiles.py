"""A profile of a large table beside pandas' own ``describe``, in the same run and on the same data.

Time on the clock and on the processors, and what it takes of memory at most beside the table.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from commonground.features.profiles.measure import profile_of
from commonground.features.profiles.sources import source_of

from .figures import Figure, Report

TARGET_SECONDS = 5.0
SEED = 7


def table(rows: int) -> pd.DataFrame:
    """20 columns: measures, counts, classes, texts, times, truths, and a number for each row."""
    chance = np.random.default_rng(SEED)
    words = np.array(["north", "south", "east", "west"])
    columns: dict[str, Any] = {f"measure_{n}": chance.normal(100, 15, rows) for n in range(7)}
    columns["price"] = chance.gamma(2, 20, rows).round(2)
    columns["share"] = np.where(chance.random(rows) < 0.1, np.nan, chance.random(rows))
    columns |= {f"count_{n}": chance.integers(0, 10 ** (n + 1), rows) for n in range(5)}
    columns["class"] = pd.Categorical.from_codes(chance.integers(0, 5, rows), list("abcde"))
    columns["region"] = pd.Series(words[chance.integers(0, 4, rows)], dtype="str")
    columns["grade"] = pd.Categorical.from_codes(chance.integers(0, 3, rows), ["x", "y", "z"])
    columns["at"] = pd.to_datetime(chance.integers(1_600_000_000, 1_700_000_000, rows), unit="s")
    columns["vip"] = chance.random(rows) < 0.3
    columns["id"] = np.arange(rows)
    return pd.DataFrame(columns)


async def measure(*, rows: int) -> Report:
    """Both on a table of so many rows."""
    frame = table(rows)
    source = source_of(frame)
    assert source is not None
    ours = _timed(lambda: profile_of(source, "table"))
    theirs = _timed(frame.describe)
    tracemalloc.start()
    profile = profile_of(source, "table")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    held = int(frame.memory_usage(deep=False).sum())
    figures = (
        Figure("profile", {**ours, "memory_mb": round(most / 1e6)}),
        Figure("pandas describe", {**theirs, "memory_mb": None}),
        Figure("ratio", {name: round(ours[name] / theirs[name], 3) for name in ours}),
    )
    return Report(
        f"A profile of {rows:,} rows, {len(frame.columns)} columns ({held / 1e6:,.0f} MB)",
        figures,
        (
            f"Target: {TARGET_SECONDS:.0f} s for 10,000,000 rows on two idle cores.",
            f"{profile.seen:,} rows are looked at for values; what is missing, and whether a "
            "number that is told is some row's value, is asked of all.",
            "describe tells of numbers and times alone, from all rows, and shows the outermost.",
        ),
    )


def _timed(act: Callable[[], Any]) -> dict[str, float]:
    clock, work = time.perf_counter(), time.process_time()
    act()
    return {
        "seconds": round(time.perf_counter() - clock, 3),
        "processor_seconds": round(time.process_time() - work, 3),
    }
