"""Where two pieces of work meet, how grave each place is, and how likely the whole conflicts.

Pure. Both sides' lines are those of one base; ``rebased`` carries a side to an older one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from posixpath import dirname

from . import weights as fitted
from .later import later_signs
from .model import ChangedFile, ChangeSet, Grade, Hunk, LineRange, Outlook, Overlap
from .ranges import back, carried_all, lines
from .signs import (
    Around,
    Pair,
    around,
    chance,
    common_files,
    common_symbols,
    signs,
    sort_touches,
)

MOVED_FOLDER = 0.5
"""The chance where one adds a file to a folder that the other one moved: git asks, or guesses."""
MOST_LINES = 50
"""Ranges that an overlap tells of on each side."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign is worth, of work as it stands and of where it goes on."""

    now: Mapping[str, float]
    later: Mapping[str, float]


FITTED = Weights(fitted.NOW, fitted.LATER)


def compare(ours: ChangeSet, theirs: ChangeSet, weights: Weights = FITTED) -> Outlook:
    """The overlaps of two change sets with the same base, gravest first."""
    both = common_files(ours, theirs)
    about = around(ours, theirs, both)
    found = [_of_file(one, other, about, weights.now) for one, other in both]
    found += _moved_folders(ours, theirs) + _moved_folders(theirs, ours)
    found += _same_target(ours, theirs, both)
    found += _callers(ours, theirs) + _callers(theirs, ours)
    found += _decisions(ours, theirs)
    found.sort(key=lambda one: (-one.grade, -one.chance, one.path))
    now = max((one.chance for one in found), default=0.0)
    return Outlook(tuple(found), now, chance(later_signs(ours, theirs, both), weights.later))


def rebased(changes: ChangeSet, base: str, advance: Mapping[str, Sequence[Hunk]]) -> ChangeSet:
    """The same work in the lines of an older base.

    ``advance`` are the hunks by which the main line went from that base to the work's own, by path.
    """
    files = (
        replace(one, hunks=carried_all(one.hunks, back(advance.get(one.base_path, ()))))
        for one in changes.files
    )
    return replace(changes, base=base, files=tuple(files))


def _of_file(
    ours: ChangedFile, theirs: ChangedFile, about: Around, weights: Mapping[str, float]
) -> Overlap:
    found = signs(ours, theirs, about)
    likely = chance(found, weights)
    alike, clash = sort_touches(ours, theirs)
    met = clash or alike
    grade, why = _graded(ours, theirs, found, warns=likely >= fitted.WARN_AT)
    return Overlap(
        grade,
        ours.base_path,
        _ranges([one for one, _ in met] or ours.hunks),
        _ranges([other for _, other in met] or theirs.hunks),
        why,
        common_symbols(ours, theirs) or _common_cells(ours, theirs),
        likely,
        touching=bool(met),
    )


def _graded(
    ours: ChangedFile, theirs: ChangedFile, found: Mapping[str, float], *, warns: bool
) -> tuple[Grade, str]:
    if "gone" in found:
        return (
            Grade.RENAME_OR_DELETE_AGAINST_EDIT,
            "One side deletes a file that the other changes.",
        )
    if "binary" in found:
        return Grade.WILL_CONFLICT, "Both change a binary file, which can't be merged."
    if "clash" in found:
        return Grade.WILL_CONFLICT, "Both change the same lines, or lines next to each other."
    if warns:
        doubt = "Both change the same lines" if "alike" in found else "Both change much of one file"
        return Grade.WILL_CONFLICT, f"{doubt}, perhaps alike." if "alike" in found else f"{doubt}."
    if "alike" in found:
        return Grade.SAME_FILE, "Both seem to make the same change."
    if set(ours.signatures) & set(theirs.calls) or set(theirs.signatures) & set(ours.calls):
        return Grade.SIGNATURE_AGAINST_CALLER, "One changes parameters of what the other calls."
    if common_symbols(ours, theirs):
        return Grade.SAME_SYMBOL, "Both change the same function or class, on different lines."
    if {ours.status, theirs.status} == {"M", "R"}:
        return Grade.RENAME_OR_DELETE_AGAINST_EDIT, "One side moves a file that the other changes."
    if _common_cells(ours, theirs):
        return Grade.SAME_CELL, "Both change the same cell."
    return Grade.SAME_FILE, "Both change this file, on different lines."


def _ranges(hunks: Sequence[Hunk]) -> tuple[LineRange, ...]:
    return tuple(dict.fromkeys(lines(one) for one in hunks))[:MOST_LINES]


def _common_cells(ours: ChangedFile, theirs: ChangedFile) -> tuple[str, ...]:
    return tuple(one for one in ours.cells if one in theirs.cells)


def _overlap(grade: Grade, path: str, why: str, *names: str, likely: float = 0.0) -> Overlap:
    return Overlap(grade, path, why=why, symbols=names, chance=likely)


def _moved_folders(movers: ChangeSet, adders: ChangeSet) -> list[Overlap]:
    """Files that one side adds to a folder whose files the other side moved away."""
    moved: Counter[str] = Counter()
    for one in movers.files:
        if one.status == "R" and dirname(one.base_path) != dirname(one.path):
            moved[dirname(one.base_path)] += 1
    kept = {dirname(one.path) for one in movers.files if one.status in ("M", "A")}
    gone = {
        folder for folder, count in moved.items() if count > 1 and folder and folder not in kept
    }
    why = "One side moves the folder to which the other adds a file."
    return [
        _overlap(Grade.RENAME_OR_DELETE_AGAINST_EDIT, one.path, why, likely=MOVED_FOLDER)
        for one in adders.files
        if one.status == "A" and dirname(one.path) in gone
    ]


def _same_target(ours: ChangeSet, theirs: ChangeSet, both: Sequence[Pair]) -> list[Overlap]:
    """Paths at which each side puts another file."""
    known = {one.base_path for one, _ in both}
    mine = {one.path: one for one in ours.files if one.status in ("A", "R")}
    why = "Both put a file at the same place."
    return [
        _overlap(Grade.WILL_CONFLICT, one.path, why, likely=1.0)
        for one in theirs.files
        if one.status in ("A", "R")
        and one.path in mine
        and one.base_path != mine[one.path].base_path
        and one.base_path not in known
    ]


def _callers(changers: ChangeSet, callers: ChangeSet) -> list[Overlap]:
    """Functions whose parameters one side changes while the other side's lines call them."""
    changed = {name: one for one in changers.files for name in one.signatures}
    why = "One side changes parameters of what the other calls."
    return [
        _overlap(Grade.SIGNATURE_AGAINST_CALLER, one.base_path, why, name)
        for one in callers.files
        for name in one.calls
        if name in changed and changed[name].base_path != one.base_path
    ]


def _decisions(ours: ChangeSet, theirs: ChangeSet) -> Iterator[Overlap]:
    for one in ours.decisions:
        if one in theirs.decisions:
            yield _overlap(Grade.SAME_DECISION, "", "Both are about the same open entry.", one)
