"""Paths that somebody else names, as they may be used below a folder. Pure."""

from __future__ import annotations

import re

MAX_PATH = 200
"""Characters of a path."""
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")


def safe_path(path: str, *, dotted: bool = False) -> str | None:
    """The path as it is used below a folder; None if it could lead anywhere else.

    No part of it begins with a dot: such files are hidden, and some of them are obeyed. With
    ``dotted`` parts may, but for ``.`` and ``..``, and none is git's own folder.
    """
    path = path.removeprefix("./")
    parts = path.split("/")
    fine = (
        0 < len(path) <= MAX_PATH
        and path.isprintable()
        and not any(c in path for c in '\\:*?"<>|')
        and all(part and part == part.strip() and _may_begin(part, dotted) for part in parts)
        and not any(_RESERVED.match(part) or part.endswith(".") for part in parts)
    )
    return path if fine else None


def _may_begin(part: str, dotted: bool) -> bool:
    return not part.startswith(".") or (dotted and part.casefold() not in (".", "..", ".git"))
