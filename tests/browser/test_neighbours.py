"""Who writes an entry is asked how the nearest ones stand to it; their answer reaches everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import Desk, Office

pytestmark = pytest.mark.browser
THEIRS = "Each reviewer merges the change once it is approved"
OWN = "The author merges each change once it is approved"
"""No rule sees that these contradict."""


def write(desk: Desk, title: str, kind: str = "knowledge") -> None:
    """Add an entry by the form, as a person does."""
    desk.part("add").click()
    form = desk.part("add-form")
    form.locator('[name="kind"]').select_option(kind)
    form.locator('[name="title"]').fill(title)
    desk.page.keyboard.press("Control+Enter")
    expect(form).to_have_count(0)


def card(title: str) -> str:
    """The card of the entry with exactly this title: others may name it, too."""
    return f'[data-testid="cg-entry"][aria-label="{title}"]'


def test_a_key_opens_a_dispute_that_both_see(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    alice.open_tab("context")
    bob.open_tab("context")
    office.add(alice.person, THEIRS)
    expect(bob.page.locator(card(THEIRS))).to_be_visible()
    write(bob, OWN)
    asking = bob.part("asking")
    expect(asking).to_be_focused()
    expect(bob.part("asking-title")).to_have_text(THEIRS)
    expect(asking).to_contain_text("Alice Adams")
    expect(alice.part("asking")).to_have_count(0)
    bob.shot("asking")
    assert violations(bob.page, '[data-testid="cg-asking"]') == []
    bob.page.keyboard.press("3")
    expect(asking).to_have_count(0)
    for desk, other in ((alice, THEIRS), (bob, OWN)):
        told = desk.page.locator(card(other)).get_by_test_id("cg-contradicts")
        expect(told).to_contain_text("said by a member")


def test_what_was_skipped_a_second_person_may_still_say(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    alice.open_tab("context")
    bob.open_tab("context")
    office.add(alice.person, "Invoices are archived every spring")
    expect(bob.page.locator(card("Invoices are archived every spring"))).to_be_visible()
    write(bob, "Invoices are archived every autumn")
    expect(bob.part("asking")).to_be_focused()
    bob.part("asking-skip").click()
    bob.page.keyboard.press("Escape")  # there may be another one
    expect(bob.part("asking")).to_have_count(0)
    # The same again by an edit of hers: now she is asked, and says that hers is the new one.
    mine = alice.page.locator(card("Invoices are archived every spring"))
    mine.get_by_test_id("cg-edit").click()
    form = alice.part("edit-form")
    form.locator('[name="title"]').fill("Invoices are archived in winter")
    alice.page.keyboard.press("Control+Enter")
    expect(alice.part("asking-title")).to_have_text("Invoices are archived every autumn")
    alice.part("asking").press("Escape")
    expect(alice.part("asking")).to_have_count(0)
    mine = alice.page.locator(card("Invoices are archived in winter"))
    mine.get_by_test_id("cg-edit").click()
    form.locator('[name="title"]').fill("Invoices are archived in every winter")
    alice.page.keyboard.press("Control+Enter")
    expect(alice.part("asking-title")).to_have_text("Invoices are archived every autumn")
    alice.part("asking-replaces").click()
    expect(bob.page.locator(card("Invoices are archived every autumn"))).to_have_count(0)


def test_a_hint_is_no_dispute_and_whoever_takes_it_away_does_so_for_all(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    one, two = "Most uploads are limited to 5 MB", "Uploads are limited to 20 MB"
    alice.open_tab("context")
    bob.open_tab("context")
    office.add(alice.person, one)
    office.add(bob.person, two)
    hints = [
        desk.page.locator(card(title)).get_by_test_id("cg-may-contradict")
        for desk, title in ((alice, one), (bob, two))
    ]
    for hint in hints:
        expect(hint).to_contain_text("may contradict")
    assert violations(alice.page, '[data-testid="cg-may-contradict"]') == []
    for desk, title in ((alice, one), (bob, two)):
        assert desk.page.locator(card(title)).get_by_test_id("cg-contradicts").count() == 0
    hints[0].get_by_test_id("cg-hint-dismiss").click()
    for hint in hints:
        expect(hint).to_have_count(0)
    # Another one that does contradict: whoever sees it makes it a dispute.
    third = "Uploads are usually limited to 50 MB"
    office.add(alice.person, third)
    own = bob.page.locator(card(two))
    own.get_by_test_id("cg-hint-contradicts").click()
    expect(own.get_by_test_id("cg-contradicts")).to_contain_text(third)
    assert not any(one in item["before"] for item in office.api(alice.person, "review")["items"])


def test_an_owner_accepts_that_an_entry_replaces_a_convention(office: Office) -> None:
    path = office.notebook("")
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    old, new = "Indent the code with tabs always", "Indent the code as the formatter does"
    office.add(olga.person, old, "convention")
    bob.open_tab("context")
    expect(bob.page.locator(card(old))).to_be_visible()
    write(bob, new)
    expect(bob.part("asking")).to_be_focused()
    bob.page.keyboard.press("2")
    waits = bob.page.locator(card(old)).get_by_test_id("cg-may-contradict")
    expect(waits).to_contain_text("Bob Brown says that")
    queue = olga.open_tab("review")
    item = queue.get_by_test_id("cg-review-item").filter(has_text=old)
    expect(item).to_have_attribute("data-type", "replacement")
    olga.shot("replacement")
    assert violations(olga.page, '[data-testid="cg-panel-review"]') == []
    item.get_by_test_id("cg-review-replace").click()
    expect(item).to_have_count(0)
    expect(bob.page.locator(card(old))).to_have_count(0)
    # The next time she keeps both.
    third = "Name the branches after the tickets"
    office.add(olga.person, third, "convention")
    expect(bob.page.locator(card(third))).to_be_visible()
    write(bob, "Name the branches after the tickets of the tracker")
    expect(bob.part("asking-title")).to_have_text(third)
    bob.part("asking").press("2")
    again = queue.get_by_test_id("cg-review-item").filter(has_text=third)
    again.get_by_test_id("cg-keep-both").click()
    olga.part("dismiss-form").get_by_role("textbox").fill("Two repositories.")
    olga.page.keyboard.press("Control+Enter")
    expect(again).to_have_count(0)
    expect(bob.page.locator(card(third))).to_be_visible()
