"""Which notebook a run without a browser is of: nothing tells, so it is found by its cells.

A person's run (nbclient, ``jupyter execute``, papermill, VS Code) says in which folder it is. The
notebook is the one of that folder, within the served one, that holds every cell that ran.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ...core.cell_step import digest
from ...core.notebook import NotebookCell, saved_cells
from ...errors import InvalidCommand
from .watch import served_file

MOST_NOTEBOOKS = 200
"""Notebooks of one folder that are read."""
MOST_READ = 16 * 1024 * 1024
"""Bytes of a notebook that is read."""


def notebook_of_run(root: Path, folder: str, digests: Iterable[str]) -> str | None:
    """The served path of the notebook in that folder whose cells have these digests; None where
    there is none. Of several (a run's output beside its notebook) it is the oldest.

    Blocking. ``root`` is resolved.
    """
    wanted = set(digests)
    fitting = [file for file in _notebooks(root, folder) if wanted <= _digests(file)]
    if not wanted or not fitting:
        return None
    oldest = min(fitting, key=lambda file: (file.stat().st_mtime_ns, file.name))
    return oldest.relative_to(root).as_posix()


def with_cells(made: Mapping[str, Any], cells: Sequence[NotebookCell]) -> dict[str, Any]:
    """What a run without a browser gathered, with the ids of the notebook's cells of those words.

    Of cells that say the same, each is taken once, in order; a last one is taken again.
    """
    ids: dict[str, list[str]] = {}
    for one in reversed(cells):
        ids.setdefault(digest(one.cell.source), []).append(one.id)

    def named(run: Mapping[str, Any]) -> dict[str, Any]:
        left = ids.get(run["digest"], [""])
        return {**run, "cell": run["cell"] or (left.pop() if len(left) > 1 else left[0])}

    found = [named(run) for run in made["cells"]]
    by_count = {run["count"]: run for run in found}
    return {**made, "cells": found, "target": by_count.get(made["target"]["count"], made["target"])}


def _notebooks(root: Path, folder: str) -> list[Path]:
    try:
        within = Path(folder).resolve().relative_to(root)
        places = sorted((root / within).glob("*.ipynb"))[:MOST_NOTEBOOKS]
    except (OSError, RuntimeError, ValueError):  # outside, or what can be no path
        return []
    files = (served_file(root, place.relative_to(root).as_posix()) for place in places)
    return [file for file in files if file is not None and file.stat().st_size <= MOST_READ]


def _digests(file: Path) -> set[str]:
    try:
        cells = saved_cells(file.read_text("utf-8"))
    except (OSError, ValueError, InvalidCommand):
        return set()
    return {digest(one.cell.source) for one in cells}
