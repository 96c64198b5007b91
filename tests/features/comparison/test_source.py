"""What may stand below %%compare, and how an error says where it is."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.errors import InvalidCommand
from commonground.features.comparison.model import Criterion
from commonground.features.comparison.source import MAX_SOURCE, read_source
from commonground.features.comparison.syntax import EXAMPLE
from commonground.kernel.widgets import compare_cell


def test_the_example_in_the_help_is_read() -> None:
    source = read_source(EXAMPLE).with_functions({})
    assert source.goal == "Count events per user, a million a minute"
    assert [o.name for o in source.options] == ["Dictionary", "Sorted file"]
    assert source.options[0].constraints == ("standard library only",)
    assert source.options[1].sketch == "append to a file, count with a merge"
    assert source.criteria == (Criterion("clarity", 2.0), Criterion("latency", 1.0))
    assert "module.count" in source.check


@pytest.mark.parametrize(
    "options",
    [
        "[Queue, Table]",
        "\n  - Queue\n  - Table",
        "\n- name: Queue\n- name: Table",
        "\n  Queue:\n  Table:",
        "\n  Queue: in memory\n  Table: {sketch: in SQL}",
        "\n  - Queue: in memory\n  - title: Table\n    idea: in SQL",
    ],
)
def test_options_are_written_in_whatever_way(options: str) -> None:
    assert [o.name for o in read_source(f"Goal: g\nOption: {options}").options] == [
        "Queue",
        "Table",
    ]


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ("clarity, speed", (("clarity", 1.0), ("speed", 1.0))),
        ("[clarity, speed]", (("clarity", 1.0), ("speed", 1.0))),
        ("{clarity: 2, speed: 0.5}", (("clarity", 2.0), ("speed", 0.5))),
        ("\n  - clarity: 3\n  - name: speed\n    weight: 2", (("clarity", 3.0), ("speed", 2.0))),
        ("\n  clarity:\n  speed: 2", (("clarity", 1.0), ("speed", 2.0))),
    ],
)
def test_criteria_are_written_in_whatever_way(
    criteria: str, expected: tuple[tuple[str, float], ...]
) -> None:
    source = read_source(f"goal: g\noptions: [a, b]\ncriteria: {criteria}")
    assert source.criteria == tuple(Criterion(*one) for one in expected)


def test_values_stay_as_they_are_written() -> None:
    source = read_source("goal: yes\noptions:\n  - 1.0\n  - on\narea: 12")
    assert (source.goal, [o.name for o in source.options], source.area) == (
        "yes", ["1.0", "on"], "12",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("goal: g\noptons: [a, b]", 3, "Did you mean 'options'?"),
        ("goal: g\noptions:\n\t- a\n\t- b", 4, "here is a tab"),
        ("goal: fast: and small\noptions: [a, b]", 2, "into quotes"),
        ("options: [a, b]", 2, "no goal"),
        ("goal: g", 2, "no options"),
        ("goal: g\noptions: [a]", 3, "two to 4 options, and here is 1"),
        ("goal: g\noptions: [a, b, c, d, e]", 3, "here is 5"),
        ("goal: g\noptions: [a, A]", 3, "two options 'A'"),
        ("goal: g\noptions:\n  - name: a\n  - sketch: x\n    constraints: [y]", 5, "no name"),
        ("goal: g\noptions: [a, b]\ncriteria:\n  x: heavy", 5, "no weight"),
        ("goal: g\noptions: [a, b]\ncriteria: [x, X]", 4, "named twice"),
        ("goal: g\noptions: [a, b]\nscoring: maybe", 4, "`open` or `secret`"),
        ("goal: g\ngoal: h\noptions: [a, b]", 3, "there twice"),
        ("goal: [g]\noptions: [a, b]", 2, "is a text"),
        ("goal:\noptions: [a, b]", 2, "is empty"),
        ("- a\n- b", 2, "has a goal and options"),
        ("[" * 3000, 2, "nested too deeply"),
        ("goal: !!python/object:os.system x\noptions: [a, b", 3, "not YAML"),
    ],
)
def test_an_error_names_the_cells_line(text: str, line: int, said: str) -> None:
    with pytest.raises(InvalidCommand) as error:
        read_source(text)
    assert str(error.value).startswith(f"Line {line}: "), error.value
    assert said in str(error.value)


def test_a_check_that_is_not_python_is_refused_at_its_own_line() -> None:
    text = "goal: g\noptions: [a, b]\ncheck: |\n  def check(module):\n      assert module.f( ==\n"
    with pytest.raises(InvalidCommand, match=r"^Line 6: the check is not Python"):
        read_source(text).with_functions({})


def test_a_check_may_be_a_function_of_the_notebook() -> None:
    source = read_source("goal: g\noptions: [a, b]\ncheck: is_fast\nbenchmark: benchmark")
    assert source.named == ("is_fast", "benchmark")
    code = "def is_fast(module):\n    return True\n"
    timed = "def benchmark(module):\n    pass\n"
    whole = source.with_functions({"is_fast": code, "benchmark": timed})
    names: dict[str, object] = {}
    exec(whole.check, names)
    assert names["check"] is names["is_fast"]
    assert whole.benchmark == timed
    with pytest.raises(InvalidCommand, match=r"^Line 4: there is no function 'is_fast'"):
        source.with_functions({})


def test_what_is_too_long_is_said_to_be() -> None:
    with pytest.raises(InvalidCommand) as error:
        read_source("goal: " + "x" * MAX_SOURCE)
    assert error.value.status == 413


@given(st.text(max_size=200))
def test_whatever_is_written_it_is_read_or_explained(text: str) -> None:
    with suppress(InvalidCommand):
        assert len(read_source(text).options) >= 2


LINES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip)


@given(
    LINES,
    st.lists(LINES, min_size=2, max_size=4, unique_by=lambda s: " ".join(s.split()).casefold()),
)
def test_what_the_form_writes_is_read_as_it_was_filled_in(goal: str, names: list[str]) -> None:
    """Whatever people type into the form: colons, quotes, braces, other scripts."""
    cell = compare_cell(
        goal, [(n, "a: b", "c\n# d") for n in names], {"x: y": 2}, "def check(m): ..."
    )
    first, _, body = cell.partition("\n")
    assert first == "%%compare"
    source = read_source(body)
    assert source.goal == " ".join(goal.split())
    assert [o.name for o in source.options] == [" ".join(n.split()) for n in names]
    assert source.options[0].constraints == ("c", "# d")
    assert source.criteria == (Criterion("x: y", 2.0),)
