"""What concerns the cell that one is in; entries that are pinned for all or muted for oneself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.conftest import Desk, Office

pytestmark = pytest.mark.browser
CENTS = "Money is integer cents, never floats"
BRANCHES = "Branches are named after their tickets"


def card(desk: Desk, title: str) -> Locator:
    return desk.page.locator(f'[data-testid="cg-entry"][aria-label="{title}"]')


def test_the_cell_that_is_worked_in_decides_what_is_relevant(office: Office) -> None:
    path = office.notebook("amount_cents = 12  # money as integer cents")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    alice.open_tab("context")
    for title in (CENTS, BRANCHES):
        office.add(alice.person, title)
        expect(card(alice, title)).to_be_visible()
    alice.cells.nth(0).locator(".cm-content").click()
    alice.part("filter").select_option("relevant")
    found = alice.part("relevant")
    expect(found.filter(has_text=CENTS)).to_contain_text("shares words with")
    assert violations(alice.page, '[data-testid="cg-panel-context"]') == []
    alice.shot("relevant")
    office.add(alice.person, "Amounts of money are integer cents in the database, too")
    alice.part("relevant-again").click()
    expect(found.filter(has_text="in the database, too")).to_be_visible()
    alice.part("filter").select_option("live")
    expect(card(alice, BRANCHES)).to_be_visible()


def test_a_pin_is_everybodys_and_a_mute_ones_own(office: Office) -> None:
    path = office.notebook("")
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    olga.open_tab("context")
    bob.open_tab("context")
    title = "Dates are ISO 8601 everywhere"
    office.add(bob.person, title)
    hers, his = card(olga, title), card(bob, title)
    expect(his.get_by_test_id("cg-pin")).to_have_count(0)
    hers.get_by_test_id("cg-pin").click()
    for seen in (hers, his):
        expect(seen).to_contain_text("pinned")
    his.get_by_test_id("cg-mute").click()
    expect(his).to_contain_text("muted by you")
    expect(hers).not_to_contain_text("muted")
    his.get_by_test_id("cg-mute").click()
    expect(his).not_to_contain_text("muted by you")
    hers.get_by_test_id("cg-pin").click()
    expect(his).not_to_contain_text("pinned")
