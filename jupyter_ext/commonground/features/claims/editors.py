"""Scripted editors that redo real parallel work, and whom a notice would reach: a simulation.

Pure. An editor writes the hunks of a file in the order of the text, in as many steps as its commits
changed it, at their times. What both have then is compared after each step. Whoever follows a
notice sets aside what they have just begun in that file and what they still had to do there, until
the other side is merged; everything else goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil

from .model import ChangedFile, ChangeSet, Hunk
from .overlap import FITTED, Weights, compare
from .ranges import touches, touching
from .records import Parallel, Side
from .weights import WARN_AT

MOST_STEPS = 40
"""Steps of one record after which both are compared; the last ones of each file always are."""


@dataclass(frozen=True, slots=True)
class Redone:
    """What became of one record, if every notice were followed.

    ``noticed`` says whether anybody was told; ``avoided`` whether each file in conflict was set
    aside in time. ``delayed`` counts the harmless hunks that were set aside, of all ``harmless``.
    """

    repo: str
    kind: str
    weight: float
    conflict: bool
    noticed: bool
    avoided: bool
    delayed: int
    harmless: int
    days: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """One editor has so many hunks of a file at that moment."""

    at: int
    left: bool
    path: str
    hunks: int
    last: bool


def replayed(record: Parallel, weights: Weights = FITTED) -> Redone:
    """The record redone by two scripted editors, with notices that are followed."""
    sides = (record.left, record.right)
    common = {one.base_path for one in record.left.whole.files} & {
        one.base_path for one in record.right.whole.files
    }
    held = _held(record, common, weights) if common else {}
    torn = _torn(record)
    delayed = sum(_harmless(hunks, record, path, torn) for path, hunks in held.items())
    harmless = sum(
        _harmless(one.hunks or (_WHOLE,), record, one.base_path, torn)
        for side in sides
        for one in side.whole.files
    )
    return Redone(
        record.repo,
        record.kind,
        record.weight,
        record.conflict,
        bool(held),
        record.conflict and bool(torn) and torn <= held.keys(),
        delayed,
        harmless,
        sum(float(len({moment // 86400 for moment in side.moments}) or 1) for side in sides),
    )


_WHOLE = Hunk(0, 0, 1, 1)
"""What stands for a file whose hunks nobody knows, such as a binary one."""


def _held(record: Parallel, common: set[str], weights: Weights) -> Mapping[str, tuple[Hunk, ...]]:
    """For each file of which somebody was told: the hunks that they set aside."""
    have: dict[bool, dict[str, ChangedFile]] = {True: {}, False: {}}
    whole = {True: record.left.whole, False: record.right.whole}
    full = {left: {one.base_path: one for one in side.files} for left, side in whole.items()}
    held: dict[str, tuple[Hunk, ...]] = {}
    for step in _steps(record, common):
        file = full[step.left][step.path]
        before = have[step.left].get(step.path)
        known = len(before.hunks) if before else 0
        part = file.hunks[: step.hunks]
        have[step.left][step.path] = file if step.last else replace(file, hunks=part)
        other = have[not step.left].get(step.path)
        if step.path in held or other is None or not _may_meet(have[step.left][step.path], other):
            continue
        seen = compare(
            _partly(whole[True], have[True]), _partly(whole[False], have[False]), weights
        )
        for overlap in seen.overlaps:
            if overlap.path == step.path and overlap.chance >= WARN_AT:
                held[step.path] = file.hunks[known:] or (_WHOLE,)
    return held


def _may_meet(ours: ChangedFile, theirs: ChangedFile) -> bool:
    """Whether it is worth comparing."""
    whole = any(one.binary or one.truncated or one.status != "M" for one in (ours, theirs))
    return whole or next(touches(ours.hunks, theirs.hunks), None) is not None


def _partly(whole: ChangeSet, have: Mapping[str, ChangedFile]) -> ChangeSet:
    return replace(whole, files=tuple(have.values()))


def _steps(record: Parallel, common: set[str]) -> Iterator[Stroke]:
    """What both write in their common files, in the order of time."""
    found = [
        step
        for left, side in ((True, record.left), (False, record.right))
        for one in side.whole.files
        if one.base_path in common
        for step in _writing(side, one, left=left)
    ]
    found.sort(key=lambda step: (step.at, step.left, step.path))
    spare = max(MOST_STEPS - sum(step.last for step in found), 0)
    for step in found:
        spare -= not step.last
        if step.last or spare >= 0:
            yield step


def _writing(side: Side, file: ChangedFile, *, left: bool) -> Iterator[Stroke]:
    moments = side.touched.get(file.path) or side.moments[-1:] or (0,)
    for number, at in enumerate(moments, 1):
        count = ceil(number * len(file.hunks) / len(moments))
        yield Stroke(at, left, file.base_path, count, last=number == len(moments))


def _torn(record: Parallel) -> frozenset[str]:
    """The files in conflict by their place in the base."""
    named = {
        name: one.base_path
        for side in (record.left, record.right)
        for one in side.whole.files
        for name in (one.path, one.base_path)
    }
    return frozenset(named.get(path, path) for path in record.torn)


def _harmless(hunks: tuple[Hunk, ...], record: Parallel, path: str, torn: frozenset[str]) -> int:
    """How many of one side's hunks are in no conflict: all, but where the file ended in one."""
    if path not in torn:
        return len(hunks)
    others = [
        hunk
        for side in (record.left, record.right)
        for one in side.whole.files
        if one.base_path == path
        for hunk in one.hunks
        if hunk not in hunks
    ]
    return sum(not any(touching(mine, other) for other in others) for mine in hunks)
