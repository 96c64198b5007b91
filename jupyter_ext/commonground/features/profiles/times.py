"""The time that a column covers: first to last day, month or year of enough rows. Pure."""

from __future__ import annotations

from typing import Any

import numpy

from .model import Period, Unit

UNITS: tuple[tuple[Unit, str], ...] = (("day", "D"), ("month", "M"), ("year", "Y"))
COVERED = 0.99
"""The share of rows that the units with enough rows must hold; else a coarser one is taken."""
Stamps = numpy.ndarray[Any, numpy.dtype[numpy.datetime64]]


def period_of(stamps: Stamps, k: int) -> Period | None:
    """In the finest unit in which nearly all rows are with enough others; None: in none."""
    for unit, code in UNITS:
        bins, counts = numpy.unique(stamps.astype(f"datetime64[{code}]"), return_counts=True)
        dense = counts >= k
        if counts[dense].sum() >= COVERED * len(stamps) or (unit == "year" and dense.any()):
            inside = bins[dense]
            span = int((inside[-1] - inside[0]).astype(int)) + 1
            known = int(((bins >= inside[0]) & (bins <= inside[-1])).sum())
            first, last = str(inside[0]), str(inside[-1])
            return Period(first=first, last=last, unit=unit, empty=span - known)
    return None
