"""Texts that git really compares and merges, for tests of ranges."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from commonground.features.claims.model import Hunk

_HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
Text = Sequence[str]


def write(place: Path, text: Text) -> Path:
    """The lines as a file."""
    place.write_text("".join(f"{line}\n" for line in text), encoding="utf-8")
    return place


def diff(base: Path, side: Path) -> tuple[Hunk, ...]:
    """What ``git diff -U0`` says; each hunk with what it puts in as its digest."""
    answer = subprocess.run(
        ["git", "diff", "--no-index", "--no-indent-heuristic", "-U0", base.name, side.name],
        cwd=base.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode in (0, 1), answer.stderr
    new = side.read_text(encoding="utf-8").splitlines()
    return tuple(_hunk(found, new) for found in _HUNK.finditer(answer.stdout))


def _hunk(found: re.Match[str], new: Text) -> Hunk:
    start, count, new_start, new_count = (
        int(found[place]) if found[place] is not None else 1 for place in range(1, 5)
    )
    put_in = new[new_start - 1 : new_start - 1 + new_count] if new_count else []
    return Hunk(start, count, new_start, new_count, digest="\n".join(put_in) or "nothing")


def merges(base: Path, ours: Path, theirs: Path) -> tuple[bool, list[str]]:
    """Whether ``git merge-file`` needs nobody, and the lines that it makes."""
    answer = subprocess.run(
        ["git", "merge-file", "-p", ours.name, base.name, theirs.name],
        cwd=base.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 <= answer.returncode < 128, answer.stderr
    return answer.returncode == 0, answer.stdout.splitlines()
