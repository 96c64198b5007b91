from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commonground.features.sprint.order import DIGITS, between

MAKERS = st.integers(0, 10**9).map(lambda n: f"f_{n}")


@given(st.lists(st.tuples(st.floats(0, 1), MAKERS), max_size=200))
def test_wherever_a_card_is_put_it_lies_there(puts: list[tuple[float, str]]) -> None:
    column: list[str] = []
    for where, maker in puts:
        place = round(where * len(column))
        low = column[place - 1] if place else None
        high = column[place] if place < len(column) else None
        column.insert(place, between(low, high, maker))
    assert column == sorted(column)
    assert len(set(column)) == len(column)
    assert all(set(place) <= set(DIGITS) for place in column)


@given(st.booleans())
def test_a_thousand_cards_at_one_end_keep_short_places(at_the_end: bool) -> None:
    column: list[str] = []
    for number in range(1000):
        if at_the_end:
            column.append(between(column[-1] if column else None, None, f"f_{number}"))
        else:
            column.insert(0, between(None, column[0] if column else None, f"f_{number}"))
    assert column == sorted(column)
    assert max(map(len, column)) <= 8


def test_those_who_use_the_same_gap_get_different_places_and_there_is_room_between_them() -> None:
    low, high = between(None, None, "a"), between(between(None, None, "a"), None, "b")
    places = sorted({between(low, high, f"f_{number}") for number in range(7)})
    assert len(places) == 7
    for one, two in pairwise(places):
        assert one < between(one, two, "f_x") < two


def test_where_the_neighbours_have_swapped_it_lies_after_the_first() -> None:
    first = between(None, None, "a")
    second = between(first, None, "b")
    assert between(second, first, "c") > second
