"""``python -m tests.benchmarks [--quick] [--json FILE]``: measure, print tables, write a file."""

from __future__ import annotations

import argparse
import asyncio
import time
from pathlib import Path

from . import fanout
from .figures import Report, environment, table


def main() -> None:
    """Run the benchmarks."""
    options = _options()
    started = time.time()
    machine = environment()
    reports: list[Report] = []
    for measure in (_fanout,):
        report = asyncio.run(measure(options.quick))
        print(table(report), flush=True)
        reports.append(report)


async def _fanout(quick: bool) -> Report:
    return await fanout.measure(samples=30 if quick else 200)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer samples: under 90 seconds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    return parser.parse_args()


if __name__ == "__main__":
    main()
