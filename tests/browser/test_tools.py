"""What the AI looks up is seen by both; what it proposes waits for a person's click."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Desk, Office
from tests.live import Person

pytestmark = pytest.mark.browser

ASK = "%%ai\nPlease use your tools"


def calls(desk: Desk, cell: int = 0) -> Locator:
    """The cards of a cell's answer."""
    return desk.cells.nth(cell).get_by_test_id("cg-call")


def announced(office: Office, who: Person) -> list[str]:
    inbox: dict[str, Any] = office.api(who, "inbox")
    texts = [str(item["title"]) for item in inbox["items"]]
    return [title for title in texts if title == "We move to cents"]


def test_a_proposal_waits_for_a_click_of_either_and_both_see_what_came(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    office.add(bob.person, "Money is integer cents")
    alice.run(ASK)
    for desk in (alice, bob):
        looked, proposed = calls(desk).nth(0), calls(desk).nth(1)
        expect(looked).to_have_attribute("data-status", "done")
        expect(proposed).to_have_attribute("data-status", "proposed")
        expect(proposed).to_contain_text("Nothing is done before a person allows it.")
        expect(proposed).to_contain_text("We move to cents")
        expect(desk.answers.first).to_contain_text("Noted.")
    assert announced(office, bob.person) == []
    expect(bob.part("call-decline")).to_have_count(0)  # Alice's question

    summary = calls(bob).nth(0).get_by_test_id("cg-call-summary")
    summary.focus()
    bob.page.keyboard.press("Enter")
    result = calls(bob).nth(0).get_by_test_id("cg-call-result")
    expect(result).to_contain_text("Money is integer cents")
    bob.shot("tools-notebook")

    calls(bob).nth(1).get_by_test_id("cg-call-allow").click()
    for desk in (alice, bob):
        expect(calls(desk).nth(1)).to_have_attribute("data-status", "done")
        expect(calls(desk).nth(1)).to_contain_text("Allowed by Bob Brown")
    assert announced(office, alice.person) == ["We move to cents"]

    # The cards are the server's to tell: a browser that comes later has them, too.
    office.saved_outputs(alice, path)
    alice.reload()
    expect(calls(alice).nth(1)).to_contain_text("Allowed by Bob Brown")
    card = alice.open_tab("turns").get_by_test_id("cg-turn").first
    card.get_by_test_id("cg-turn-toggle").click()
    expect(card.get_by_test_id("cg-call")).to_have_count(2)
    alice.shot("tools-panel")


def test_declined_it_stays_undone_and_allowed_for_good_the_tool_acts_until_asked_not_to(
    office: Office,
) -> None:
    path = office.notebook("", "", "", "")
    carol = office.desk(office.server.invite("Carol Clark"), path)
    before = len(announced(office, carol.person))
    carol.run(ASK)
    calls(carol).nth(1).get_by_test_id("cg-call-decline").click()
    expect(calls(carol).nth(1)).to_contain_text("Declined by Carol Clark")
    assert len(announced(office, carol.person)) == before

    carol.run(ASK, cell=1)
    calls(carol, 1).nth(1).get_by_test_id("cg-call-allow-always").click()
    expect(calls(carol, 1).nth(1)).to_contain_text("Allowed by Carol Clark")
    carol.run(ASK, cell=2)
    acted = calls(carol, 2).nth(1)
    expect(acted).to_contain_text("Done for Carol Clark, who lets this tool always act")
    assert len(announced(office, carol.person)) == before + 2

    acted.get_by_test_id("cg-call-ask-first").click()
    expect(acted).to_contain_text("You will be asked again")
    carol.run(ASK, cell=3)
    expect(calls(carol, 3).nth(1)).to_have_attribute("data-status", "proposed")
    assert len(announced(office, carol.person)) == before + 2


def test_in_a_thread_a_tool_may_be_allowed_there_alone(office: Office) -> None:
    dora = office.desk(office.server.invite("Dora Diaz"), office.notebook("", ""))
    dora.run("%%ai --thread Rounding\nPlease use your tools")
    calls(dora).nth(1).get_by_test_id("cg-call-allow-thread").click()
    expect(calls(dora).nth(1)).to_contain_text("Allowed by Dora Diaz")
    dora.run("%%ai --thread Rounding\nPlease use your tools again", cell=1)
    expect(calls(dora, 1).nth(1)).to_contain_text("who lets this tool act in this thread")
