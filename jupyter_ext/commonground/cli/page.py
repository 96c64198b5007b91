"""The page that the team has open: noted when a server starts, and where invitations lead."""

from __future__ import annotations

import contextlib
from pathlib import Path

from ..errors import UserError

OPENED_FILE = "opened"


def page_of(path: Path, root: Path) -> str | None:
    """The path below the root; None for the root itself. Raises UserError where nothing is."""
    found = next((p for p in (path, root / path) if p.exists()), None)
    if found is None:
        raise UserError(f"There is no {path}.", "Give a notebook or folder that exists.")
    try:
        inside = found.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise UserError(
            f"{path} lies outside {root}.", "Name a folder that holds it with --root."
        ) from None
    return None if inside == "." else inside


def note_page(folder: Path, page: str | None) -> None:
    """Keep in the data folder what was opened; a start that opens nothing keeps what was noted."""
    if page is not None:
        (folder / OPENED_FILE).write_text(page + "\n", encoding="utf-8")


def noted_page(folder: Path, root: Path) -> str | None:
    """What was opened last, if it is still there."""
    with contextlib.suppress(OSError, UnicodeDecodeError, UserError):
        noted = (folder / OPENED_FILE).read_text(encoding="utf-8").strip()
        return page_of(root / noted, root) if noted else None
    return None
