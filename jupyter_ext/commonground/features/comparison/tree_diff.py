"""How two trees of files differ, file by file. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from .views import FileDifference, FileStatus

MAX_DIFF = 40_000
"""Characters of one file's difference that are given."""


def diff_trees(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FileDifference, ...]:
    """Each path of either with its status and a unified diff (empty where nothing differs)."""
    return tuple(
        FileDifference(
            path=path, status=_status(path, before, after), diff=_diff(path, before, after)
        )
        for path in sorted({*before, *after})
    )


def _status(path: str, before: Mapping[str, str], after: Mapping[str, str]) -> FileStatus:
    if path not in before:
        return "added"
    if path not in after:
        return "removed"
    return "same" if before[path] == after[path] else "changed"


def _diff(path: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    old, new = before.get(path, "").splitlines(), after.get(path, "").splitlines()
    text = "\n".join(difflib.unified_diff(old, new, path, path, lineterm=""))
    return text if len(text) <= MAX_DIFF else text[:MAX_DIFF] + "\n… the rest is left out"
