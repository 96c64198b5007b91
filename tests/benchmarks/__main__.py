"""``python -m tests.benchmarks [--quick] [--only NAME] [--json FILE] [--store]``: the tables.

Each benchmark stands alone: one that fails is named at the end, with exit code 1, and the others
run. Beside each figure stands its change against the stored run (``baseline.json``).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
import traceback
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

from . import (
    cache,
    code,
    comparison,
    context,
    coordination,
    data,
    entries,
    fairness,
    fanout,
    handoff,
    overhead,
    profiles,
    relevance,
    search,
    sprint,
    streaming,
)
from .figures import Report, compared, environment, table

Benchmark = Callable[[bool], Awaitable[Report]]

BASELINE = Path(__file__).with_name("baseline.json")
"""The stored run, written with ``--store``."""

BENCHMARKS: dict[str, Benchmark] = {
    "fanout": lambda quick: fanout.measure(
        samples=5 if quick else 200, sizes=(2,) if quick else fanout.SIZES
    ),
    "entries": lambda quick: entries.measure(samples=3 if quick else 40, many=40 if quick else 400),
    "overhead": lambda quick: overhead.measure(
        samples=3 if quick else 100, entries=100 if quick else 1_000
    ),
    "context": lambda quick: context.measure(
        commands=40 if quick else 2_000,
        entries=200 if quick else 10_000,
        edits=500 if quick else 100_000,
    ),
    "fairness": lambda quick: fairness.measure(
        samples=10 if quick else 400, requests=100 if quick else 5_000
    ),
    "handoff": lambda quick: handoff.measure(
        events=200 if quick else 10_000, samples=2 if quick else 20
    ),
    "comparison": lambda quick: comparison.measure(rate=1_000 if quick else 100),
    "sprint": lambda quick: sprint.measure(
        tasks=50 if quick else 500, decisions=20 if quick else 200, moves=5 if quick else 200
    ),
    "search": lambda quick: search.measure(
        entries=5_000 if quick else 10_000, samples=3 if quick else 40
    ),
    "relevance": lambda quick: relevance.measure(
        sizes=(500,) if quick else (10_000, 100_000), samples=5 if quick else 100
    ),
    "code": lambda quick: code.measure(
        files=300 if quick else 10_000,
        updates=3 if quick else 100,
        judged=100 if quick else 3_000,
    ),
    "profiles": lambda quick: profiles.measure(rows=200_000 if quick else 10_000_000),
    "cache": lambda quick: cache.measure(steps=30 if quick else None),
    "coordination": lambda quick: coordination.measure(quick=quick),
    "streaming": lambda quick: streaming.measure(
        rate=1_000 if quick else 100, chat_step=100 if quick else 1
    ),
}


def main() -> int:
    """Run the benchmarks; 1 if one of them failed."""
    options = _options()
    if options.data is not None:
        data.use(options.data)
    machine, began = environment(), time.monotonic()
    stored = {} if options.quick or not BASELINE.exists() else json.loads(BASELINE.read_text())
    chosen = {name: BENCHMARKS[name] for name in options.only or BENCHMARKS}
    reports, failed = run(chosen, quick=options.quick, baseline=stored.get("reports", {}))
    found = {
        "environment": machine,
        "quick": options.quick,
        "seconds": round(time.monotonic() - began, 1),
        "reports": reports,
        "failed": failed,
    }
    if options.json is not None:
        _write(options.json, found)
        print(f"All figures: {options.json}")
    if options.store and reports:
        _write(BASELINE, found | {"reports": stored.get("reports", {}) | reports})
        print(f"The baseline from now on: {BASELINE}")
    for name, problem in failed.items():
        print(f"FAILED: {name}: {problem}", file=sys.stderr)
    return 1 if failed else 0


def run(
    benchmarks: dict[str, Benchmark], *, quick: bool, baseline: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Run each whatever becomes of the others: reports as JSON, and what failed with its reason."""
    reports: dict[str, Any] = {}
    failed: dict[str, str] = {}
    for name, benchmark in benchmarks.items():
        try:
            report = asyncio.run(_measured(benchmark, quick))
        except Exception as error:  # noqa: BLE001 - the others still run; the end says it
            traceback.print_exc()
            failed[name] = f"{type(error).__name__}: {error}".splitlines()[0]
            continue
        print(table(compared(report, baseline.get(name))), flush=True)
        reports[name] = report.to_json()
    return reports, failed


async def _measured(benchmark: Benchmark, quick: bool) -> Report:
    return await benchmark(quick)


def _write(path: Path, found: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=2) + "\n")


def _options(arguments: Iterable[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--quick",
        action="store_true",
        help="small and fast: shows that it runs, not how fast it is",
    )
    parser.add_argument(
        "--only", action="append", choices=list(BENCHMARKS), help="this one; may be given again"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="recorded data for those that measure on some"
    )
    parser.add_argument("--store", action="store_true", help="make this run the baseline")
    options = parser.parse_args(arguments if arguments is None else list(arguments))
    if options.quick and options.store:
        parser.error("a quick run is no baseline")
    return options


if __name__ == "__main__":
    sys.exit(main())
