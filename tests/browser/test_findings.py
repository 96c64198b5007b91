"""Two analysts: one shares a result, the other's AI rests on it, its input changes, a check tells
old from new."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.conftest import Desk, Office

pytestmark = pytest.mark.browser
CLAIM = "Churn was 20 percent in May"
OTHER = "Revenue was flat in May"
LOAD = "import pandas as pd\nsales = pd.read_csv('sales.csv')"
CHURN = "churn = float(sales['left'].mean())\nchurn"
SALES = "customer,left\na,0.1\nb,0.2\nc,0.3\n"


def card(desk: Desk, claim: str = CLAIM) -> Locator:
    return desk.part("panel-findings").get_by_test_id("cg-finding").filter(has_text=claim)


def ask(desk: Desk, question: str, cell: int, answer: str) -> None:
    desk.run(f"%%ai\n{question}", cell=cell)
    expect(desk.cells.nth(cell).get_by_test_id("cg-answer")).to_contain_text(answer)


def define_revenue(office: Office) -> None:
    olga = office.server.invite("Olga Owner", "owner")
    body = "```python\nrevenue = sales['left'].sum()\n```\n\nOf all who left."
    said = {"command": "add", "kind": "convention", "title": "Metric: revenue", "body": body}
    office.api(olga, "commands", said)


def share(desk: Desk, claim: str, cell: int) -> None:
    """By the button at the cell: it asks for the claim, shows what leaves, and shares it."""
    desk.cells.nth(cell).locator(".cm-content").click()
    desk.cells.nth(cell).locator('[data-command="commonground:share-finding"]').click()
    below = desk.cells.nth(cell + 1)
    expect(below.locator(".cm-content")).to_contain_text("%%cg finding --preview")
    desk.run(f"%%cg finding --preview\n{claim}", cell=cell + 1)
    expect(below).to_contain_text("Nothing was shared yet.")
    desk.run(f"%%cg finding\n{claim}", cell=cell + 1)
    expect(below).to_contain_text("is shared with the team")


def test_a_shared_result_is_cited_then_touched_then_checked_by_both(
    office: Office, tmp_path: Path
) -> None:
    root = office.server.root
    (root / "sales.csv").write_text(SALES)
    path = office.notebook(LOAD, CHURN, "", "")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path, dark=True)
    for desk in (alice, bob):
        desk.open_tab("findings")
        expect(desk.part("panel-findings")).to_contain_text("No findings yet")
    alice.run(LOAD, cell=0)
    alice.run(CHURN, cell=1)
    expect(alice.cells.nth(1).locator(".jp-OutputArea-output")).to_contain_text("0.2")
    share(alice, CLAIM, cell=1)
    for desk in (alice, bob):
        expect(card(desk)).to_have_attribute("data-state", "fresh")
        expect(card(desk)).to_contain_text("Alice Adams")
        expect(card(desk).locator("dd").first).to_have_text("0.2")
    ask(bob, "What do we know about churn in May?", 3, "By the team's finding")

    (root / "sales.csv").write_text(SALES + "d,0.6\n")
    for desk in (alice, bob):
        cause = card(desk).get_by_test_id("cg-finding-cause")
        expect(cause).to_have_text("The file sales.csv was changed.")
        expect(card(desk)).to_have_attribute("data-state", "touched")
    card(bob).get_by_test_id("cg-finding-run").click()
    for desk in (alice, bob):
        expect(card(desk)).to_have_attribute("data-checked", "differs", timeout=60_000)
        row = card(desk).get_by_role("row").filter(has_text="value")
        expect(row.first).to_contain_text("0.2")
        expect(row.first).to_contain_text("0.3")
    alice.shot("findings-differs")
    bob.shot("findings-differs-dark")
    assert violations(alice.page, ".cg-panel") == []
    ask(bob, "What do we know about churn in May by now?", 4, "That finding differs by now.")

    office.add(bob.person, f'Call who left, for @entry:"{CLAIM}"', "decision")
    resting = card(alice).get_by_test_id("cg-finding-resting")
    expect(resting.locator("summary")).to_have_text("What rests on it: 1")
    resting.locator("summary").click()
    expect(resting).to_contain_text("Decision, proposed")
    alice.shot("findings-resting")
    resting.get_by_test_id("cg-finding-rests").click()
    expect(alice.entry("Call who left")).to_be_visible()
    alice.open_tab("findings")
    office.add(alice.person, "Something else")
    alice.run(f"%%cg finding\n{OTHER}\nrevenue = 12", cell=2)
    define_revenue(office)
    metrics = alice.part("metrics")
    metrics.locator("summary").click()
    expect(metrics).to_contain_text("revenue = sales['left'].sum()")
    defined = card(alice, OTHER).get_by_test_id("cg-finding-definition")
    expect(defined).to_have_text("sales['left'].sum() (not computed like that)")
    alice.shot("findings-metrics")
    metrics.get_by_test_id("cg-metric-entry").click()
    expect(alice.entry("Metric: revenue")).to_be_visible()
    alice.open_tab("findings")
    for claim in (CLAIM, OTHER):
        card(alice, claim).get_by_test_id("cg-finding-compare").click()
    expect(alice.part("finding-sides")).to_contain_text(CLAIM)
    expect(alice.part("finding-sides")).to_contain_text(OTHER)
    alice.shot("findings-sides")
    card(alice, OTHER).get_by_test_id("cg-finding-compare").click()
    expect(alice.part("finding-sides")).to_have_count(0)
    alice.part("finding-show").select_option("doubtful")
    expect(card(alice, OTHER)).to_have_count(0)
    with alice.page.expect_download() as page:
        card(alice).get_by_test_id("cg-finding-page").click()
    page.value.save_as(tmp_path / "finding.html")
    assert CLAIM in (tmp_path / "finding.html").read_text()
    with alice.page.expect_download() as notebook:
        card(alice).get_by_test_id("cg-finding-notebook").click()
    notebook.value.save_as(tmp_path / "finding.ipynb")
    cells = json.loads((tmp_path / "finding.ipynb").read_text())["cells"]
    assert [cell["source"] for cell in cells[1:]] == [LOAD, CHURN]
    card(alice).get_by_test_id("cg-finding-cell").click()
    expect(alice.cells.nth(1)).to_have_class(re.compile("jp-mod-active"))
    card(alice).get_by_test_id("cg-finding-entry").click()
    expect(alice.page.get_by_role("article", name=CLAIM, exact=True)).to_be_visible()
