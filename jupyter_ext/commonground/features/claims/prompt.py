"""Others' work in progress, as a model is told of it: only where it touches what is asked. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from ...core.conversation import name_of
from ...core.delimited import as_data
from .model import ChangedFile, Claim
from .stated import Lease

MOST = 8
"""Files of others that a question is told of."""
_WORD = re.compile(r"[\w./-]+")


def others_work(
    username: str,
    text: str,
    paths: Sequence[str],
    claims: Iterable[Claim],
    leases: Iterable[Lease],
) -> str:
    """A line for each file that somebody else changes and that the question names or stands in."""
    words = frozenset(word.strip(".-/") for word in _WORD.findall(text))
    lines = [
        _line(claim, changed)
        for claim in claims
        if claim.member != username
        for changed in claim.changes.files
        if _touches(changed, words, paths)
    ]
    lines += [
        f'<leased by="{name_of("@" + lease.member)}">{as_data(", ".join(lease.paths))}</leased>'
        for lease in leases
        if lease.member != username and _named(lease.paths, words, paths)
    ]
    if not lines:
        return ""
    told = "\n".join(lines[:MOST])
    return (
        "<others-work>Colleagues change these right now; where your answer would have the asker "
        f"change the same, say whose work it meets.\n{told}\n</others-work>"
    )


def _touches(changed: ChangedFile, words: frozenset[str], paths: Sequence[str]) -> bool:
    names = [one for one in (changed.path, changed.old_path) if one]
    symbols = {one.rpartition(".")[2] for one in changed.symbols if len(one) > 3}
    return _named(names, words, paths) or bool(symbols & words)


def _named(names: Sequence[str], words: frozenset[str], paths: Sequence[str]) -> bool:
    if any(name == path or name.startswith(f"{path}/") for name in names for path in paths):
        return True
    return any(name in words or PurePosixPath(name).name in words for name in names)


def _line(claim: Claim, changed: ChangedFile) -> str:
    branch = f' branch="{name_of(claim.changes.branch)}"' if claim.changes.branch else ""
    where = ", ".join(_spans(changed)[:6])
    symbols = ", ".join(changed.symbols[:6])
    said = "; ".join(filter(None, (changed.path, where, symbols)))
    return f'<work by="{name_of("@" + claim.member)}"{branch}>{as_data(said)}</work>'


def _spans(changed: ChangedFile) -> list[str]:
    if changed.cells:
        return [f"cell {cell}" for cell in changed.cells]
    return [
        f"line {hunk.start}"
        if hunk.count < 2
        else f"lines {hunk.start}-{hunk.start + hunk.count - 1}"
        for hunk in changed.hunks
    ]
