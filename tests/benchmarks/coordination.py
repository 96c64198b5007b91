"""Who would have been told of a conflict before it came, and a simulation of what that avoids.

On the files ``coordination_*.jsonl*`` of ``--data DIR``; without it, on a small made-up set, which
shows that it runs and says nothing of real work.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from commonground.features.claims.bench import measure as told
from commonground.features.claims.generated import generated
from commonground.features.claims.records import Parallel, read
from commonground.features.claims.simulation import simulate

from . import data
from .figures import Figure, Report

QUICK = 100
"""Records of each file in a quick run."""


async def measure(*, quick: bool) -> Report:
    """Precision and recall by file, the time of a comparison, and the simulation."""
    sets = {path.name.split(".")[0]: read(path) for path in data.files("coordination_*.jsonl*")}
    if not sets:
        sets = {"generated": generated(pairs=QUICK)}
    figures = []
    for name, records in sets.items():
        some = records[:: max(len(records) // QUICK, 1)] if quick else records
        figures += await asyncio.to_thread(_figures, name, some)
    return Report(
        "Coordination: work that will conflict",
        tuple(figures),
        (
            "precision and recall: averaged over repositories with a conflict",
            "simulation: the share of conflicts that scripted editors avoid where seven of ten "
            "notices are followed, and the share of harmless hunks that they put off",
        ),
    )


def _figures(name: str, records: Sequence[Parallel]) -> list[Figure]:
    result = told(records)
    ended = simulate(records)["compliance"]["0.7"]
    return [
        Figure(f"{name}: warned", _scores(result["warn"])),
        Figure(f"{name}: warned half-way", _scores(result["half"])),
        Figure(f"{name}: a comparison, ms", {"mean": result["ms_per_comparison"]}),
        Figure(
            f"{name}: simulation",
            {
                "avoided": ended["conflicts_avoided"],
                "delayed": ended["harmless_work_delayed"],
            },
        ),
    ]


def _scores(part: dict[str, Any]) -> dict[str, float | int | str | None]:
    return {key: part[key] for key in ("precision", "recall", "f1", "alerts_per_developer_day")}
