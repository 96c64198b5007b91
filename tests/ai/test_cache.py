"""Which parts of a prompt a provider is told to keep."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commonground.ai.cache import MARKS, kept_until
from commonground.ai.catalog import LEAST_CACHED, least_cached
from commonground.core.prompt import CHARS_PER_TOKEN

LONG = "x" * 512 * CHARS_PER_TOKEN


def test_product_team_and_the_last_area_are_marked() -> None:
    assert kept_until([LONG, "team", "ops", "web"], 512) == (0, 1, 3)
    assert kept_until([LONG, "team"], 512) == (0, 1)


def test_what_is_too_short_to_be_kept_takes_no_mark() -> None:
    assert kept_until(["product", LONG, "ops"], 512) == (1, 2)
    assert kept_until(["product", "team"], 512) == ()
    assert kept_until([], 512) == ()


@given(st.lists(st.text(), max_size=12), st.integers(0, 100))
def test_there_are_never_too_many_marks(shared: list[str], least: int) -> None:
    marked = kept_until(shared, least)
    assert len(marked) <= MARKS
    assert sorted(set(marked)) == list(marked)


def test_each_model_has_its_least_and_an_unknown_one_the_most_careful() -> None:
    assert least_cached("claude-sonnet-5-5") == 512
    assert least_cached("in-house") == LEAST_CACHED == 4_096
