"""What a profile tells and what it never does: no value that fewer than ``k`` rows have."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.errors import InvalidCommand
from commonground.features.profiles.drift import changes
from commonground.features.profiles.files import opened
from commonground.features.profiles.measure import profile_of
from commonground.features.profiles.model import Profile, ProfileColumn
from commonground.features.profiles.report import profile_html, profile_text
from commonground.features.profiles.sources import SAMPLE, DataSource, source_of
from tests.effort import examples

ENGINES: dict[str, Callable[[dict[str, list[Any]]], Any]] = {
    "pandas": pd.DataFrame,
    "polars": lambda data: pl.DataFrame(data, strict=False),
    "lazy": lambda data: pl.DataFrame(data, strict=False).lazy(),
    "arrow": pa.table,
    "duckdb": lambda data: duckdb.from_arrow(pa.table(data)),
}


def source(value: Any) -> DataSource:
    found = source_of(value)
    assert found is not None
    return found


def profiled(value: Any, k: int = 10) -> Profile:
    return profile_of(source(value), "df", k)


def column(profile: Profile, name: str) -> ProfileColumn:
    return next(one for one in profile.columns if one.name == name)


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "whole": st.integers(-12, 12) | st.integers(-(2**40), 2**40),
    "number": st.floats(-50, 50).map(lambda x: round(x, 1))
    | st.floats(allow_nan=True, allow_infinity=True),
    "text": st.text("aA9-+ é", max_size=3) | st.sampled_from(["a+", "A9", "aaa", "north"]),
    "truth": st.booleans(),
    "time": st.datetimes(dt.datetime(1960, 1, 1), dt.datetime(2060, 1, 1))
    | st.integers(0, 40).map(lambda d: dt.datetime(2024, 1, 1) + dt.timedelta(hours=9 * d)),
}


@st.composite
def columns(draw: st.DrawFn, kind: str) -> list[Any]:
    """Few values that many rows have, and some that few have, and gaps."""
    pool = draw(st.lists(VALUES[kind], min_size=1, max_size=12))
    often = draw(st.lists(st.sampled_from(pool), min_size=0, max_size=3))
    rest = draw(st.lists(st.sampled_from(pool) | st.none(), max_size=25))
    found = [value for value in often for _ in range(draw(st.integers(1, 24)))] + rest
    random.Random(draw(st.integers(0, 99))).shuffle(found)
    return found


def held(kind: str, values: list[Any]) -> Counter[Any]:
    """How many rows have each value; a number as a number."""
    return Counter(value for value in values if value is not None and value == value)


def shown(kind: str, told: ProfileColumn) -> set[Any]:
    """All that is told of a column and could be a value of it."""
    texts = {one.text for one in (*told.values, *told.forms)}
    points = {float(point.about) for point in told.points}
    if kind in ("whole", "number"):
        return points | {float(Decimal(text)) for text in texts}
    return {text == "True" for text in texts} if kind == "truth" else texts


@pytest.mark.parametrize("engine", ["pandas", "polars", "arrow"])
@pytest.mark.parametrize("kind", list(VALUES))
@given(data=st.data(), k=st.integers(10, 14))
@settings(max_examples=examples(60), deadline=None)
def test_no_value_of_fewer_rows_is_told_whatever_the_frame(
    engine: str, kind: str, data: st.DataObject, k: int
) -> None:
    values = data.draw(columns(kind))
    if not values or all(value is None for value in values):
        return
    profile = profiled(ENGINES[engine]({"c": values}), k)
    told, counts = profile.columns[0], held(kind, values)
    rare = {value for value, n in counts.items() if n < k}
    assert not shown(kind, told) & rare
    filled = sum(counts.values())
    if filled < k:
        told_of = told.values, told.forms, told.points, told.period, told.distinct
        assert not any(told_of)
    gaps = len(values) - filled
    if 0 < gaps < k or filled < k:
        assert told.missing is None or len(values) < k
    else:
        assert told.missing == gaps
    if told.period is not None:
        form = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}[told.period.unit]
        days = Counter(value.strftime(form).zfill(4) for value in values if value is not None)
        assert min(days[told.period.first], days[told.period.last]) >= k


def test_engines_agree() -> None:
    start = dt.datetime(2024, 3, 1)
    data: dict[str, list[Any]] = {
        "id": list(range(120)),
        "rate": [None if n % 10 == 0 else float(n % 7) for n in range(120)],
        "code": [f"AB-{n:04}" for n in range(120)],
        "region": [["north", "south"][n % 2] for n in range(119)] + ["Atlantis"],
        "at": [start + dt.timedelta(hours=n) for n in range(120)],
        "vip": [n % 3 == 0 for n in range(120)],
    }
    found = [profiled(make(data)) for make in ENGINES.values()]
    for other in found[1:]:
        assert other.model_copy(update={"engine": "pandas"}) == found[0]
    text = profile_text(found[0])
    assert text.splitlines()[:7] == [
        "df (pandas): 120 rows, 6 columns",
        "- id: int64, no value twice, about from 10.5, 25 % below 30.5, half below 60.5, "
        "75 % below 90.5, to 110.5",
        "- rate: float64, 12 missing (10 %), 7 distinct, about from 0, 25 % below 1, half below 3, "
        "75 % below 5, to 6, common: “0” 15 %, “1” 15 %, “4” 15 %, “2” 14 %, “3” 14 %, “5” 14 %, "
        "“6” 14 %",
        "- code: string, no value twice, forms: “AA-9999” 100 %",
        "- region: string, 3 distinct, common: “north” 50 %, “south” 49 %",
        "- at: datetime, no value twice, 2024-03-01 to 2024-03-05, without gaps",
        "- vip: boolean, 2 distinct, common: “False” 67 %, “True” 33 %",
    ]
    assert "Atlantis" not in text + profile_html(found[0])
    assert found[0].keys == [["id"], ["code"], ["at"]]


def test_a_pair_of_columns_is_a_key_where_none_alone_is() -> None:
    frame = pd.DataFrame(
        {"shop": [n // 12 for n in range(120)], "day": [n % 12 for n in range(120)]}
    )
    assert profiled(frame).keys == [["day", "shop"]]


def test_fewer_rows_than_must_share_tell_their_columns_alone() -> None:
    profile = profiled(pd.DataFrame({"name": ["Ada Canary"] * 9}))
    assert profile_text(profile).startswith(
        "df (pandas): fewer than 10 rows, 1 columns\n- name: string\n"
    )


def test_names_that_are_none_or_twice_are_told_apart() -> None:
    frame = pd.DataFrame([[1, 2, 3]] * 20, columns=["a", "a", 7])
    assert [one.name for one in profiled(frame).columns] == ["a", "a (2)", "7"]
    assert profiled(pd.Series([1] * 20, name="alone")).columns[0].name == "alone"
    assert source_of([1, 2]) is None


def test_types_that_hold_values_give_their_name_alone() -> None:
    frame = pl.DataFrame({"c": ["canary"] * 30}, schema={"c": pl.Enum(["canary", "rare"])})
    nested = pl.DataFrame({"s": [{"canary": 1}] * 30})
    assert "rare" not in profile_text(profiled(frame))
    assert "canary" not in profile_text(profiled(nested))


def test_of_many_rows_some_are_looked_at_and_all_are_asked() -> None:
    """A number that is told may be the value of a row which was not among those looked at."""
    rows = 3 * SAMPLE
    frame = pd.DataFrame(
        {"n": [n * 0.1234567890123 for n in range(rows)], "gap": [None] * 20 + [1.0] * (rows - 20)}
    )
    before = profiled(frame)
    text = profile_text(before)
    assert before.seen < before.rows == rows  # type: ignore[operator]
    assert "values from 28 % of rows" in text or "values from 3" in text
    assert column(before, "gap").missing == 20
    half = next(p.about for p in column(before, "n").points if p.mark == "half")
    seen = set(source(frame).sample()["n"].to_list())
    unseen = next(place for place, value in enumerate(frame["n"]) if value not in seen)
    frame.loc[unseen, "n"] = float(half)
    after = profiled(frame)
    assert half not in [p.about for p in column(after, "n").points]
    assert len(column(after, "n").points) == len(column(before, "n").points) - 1


def table(rows: int = 500) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": range(rows),
            "region": ["north", "south"] * (rows // 2),
            "price": [n % 50 / 4 for n in range(rows)],
            "day": pd.date_range("2024-01-01", periods=rows, freq="h").strftime("%Y-%m-%d"),
        }
    )


@pytest.mark.parametrize("suffix", ["csv", "tsv", "csv.gz", "json", "jsonl", "parquet"])
def test_a_file_is_told_as_its_table_is(tmp_path: Path, suffix: str) -> None:
    path, frame = tmp_path / f"sales.{suffix}", table()
    match suffix.removesuffix(".gz"):
        case "json":
            frame.to_json(path, orient="records")
        case "jsonl":
            frame.to_json(path, orient="records", lines=True)
        case "parquet":
            frame.to_parquet(path, index=False)
        case kind:
            frame.to_csv(path, sep="\t" if kind == "tsv" else ",", index=False)
    profile = profile_of(opened(path), path.name)
    assert profile.rows == 500
    assert [(v.text, v.percent) for v in column(profile, "region").values] == [
        ("north", 50), ("south", 50),
    ]  # fmt: skip
    assert column(profile, "price").points[0].about == "0"
    period = column(profile, "day").period
    if period is not None:  # pandas reads such a column of JSON as it stands
        assert (period.first, period.unit) == ("2024-01-01", "day")


def test_a_large_file_is_read_in_pieces_and_all_rows_count(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("w") as file:
        file.write("id,kind,note\n")
        for n in range(250_000):
            file.write(f"{n},{'ab'[n % 2]},{'canary' if n == 249_999 else ''}\n")
    profile = profile_of(opened(path), "large.csv")
    assert (profile.rows, profile.seen) == (250_000, SAMPLE)
    assert column(profile, "note").missing is None  # 249,999 of 250,000: fewer than k are not
    assert not column(profile, "note").filled
    assert "canary" not in profile_text(profile)


def test_what_is_no_table_is_refused_without_a_row_of_it(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text('{"a": 1}\n{"canary": \n')
    with pytest.raises(InvalidCommand) as refused:
        opened(path)
    assert "canary" not in str(refused.value)


def test_what_changed_since_the_last_profile_is_said() -> None:
    old = table()
    new = table(600).assign(
        price=lambda f: f.price + 20, vip=True, region=["north"] * 540 + ["west"] * 60
    )
    new.loc[:99, "price"] = None
    before, now = profiled(old), profiled(new.drop(columns="id"))
    assert changes(before, before) == []
    assert changes(before, now) == [
        "rows: 500 → 600",
        "new columns: vip",
        "columns gone: id",
        "region: “north” 50 % → 90 %; “west” is 10 % now; “south” was 50 %, and is not among the "
        "common values now",
        "price: missing 0 % → 17 %; half are below 26, before 6",
        "day: 2024-01-01 to 2024-01-21 → 2024-01-01 to 2024-01-25",
    ]
    told = profile_text(now.model_copy(update={"changes": changes(before, now)}))
    assert "Since the last profile:\n- rows: 500 → 600" in told
    assert json.loads(now.model_dump_json()) == json.loads(
        Profile.model_validate_json(now.model_dump_json()).model_dump_json()
    )
