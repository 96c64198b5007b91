"""Where "since you left" begins."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commonground.features.handoff.visits import BREAK, WEEK, absence

HOUR = 60 * 60 * 1000
MORNING = 1_000 * HOUR


def test_since_the_last_sign_before_a_long_break() -> None:
    yesterday = (MORNING - 24 * HOUR, MORNING - 16 * HOUR)
    found = absence([yesterday, (MORNING, MORNING)], 0, 0, MORNING + HOUR)
    assert (found.since, found.returned, found.opens) == (yesterday[1], MORNING, True)


def test_a_short_break_is_the_same_visit() -> None:
    signs = [(MORNING - 20 * HOUR,) * 2, (MORNING, MORNING + HOUR), (MORNING + 2 * HOUR,) * 2]
    found = absence(signs, 0, 0, MORNING + 3 * HOUR)
    assert (found.since, found.returned) == (MORNING - 20 * HOUR, MORNING)


def test_what_was_acknowledged_in_this_visit_does_not_open_again() -> None:
    signs = [(MORNING - 20 * HOUR,) * 2, (MORNING, MORNING + HOUR)]
    found = absence(signs, MORNING - HOUR, MORNING + 1, MORNING + HOUR)
    assert (found.since, found.opens) == (MORNING - HOUR, False)
    earlier = absence(signs, MORNING - 30 * HOUR, MORNING - 29 * HOUR, MORNING + HOUR)
    assert earlier.opens


def test_who_was_never_here_left_nothing() -> None:
    found = absence([(MORNING, MORNING)], 0, 0, MORNING)
    assert (found.since, found.opens) == (MORNING - WEEK, False)


def test_without_a_pause_every_leaving_counts() -> None:
    found = absence([(0, 10), (15, 20)], 0, 0, 20, pause=0)
    assert (found.since, found.returned, found.opens) == (10, 15, True)


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**8))), st.integers(0, 10**9))
def test_it_lies_before_the_visit_and_after_a_break(
    stretches: list[tuple[int, int]], acknowledged: int
) -> None:
    now = 2 * 10**9
    signs = [(came, came + length) for came, length in stretches]
    found = absence(signs, acknowledged, acknowledged, now)
    assert found.since <= now
    assert found.returned <= now
    if found.opens:
        assert any(went <= found.returned - BREAK for _, went in signs)
        assert not any(found.returned - BREAK < went < found.returned for _, went in signs)
