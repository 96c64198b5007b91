"""The digest of a table depends on its content alone, and on all of it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.kernel.frame_digest import frame_digest
from tests.effort import examples

VALUES: st.SearchStrategy[list[Any]] = st.one_of(
    *(
        st.lists(st.one_of(st.none(), kind), min_size=1, max_size=6)
        for kind in (
            st.integers(-5, 5),
            st.floats(-2, 2, width=16),
            st.text(max_size=3),
            st.datetimes(
                min_value=pd.Timestamp("2020-01-01").to_pydatetime(),
                max_value=pd.Timestamp("2030-01-01").to_pydatetime(),
            ),
            st.booleans(),
        )
    )
)


@st.composite
def _frames(draw: st.DrawFn) -> pd.DataFrame:
    columns = draw(st.lists(VALUES, min_size=1, max_size=4))
    rows = min(map(len, columns))
    return pd.DataFrame({f"column {n}": held[:rows] for n, held in enumerate(columns)})


@settings(max_examples=examples(60), deadline=None)
@given(_frames(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_and_the_index_do_not_matter(
    frame: pd.DataFrame, random: Any
) -> None:
    """Two people sort as they like."""
    order = random.sample(range(len(frame)), len(frame))
    columns = random.sample(list(frame.columns), frame.shape[1])
    other = frame.iloc[order][columns]
    assert frame_digest(other).digest == frame_digest(frame).digest != ""
    by_name = frame.set_index(frame.columns[0])
    assert frame_digest(by_name).digest == frame_digest(frame).digest
    said = {column.name: column.digest for column in frame_digest(frame).columns}
    assert {column.name: column.digest for column in frame_digest(other).columns} == said


@settings(max_examples=examples(60), deadline=None)
@given(_frames(), st.data())
def test_any_other_value_gives_another_digest(frame: pd.DataFrame, data: st.DataObject) -> None:
    """One cell is enough."""
    row = data.draw(st.integers(0, len(frame) - 1))
    column = data.draw(st.integers(0, frame.shape[1] - 1))
    changed = frame.astype(object).copy()
    changed.iloc[row, column] = "a value that is in no column"
    same = frame.astype(object).copy()
    assert frame_digest(changed).digest != frame_digest(same).digest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": [1, 2], "b": [3, 4]}, {"a": [1, 2], "b": [4, 3]}),
        ({"a": [1, 1, 2]}, {"a": [1, 2, 2]}),
        ({"a": [1, 2]}, {"b": [1, 2]}),
        ({"a": [1, 2], "b": [2, 1]}, {"a": [2, 1], "b": [1, 2]}),
    ],
)
def test_what_goes_together_counts(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Values that change places between rows, how often one is there, and the columns' names."""
    same = one == {"a": [1, 2], "b": [2, 1]}
    assert (
        frame_digest(pd.DataFrame(one)).digest == frame_digest(pd.DataFrame(other)).digest
    ) is same
