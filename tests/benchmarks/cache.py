"""A recorded day of seven members, replayed against a simulator of the provider's cache."""

from __future__ import annotations

import asyncio
from pathlib import Path

from commonground.ai.embedding import Nearness
from commonground.cli.cache_bench import replayed
from commonground.cli.cache_day import day_in

from .figures import Figure, Report

DAY = Path(__file__).parents[1] / "data" / "cache" / "day.jsonl"


async def measure(*, steps: int | None) -> Report:
    """Replay the first ``steps`` of the day; None: all of it."""
    day = day_in(DAY.read_text(encoding="utf-8").split("\n"))
    part = day.model_copy(update={"steps": day.steps[:steps]})
    found = await asyncio.to_thread(replayed, part, nearness=Nearness())
    return Report(
        "A day's prompts and the provider's cache",
        tuple(Figure(name, figures) for name, figures in found["ways"].items()),
        (
            f"{found['asks']} asks of {found['model']}; ours cost {found['of_everything']:.1%} of "
            "everything in each prompt.",
            "Aims: a read_share of 0.9, and a cost of 0.25 of what it would be without a cache.",
        ),
    )
