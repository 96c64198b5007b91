"""Copies of the notebooks for the person who runs the clone, so that what git keeps is not edited.

``workspace/`` is ignored by git. A copy that somebody worked in stays as it is; one that nobody
touched follows its original. Standard library only.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ".cache/workspace.json"
KINDS = (".ipynb", ".py")
"""Notebooks, and what they import."""


def renew(root: Path) -> list[Path]:
    """Bring the copies up to date; those that were written."""
    stamps = root / KEPT
    copied: dict[str, str] = json.loads(stamps.read_text()) if stamps.is_file() else {}
    folder = root / "workspace"
    folder.mkdir(exist_ok=True)
    written = []
    originals = (one for one in (root / "notebooks").iterdir() if one.suffix in KINDS)
    for original in sorted(originals):
        copy = folder / original.name
        there = digest(copy)
        if there in (None, copied.get(copy.name)) and there != digest(original):
            shutil.copyfile(original, copy)
            written.append(copy)
            copied[copy.name] = digest(copy) or ""
    stamps.parent.mkdir(exist_ok=True)
    stamps.write_text(json.dumps(copied))
    return written


def digest(path: Path) -> str | None:
    """What the file holds, in short; None where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


if __name__ == "__main__":
    renew(ROOT)
