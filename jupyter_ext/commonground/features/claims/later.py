"""Whether two pieces of work that are half done will end in a conflict: where both will go on.

Pure. Signs as in ``signs.py``, of the two sides as a whole: what touches already, what they share
(files, folders, a changelog), and how much each has done, since who did more goes on for longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p
from posixpath import dirname

from .likeness import words
from .model import ChangeSet
from .signs import Pair, around, is_log, signs

LATER_NAMES = (
    "one",
    "clash",
    "clashes",
    "alike",
    "gone",
    "near",
    "same_symbols",
    "common",
    "common_share",
    "common_code",
    "common_log",
    "one_log",
    "folders",
    "folder_share",
    "fewer_files",
    "more_files",
    "fewer_commits",
    "more_commits",
    "single",
    "authors",
    "picked",
    "said",
)


def later_signs(ours: ChangeSet, theirs: ChangeSet, both: Sequence[Pair]) -> dict[str, float]:
    """The signs of two sides; ``both`` are their common files."""
    return {
        "one": 1.0,
        **_touching(ours, theirs, both),
        **_shared_places(ours, theirs, both),
        **_sizes(ours, theirs),
    }


def _touching(ours: ChangeSet, theirs: ChangeSet, both: Sequence[Pair]) -> dict[str, float]:
    about = around(ours, theirs, both)
    each = [signs(one, other, about) for one, other in both]
    clash = any("clash" in one or "binary" in one for one in each)
    alike = sum("alike" in one for one in each)
    near = any(one.get("near") or one.get("close") for one in each)
    return {
        "clash": float(clash),
        "clashes": log1p(about.clashing),
        "alike": 0.0 if clash else log1p(alike),
        "gone": float(any("gone" in one for one in each)),
        "near": float(near and not clash),
        "same_symbols": log1p(sum(one.get("same_symbol", 0.0) for one in each)),
        "authors": float(about.authors),
        "picked": about.picked,
        "said": _share(_said(ours), _said(theirs)),
    }


def _shared_places(ours: ChangeSet, theirs: ChangeSet, both: Sequence[Pair]) -> dict[str, float]:
    mine, other = ({one.base_path for one in side.files} for side in (ours, theirs))
    folders = [{dirname(path) for path in side} for side in (mine, other)]
    common = mine & other
    return {
        "common": log1p(len(both)),
        "common_share": _share(mine, other),
        "common_code": float(any(not is_log(path) for path in common)),
        "common_log": float(any(is_log(path) for path in common)),
        "one_log": float(any(is_log(path) for path in mine ^ other)),
        "folders": log1p(len(folders[0] & folders[1])),
        "folder_share": _share(*folders),
    }


def _sizes(ours: ChangeSet, theirs: ChangeSet) -> dict[str, float]:
    files = sorted((len(ours.files), len(theirs.files)))
    commits = sorted((ours.commits, theirs.commits))
    return {
        "fewer_files": log1p(files[0]),
        "more_files": log1p(files[1]),
        "fewer_commits": log1p(commits[0]),
        "more_commits": log1p(commits[1]),
        "single": float(commits.count(1)),
    }


def _said(side: ChangeSet) -> set[str]:
    return {word for subject in side.subjects for word in words(subject)}


def _share(ours: set[str], theirs: set[str]) -> float:
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer else 0.0
