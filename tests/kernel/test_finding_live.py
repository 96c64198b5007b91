"""A finding from a real kernel to a real server: what leaves, what led there, what changed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.live import PLAIN, LiveServer, Person

from .tabs import Notebook, Ran, Tab

CANARY = "canary-row-7f3a"
CELLS = {
    "load": "import pandas as pd\nsales = pd.read_csv('sales.csv')",
    "other": "unused = 1",
    "churn": "churn = float(sales['left'].mean())\nchurn",
    "table": "sales",
    "plot": "import matplotlib.pyplot as plt\n%matplotlib inline\nplt.plot(sales['left'])\n"
    "plt.title('Churn')\nplt.ylabel('left');",
}
SALES = f"customer,left\n{CANARY},0.1\nb,0.2\nc,0.3\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("findings")
    script = folder / "script.json"
    script.write_text(json.dumps({"rules": [], "default": "So it is."}))
    with LiveServer(folder, name="findings", model=f"scripted:{script}") as live:
        yield live


@pytest.fixture(scope="module")
def alice(server: LiveServer) -> Person:
    return server.invite("Alice Archer")


@pytest.fixture(scope="module")
def tab(server: LiveServer, alice: Person) -> Iterator[Tab]:
    """A notebook whose cells ran, but for those that share."""
    opened = Notebook(server, alice, "analysis.ipynb")
    _write_cells(server.root, CELLS)
    (server.root / "sales.csv").write_text(SALES)
    tab = Tab(opened, alice)
    for name, source in CELLS.items():
        ran = tab.run(source, msg_id=name)
        assert ran.status == "ok", ran.error
    yield tab
    tab.close()
    opened.close(alice)


def _write_cells(root: Path, cells: dict[str, str], name: str = "analysis.ipynb") -> None:
    held: list[dict[str, Any]] = [
        {
            "cell_type": "code", "id": f"cell-of-{name}", "metadata": {}, "source": source,
            "outputs": [], "execution_count": None,
        }
        for name, source in cells.items()
    ]  # fmt: skip
    book = {"cells": held, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (root / name).write_text(json.dumps(book))


def _got(server: LiveServer, person: Person, path: str) -> httpx.Response:
    headers = {"Authorization": f"token {person.token}"}
    answer = httpx.get(f"{server.api}/{path}", headers=headers, verify=PLAIN, trust_env=False)
    return answer.raise_for_status()


def _api(server: LiveServer, person: Person, path: str) -> Any:
    return _got(server, person, path).json()


def _text(server: LiveServer, person: Person, path: str) -> str:
    return _got(server, person, path).text


def _accept_all(server: LiveServer, owner: Person) -> None:
    for entry in server.ask(owner, "GET", "entries")["entries"]:
        (head,) = entry["heads"]
        if any(one["id"] == head and one["status"] == "proposed" for one in entry["revisions"]):
            said = {"command": "accept", "entry": entry["id"], "heads": [head]}
            server.ask(owner, "POST", "commands", said)


def _findings(server: LiveServer, person: Person) -> dict[str, dict[str, Any]]:
    found = _api(server, person, "findings")["findings"]
    return {one["claim"]: one for one in found}


def _said(ran: Ran) -> str:
    assert ran.status == "ok", ran.error
    return str(ran.shown[-1]["text/markdown"])


def _until(
    server: LiveServer, person: Person, claim: str, state: str, *, checked: bool = False
) -> dict[str, Any]:
    """The finding, once it is in that state, and was checked."""
    deadline = time.monotonic() + (60 if checked else 20)
    while time.monotonic() < deadline:
        one = _findings(server, person)[claim]
        if one["state"] == state and (one["check"] is not None or not checked):
            return one
        time.sleep(0.1)
    raise AssertionError(one)


def test_a_number_is_shared_with_the_cells_and_the_file_that_made_it(
    server: LiveServer, alice: Person, tab: Tab
) -> None:
    """What can't have mattered is left out; nothing had to be filled in."""
    said = _said(tab.run("%cg finding --cell cell-of-churn Churn was 20 percent in May"))
    one = _findings(server, alice)["Churn was 20 percent in May"]
    (figure,) = one["figures"]
    assert (figure["name"], figure["value"]) == ("value", pytest.approx(0.2))
    assert figure["definition"] == ""
    assert (one["kind"], one["path"], one["cell"]) == ("number", "analysis.ipynb", "cell-of-churn")
    assert "2 cells; files sales.csv; tables sales (3 × 2)" in one["made"]
    assert "pandas" in one["made"]
    assert one["id"] in said


def test_rows_stay_in_the_notebook_unless_they_are_asked_for(
    server: LiveServer, alice: Person, tab: Tab
) -> None:
    """A table leaves as its columns; what was printed of one stays, too."""
    preview = _said(tab.run("%cg finding --cell cell-of-table --preview Sales by customer"))
    assert preview.startswith("**Nothing was shared yet.**")
    assert "Sales by customer" not in _findings(server, alice)
    _said(tab.run("%cg finding --cell cell-of-table Sales by customer"))
    assert CANARY not in json.dumps(_findings(server, alice))
    assert CANARY not in json.dumps(_api(server, alice, "entries"))
    rows = _said(tab.run("%cg finding --cell cell-of-table --rows 1 --preview Sales by name"))
    assert CANARY in rows


def test_a_figure_is_shared_with_a_description_from_its_data(
    server: LiveServer, alice: Person, tab: Tab
) -> None:
    """Those who do not see it, and the AI, read what it shows."""
    _said(tab.run("%%cg finding\nChurn rises\nchurn = churn"))
    one = _findings(server, alice)["Churn rises"]
    assert one["kind"] == "figure"
    assert one["picture"]
    assert one["alt"] == ("Churn. y: left. Line of 3 points, from 0.1 to 0.3, between 0.1 and 0.3.")
    shown = _api(server, alice, f"findings/{one['id']}/picture")
    assert shown["address"].startswith("data:image/png;base64,iVBOR")


def test_what_changed_since_is_said_and_a_check_tells_old_from_new(
    server: LiveServer, alice: Person, tab: Tab
) -> None:
    """Input, then cell; the check runs the cells as they stand, apart from this kernel."""
    claim = "Churn was 20 percent in May"
    key = _findings(server, alice)[claim]["id"]
    assert "**confirmed**" in _said(tab.run(f"%cg finding check {key}"))
    (server.root / "sales.csv").write_text(SALES + "d,0.6\n")
    changed = time.monotonic()
    one = _until(server, alice, claim, "touched")
    assert time.monotonic() - changed < 10
    assert one["cause"] == "The file sales.csv was changed."
    said = _said(tab.run(f"%cg finding check {key}"))
    assert "**differs**" in said
    assert "| value | 0.2" in said
    assert "| 0.3" in said
    assert "| table sales: rows | 3 | 4 |" in said
    _write_cells(server.root, CELLS | {"churn": "churn = 1 / 0"})
    (server.root / "sales.csv").write_text(SALES)
    one = _until(server, alice, claim, "touched")
    said = _said(tab.run(f"%cg finding check {key}"))
    assert "could not run" in said
    assert "ZeroDivisionError" in said
    _write_cells(server.root, CELLS)
    _until(server, alice, claim, "fresh")


def test_two_findings_about_one_thing_contradict_each_other(
    server: LiveServer, alice: Person, tab: Tab
) -> None:
    """Figures are values, so they can be compared."""
    _said(tab.run("%%cg finding\nRetention was high in June\nretention = 0.9"))
    _said(tab.run("%%cg finding\nRetention was low in June\nretention = 0.4"))
    _said(tab.run("%%cg finding\nRetention was low in July\nretention = 0.5"))
    found = _findings(server, alice)
    sides = json.dumps(_api(server, alice, "review"))
    assert found["Retention was high in June"]["id"] in sides
    assert found["Retention was low in July"]["id"] not in sides


def test_a_scheduled_run_shares_under_the_name_of_whose_token_it_has(
    server: LiveServer, alice: Person
) -> None:
    """Nothing tells which notebook it is of, and yet it is watched, and checked by others."""
    ruth, claim = server.invite("Ruth Reports"), "Six were sold in May"
    cells = {
        "begin": "%load_ext commonground",
        "read": "import pandas as pd\nsold = pd.read_csv('sold.csv')['sold']",
        "sum": "int(sold.sum())",
        "share": f"%cg finding {claim}",
    }
    _write_cells(server.root, cells, "scheduled.ipynb")
    (server.root / "sold.csv").write_text("sold\n1\n2\n3\n")
    done = subprocess.run(
        [sys.executable, "-m", "jupyter", "execute", "scheduled.ipynb"],
        cwd=server.root, env=server.environ_for(ruth), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    one = _until(server, alice, claim, "fresh")
    assert (one["by"], one["path"], one["cell"]) == (
        ruth.username, "scheduled.ipynb", "cell-of-sum"
    )  # fmt: skip
    assert "2 cells; files sold.csv" in one["made"]
    (server.root / "sold.csv").write_text("sold\n1\n2\n3\n40\n")
    one = _until(server, alice, claim, "touched")
    assert one["cause"] == "The file sold.csv was changed."
    server.ask(alice, "POST", f"findings/{one['id']}/check", {})
    check = _until(server, alice, claim, "touched", checked=True)["check"]
    assert (check["state"], check["by"]) == ("differs", alice.username)
    assert check["differences"][0] == {"what": "value", "old": "6", "new": "46"}


def test_a_metric_is_defined_once_and_computed_by_its_name_in_any_notebook(
    server: LiveServer, alice: Person, tab: Tab
) -> None:
    """Its definition stands beside each value, also where a figure does not follow it."""
    olga = server.invite("Olga Owner", "owner")
    _said(tab.run("%%cg metric leaving = sales['left'].mean()\nOf those who could leave."))
    waits = tab.run("%cg metric leaving")
    assert "waits for the context owner" in str(waits.error)
    _accept_all(server, olga)
    share = "share = %cg metric leaving\nassert abs(share - 0.2) < 1e-9, share\nshare"
    _write_cells(server.root, CELLS | {"share": share})
    said = tab.run(share, msg_id="share")
    assert "sales['left'].mean()" in _said(said)
    assert "Of those who could leave." in _said(said)
    _said(tab.run("%%cg finding --metric leaving --cell cell-of-share\nOne in five left in May"))
    _said(tab.run("%%cg finding\nThree in ten left in May\nleaving = 0.3"))
    found = _findings(server, alice)
    (by_it,), (by_hand,) = (
        found[claim]["figures"] for claim in ("One in five left in May", "Three in ten left in May")
    )
    assert by_it["value"] == pytest.approx(0.2)
    assert by_it["definition"] == by_hand["definition"] == "sales['left'].mean()"
    assert (by_it["follows"], by_hand["follows"]) == ("yes", "no")
    page = _text(server, alice, f"findings/{found['Three in ten left in May']['id']}/page")
    assert "not computed by the team's definition" in page
    key = found["One in five left in May"]["id"]
    assert "**confirmed**" in _said(tab.run(f"%cg finding check {key}"))
    assert "share = (sales['left'].mean())" in _text(server, alice, f"findings/{key}/notebook")
    assert "leaving = sales['left'].mean()" in _said(tab.run("%cg metrics"))
    missing = tab.run("%cg metric revenue")
    assert missing.status == "error"
    assert "There is no metric 'revenue'" in str(missing.error)
    _said(tab.run("%cg metric unpaid = invoices.open.sum()"))
    _accept_all(server, olga)
    missing = tab.run("%cg metric unpaid")
    assert "invoices, which this notebook does not have" in str(missing.error)
