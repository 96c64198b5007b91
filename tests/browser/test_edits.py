"""The AI proposes changes of cells: both see them beside the cells, and either decides."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.conftest import Desk, Office
from tests.live import PLAIN

pytestmark = pytest.mark.browser

ASK = "%%ai --edit\nPlease correct the total"
SORT = "%%ai --edit\nPlease sort the cells"
CELLS = ("price = 19.95", "total = price * 119", "")


def edits(desk: Desk, cell: int | None = None) -> Locator:
    """The changes beside that cell, or beside all."""
    within = desk.page if cell is None else desk.cells.nth(cell)
    return within.get_by_test_id("cg-edit")


def texts(desk: Desk) -> list[str]:
    """What the cells hold, as the notebook's model in this browser has it."""
    found: Any = desk.page.evaluate(
        """() => [...document.querySelectorAll('.jp-Notebook .jp-Cell .jp-InputArea-editor')]
            .map(node => [...node.querySelectorAll('.cm-line')].map(l => l.textContent).join('\\n'))
        """
    )
    return [str(one) for one in found]


def expect_texts(desk: Desk, *wanted: str) -> None:
    lines = desk.page.locator(".jp-Notebook .jp-Cell .jp-InputArea-editor .cm-content")
    expect(lines).to_have_count(len(wanted))
    for place, text in enumerate(wanted):
        for line in text.split("\n"):
            expect(lines.nth(place)).to_contain_text(line)


def press(desk: Desk, cell: int, button: str, edit: int = 0) -> None:
    edits(desk, cell).nth(edit).get_by_test_id(f"cg-{button}").click()


def test_both_see_a_proposal_and_either_accepts_or_refuses_each_cell(office: Office) -> None:
    path = office.notebook(*CELLS)
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    alice.run(ASK, cell=2)
    for desk in (alice, bob):
        replaced, inserted = edits(desk, 1).nth(0), edits(desk, 1).nth(1)
        expect(replaced).to_contain_text("asked by Alice Adams")
        expect(replaced).to_contain_text("The rate is 19 %, not 119.")
        expect(replaced.locator("del")).to_contain_text("total = price * 119")
        expect(replaced.locator("ins").nth(1)).to_contain_text("total = price * rate")
        expect(inserted.locator("ins")).to_contain_text("print(total)")
        assert texts(desk)[1] == "total = price * 119"
    alice.shot("edits-proposed")
    assert not violations(alice.page, ".cg-edits")

    press(bob, 1, "edit-accept")
    for desk in (alice, bob):
        expect_texts(desk, "price = 19.95", "rate = 1.19\ntotal = price * rate", "%%ai --edit")
        by = edits(desk, 1).nth(0).get_by_test_id("cg-edit-by")
        expect(by).to_have_text("Accepted by Bob Brown")
    press(alice, 1, "edit-refuse", edit=1)
    for desk in (alice, bob):
        by = edits(desk, 1).nth(1).get_by_test_id("cg-edit-by")
        expect(by).to_have_text("Refused by Alice Adams")
        summary = desk.part("edits-summary").first
        expect(summary).to_contain_text("Accepted by Bob Brown")
        expect(summary).to_contain_text("Refused by Alice Adams")
    assert len(texts(alice)) == 3
    bob.shot("edits-decided")

    # One undo, by anybody, and it waits again.
    press(alice, 1, "edit-undo")
    for desk in (alice, bob):
        expect_texts(desk, "price = 19.95", "total = price * 119", "%%ai --edit")
        expect(edits(desk, 1).nth(0)).to_contain_text("Taken back by Alice Adams")
        expect(edits(desk, 1).nth(0).get_by_test_id("cg-edit-accept")).to_be_visible()


def test_what_a_person_wrote_meanwhile_is_shown_beside_the_proposal_and_stays(
    office: Office,
) -> None:
    path = office.notebook(*CELLS)
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path, dark=True)
    alice.run(ASK, cell=2)
    expect(edits(bob, 1).nth(0).get_by_test_id("cg-edit-accept")).to_be_visible()
    bob.write("total = price * 119  # gross, says Bob", cell=1)
    for desk in (alice, bob):
        changed = edits(desk, 1).nth(0)
        expect(changed).to_have_attribute("data-fit", "changed")
        three = changed.get_by_test_id("cg-edit-three-way")
        expect(three).to_contain_text("Somebody has changed this cell since")
        expect(three).to_contain_text("gross, says Bob")
        expect(three).to_contain_text("Both changed the same lines")
        expect(changed.get_by_test_id("cg-edit-accept")).to_have_count(0)
    others = edits(alice, 1).nth(0).get_by_test_id("cg-edit-others")
    expect(others).to_have_text("Bob Brown works in this cell just now")
    expect(edits(bob, 1).nth(0).get_by_test_id("cg-edit-others")).to_have_count(0)
    alice.shot("edits-three-way")
    assert not violations(alice.page, ".cg-edits")

    # Another line of the cell: both fit together, and that is what is accepted.
    bob.write("# Gross, says Bob\n\ntotal = price * 119", cell=1)
    changed = edits(alice, 1).nth(0)
    expect(changed).to_contain_text("Both together")
    alice.shot("edits-both-together")
    press(alice, 1, "edit-accept")
    both = "# Gross, says Bob\n\nrate = 1.19\ntotal = price * rate"
    for desk in (alice, bob):
        expect_texts(desk, "price = 19.95", both, "%%ai --edit")

    # The other one as a person wants it.
    press(bob, 1, "edit-change", edit=1)
    field = bob.part("edit-source")
    expect(field).to_have_value("print(total)")
    field.fill("print(f'{total:.2f}')")
    bob.shot("edits-edit-first")
    bob.page.set_viewport_size({"width": 760, "height": 900})
    bob.shot("edits-narrow")
    bob.page.set_viewport_size({"width": 1440, "height": 900})
    bob.part("edit-form-submit").click()
    for desk in (alice, bob):
        expect_texts(desk, "price = 19.95", both, "print(f'{total:.2f}')", "%%ai --edit")
        by = desk.page.get_by_test_id("cg-edit-by").last
        expect(by).to_have_text("Accepted by Bob Brown, with changes")


def test_cells_are_deleted_and_moved_and_the_asker_may_be_gone(office: Office) -> None:
    path = office.notebook("unused = 1", "price = 19.95", "import math", "")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    alice.run(SORT, cell=3)
    expect(edits(bob)).to_have_count(2)
    expect(bob.answers.first).to_contain_text("Noted.")
    alice.page.close()
    expect(edits(bob, 0).nth(0).locator("del")).to_contain_text("unused = 1")
    expect(edits(bob, 2).get_by_test_id("cg-edit-where")).to_have_text("To the top of the notebook")
    bob.shot("edits-delete-move")
    press(bob, 2, "edit-accept")
    expect_texts(bob, "import math", "unused = 1", "price = 19.95", "%%ai --edit")
    press(bob, 1, "edit-accept")
    expect_texts(bob, "import math", "price = 19.95", "%%ai --edit")
    bob.part("edits-undo").first.click()
    expect_texts(bob, "unused = 1", "price = 19.95", "import math", "%%ai --edit")
    # Whoever comes later finds them, too, and under the notebook's new name.
    renamed = f"renamed-{path}"
    headers = {"Authorization": f"token {bob.person.token}"}
    httpx.patch(
        f"{office.server.url}api/contents/{path}",
        json={"path": renamed},
        headers=headers,
        trust_env=False,
        verify=PLAIN,
        timeout=60,
    ).raise_for_status()
    carol = office.desk(office.server.invite("Carol Clark"), renamed)
    expect(edits(carol)).to_have_count(2)
    press(carol, 0, "edit-accept")
    expect_texts(carol, "price = 19.95", "import math", "%%ai --edit")
    expect_texts(bob, "price = 19.95", "import math", "%%ai --edit")
    press(bob, bob.cells.count() - 1, "edit-dismiss")


def test_two_browsers_that_accept_at_once_change_the_notebook_once(office: Office) -> None:
    path = office.notebook(*CELLS)
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    alice.run(ASK, cell=2)
    for desk in (alice, bob):
        expect(edits(desk, 1).nth(1).get_by_test_id("cg-edit-accept")).to_be_visible()
    at_once = """() => document.querySelectorAll('[data-testid="cg-edit-accept"]')
        .forEach(button => button.click())"""
    for desk in (alice, bob):
        desk.page.evaluate(at_once)
    wanted = ("price = 19.95", "rate = 1.19\ntotal = price * rate", "print(total)", "%%ai --edit")
    for desk in (alice, bob):
        expect(desk.page.get_by_test_id("cg-edit-by")).to_have_count(2)
        expect_texts(desk, *wanted)
        assert texts(desk)[1] == wanted[1]


def test_a_model_without_tools_says_that_it_can_propose_nothing(quiet_office: Office) -> None:
    path = quiet_office.notebook("x = 1", "")
    alice = quiet_office.desk(quiet_office.server.invite("Alice Adams"), path)
    alice.run("%%ai --edit\nPlease improve it", cell=1)
    output = alice.cells.nth(1).locator(".jp-OutputArea-output")
    expect(output.first).to_contain_text("can't use tools, so it can't propose changes of cells")


def test_without_live_notebooks_the_browser_that_accepts_writes_into_its_own(
    office_not_live: Office,
) -> None:
    office = office_not_live
    path = office.notebook(*CELLS)
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    alice.run(ASK, cell=2)
    for desk in (alice, bob):
        expect(edits(desk, 1).nth(0).locator("del")).to_contain_text("total = price * 119")
    press(alice, 1, "edit-accept")
    expect_texts(alice, "price = 19.95", "rate = 1.19\ntotal = price * rate", "%%ai --edit")
    expect(edits(bob, 1).nth(0).get_by_test_id("cg-edit-by")).to_have_text(
        "Accepted by Alice Adams"
    )
    press(alice, 1, "edit-accept", edit=1)
    wanted = ("price = 19.95", "rate = 1.19\ntotal = price * rate", "print(total)", "%%ai --edit")
    expect_texts(alice, *wanted)
    assert texts(bob)[1] == "total = price * 119"
    saved = office.saved_cells(alice, path)
    mark = saved[1]["metadata"]["commonground"]["provenance"][0]
    assert (mark["accepted_by"], mark["op"]) == ("Alice Adams", "replace")
    # It is one step of the notebook's own undo.
    alice.page.get_by_role("menuitem", name="Edit", exact=True).click()
    alice.page.get_by_text("Undo Cell Operation").click()
    expect_texts(alice, wanted[0], wanted[1], wanted[3])


def test_a_cell_has_actions_that_ask_for_changes_of_it(office: Office) -> None:
    path = office.notebook("price = 19.95", "1 / 0")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    alice.cells.nth(0).locator(".cm-content").click()
    alice.wait_for_kernel()
    button = alice.cells.nth(0).locator('[data-command="commonground:cell-actions"]')
    button.click()
    menu = alice.page.locator(".lm-Menu")
    expect(menu.get_by_text("Let the AI Improve This Cell")).to_be_visible()
    expect(menu.get_by_text("Let the AI Fix This Error")).to_be_hidden()
    alice.shot("edits-cell-menu")
    menu.get_by_text("Let the AI Explain This Cell").click()
    expect_texts(alice, "price = 19.95", "%%ai\nExplain the cell right above", "1 / 0")
    expect(alice.answers.first).to_contain_text("Noted.")

    alice.run("1 / 0", cell=2)
    expect(alice.cells.nth(2).locator(".jp-OutputArea-output")).to_contain_text("ZeroDivision")
    alice.cells.nth(2).locator(".jp-InputPrompt").click(button="right")
    alice.page.locator(".lm-Menu").get_by_text("Common Ground", exact=True).click()
    alice.page.get_by_text("Let the AI Fix This Error").click()
    expect(alice.cells).to_have_count(4)
    expect(alice.cells.nth(3)).to_contain_text("Fix the error of the cell right above")
    expect(alice.answers.nth(1)).to_contain_text("Noted.")
    asked = office.turns(alice.person)[0]
    assert asked["question"].startswith("Fix the error")
