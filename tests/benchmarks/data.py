"""Where recorded data lies that some benchmarks measure on: ``--data DIR``."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "COMMONGROUND_BENCH_DATA"


def use(folder: Path) -> None:
    """From now on, for this process and those that it starts."""
    os.environ[VARIABLE] = str(folder)


def files(pattern: str) -> list[Path]:
    """The files there of that pattern, by name; none where no folder was named."""
    folder = os.environ.get(VARIABLE)
    return sorted(Path(folder).glob(pattern)) if folder else []
