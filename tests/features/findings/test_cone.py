"""The cone of a result holds every run that can matter: tried by running only the cone."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.features.findings.cone import CellRun, Cone, cone_of
from commonground.features.findings.names import cell_tree, metrics_used, names_in, with_metrics
from tests.effort import examples

NAMES = st.sampled_from(("a", "b", "c", "d"))
FUNCTIONS = st.sampled_from(("f", "g"))
NUMBERS = st.integers(0, 9)
FIRST = "a, b, c, d = [1], [2], [3], [4]\nf = g = len\nit = iter([7])"


def _statements() -> st.SearchStrategy[str]:
    """Code as notebooks have it, over lists of numbers so that all names may share an object."""
    return st.one_of(
        st.builds("{} = [{}]".format, NAMES, NUMBERS),
        st.builds("{} = {}".format, NAMES, NAMES),
        st.builds("{} = {} + [{}]".format, NAMES, NAMES, NUMBERS),
        st.builds("{} = [{}, {}]".format, NAMES, NAMES, NAMES),
        st.builds("{}.append({})".format, NAMES, NUMBERS),
        st.builds("{}[0] = {}".format, NAMES, NUMBERS),
        st.builds("{} += [{}]".format, NAMES, NUMBERS),
        st.builds("{}, {} = {}, {}".format, NAMES, NAMES, NAMES, NAMES),
        st.builds("if len({}) > 1:\n    {} = {}".format, NAMES, NAMES, NAMES),
        st.builds("for {} in [[1], {}]:\n    {}.append(1)".format, NAMES, NAMES, NAMES),
        st.builds("{} = [str(x) for x in {}]".format, NAMES, NAMES),
        st.builds("{} = (x for x in {})\n{} = list({})".format, NAMES, NAMES, NAMES, NAMES),
        st.builds("{} = iter({})".format, st.just("it"), NAMES),
        st.builds("{} = list(it)".format, NAMES),
        st.builds(
            "def {}(x):\n    {}.append(len(x))\n    return {}".format, FUNCTIONS, NAMES, NAMES
        ),
        st.builds("def {}(x):\n    global {}\n    {} = x".format, FUNCTIONS, NAMES, NAMES),
        st.builds("def {}(x):\n    return {}(x)".format, FUNCTIONS, FUNCTIONS),
        st.builds("{} = {}({})".format, NAMES, FUNCTIONS, NAMES),
        st.builds("{}({})".format, FUNCTIONS, NAMES),
        st.builds("{} = sorted({}, key={})".format, NAMES, NAMES, FUNCTIONS),
        st.builds("{} = lambda x: {}".format, FUNCTIONS, NAMES),
        st.builds("import random\nrandom.seed({})".format, NUMBERS),
        st.builds("import random\n{} = [random.random()]".format, NAMES),
        st.builds("from random import random as draw\n{} = [draw()]".format, NAMES),
        st.builds("try:\n    {} = {}\nexcept Exception:\n    {} = []".format, NAMES, NAMES, NAMES),
        st.builds("class K:\n    held = {}\n{} = K.held".format, NAMES, NAMES),
        st.builds("class K:\n    held = {}\nK.held.append({})".format, NAMES, NUMBERS),
        st.builds("del {}".format, NAMES),
    )


SOURCES = st.lists(
    st.lists(_statements(), min_size=1, max_size=3).map("\n".join), min_size=1, max_size=8
)


def _ran(sources: list[str]) -> tuple[dict[str, Any], list[bool]]:
    """The namespace after all of them, one by one as a kernel would, and which raised."""
    before = random.getstate()
    random.seed(99)
    try:
        return _run_all(sources)
    finally:
        random.setstate(before)


def _run_all(sources: list[str]) -> tuple[dict[str, Any], list[bool]]:
    space: dict[str, Any] = {}
    raised = []
    for source in sources:
        try:
            exec(source, space)
            raised.append(False)
        except Exception:  # noqa: BLE001 whatever generated code raises
            raised.append(True)
    return space, raised


def _plain(space: dict[str, Any]) -> str:
    """The result without addresses in memory."""
    return re.sub(r"0x[0-9a-f]+", "", str(space.get("result")))


def _cone(sources: list[str], raised: list[bool] | None = None) -> Cone:
    failed = raised or [False] * len(sources)
    return cone_of([CellRun(f"c{n}", s, n, not failed[n]) for n, s in enumerate(sources)])


@settings(max_examples=examples(200), deadline=None)
@given(SOURCES, NAMES)
def test_running_only_the_cone_gives_what_running_everything_gave(
    sources: list[str], name: str
) -> None:
    """A cell that is left out could not have mattered."""
    whole = [FIRST, *sources, f"result = repr({name})"]
    space, raised = _ran(whole)
    if raised[-1]:
        return
    cone = _cone(whole, raised)
    alone, _ = _ran([run.source for run in cone.runs])
    assert _plain(alone) == _plain(space), [run.source for run in cone.runs]


def test_what_cannot_matter_is_left_out() -> None:
    """A cone of everything would hold every cell that can matter, too, and say nothing."""
    sources = [
        "import pandas as pd",
        "sales = pd.read_csv('sales.csv')",
        "costs = pd.read_csv('costs.csv')",
        "costs.groupby('month').sum()",
        "sales.head()",
        "churn = sales['left'].mean()",
        "churn",
    ]
    assert [run.count for run in _cone(sources).runs] == [0, 1, 5, 6]


def test_an_earlier_form_of_a_cell_is_left_out_once_it_was_run_again() -> None:
    """Trying things is what notebooks are for."""
    sources = ["rate = 1", "rate = 2", "rate * 2"]
    assert [run.count for run in _cone(sources).runs] == [1, 2]


def test_a_cell_that_writes_a_file_which_is_read_later_belongs_to_the_cone() -> None:
    """The way between two cells may lead over the disk."""
    sources = ["made.to_csv('out.csv')", "x = 1", "import pandas as pd\npd.read_csv('out.csv')"]
    assert [run.count for run in _cone(sources).runs] == [0, 2]


@pytest.mark.parametrize(
    "source", ["x = 1\0", "x = " + "+".join(["y"] * 900), "x = " + "(" * 500, "if x:"]
)
def test_a_cell_that_nobody_can_read_may_matter(source: str) -> None:
    found = names_in(source)
    assert found.uncertain == ["a cell can't be read as Python"]
    assert "x" in found.changes


def test_style_is_nothing_to_warn_of(recwarn: pytest.WarningsRecorder) -> None:
    """It would stand in the output of the cell that shares a finding."""
    assert cell_tree(r"x = '\d'; x is 1") is not None
    assert not recwarn.list


def test_what_reading_cannot_tell_is_said() -> None:
    """Each of these could set any name."""
    sources = ["exec(text)", "from tools import *", "%run other.py", "x"]
    cone = _cone(sources)
    assert len(cone.runs) == 4
    assert [said.partition(":")[0] for said in cone.uncertain] == ["cell 0", "cell 1", "cell 2"]


@pytest.mark.parametrize("line", ["sales = %sql select 1", "sales = !ls", "a, sales = %cg metrics"])
def test_a_name_to_which_a_magic_gives_something_is_set_there(line: str) -> None:
    assert [run.count for run in _cone(["x = 1", line, "sales"]).runs] == [1, 2]


def test_a_metric_that_a_cell_computed_reads_what_its_definition_names() -> None:
    """Also where the definition was another one by then: it is kept with the run."""
    sources = ["orders = [1]", "other = 2", "share = %cg metric revenue --area web", "share"]
    runs = [CellRun("", source, count) for count, source in enumerate(sources)]
    runs[2] = replace(runs[2], metrics={("revenue", "web"): "sum(orders)"})
    assert [run.count for run in cone_of(runs).runs] == [0, 2, 3]
    assert metrics_used("\n".join(sources)) == (("revenue", "web"),)
    cell = "if orders:\n    share = %cg metric revenue\n%cg metric other"
    assert with_metrics(cell, {("revenue", ""): "sum(orders)"}) == (
        "if orders:\n    share = (sum(orders))\n%cg metric other"
    )
