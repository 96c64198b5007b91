"""Which hunks git would merge as one, and where lines go, against git itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.features.claims.model import Hunk, LineRange
from commonground.features.claims.ranges import (
    apart,
    back,
    carried,
    lines,
    nearest,
    same_change,
    touches,
    touching,
)
from tests.effort import examples

from .merging import diff, merges, write

Edit = tuple[int, int, int]
"""The gap at which it begins, the lines that it takes out, and those that it puts in."""


@st.composite
def edits(draw: st.DrawFn, size: int) -> tuple[Edit, ...]:
    """Changes of a text of so many lines that have an untouched line between them."""
    found, gap = [], draw(st.integers(0, size))
    for _ in range(draw(st.integers(0, 4))):
        taken, put = draw(st.integers(0, min(3, size - gap))), draw(st.integers(0, 3))
        if taken or put:
            found.append((gap, taken, put))
        gap += taken + draw(st.integers(1, 5))
        if gap > size:
            break
    return tuple(found)


def edited(text: Sequence[str], changes: Sequence[Edit], name: str) -> list[str]:
    """The text with these changes; each line that is put in is nobody else's."""
    after = list(text)
    for number, (gap, taken, put) in reversed(list(enumerate(changes))):
        after[gap : gap + taken] = [f"{name} {number} {line}" for line in range(put)]
    return after


SIZE = st.integers(0, 20)
SIDES = SIZE.flatmap(lambda size: st.tuples(st.just(size), edits(size), edits(size)))


@given(SIDES)
@settings(max_examples=examples(60), deadline=None)
def test_hunks_that_touch_are_those_that_git_leaves_to_a_person(
    drawn: tuple[int, tuple[Edit, ...], tuple[Edit, ...]],
) -> None:
    """Exact where every line is unlike every other: then there is one way to compare them."""
    size, mine, others = drawn
    text = [f"line {number}" for number in range(size)]
    with TemporaryDirectory() as folder:
        base = write(Path(folder, "base"), text)
        ours = write(Path(folder, "ours"), edited(text, mine, "ours"))
        theirs = write(Path(folder, "theirs"), edited(text, others, "theirs"))
        clean, _ = merges(base, ours, theirs)
        met = [
            pair for pair in touches(diff(base, ours), diff(base, theirs)) if not same_change(*pair)
        ]
    assert bool(met) is not clean


@given(st.lists(st.sampled_from("abc"), max_size=12), st.data())
@settings(max_examples=examples(60), deadline=None)
def test_of_lines_that_repeat_no_conflict_is_missed(text: list[str], data: st.DataObject) -> None:
    """Git may find that both did the same in part; it never finds a conflict where none touch."""
    sides = [data.draw(st.lists(st.sampled_from("abcd"), max_size=12)) for _ in range(2)]
    with TemporaryDirectory() as folder:
        base = write(Path(folder, "base"), text)
        ours, theirs = (write(Path(folder, f"side{n}"), side) for n, side in enumerate(sides))
        clean, _ = merges(base, ours, theirs)
        hunks = diff(base, ours), diff(base, theirs)
    met = any(same_change(*pair) is not True for pair in touches(*hunks))
    assert clean or met


@given(SIDES)
@settings(max_examples=examples(60), deadline=None)
def test_a_hunk_is_carried_to_where_git_puts_it(
    drawn: tuple[int, tuple[Edit, ...], tuple[Edit, ...]],
) -> None:
    """As far as no hunk touches one of the main line's: the merged text differs by these hunks."""
    size, mine, advance = drawn
    text = [f"line {number}" for number in range(size)]
    with TemporaryDirectory() as folder:
        base = write(Path(folder, "base"), text)
        ours = write(Path(folder, "ours"), edited(text, mine, "ours"))
        newer = write(Path(folder, "newer"), edited(text, advance, "main"))
        clean, merged = merges(base, ours, newer)
        steps = diff(base, newer)
        hunks = diff(base, ours)
        moved = [carried(hunk, steps) for hunk in hunks]
        apart_from_main = clean and not any(touches(hunks, steps))
        expected = diff(newer, write(Path(folder, "merged"), merged)) if clean else ()
    if apart_from_main:
        assert all(one.exact for one in moved)
        assert [lines(one.hunk) for one in moved] == [lines(hunk) for hunk in expected]
        there_and_back = [carried(one.hunk, back(steps)).hunk for one in moved]
        assert [lines(one) for one in there_and_back] == [lines(hunk) for hunk in hunks]


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        (Hunk(3, 2, 3, 1), Hunk(5, 1, 5, 1), 0),  # lines 3-4 and line 5: adjacent
        (Hunk(3, 2, 3, 1), Hunk(6, 1, 6, 1), 1),
        (Hunk(3, 2, 3, 1), Hunk(4, 4, 4, 1), -1),
        (Hunk(4, 0, 5, 1), Hunk(4, 0, 5, 2), 0),  # both put something in below line 4
        (Hunk(4, 0, 5, 1), Hunk(5, 1, 5, 1), 0),
        (Hunk(4, 0, 5, 1), Hunk(6, 1, 6, 1), 1),
        (Hunk(0, 0, 1, 9), Hunk(0, 0, 1, 3), 0),  # both add the file
    ],
)
def test_how_far_hunks_are_apart(one: Hunk, other: Hunk, distance: int) -> None:
    assert apart(one, other) == apart(other, one) == distance
    assert touching(one, other) is (distance <= 0)
    assert nearest((one,), (other,)) == max(distance, 0)


def test_a_hunk_in_what_the_main_line_rewrote_is_not_exact() -> None:
    moved = carried(Hunk(5, 2, 5, 2), [Hunk(1, 0, 1, 3), Hunk(4, 3, 7, 1)])
    assert not moved.exact
    assert lines(moved.hunk) == LineRange(7, 7)


def test_the_same_lines_taken_out_on_both_sides_are_the_same_change() -> None:
    gone = Hunk(3, 2, 2, 0)
    assert same_change(gone, Hunk(3, 2, 7, 0)) is True
    put_in = Hunk(3, 2, 3, 1)
    assert same_change(put_in, put_in) is None
    one, other = (Hunk(3, 2, 3, 1, digest=digest) for digest in "ab")
    assert same_change(one, other) is False
    assert same_change(one, one) is True
