"""The cells of notebooks that nobody has open, read again where the file is another one."""

from __future__ import annotations

import time
from pathlib import Path

from ...code.plain_files import Stamp, read_file, stamp_of
from ...core.notebook import NotebookCell, saved_cells
from ...errors import InvalidCommand

Cells = tuple[NotebookCell, ...]
MOST_BYTES = 64 * 1024 * 1024
"""Of a notebook's file; a larger one is none that can be read here."""
MOST_KEPT = 200
"""Notebooks that are kept; the one that was asked for longest ago goes first."""
QUIET = 2_000_000_000
"""Nanoseconds after which a file system surely gives another time to another content."""


class SavedNotebooks:
    """Its method reads and parses, so call it in a thread; one call at a time."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[Stamp, Cells | None]] = {}

    def cells(self, file: Path) -> Cells | None:
        """A notebook's cells; None where no notebook is there that can be read."""
        stamp = stamp_of(file)
        if stamp is None:
            self._known.pop(file, None)
            return None
        known = self._known.pop(file, None)
        if known is not None and known[0] == stamp:
            self._known[file] = known
            return known[1]
        cells = _read(file)
        if time.time_ns() - max(stamp.changed, stamp.entered) > QUIET and stamp_of(file) == stamp:
            self._known[file] = stamp, cells
            while len(self._known) > MOST_KEPT:
                del self._known[next(iter(self._known))]
        return cells


def _read(file: Path) -> Cells | None:
    try:
        held = read_file(file, MOST_BYTES + 1)
        return None if len(held) > MOST_BYTES else saved_cells(held.decode("utf-8"))
    except (OSError, ValueError, InvalidCommand):
        return None
