"""Looks at the context and the files again and again, and says what became of them.

What to look with is given; it only knows when, and what was said already.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from ...errors import NetworkError
from .rules import TeamContext
from .state import FileState


def watch_folder(
    ask: Callable[[], TeamContext],
    look: Callable[[TeamContext], list[FileState]],
    *,
    every: float,
    ended: threading.Event | None = None,
) -> Iterator[str]:
    """A line for each file whose state changed, until ``ended`` is set or Ctrl+C.

    ``every`` is in seconds. A server that stays away is said once, and asked again.
    """
    ended = ended or threading.Event()
    said: dict[str, str] = {}
    while True:
        try:
            lines = {state.path: state.told() for state in look(ask())}
        except NetworkError as away:
            lines = {"": f"{away.message} It is asked again every {every:g} s."}
        for path, line in lines.items():
            if said.get(path) != line:
                yield line
        said = lines
        try:
            if ended.wait(every):
                return
        except KeyboardInterrupt:
            return
