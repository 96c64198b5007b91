"""Lines of a text that two people change: which touch, and where they went when the text moved on.

Pure. A place is a gap between lines: gap 0 is above the first line, gap ``n`` below line ``n``. A
hunk takes the gaps from above its first line to below its last one; an insertion takes one gap.
Git leaves a merge to a person where two hunks share a gap and do not end up with the same text
(``xdl_merge``): where they overlap, and where one begins at the line below the other one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .model import Hunk, LineRange


@dataclass(frozen=True, slots=True)
class Carried:
    """A hunk in the lines of a later text; not ``exact`` where that text changed the same lines."""

    hunk: Hunk
    exact: bool = True


def gaps(hunk: Hunk) -> tuple[int, int]:
    """The first and last gap of the base that it takes."""
    above = hunk.start - 1 if hunk.count else hunk.start
    return above, above + hunk.count


def new_gaps(hunk: Hunk) -> tuple[int, int]:
    """The same in the text that it leads to."""
    above = hunk.new_start - 1 if hunk.new_count else hunk.new_start
    return above, above + hunk.new_count


def lines(hunk: Hunk) -> LineRange:
    """The lines of the base that it takes; see ``LineRange`` for an insertion."""
    above, below = gaps(hunk)
    return LineRange(above + 1, below)


def apart(one: Hunk, other: Hunk) -> int:
    """How many untouched lines lie between; 0 where they are adjacent, less where they overlap."""
    (a, b), (c, d) = gaps(one), gaps(other)
    return max(a, c) - min(b, d)


def touching(one: Hunk, other: Hunk) -> bool:
    """Whether git would have to merge them as one change."""
    return apart(one, other) <= 0


def touches(ours: Sequence[Hunk], theirs: Sequence[Hunk]) -> Iterator[tuple[Hunk, Hunk]]:
    """Each pair of hunks that touch. Both are in the order of the text, without overlaps."""
    begin = 0
    for mine in ours:
        above, below = gaps(mine)
        while begin < len(theirs) and gaps(theirs[begin])[1] < above:
            begin += 1
        for place in range(begin, len(theirs)):
            if gaps(theirs[place])[0] > below:
                break
            yield mine, theirs[place]


def nearest(ours: Sequence[Hunk], theirs: Sequence[Hunk]) -> int | None:
    """The fewest untouched lines between a hunk of each; None where one side has none."""
    if not ours or not theirs:
        return None
    if next(touches(ours, theirs), None):
        return 0
    starts = [gaps(one)[0] for one in theirs]
    best = None
    for mine in ours:
        place = bisect_right(starts, gaps(mine)[0])
        for other in theirs[max(place - 1, 0) : place + 1]:
            distance = apart(mine, other)
            best = distance if best is None else min(best, distance)
    return best


def same_change(one: Hunk, other: Hunk) -> bool | None:
    """Whether both put the same text in the same place; None where only the sizes say so."""
    if (one.start, one.count, one.new_count) != (other.start, other.count, other.new_count):
        return False
    if one.digest and other.digest:
        return one.digest == other.digest
    return None if one.new_count else True


def carried(hunk: Hunk, advance: Sequence[Hunk]) -> Carried:
    """A hunk against an older base, in the lines of the newer one that ``advance`` leads to."""
    above, below = gaps(hunk)
    first, last = _upper(above, advance), _lower(below, advance)
    first, last = min(first, last), max(first, last)
    count = last - first
    placed = replace(hunk, start=first + 1 if count else first, count=count)
    return Carried(placed, not any(_meets(hunk, step) for step in advance))


def carried_all(hunks: Sequence[Hunk], advance: Sequence[Hunk]) -> tuple[Hunk, ...]:
    """All of them, wherever they end up."""
    return tuple(carried(hunk, advance).hunk for hunk in hunks) if advance else tuple(hunks)


def back(advance: Sequence[Hunk]) -> tuple[Hunk, ...]:
    """The way from the newer text to the older one."""
    return tuple(Hunk(one.new_start, one.new_count, one.start, one.count) for one in advance)


def _upper(gap: int, advance: Sequence[Hunk]) -> int:
    """Where a gap went that has changed lines below it: under what was put in there."""
    moved = gap
    for step in advance:
        (a, b), (c, d) = gaps(step), new_gaps(step)
        if b <= gap:
            moved = gap + d - b
        elif a < gap:
            return c
    return moved


def _lower(gap: int, advance: Sequence[Hunk]) -> int:
    """Where a gap went that has changed lines above it: over what was put in there."""
    moved = gap
    for step in advance:
        (a, b), (_, d) = gaps(step), new_gaps(step)
        if b < gap or a < b == gap:
            moved = gap + d - b
        elif a < gap:
            return d
    return moved


def _meets(hunk: Hunk, step: Hunk) -> bool:
    """Whether the step changed lines that the hunk changes, or put some in among them."""
    (above, below), (a, b) = gaps(hunk), gaps(step)
    if above == below and a == b:
        return above == a
    if above == below or a == b:
        return max(above, a) < min(below, b) or (above < a < below) or (a < above < b)
    return max(above, a) < min(below, b)
