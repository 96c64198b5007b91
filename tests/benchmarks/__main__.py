"""``python -m tests.benchmarks [--quick] [--only NAME] [--json FILE]``: print tables of figures."""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from . import comparing, context, fanout, overhead, streaming
from .figures import Report, environment, table

BENCHMARKS: dict[str, Callable[[bool], Awaitable[Report]]] = {
    "fanout": lambda quick: fanout.measure(samples=30 if quick else 200),
    "overhead": lambda quick: overhead.measure(samples=20 if quick else 100),
    "context": lambda quick: context.measure(
        commands=200 if quick else 2_000,
        entries=1_000 if quick else 10_000,
        edits=5_000 if quick else 100_000,
    ),
    "comparing": lambda quick: comparing.measure(rate=200 if quick else 100),
    "streaming": lambda quick: streaming.measure(
        rate=400 if quick else 100, chat_step=10 if quick else 1
    ),
}


def main() -> None:
    """Run the benchmarks."""
    options = _options()
    machine, began = environment(), time.monotonic()
    reports = {}
    for name in options.only or BENCHMARKS:
        report = asyncio.run(_measure(name, options.quick))
        print(table(report), flush=True)
        reports[name] = report.to_json()
    if options.json is not None:
        found = {
            "environment": machine,
            "quick": options.quick,
            "seconds": round(time.monotonic() - began, 1),
            "reports": reports,
        }
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(found, indent=2) + "\n")
        print(f"All figures: {options.json}")


async def _measure(name: str, quick: bool) -> Report:
    return await BENCHMARKS[name](quick)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer samples, for a first look")
    parser.add_argument(
        "--only", action="append", choices=list(BENCHMARKS), help="this one; may be given again"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    return parser.parse_args()


if __name__ == "__main__":
    main()
