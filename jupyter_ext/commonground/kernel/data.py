"""Data in a kernel: looked at here, where it is, and handed to the server as a profile.

What leaves is what enough rows share, and rows where somebody asks for them. The last profile of
each thing stays with IPython, for whoever looks at it again.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..core.magic import NAMED
from ..core.reference import written
from ..errors import InvalidCommand
from ..features.profiles.drift import changes
from ..features.profiles.files import opened
from ..features.profiles.measure import profile_of
from ..features.profiles.model import Profile
from ..features.profiles.report import profile_text
from ..features.profiles.rows import sample_rows
from ..features.profiles.sources import DataSource, source_of
from ..features.profiles.suffixes import is_data
from ..features.profiles.wire import to_values

KEPT = "commonground/profiles"


class KernelData:
    """The data of one shell; ``group_size`` says how many rows must share what is told of it."""

    def __init__(self, shell: Any, group_size: Callable[[], int]) -> None:
        self._shell = shell
        self._group_size = group_size

    def values(self, thing: str, rows: int | None) -> dict[str, str]:
        """What the server is sent of a variable or a file. Raises InvalidCommand."""
        source, profile = self._looked_at(thing)
        return to_values(profile, sample_rows(source, rows) if rows else "")

    def named_in(self, question: str, thing: str, *, rows: bool) -> tuple[str, dict[str, str]]:
        """A headless question that names the data it brings along, and what is told of that."""
        if rows:
            raise InvalidCommand(
                "Rows are shown to a person before they are sent, so that takes JupyterLab.",
                "Leave --rows out, or run the cell there.",
            )
        _, profile = self._looked_at(thing)
        told = {f"{NAMED}{thing}": profile_text(profile)}
        return f"{question}\n\n{written('variable', thing)}", told

    def _looked_at(self, thing: str) -> tuple[DataSource, Profile]:
        source = _source(thing, self._shell.user_ns)
        profile = profile_of(source, thing, self._group_size(), at=int(time.time() * 1000))
        changed = _since_last(self._shell, profile)
        return source, profile.model_copy(update={"changes": changed})


def _source(thing: str, namespace: Mapping[str, Any]) -> DataSource:
    if thing in namespace:
        found = source_of(namespace[thing])
        if found is None:
            raise InvalidCommand(
                f"{thing!r} is no table.",
                "Name a DataFrame of pandas or polars, a table of arrow, a relation of duckdb.",
            )
        return found
    path = Path(thing).expanduser()
    if is_data(thing) and path.is_file():
        return opened(path)
    raise InvalidCommand(
        f"There is no variable {thing!r} in this notebook, and no file of data of that name.",
        "Run the cell that makes it, or write the path of a CSV, Parquet or JSON file.",
    )


def _since_last(shell: Any, profile: Profile) -> list[str]:
    """What is other than last time here; then this one is the last."""
    kept = getattr(shell, "db", None)
    if kept is None:
        return []
    place = _place(profile.thing)
    before = _read(kept.get(place))
    kept[place] = profile.model_dump_json()
    return [] if before is None or before.k != profile.k else changes(before, profile)


def _place(thing: str) -> str:
    """One for each thing of each notebook; a file is the same in all of them."""
    path = Path(thing).expanduser()
    where = str(path.resolve()) if is_data(thing) else _notebook()
    return f"{KEPT}/{hashlib.sha256(f'{where}:{thing}'.encode()).hexdigest()[:32]}"


def _notebook() -> str:
    return os.environ.get("JPY_SESSION_NAME") or str(Path.cwd())


def _read(kept: Any) -> Profile | None:
    try:
        return None if kept is None else Profile.model_validate_json(kept)
    except ValidationError:  # of another version
        return None
