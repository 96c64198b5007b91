"""Who changes which file of the served folder, as this server sees it with its own eyes.

That is a frame of a live text file's socket that adds to it, and a request to Jupyter's contents
that succeeded. Of notebooks only moving and deleting is seen here: what a browser writes into one
may be a run's output, so that its cells are told by those who write in them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from jupyter_server.auth import User

from .identity.doors import door_of
from .identity.room_frames import adds_text

CONTENTS = "jupyter_server.services.contents.handlers.ContentsHandler"
APART = 1.0
"""Seconds between two tellings of one person in one live file: between them are their letters."""
MOST = 1_000
"""Pairs of person and file of which it is remembered when they were told."""


class Editors:
    """``wrote`` is called with who changed a file, and its path below the root."""

    def __init__(self, wrote: Callable[[User, str], None]) -> None:
        self._wrote = wrote
        self._told: dict[tuple[str, str], float] = {}

    def heard(self, handler: Any, user: User, frame: bytes | str) -> None:
        """A frame of theirs that counts came to a live document."""
        if not adds_text(frame):
            return
        _, kind, document = f"{handler.path}::".split(":")[:3]
        now = time.monotonic()
        key = user.username, document
        if kind != "file" or now - self._told.get(key, -APART) < APART:
            return
        self._told.pop(key, None)
        self._told[key] = now
        while len(self._told) > MOST:
            del self._told[next(iter(self._told))]
        path = handler.settings["file_id_manager"].get_path(document)
        if path:
            self._wrote(user, path)

    def asked(self, handler: Any, user: User) -> None:
        """A request of theirs ended."""
        method = handler.request.method
        if CONTENTS not in door_of(handler).names or handler.get_status() >= 400:
            return
        path = str(handler.path_kwargs.get("path") or "").strip("/")
        if method in ("PATCH", "DELETE") or (method == "PUT" and not path.endswith(".ipynb")):
            self._wrote(user, path)
        if method == "PATCH":
            moved = (handler.get_json_body() or {}).get("path")
            if isinstance(moved, str):
                self._wrote(user, moved.strip("/"))
