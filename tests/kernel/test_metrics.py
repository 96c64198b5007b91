"""A metric is given what it names, and nothing else."""

from __future__ import annotations

import math
import os
from typing import Any

import pytest

from commonground.core.ids import TEAM, area_room
from commonground.errors import InvalidCommand
from commonground.kernel.metrics import computed, held_as_told

SPACE: dict[str, Any] = {
    "price": [1, 2], "quantity": [3, 4], "rows": [[5], [6]], "row": [7], "x": [8, 9], "os": os,
    "math": math, "double": lambda value: 2 * value,
}  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("sum(p * q for p, q in zip(price, quantity))", 11),
        ("list(map(double, price)) + list(filter(None, [0, 1]))", [2, 4, 1]),
        ("[n for n, _ in enumerate(price)]", [0, 1]),
        ("(lambda *a, **k: sum(a))(1, 2)", 3),
        ("sum(x for x in x)", 17),
        ("[row for row in rows][0] + row", [5, 7]),
        ("math.floor(2.5)", 2),
    ],
)
def test_what_computes_is_computed(expression: str, value: Any) -> None:
    assert computed(SPACE, "m", expression) == value


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("os.getcwd()", "os is the module os"),
        ("quit()", "computed from quit"),
        ("missing.sum()", "missing, which this notebook does not have"),
        ("price / 0", "raised TypeError"),
        ("open('x')", "does not use open"),
    ],
)
def test_what_does_not_is_said(expression: str, why: str) -> None:
    with pytest.raises(InvalidCommand, match=why):
        computed(SPACE, "m", expression)


def test_what_the_server_tells_is_read_with_its_area() -> None:
    found = held_as_told(["|revenue = a | b", "sales|revenue = 2", "|", "web|no formula"])
    assert [(one.name, one.expression, one.room) for one in found] == [
        ("revenue", "a | b", TEAM), ("revenue", "2", area_room("sales")),
    ]  # fmt: skip
