"""No password is in what is said of a connection, however it is written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.features.findings.connections import checked_connection, place_of_text
from commonground.features.findings.gathered import from_pieces, in_pieces
from commonground.kernel.finding_inputs import queries_in
from tests.effort import examples

from .sharing import gathered

WRITTEN = [
    ("postgresql://bob:hunter2@db.example:5432/sales", "postgresql://db.example:5432/sales"),
    ("clickhouse://bob:se/cret@db/x", "clickhouse://db/x"),
    ("postgres://bob:s3cr@tPw@db/x", "postgres://db/x"),
    ("postgres://db/x?password=hunter2", "postgres://db/x"),
    ("postgres://db/x?password=hun@ter2", "postgres://"),
    ("jdbc:sqlserver://db;user=a;password=hunter2", ""),
    ("sqlserver://db;user=a;password=hunter2", "sqlserver://db"),
    ("redis://:hunter2@db:6379", "redis://db:6379"),
    ("redis://bob:hunter2", "redis://"),
    ("sqlite:///data/sales.db", "sqlite:///data/sales.db"),
    ("Server=db;User Id=a;Password=hunter2;", ""),
    ("user=bob password=hunter2 host=db", ""),
]


@pytest.mark.parametrize(("text", "place"), WRITTEN)
def test_an_address_is_told_without_its_password(text: str, place: str) -> None:
    assert place_of_text(text) == place


@given(st.text(min_size=1, max_size=20))
@settings(max_examples=examples(200))
def test_no_password_leaves_whatever_it_holds(password: str) -> None:
    assert place_of_text(f"postgres://bob:{password}@db/x") in ("postgres://db/x", "postgres://")


@pytest.mark.parametrize(("text", "place"), WRITTEN)
def test_the_server_takes_out_what_a_kernel_left_in(text: str, place: str) -> None:
    query = {"text": "select 1", "connection": text, "rows": None, "digest": ""}
    made = from_pieces(in_pieces(gathered() | {"queries": [query]}))
    assert made.queries[0].connection == place


def test_a_type_is_told_as_it_is() -> None:
    assert checked_connection("sqlite3.Connection") == "sqlite3.Connection"


class _Url:
    drivername, username, password = "postgresql", "bob", "p?w@x"
    host, port, database = "db", 5432, "sales"

    def __str__(self) -> str:
        return "postgresql://bob:p?w@x@db:5432/sales"


class _Engine:
    url = _Url()


@pytest.mark.parametrize(
    ("held", "place"),
    [
        (_Engine(), "postgresql://db:5432/sales"),
        ("clickhouse://bob:se/cret@db/x", "clickhouse://db/x"),
        ("Server=db;User Id=a;Password=hunter2;", "builtins.str"),
    ],
)
def test_a_kernel_says_where_a_connection_leads(held: Any, place: str) -> None:
    """Of an engine the parts that its library read; of a text what can be no password."""
    (query,) = queries_in(["pd.read_sql('select 1', con)"], {"con": held})
    assert query["connection"] == place
