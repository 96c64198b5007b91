"""Writes files below a root folder, and nowhere else; what is there already is never lost unsaid.

All paths are looked at before the first is written; a link out of the root is an error.
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from ...errors import InvalidCommand, StoreError
from .files import safe_path

SHOWN = 5
"""Files in the way that are named."""


def save_files(root: Path, files: Mapping[str, str], *, overwrite: bool = False) -> list[str]:
    """Write each file; those that hold just that already stay. Answers with all paths.

    Raises InvalidCommand where a path leads out of ``root`` or another file is in the way, and
    then nothing is written; StoreError where the disk does not take it.
    """
    targets = {path: _target(root, path) for path in files}
    ahead = [p for p, target in targets.items() if _in_the_way(target, files[p], overwrite)]
    if ahead:
        more = f" and {len(ahead) - SHOWN} more" if len(ahead) > SHOWN else ""
        raise InvalidCommand(
            f"There are other files already: {', '.join(sorted(ahead)[:SHOWN])}{more}.",
            "Choose another folder, or say --overwrite.",
        )
    try:
        for path, target in targets.items():
            if not _same(target, files[path]):
                _write(target, files[path])
    except OSError as error:
        raise StoreError(f"The files were not all written: {error.strerror}.") from None
    return sorted(files)


def slug(name: str, otherwise: str) -> str:
    """A folder's name for a thing's name: lower case, ASCII, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return words or otherwise.lower()


def _target(root: Path, path: str) -> Path:
    base = root.resolve()
    safe = safe_path(path)
    target = None if safe is None else (base / safe)
    if target is None or not target.resolve().is_relative_to(base):
        raise InvalidCommand(
            f"{path[:200]!r} does not lead into this server's folder.",
            "Name a folder below it, with plain names and without a dot at their beginning.",
        )
    return target


def _in_the_way(target: Path, text: str, overwrite: bool) -> bool:
    if target.is_dir() or any(parent.is_file() for parent in target.parents):
        return True
    if not target.exists() or _same(target, text):
        return False
    return not overwrite or target.suffix == ".ipynb"  # it may be open, and live, just now


def _same(target: Path, text: str) -> bool:
    try:
        return target.is_file() and target.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False


def _write(target: Path, text: str) -> None:
    """Whole or not at all: a reader never sees half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".commonground-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(name, 0o644)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
