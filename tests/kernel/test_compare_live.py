"""``%%compare`` and ``%cg compare`` in a real kernel of a real server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from commonground.features.comparison.report import COMPARISON_MIME
from tests.live import LiveServer, Person

from .tabs import Notebook, Tab

CODE = "Here.\n\n```python main.py\ndef add(a, b):\n    return a + b\n```\n"
CHECK = "def check(module):\n    assert module.add(2, 3) == 5\n"
COMPARE = """\
%%compare
goal: Add numbers
options: [Plain, Other]
criteria: clarity
check: check
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("compare")
    script = folder / "script.json"
    script.write_text(json.dumps({"default": CODE}))
    with LiveServer(folder, name="compare-kernel", model=f"scripted:{script}") as live:
        yield live


@pytest.fixture(scope="module")
def alice(server: LiveServer) -> Person:
    return server.invite("Alice Archer")


@pytest.fixture(scope="module")
def notebook(server: LiveServer, alice: Person) -> Iterator[Notebook]:
    opened = Notebook(server, alice)
    yield opened
    opened.close(alice)


@pytest.fixture(scope="module")
def tab(notebook: Notebook, alice: Person) -> Iterator[Tab]:
    tab = Tab(notebook, alice)
    yield tab
    tab.close()


def listed(server: LiveServer, person: Person) -> list[dict[str, Any]]:
    return list(server.ask(person, "GET", "comparisons")["comparisons"])


def test_a_cell_names_the_comparison_and_frees_the_kernel(
    server: LiveServer, tab: Tab, notebook: Notebook, alice: Person
) -> None:
    """The check is a function of the notebook; who asks is who ran the cell."""
    tab.run(CHECK)
    ran = tab.run(COMPARE)
    assert ran.status == "ok", ran.outputs
    [shown] = ran.shown
    key = shown[COMPARISON_MIME]["comparison"]
    assert "Plain" in shown["text/markdown"]
    [found] = [c for c in listed(server, alice) if c["id"] == key]
    assert (found["by"], found["path"]) == (alice.username, notebook.path)
    view = server.ask(alice, "GET", f"comparisons/{key}")["comparison"]
    assert view["check"] == CHECK
    assert view["cell"] == f"cell-of-{ran.msg_id}"
    assert [len(o["versions"]) for o in view["options"]] == [1, 1]


def test_an_error_names_the_line_of_the_cell(tab: Tab) -> None:
    ran = tab.run("%%compare\ngoal: g\noptins: [a, b]\n")
    assert ran.status == "error"
    assert any("Line 3: there is no 'optins' here" in str(o) for o in ran.outputs), ran.outputs


def test_a_persons_option_is_run_and_the_table_is_a_dataframe(tab: Tab) -> None:
    tab.run(CHECK)
    tab.run(COMPARE)
    wrote = tab.run("%%cg option Mine\ndef add(a, b):\n    return sum((a, b))\n")
    assert "Option **C** Mine is written: `main.py`." in wrote.shown[-1]["text/markdown"]
    ran = tab.run("%cg compare run C")
    assert ran.status == "ok", ran.outputs
    told = tab.run(
        "table = %cg compare table\n"
        "print(type(table).__mro__[1].__name__, table['measured']['checks passed'].tolist()[2])\n"
    )
    assert any("DataFrame 1" in str(o) for o in told.outputs), told.outputs
    drawn = tab.run("%cg compare plot")
    assert ["image/png" in s for s in drawn.shown] == [True, False]
    assert "<table>" in drawn.shown[1]["text/html"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("score C clarity 9", "score: Input should be less than or equal to 5"),
        ("score C beauty 3", "There are: clarity"),
        ("score Z clarity 3", "There is no option"),
        ("phase dance", "There is no phase"),
        ("phase discuss soon", "no number of minutes"),
        ("argue C maybe", "Which side?"),
        ("decide C", "Which option, and why?"),
        ("diff C", "Name two options"),
        ("refine C", "What should change?"),
        ("save", "Where to?"),
        ("save ../out", "does not lead into this server's folder"),
        ("dance", "does not know 'dance'"),
    ],
)
def test_what_is_amiss_in_a_line_is_said(tab: Tab, line: str, said: str) -> None:
    ran = tab.run(f"%cg compare {line}")
    assert ran.status == "error"
    assert any(said in str(o) for o in ran.outputs), ran.outputs


SECRET = """\
%%compare
goal: Kept to ourselves
options: [Plain, Other]
criteria: clarity
scoring: secret
"""


def test_a_secret_score_is_not_taken_from_a_cell_and_not_shown_in_one(
    server: LiveServer, tab: Tab, alice: Person
) -> None:
    """A cell is everybody's, its output as well."""
    assert tab.run(SECRET).status == "ok"
    key = listed(server, alice)[0]["id"]
    said = tab.run("%cg compare score A clarity 4 because it is short")
    assert "Nothing was scored" in str(said.outputs)
    with server.client(alice) as client:
        assert server.ask(alice, "GET", f"comparisons/{key}")["comparison"]["scores"] == []
        given = {"option": "A", "criterion": "clarity", "score": 2, "why": "only-alice-knows"}
        client.command("compare_score", comparison=key, **given)
        own = server.ask(alice, "GET", f"comparisons/{key}")["comparison"]["scores"]
    assert [(s["score"], s["why"]) for s in own] == [(2, "only-alice-knows")]
    for line in ("compare", "compare status", "compare table", "compare plot"):
        ran = tab.run(f"%cg {line}")
        assert ran.status == "ok", ran.outputs
        assert "only-alice-knows" not in str(ran.outputs)
        assert "| **A** Plain | 2 |" not in str(ran.outputs)
    assert tab.run("%cg compare reveal").status == "ok"
    assert "| **A** Plain | 2 |" in str(tab.run("%cg compare status").outputs)
    assert "Scored" in str(tab.run("%cg compare score B clarity 4 now in the open").outputs)
