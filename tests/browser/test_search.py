"""One box finds everything that its reader may read, and opens it where it stands."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Desk, Office

pytestmark = pytest.mark.browser


def narrow(desk: Desk, pixels: int) -> None:
    """The panel at that width, as a drag of its edge makes it."""
    desk.page.set_viewport_size({"width": 900, "height": 760})
    panel = desk.part("panel").bounding_box()
    assert panel is not None
    mouse = desk.page.mouse
    mouse.move(panel["x"] - 2, 300)
    mouse.down()
    mouse.move(panel["x"] - 2 + panel["width"] - pixels, 300, steps=4)
    mouse.up()


def test_everything_is_found_from_one_box_and_opens_in_place(office: Office) -> None:
    path = office.notebook("%%ai\nround the payment")
    alice = office.server.invite("Alice Adams", "owner")
    bob = office.server.invite("Bob Brown")
    cara = office.server.invite("Cara Clark")
    for kind, title, body in (
        ("decision", "Payments are retried three times", "With an *idempotency key* each."),
        ("convention", "Money is kept in integer cents", "A payment of 19.95 is 1995."),
    ):
        office.api(
            alice, "commands", {"command": "add", "kind": kind, "title": title, "body": body}
        )
    office.api(bob, "commands", {"command": "add", "kind": "note", "title": "Payment secrets"})
    office.api(
        bob,
        "commands",
        {"command": "query", "to": ["@cara-clark"], "title": "Who knows the payment gateway?"},
    )
    made = office.api(alice, "commands", {"command": "open_thread", "title": "Payment providers"})
    thread = str(made["thing"])
    office.api(alice, "commands", {"command": "say", "thread": thread, "text": "Two are left"})
    desk = office.desk(alice, path)
    desk.wait_for_kernel()
    desk.cells.first.locator(".cm-content").click()
    desk.page.keyboard.press("Control+Enter")
    expect(desk.answers.first).to_contain_text("integer cents")
    narrow(desk, 260)

    # The command gives the box the focus; a slip of the finger is forgiven.
    desk.page.keyboard.press("Control+Shift+Y")
    desk.page.keyboard.press("s")
    box = desk.part("find")
    expect(box).to_be_focused()
    desk.page.keyboard.type("paymnet")
    hits = desk.part("hit")
    expect(desk.part("found-count")).to_have_text("5 things found")
    expect(hits.filter(has_text="Payment secrets")).to_have_count(0)
    expect(hits.first.locator("mark").first).to_have_text(re.compile("payment", re.IGNORECASE))
    desk.shot("search_260")

    # By the keys: down, down, and open; the message concerns others, and is shown all the same.
    desk.part("find-filters").click()
    desk.part("find-kind").select_option("query")
    expect(desk.part("found-count")).to_have_text("1 thing found")
    box.focus()
    desk.page.keyboard.press("ArrowDown")
    expect(hits.first).to_be_focused()
    desk.page.keyboard.press("Enter")
    message = desk.part("opened-message").get_by_test_id("cg-message")
    expect(message).to_contain_text("Who knows the payment gateway?")
    expect(message).to_be_focused()
    expect(desk.part("found")).to_have_count(0)

    # The box shows what it found again; an entry opens in its tab, a question in its cell.
    box.click()
    desk.part("find-kind").select_option("decision")
    hits.filter(has_text="Payments are retried").click()
    entry = desk.page.get_by_role("article", name="Payments are retried three times")
    expect(entry).to_be_focused()
    box.click()
    desk.part("find-kind").select_option("question")
    hits.filter(has_text="round the payment").click()
    expect(desk.page.locator(".jp-Notebook .jp-mod-active")).to_contain_text("round the payment")

    # A thread opens, is renamed, closed and deleted; the last two ask first.
    box.click()
    desk.part("find-kind").select_option("thread")
    expect(desk.part("found-count")).to_have_text("1 thing found")
    desk.shot("search_filters")
    hits.filter(has_text="Payment providers").click()
    card = desk.page.locator(f"[data-thread={thread}]")
    expect(card).to_be_focused()
    card.get_by_test_id("cg-thread-rename").click()
    card.get_by_test_id("cg-thread-new-title").fill("Zanzibar payouts")
    card.get_by_test_id("cg-thread-rename-it").press("Enter")
    expect(card).to_contain_text("Zanzibar payouts")
    expect(card.get_by_test_id("cg-thread-rename")).to_be_focused()
    card.get_by_test_id("cg-thread-close").click()
    desk.shot("thread_close")
    desk.page.locator(".jp-Dialog").get_by_role("button", name="Close it").click()
    expect(card.get_by_text("closed", exact=True)).to_be_visible()
    card.get_by_test_id("cg-thread-delete").click()
    desk.page.locator(".jp-Dialog").get_by_role("button", name="Delete it").click()
    expect(card).to_have_count(0)
    box.click()
    desk.page.keyboard.press("Escape")
    expect(box).to_have_value("")
    box.fill("zanzibar")
    expect(desk.part("found-count")).to_have_text("0 things found")
    desk.shot("search_nothing")
    desk.part("find-close").press("Enter")
    expect(box).to_be_focused()
    expect(box).to_have_value("")

    # Bob finds his own note, and it says that only he does.
    other = office.desk(bob, path, dark=True)
    other.part("find").fill("payment secrets")
    note = other.part("hit").filter(has_text="Payment secrets")
    expect(note).to_contain_text("only you")
    other.shot("search_dark")
    note.click()
    expect(other.entry("Payment secrets")).to_be_focused()
    assert cara.username
