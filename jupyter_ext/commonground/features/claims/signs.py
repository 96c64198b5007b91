"""What speaks for a conflict in one file that two people change: numbers, each with a name.

Pure. The numbers say nothing by themselves; ``weights.py`` says what each is worth. Most false
alarms are the same change on both sides (a backport, a formatter, two people who mend one bug), so
most signs ask whether hunks that look alike are: ``alike`` ones take and put in as many lines at
the same place, and ``clash`` ones touch without that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log1p

from .likeness import carried_over, likeness, routine, shared
from .model import ChangedFile, ChangeSet, Hunk
from .ranges import nearest, same_change, touches

Pair = tuple[ChangedFile, ChangedFile]
Touches = list[tuple[Hunk, Hunk]]
NAMES = (
    "one",
    "picked",
    "gone",
    "binary",
    "clash",
    "clashes",
    "clash_amid_alike",
    "alike",
    "alike_lines",
    "alike_hunks",
    "alike_single",
    "alike_log",
    "alike_number",
    "alike_elsewhere",
    "alike_picked",
    "alike_said",
    "alike_authors",
    "alike_routine",
    "alike_top",
    "near",
    "close",
    "unseen",
    "same_symbol",
)
"""In the order of the fit: always 1; of the two sides; of files as a whole; of hunks that touch;
of hunks that look the same; of hunks that do not touch."""
TOP = 3
"""Lines at the top of a file, where years and versions stand: one line, another value each."""
_LOG = re.compile(r"(^|/)(changelog|changes|news|history|whatsnew|release)[^/]*$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(^|/)(_?version|package\.json|setup\.|pyproject)|\.(lock|sum|toml|cfg|txt)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Around:
    """What the two sides have in common beside the one file.

    ``picked`` is the share of the shorter side's commits that the other side has, too; ``alike``
    and ``clashing`` count the hunks of all files; ``authors`` says that somebody is on both sides.
    """

    picked: float = 0.0
    alike: int = 0
    clashing: int = 0
    authors: bool = False


def is_log(path: str) -> bool:
    """Whether everybody adds to it at the same place, such as a changelog."""
    return bool(_LOG.search(path))


def is_numbered(path: str) -> bool:
    """Whether people set the same numbers in it to other values: versions, pins, lock files."""
    return not is_log(path) and bool(_NUMBERED.search(path))


def common_files(ours: ChangeSet, theirs: ChangeSet) -> list[Pair]:
    """The files of the base that both change, and those that both add."""
    mine = {one.base_path: one for one in ours.files}
    return [(mine[one.base_path], one) for one in theirs.files if one.base_path in mine]


def around(ours: ChangeSet, theirs: ChangeSet, both: Sequence[Pair]) -> Around:
    """What they have in common; ``both`` are their common files."""
    fewer = min(len(ours.subjects), len(theirs.subjects))
    stamped = len(ours.stamps & theirs.stamps) / fewer if fewer else 0.0
    picked = max(min(stamped, 1.0), shared(ours.subjects, theirs.subjects))
    sorted_ones = [sort_touches(one, other) for one, other in both]
    return Around(
        picked,
        sum(len(alike) for alike, _ in sorted_ones),
        sum(len(clash) for _, clash in sorted_ones),
        bool(ours.authors & theirs.authors),
    )


def sort_touches(ours: ChangedFile, theirs: ChangedFile) -> tuple[Touches, Touches]:
    """The hunks that touch: those that look the same on both sides, and the others."""
    met = list(touches(ours.hunks, theirs.hunks))
    alike = [(one, other) for one, other in met if same_change(one, other) is not False]
    mine = {one for one, _ in alike}
    others = {other for _, other in alike}
    clash = [pair for pair in met if not (pair[0] in mine and pair[1] in others)]
    return [pair for pair in alike if same_change(*pair) is None], clash


def signs(ours: ChangedFile, theirs: ChangedFile, about: Around) -> dict[str, float]:
    """The signs of one common file that are not 0."""
    found = {"one": 1.0, "picked": about.picked}
    if ours.status == "D" or theirs.status == "D":
        return found if ours.status == theirs.status else {**found, "gone": 1.0}
    if ours.binary or theirs.binary:
        return {**found, "binary": 1.0}
    alike, clash = sort_touches(ours, theirs)
    if clash:
        return {**found, **_clash(clash, about)}
    return {**found, **(_alike(ours, theirs, alike, about) if alike else _apart(ours, theirs))}


def chance(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic function of the weighted sum; a sign without a weight counts nothing."""
    total = sum(value * weights.get(name, 0.0) for name, value in found.items())
    return 1 / (1 + exp(-max(min(total, 50.0), -50.0)))


def _clash(clash: Touches, about: Around) -> dict[str, float]:
    return {
        "clash": 1.0,
        "clashes": log1p(len(clash)),
        "clash_amid_alike": log1p(about.alike) / (1 + log1p(about.clashing)),
    }


def _alike(
    ours: ChangedFile, theirs: ChangedFile, alike: Touches, about: Around
) -> dict[str, float]:
    size = sum(one.count + one.new_count for one, _ in alike)
    said_of = ours.subjects + theirs.subjects
    single = len(alike) == 1 and alike[0][0].new_count == 1
    log, numbered = is_log(ours.path), is_numbered(ours.path)
    said = 0.0 if log or numbered else likeness(ours.subjects, theirs.subjects)
    return {
        "alike": 1.0,
        "alike_lines": log1p(size),
        "alike_hunks": log1p(len(alike)),
        "alike_single": float(single),
        "alike_log": float(log),
        "alike_number": float(numbered),
        "alike_elsewhere": log1p(about.alike - len(alike)),
        "alike_picked": 1.0 if carried_over(said_of) else shared(ours.subjects, theirs.subjects),
        "alike_said": said,
        "alike_routine": float(routine(said_of)),
        "alike_top": float(all(one.start <= TOP and one.count for one, _ in alike)),
        "alike_authors": float(about.authors),
    }


def _apart(ours: ChangedFile, theirs: ChangedFile) -> dict[str, float]:
    distance = nearest(ours.hunks, theirs.hunks)
    return {
        "near": float(distance is not None and 0 < distance <= 1),
        "close": float(distance is not None and 1 < distance <= 3),
        "same_symbol": float(bool(common_symbols(ours, theirs))),
        "unseen": _unseen(ours, theirs) + _unseen(theirs, ours),
    }


def common_symbols(ours: ChangedFile, theirs: ChangedFile) -> tuple[str, ...]:
    """The definitions in which both have a hunk."""
    mine, other = (
        {symbol for hunk in one.hunks for symbol in hunk.symbols} for one in (ours, theirs)
    )
    return tuple(sorted(mine & other))


def _unseen(cut: ChangedFile, other: ChangedFile) -> float:
    """Grows with the other's hunks below the last one that is told of a file with more of them."""
    if not cut.truncated:
        return 0.0
    last = cut.hunks[-1].start if cut.hunks else 0
    below = sum(one.start + one.count > last for one in other.hunks) + other.hidden
    return log1p(below) * log1p(max(cut.hidden, 1))
