"""What overlaps come to where both sides' contents are at hand: git's word, and cell by cell.

Pure: who has the contents asks git (``code/shadow.py``) and hands in what it said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from difflib import SequenceMatcher

from .model import Grade, Hunk, Outlook, Overlap
from .ranges import same_change, touches

Cells = Mapping[str, str]
"""The sources of a notebook's cells by their ids."""


def hunks_between(before: str, after: str) -> tuple[Hunk, ...]:
    """The hunks that lead from one text to the other; each knows what it puts in."""
    old, new = before.splitlines(), after.splitlines()
    found = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            count, new_count = b - a, d - c
            start, new_start = (a + 1 if count else a), (c + 1 if new_count else c)
            text = "\n".join(new[c:d])
            found.append(Hunk(start, count, new_start, new_count, digest=f"{new_count} {text}"))
    return tuple(found)


def torn_cells(base: Cells, ours: Cells, theirs: Cells) -> tuple[str, ...]:
    """The cells that both changed so that a person must say which holds.

    Cells that one side adds, removes or changes alone are not among them, wherever they stand; nor
    are a cell's outputs, which a run makes anew.
    """
    names = dict.fromkeys([*base, *ours, *theirs])
    return tuple(one for one in names if _torn(base.get(one), ours.get(one), theirs.get(one)))


def _torn(base: str | None, ours: str | None, theirs: str | None) -> bool:
    if ours == theirs or base in (ours, theirs):
        return False
    if base is None or ours is None or theirs is None:
        return True
    met = touches(hunks_between(base, ours), hunks_between(base, theirs))
    return any(not same_change(*pair) for pair in met)


def settled(
    outlook: Outlook,
    torn: Collection[str],
    cells: Mapping[str, tuple[str, ...]] | None = None,
) -> Outlook:
    """The outlook once git has tried the merge: certain of each file, either way.

    ``torn`` are the paths that git leaves to a person. ``cells`` are, for notebooks that were
    compared by cell, the torn ones: there they count and what git says of the lines of JSON does
    not. Overlaps in what no merge shows (callers, decisions) stay as they are.
    """
    by_cell = cells or {}
    known = {one.path for one in outlook.overlaps}
    found = [_settled(one, torn, by_cell) for one in outlook.overlaps]
    found += [
        Overlap(Grade.WILL_CONFLICT, path, why=_REFUSED, chance=1.0, touching=True, tried=True)
        for path in sorted(torn)
        if path not in known and path not in by_cell
    ]
    found.sort(key=lambda one: (-one.grade, -one.chance, one.path))
    chance = max((one.chance for one in found), default=0.0)
    return replace(outlook, overlaps=tuple(found), chance=chance)


_REFUSED = "Git can't merge both by itself."
_MERGES = "Git merges both by itself."
_NOT_MERGED = (Grade.SIGNATURE_AGAINST_CALLER, Grade.SAME_DECISION)


def _settled(one: Overlap, torn: Collection[str], cells: Mapping[str, tuple[str, ...]]) -> Overlap:
    if one.grade in _NOT_MERGED:
        return one
    if one.path in cells:
        return _by_cell(replace(one, tried=True), cells[one.path])
    one = replace(one, tried=True)
    if one.path in torn:
        gone = one.grade is Grade.RENAME_OR_DELETE_AGAINST_EDIT
        grade = one.grade if gone else Grade.WILL_CONFLICT
        return replace(one, grade=grade, why=_REFUSED, chance=1.0)
    if one.grade is Grade.WILL_CONFLICT:
        return replace(one, grade=Grade.SAME_FILE, why=_MERGES, chance=0.0)
    return replace(one, why=f"{one.why} {_MERGES}".strip(), chance=0.0)


def _by_cell(one: Overlap, torn: tuple[str, ...]) -> Overlap:
    if torn:
        why = "Both change the same lines of one cell."
        return replace(one, grade=Grade.WILL_CONFLICT, why=why, symbols=torn, chance=1.0)
    grade = min(one.grade, Grade.SAME_CELL)
    return replace(one, grade=grade, why="Their cells can be merged.", chance=0.0)
