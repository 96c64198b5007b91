"""What may be run at all, and how an answer is read that the code could have written itself."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.errors import InvalidCommand
from commonground.sandbox.inside import main_module
from commonground.sandbox.job import KEPT_MESSAGE, KEPT_OUTPUT, MAX_CHECKS, Job, Limits, Result


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../up.py", "a/../../b.py", "./a.py", "a//b.py", "", "a\\b.py", "a\0.py"],
)
def test_a_path_that_leaves_the_tree_is_refused(path: str) -> None:
    with pytest.raises(InvalidCommand, match="no path inside the tree"):
        Job({path: "x = 1"}, "pass")


def test_a_name_is_a_file_or_a_folder() -> None:
    with pytest.raises(InvalidCommand, match="'a' is a file and a folder"):
        Job({"a": "", "a/b.py": ""}, "pass")


@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf")])
def test_a_limit_is_a_number_above_zero(value: float) -> None:
    with pytest.raises(InvalidCommand, match="The limit seconds"):
        Limits(seconds=value)


@pytest.mark.parametrize(
    ("files", "module"),
    [
        (["main.py", "shop/__init__.py"], "main"),
        (["shop/__init__.py", "shop/cart.py", "tests/test_cart.py", "README.md"], "shop"),
        (["src/shop/cart.py", "src/shop/__init__.py"], "shop"),
        (["queue.py"], "queue"),
        (["a.py", "b.py"], None),
        (["README.md"], None),
    ],
)
def test_the_module_of_a_tree_is_its_main_or_only_one(files: list[str], module: str | None) -> None:
    assert main_module(dict.fromkeys(files, "")) == module


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
keys = st.sampled_from(
    ["checks", "seconds", "ended", "output", "note", "limits_held", "peak_memory_bytes"]
)


@given(st.dictionaries(keys, json_values))
def test_any_answer_is_read_and_none_passes_without_a_check(wire: dict[str, object]) -> None:
    result = Result.from_wire(wire)
    assert result.ok == (
        bool(result.checks) and all(c.ok for c in result.checks) and result.ended == "ok"
    )
    json.dumps(result.to_wire(), allow_nan=False)


def test_what_a_result_keeps_is_bounded() -> None:
    check = {"name": "n" * 10_000, "ok": True, "message": "m" * 10_000}
    wire = {"checks": [check] * 1000, "ended": "ok", "output": "o" * 100_000}
    result = Result.from_wire(wire)
    assert len(result.checks) == MAX_CHECKS
    assert len(result.checks[0].message) < KEPT_MESSAGE + 100
    assert result.output.startswith("o" * KEPT_OUTPUT + "\n[cut: 80000 more")
