"""A small made-up set of parallel work, for where no recorded one is at hand. Pure, seeded."""

from __future__ import annotations

import random

from .model import ChangedFile, ChangeSet, Hunk
from .ranges import same_change, touches
from .records import Parallel, Side

PAIRS, FILES, LINES = 200, 12, 300
_DAY = 86400


def generated(seed: int = 1, pairs: int = PAIRS) -> tuple[Parallel, ...]:
    """Two people in a repository of a dozen files, over and over; conflicts as git sees them."""
    draw = random.Random(seed)
    return tuple(_pair(draw, number) for number in range(pairs))


def _pair(draw: random.Random, number: int) -> Parallel:
    left, right = _side(draw, number, "left"), _side(draw, number, "right")
    mine = {one.path: one for one in left.whole.files}
    torn = frozenset(
        one.path for one in right.whole.files if one.path in mine and _clash(mine[one.path], one)
    )
    return Parallel(
        f"generated-{number}", "generated", "generated", 1.0, left, right, bool(torn), torn
    )


def _clash(ours: ChangedFile, theirs: ChangedFile) -> bool:
    return any(not same_change(*pair) for pair in touches(ours.hunks, theirs.hunks))


def _side(draw: random.Random, number: int, name: str) -> Side:
    paths = sorted({f"src/file{int(draw.paretovariate(0.8)) % FILES}.py" for _ in range(3)})
    files = tuple(_file(draw, path, name) for path in paths)
    start = number * _DAY + draw.randrange(_DAY)
    moments = tuple(start + step * 3600 for step in range(len(files)))
    whole = ChangeSet(files=files, commits=len(files), authors=frozenset({name}))
    touched = {one.path: (at,) for one, at in zip(files, moments, strict=True)}
    return Side(whole, None, moments, touched=touched)


def _file(draw: random.Random, path: str, name: str) -> ChangedFile:
    starts = sorted(draw.sample(range(1, LINES, 8), draw.randint(1, 4)))
    grown, hunks = 0, []
    for start in starts:
        count, new = draw.randint(1, 5), draw.randint(1, 6)
        text = name if draw.random() < 0.9 else "the same"
        hunks.append(Hunk(start, count, start + grown, new, digest=f"{text} {start} {new}"))
        grown += new - count
    return ChangedFile(path, "M", hunks=tuple(hunks))
