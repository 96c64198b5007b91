"""What a benchmark hands back: figures with the machine's load beside them, as JSON and as a table.

Numbers, names and units alone; how they are measured is for each benchmark.
"""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import Any

PACKAGES = (
    "jupyter-server",
    "jupyterlab",
    "jupyter-collaboration",
    "jupyter-server-ydoc",
    "pycrdt",
    "pycrdt-websocket",
    "pycrdt-store",
    "tornado",
    "ipykernel",
    "anthropic",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured quantity. ``values`` are in the order of the columns of its table.

    ``load`` is the machine's load average (1, 5 and 15 minutes) when its measurement ended.
    """

    name: str
    values: dict[str, float | int | str | None]
    load: tuple[float, float, float] = field(default_factory=os.getloadavg)

    def to_json(self) -> dict[str, Any]:
        """The figure as it stands in the file."""
        return {"name": self.name, **self.values, "load": [round(part, 2) for part in self.load]}


@dataclass(frozen=True, slots=True)
class Report:
    """One benchmark's figures, what they mean in a sentence each, and what they stand against."""

    title: str
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The report as it stands in the file."""
        return {
            "title": self.title,
            "figures": [figure.to_json() for figure in self.figures],
            "notes": list(self.notes),
        }


def spread(values: Sequence[float], *, digits: int = 2) -> dict[str, float | int | str | None]:
    """Median, 99th percentile, largest, and how many there were."""
    return {
        "p50": round(percentile(values, 50), digits),
        "p99": round(percentile(values, 99), digits),
        "max": round(max(values), digits),
        "n": len(values),
    }


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that at least ``share`` percent of the values do not exceed."""
    if share == 50:
        return statistics.median(values)
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def compared(report: Report, stored: dict[str, Any] | None) -> Report:
    """The report with the change of each figure's times against a stored one beside them.

    ``stored`` is a report's JSON, or None; figures that it does not have get a dash.
    """
    before = {figure["name"]: figure for figure in stored["figures"]} if stored else {}
    if not before:
        return report
    figures = tuple(
        replace(f, values={**f.values, **_change(f.values, before.get(f.name, {}))})
        for f in report.figures
    )
    return replace(report, figures=figures)


def _change(now: dict[str, Any], before: dict[str, Any]) -> dict[str, str | None]:
    """The first number of a figure against the stored one, and the 99th percentile where given."""
    numbers = [name for name, value in now.items() if isinstance(value, float | int)]
    names = [name for name in numbers if name == "p99" or name == numbers[0]]
    return {f"{name} was": _against(now[name], before.get(name)) for name in names}


def _against(now: float, before: Any) -> str | None:
    if not isinstance(before, float | int) or not before:
        return None
    return f"{before:,.2f} ({100 * (now - before) / before:+.0f} %)"


def environment() -> dict[str, Any]:
    """The machine and the versions that a figure depends on."""
    return {
        "cpus": os.cpu_count(),
        "machine": platform.machine(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "load": [round(part, 2) for part in os.getloadavg()],
    }


def table(report: Report) -> str:
    """The report as lines of text, one figure a line, the load in the last column."""
    lines = [report.title, "=" * len(report.title)]
    for columns, figures in _alike(report.figures):
        head = ["", *columns, "load 1/5/15"]
        body = [[f.name, *(_cell(f.values[c]) for c in columns), _load(f.load)] for f in figures]
        widths = [max(len(row[i]) for row in [head, *body]) for i in range(len(head))]
        lines += ["", *(_line(row, widths) for row in [head, *body])]
    lines += ["", *(f"  {note}" for note in report.notes)] if report.notes else []
    return "\n".join(lines) + "\n"


def _alike(figures: Iterable[Figure]) -> list[tuple[tuple[str, ...], list[Figure]]]:
    """Figures in their order, those with the same columns that follow each other together."""
    groups: list[tuple[tuple[str, ...], list[Figure]]] = []
    for figure in figures:
        columns = tuple(figure.values)
        if not groups or groups[-1][0] != columns:
            groups.append((columns, []))
        groups[-1][1].append(figure)
    return groups


def _cell(value: float | int | str | None) -> str:
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"


def _load(load: tuple[float, float, float]) -> str:
    return " ".join(f"{part:.1f}" for part in load)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (
        text.ljust(width) if index == 0 else text.rjust(width)
        for index, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([first, *rest]).rstrip()
