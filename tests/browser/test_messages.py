"""Messages, handoffs and pairing, by two people in two browsers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Desk, Office

pytestmark = pytest.mark.browser
TOAST = ".Toastify__toast"


def message(desk: Desk, title: str) -> Locator:
    return desk.part("message").filter(has_text=title)


def write(desk: Desk, kind: str, to: str, title: str) -> Locator:
    """Open the form of a new message and fill in what every message has."""
    desk.open_tab("inbox")
    desk.part("write-message").click()
    form = desk.part("letter")
    form.get_by_test_id("cg-letter-kind").select_option(kind)
    form.get_by_label(to, exact=True).check()
    form.get_by_test_id("cg-letter-title").fill(title)
    return form


def test_a_question_is_told_to_its_addressee_answered_and_gone_on_with(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    cara = office.desk(office.server.invite("Cara Clark"), path)
    alice.run("%%ai\nround the price with VAT")
    expect(alice.answers.first).to_contain_text("integer cents")
    alice.open_tab("turns")
    turn = alice.part("panel-turns").get_by_test_id("cg-turn").filter(has_text="round the price")
    turn.get_by_test_id("cg-turn-toggle").click()
    turn.get_by_test_id("cg-ask-colleague").click()
    form = alice.part("letter")
    expect(form.get_by_test_id("cg-letter-title")).to_be_focused()
    form.get_by_test_id("cg-letter-title").fill("Which VAT rate do books have?")
    form.get_by_label("Bob Brown", exact=True).check()
    alice.shot("letter")
    form.get_by_test_id("cg-letter-send").click()
    expect(message(alice, "Which VAT rate")).to_contain_text("Waits for Bob Brown")
    told = bob.page.locator(TOAST).filter(has_text="Which VAT rate do books have?")
    expect(told).to_contain_text("Alice Adams asks you")
    expect(bob.part("tab-inbox").locator(".cg-count")).to_contain_text("1")
    told.get_by_role("button", name="Show").click()
    asked = message(bob, "Which VAT rate")
    expect(asked).to_contain_text("unread")
    asked.get_by_test_id("cg-message-text").fill("7 %, since 1968.")
    bob.shot("inbox")
    bob.page.keyboard.press("Control+Enter")
    expect(bob.part("panel-inbox")).to_contain_text("Nothing waits for you")
    heard = alice.page.locator(TOAST).filter(has_text="Bob Brown answered")
    expect(heard).to_be_visible()
    answered = message(alice, "Which VAT rate")
    expect(answered).to_contain_text("7 %, since 1968.")
    alice.shot("answered")
    alice.open_tab("context")
    expect(alice.entry("Which VAT rate do books have?")).to_contain_text("Answered by")
    alice.open_tab("inbox")
    answered.get_by_test_id("cg-go-on").click()
    follow = alice.part("panel-turns").get_by_test_id("cg-turn").first
    expect(follow).to_contain_text("Go on with what Bob Brown answered")
    expect(cara.page.locator(TOAST).filter(has_text="Which VAT rate")).to_have_count(0)
    cara.open_tab("inbox")
    expect(message(cara, "Which VAT rate")).to_have_count(0)


def test_a_handoff_is_open_until_its_receiver_says_what_they_take_over(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path, dark=True)
    form = write(alice, "handoff", "Bob Brown", "The price importer")
    form.get_by_label("Schema").fill("id: int, cents: int")
    form.get_by_label("Interface").fill("`GET /prices`")
    form.get_by_label("Example responses").fill('```json\n[{"id": 1, "cents": 1995}]\n```')
    form.get_by_label("Files").fill("importer.py\nprices.sql")
    expect(form.get_by_test_id("cg-letter-send")).to_be_disabled()
    form.get_by_label("What is left").fill("The tests, and rounding.")
    alice.shot("handoff-form")
    form.get_by_test_id("cg-letter-send").click()
    bob.open_tab("inbox")
    taken = message(bob, "The price importer")
    expect(taken.get_by_test_id("cg-handoff-parts")).to_contain_text("prices.sql")
    taken.get_by_test_id("cg-message-text").fill("Is rounding half up?")
    taken.get_by_test_id("cg-reply").click()
    expect(message(alice, "The price importer")).to_contain_text("Is rounding half up?")
    expect(taken).to_have_attribute("data-state", "open")
    taken.get_by_test_id("cg-message-text").fill("I test the importer and round half even.")
    bob.shot("handoff")
    taken.get_by_test_id("cg-take-over").click()
    expect(message(alice, "The price importer")).to_contain_text("takes it over")
    expect(message(alice, "The price importer")).to_have_attribute("data-state", "accepted")
    alice.shot("handoff-accepted")


def test_everyone_acknowledges_an_announcement_for_themselves(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    cara = office.server.invite("Cara Clark")
    office.add(cara, "Cara is on the team")
    alice.run('%cg announce @bob, @cara "We ship on Friday at noon"')
    expect(alice.page.locator(".jp-Notebook .jp-OutputArea-output").first).to_contain_text(
        "Announced to Bob Brown, Cara Clark"
    )
    bob.open_tab("inbox")
    told = message(bob, "We ship on Friday at noon")
    told.get_by_test_id("cg-acknowledge").focus()
    bob.page.keyboard.press("Enter")
    expect(bob.part("inbox-todo").filter(has_text="We ship on Friday")).to_have_count(0)
    inbox = alice.open_tab("inbox")
    expect(message(alice, "We ship on Friday at noon")).to_contain_text("Waits for Cara Clark")
    (hers,) = (m for m in office.api(cara, "inbox")["items"] if m["title"].startswith("We ship"))
    office.api(cara, "commands", {"command": "acknowledge", "message": hers["id"]})
    inbox.get_by_role("button", name="Show what is done").click()
    told = message(alice, "We ship on Friday at noon")
    expect(told).to_contain_text("Acknowledged by Bob Brown, Cara Clark")


def test_a_contradiction_becomes_a_question_to_its_authors_in_one_click(office: Office) -> None:
    path = office.notebook("")
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    office.add(bob.person, "The upload limit is 40 MB")
    office.add(olga.person, "The upload limit is 20 MB")
    item = olga.open_tab("review").get_by_test_id("cg-review-item").filter(has_text="40 MB")
    item.get_by_test_id("cg-ask-sides").click()
    expect(item.get_by_test_id("cg-asked-sides")).to_be_visible()
    olga.shot("asked-sides")
    bob.open_tab("inbox")
    asked = message(bob, "The upload limit is 40 MB")
    expect(asked).to_contain_text("Which holds")
    expect(asked).to_contain_text("by @olga-owner")


def test_two_people_share_one_thread_with_the_ai(office: Office) -> None:
    """Pairing: lines and constraints stay each person's; what was private comes in by Share."""
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    alice.open_tab("turns")
    alice.part("open-thread").click()
    alice.part("thread-title").fill("Cart totals")
    alice.page.keyboard.press("Enter")
    hers = alice.part("thread").filter(has_text="Cart totals")
    hers.get_by_test_id("cg-thread-text").fill("No new dependency")
    hers.get_by_test_id("cg-thread-constrain").click()
    expect(hers.get_by_test_id("cg-constraints")).to_contain_text("Alice Adams: No new dependency")

    bob.run('%%ai --thread "cart totals"\nround the sum of a cart')
    expect(bob.answers.first).to_contain_text("integer cents")
    bob.open_tab("turns")
    his = bob.part("thread").filter(has_text="Cart totals")
    his.get_by_test_id("cg-thread-text").fill("It must run on Python 3.11")
    his.get_by_test_id("cg-thread-constrain").click()
    expect(hers.get_by_test_id("cg-constraints")).to_contain_text("Bob Brown: It must run on")
    expect(hers.get_by_test_id("cg-steps")).to_contain_text("Bob Brown")
    hers.get_by_test_id("cg-thread-text").fill("What about books?")
    hers.get_by_test_id("cg-thread-ask").click()
    expect(his.get_by_test_id("cg-turn").filter(has_text="What about books?")).to_be_visible()
    expect(his.get_by_test_id("cg-turn").filter(has_text="What about books?")).to_contain_text(
        "Alice Adams"
    )

    office.api(
        bob.person,
        "commands",
        {"command": "add", "kind": "note", "title": "decimal is fast enough", "body": "0.3 us"},
    )
    bob.open_tab("private")
    bob.part("notes").get_by_test_id("cg-bring").click()
    dialog = bob.part("share-dialog")
    expect(dialog.get_by_test_id("cg-into-thread")).to_contain_text("Cart totals")
    expect(dialog.get_by_test_id("cg-share-readers")).to_contain_text("In everyone’s view")
    bob.shot("bring")
    dialog.get_by_test_id("cg-submit").click()
    expect(hers.get_by_test_id("cg-steps")).to_contain_text("decimal is fast enough")
    expect(alice.part("panel-turns")).not_to_contain_text("Nobody has asked anything")
    alice.shot("thread")
    bob.open_tab("turns")
    bob.shot("thread-of-the-other")
    (thread,) = (
        t for t in office.api(alice.person, "threads")["threads"] if t["title"] == "Cart totals"
    )
    assert [(c["by"], c["text"]) for c in thread["constraints"]] == [
        ("alice-adams", "No new dependency"),
        ("bob-brown", "It must run on Python 3.11"),
    ]
    assert [s["kind"] for s in thread["steps"]] == ["turn", "turn", "brought"]


def test_what_the_ai_proposes_is_sent_by_a_person_or_not_at_all(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    alice.run("%%ai\npropose whom to ask")
    answer = alice.answers.first
    expect(answer).to_contain_text("nobody knows the rate")
    expect(answer.get_by_test_id("cg-proposal")).to_contain_text("The cart needs it.")
    expect(answer.get_by_text("title: Which rate")).not_to_be_visible()
    alice.open_tab("inbox").get_by_test_id("cg-write-message").click()
    alice.part("letter-title").fill("Half a question")
    turn = alice.open_tab("turns").get_by_test_id("cg-turn").filter(has_text="propose whom")
    turn.get_by_test_id("cg-turn-toggle").click()
    expect(turn.get_by_test_id("cg-proposal")).to_contain_text("Which rate for e-books?")
    alice.shot("proposal")
    assert not [m for m in office.api(bob.person, "inbox")["items"] if "e-books" in m["title"]]
    answer.get_by_test_id("cg-use-proposal").click()
    form = alice.part("letter")
    expect(form.get_by_test_id("cg-letter-title")).to_have_value("Which rate for e-books?")
    expect(alice.part("begun")).to_contain_text("Half a question")
    alice.shot("proposal-opened")
    expect(form.get_by_label("Bob Brown", exact=True)).to_be_checked()
    form.get_by_test_id("cg-letter-send").click()
    bob.open_tab("inbox")
    expect(message(bob, "Which rate for e-books?")).to_contain_text("Alice Adams")
    alice.part("go-on-writing").click()
    expect(form.get_by_test_id("cg-letter-title")).to_have_value("Half a question")
    answer.get_by_test_id("cg-use-proposal").click()
    alice.part("throw-away-begun").press("Enter")
    expect(alice.part("begun")).to_have_count(0)
