"""Fits what each sign of a conflict is worth, and prints ``features/claims/weights.py`` anew.

``python tools/fit_overlap.py pairs.jsonl.gz merges.jsonl.gz > weights.py``; with ``--halves`` it
prints instead what weights that were fitted on one half of the repositories reach on either half.
Each repository is in the half that its place among the SHA-256 digests of all names says.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from pprint import pformat
from typing import Any

import numpy

from commonground.features.claims.bench import measure
from commonground.features.claims.later import LATER_NAMES, later_signs
from commonground.features.claims.overlap import Weights
from commonground.features.claims.records import Parallel, read
from commonground.features.claims.signs import NAMES, around, common_files, signs

RIDGE = 1.0
PAIRS_COUNT = 3.0
"""How much more a file of two pull requests counts than one of a merge: there are fewer, and they
are nearer to what a team meets."""

Rows = list[tuple[Mapping[str, float], bool, float]]


def now_rows(records: Iterable[Parallel]) -> Rows:
    """The signs of each common file, whether git left it to a person, and how much it counts."""
    found: Rows = []
    for record in records:
        ours, theirs = record.left.whole, record.right.whole
        both = common_files(ours, theirs)
        about = around(ours, theirs, both)
        counts = (PAIRS_COUNT if record.kind == "pr-pair" else 1.0) / max(len(both), 1) ** 0.5
        for one, other in both:
            torn = {one.path, other.path, one.base_path} & record.torn
            found.append((signs(one, other, about), bool(torn), counts))
    return found


def later_rows(records: Iterable[Parallel]) -> Rows:
    """The signs of each two sides half-way, and whether they ended in a conflict."""
    found: Rows = []
    for record in records:
        ours, theirs = record.left.early, record.right.early
        both = common_files(ours, theirs)
        found.append((later_signs(ours, theirs, both), record.conflict, 1.0))
    return found


def fit(rows: Rows, names: Sequence[str]) -> dict[str, float]:
    """Logistic regression with a ridge, by Newton's method."""
    x = numpy.array([[one.get(name, 0.0) for name in names] for one, _, _ in rows])
    y = numpy.array([outcome for _, outcome, _ in rows], dtype=float)
    counts = numpy.array([one for _, _, one in rows])
    weights = numpy.zeros(len(names))
    for _ in range(100):
        guess = 1 / (1 + numpy.exp(-(x @ weights)))
        slope = x.T @ (counts * (guess - y)) + RIDGE * weights
        bend = (x * (counts * guess * (1 - guess))[:, None]).T @ x + RIDGE * numpy.eye(len(names))
        step = numpy.linalg.solve(bend, slope)
        weights -= step
        if abs(step).max() < 1e-9:
            break
    return {name: round(float(one), 3) for name, one in zip(names, weights, strict=True)}


def fitted(records: Sequence[Parallel]) -> Weights:
    """The weights that these records say."""
    return Weights(fit(now_rows(records), NAMES), fit(later_rows(records), LATER_NAMES))


def halves(records: Iterable[Parallel]) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the repositories, in two halves."""
    names = {record.repo for record in records}
    in_order = sorted(names, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    return frozenset(in_order[::2]), frozenset(in_order[1::2])


def module(weights: Weights, records: Sequence[Parallel]) -> str:
    """The text of the module."""
    repositories = len({record.repo for record in records})
    return f'''"""What each sign of a conflict is worth: written by ``tools/fit_overlap.py``.

Logistic regression on {len(records):,} pairs of work in {repositories} public repositories:
docs/architecture/coordination.md says which, and what the numbers reach.
"""

from __future__ import annotations

WARN_AT = 0.3
"""The chance of a conflict from which both are told."""
WARN_LATER_AT = 0.5
"""The same for work that is not finished."""
NOW = {pformat(dict(weights.now), sort_dicts=False)}
"""Of the signs in ``signs.py``, for one file of the work as it stands."""
LATER = {pformat(dict(weights.later), sort_dicts=False)}
"""Of the signs in ``later.py``, for two sides that will go on."""
'''


def report(files: Mapping[str, Sequence[Parallel]]) -> dict[str, Any]:
    """What weights fitted on either half reach on both, by file."""
    records = [record for each in files.values() for record in each]
    found: dict[str, Any] = {}
    for name, half in zip(("first", "second"), halves(records), strict=True):
        weights = fitted([record for record in records if record.repo in half])
        for file, each in files.items():
            for place, wanted in (("same half", True), ("other half", False)):
                chosen = [record for record in each if (record.repo in half) is wanted]
                result = measure(chosen, weights)
                keys = ("warn", "half", "half_both")
                found[f"fitted on the {name}, {file}, {place}"] = {k: result[k] for k in keys}
    return found


def main() -> None:
    """Reads the files and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--halves", action="store_true")
    chosen = options.parse_args()
    files = {path.name: read(path) for path in chosen.files}
    if chosen.halves:
        print(json.dumps(report(files), indent=1))
    else:
        records = [record for each in files.values() for record in each]
        print(module(fitted(records), records), end="")


if __name__ == "__main__":
    main()
