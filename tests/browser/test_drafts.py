"""What is typed and not sent: after a reload, with a new link, in another browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Desk, Office

pytestmark = pytest.mark.browser

COMPARE = "%%compare\ngoal: How do we count?\noptions:\n  - name: Dictionary\n  - name: Log\n"
LONG = "Half a thought. " * 20


FORMS = ("context", "inbox", "turns", "private", "comparison")


def field(desk: Desk, form: str) -> Locator:
    """A field of the form in that tab, or in the notebook."""
    if form == "comparison":
        return desk.part("argue").get_by_label("Your argument")
    tab = desk.open_tab(form)
    return {
        "context": tab.get_by_test_id("cg-add-form").get_by_label("Title", exact=True),
        "inbox": tab.get_by_test_id("cg-letter-title"),
        "turns": tab.get_by_test_id("cg-thread-text"),
        "private": tab.get_by_test_id("cg-private-ask"),
    }[form]


def expect_all(desk: Desk) -> None:
    for form in FORMS:
        expect(field(desk, form)).to_have_value(f"Half a thought in {form}")


def test_a_draft_is_there_after_a_reload_with_a_new_link_and_in_another_browser(
    own_office: Office,
) -> None:
    server = own_office.server
    alice = server.invite("Alice Adams")
    own_office.api(alice, "commands", {"command": "open_thread", "title": "Which rate?"})
    path = own_office.notebook(COMPARE)
    desk = own_office.desk(alice, path)
    desk.run(COMPARE)
    expect(field(desk, "comparison")).to_be_visible()
    desk.open_tab("context").get_by_test_id("cg-add").click()
    desk.open_tab("inbox").get_by_test_id("cg-write-message").click()
    for form in FORMS:
        field(desk, form).fill(f"Half a thought in {form}")
    expect_all(desk)
    desk.page.keyboard.press("Control+s")
    desk.reload()  # no warning: nothing would be lost
    expect_all(desk)

    again = server.invite("Alice Adams", username=alice.username)
    other = own_office.desk(again, path)
    expect_all(other)
    other.shot("drafts-elsewhere")
    bob = own_office.desk(server.invite("Bob Brown"), path)
    expect(bob.open_tab("private").get_by_test_id("cg-private-ask")).to_have_value("")
    assert not any("Half a thought" in frame for frame in bob.heard)

    field(other, "context")
    other.part("add-form").get_by_test_id("cg-submit").click()
    expect(other.entry("Half a thought in context")).to_be_visible()
    desk.reload()
    expect(field(desk, "inbox")).to_have_value("Half a thought in inbox")
    expect(desk.open_tab("context").get_by_test_id("cg-add-form")).to_have_count(0)


def test_a_long_text_is_given_up_only_when_asked_twice(own_office: Office) -> None:
    desk = own_office.desk(own_office.server.invite("Carol Clark"), own_office.notebook(""))
    desk.part("add").click()
    form = desk.part("add-form")
    form.get_by_label("Title", exact=True).fill("Short")
    form.get_by_role("button", name="Cancel").click()
    expect(form).to_have_count(0)

    desk.part("add").click()
    text = form.get_by_label("Text")
    text.fill(LONG)
    form.get_by_role("button", name="Cancel").click()
    asked = form.get_by_role("alertdialog")
    expect(asked).to_contain_text("Throw away what you wrote?")
    expect(asked.get_by_role("button", name="Keep writing")).to_be_focused()
    desk.shot("drafts-throw-away")
    desk.page.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    expect(text).to_have_value(LONG)
    form.get_by_role("button", name="Cancel").click()
    expect(asked.get_by_role("button", name="Keep writing")).to_be_focused()
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    expect(form).to_have_count(0)
    desk.reload()
    expect(desk.part("add")).to_be_enabled()
    expect(form).to_have_count(0)
