"""Two browsers that lose the server: what fails goes back and says so; then both see the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Desk, Office
from tests.browser.test_sprint import card, column

pytestmark = pytest.mark.browser

TASKS = "key,title,status\nINV-1,Write the schema,to do\nINV-2,Render as PDF,to do\n"


def press(desk: Desk, key: str, keys: str) -> None:
    desk.page.bring_to_front()
    card(desk, key).focus()
    desk.page.keyboard.press(keys)


def dismiss_jupyterlabs_warning(desk: Desk) -> None:
    desk.page.bring_to_front()
    warning = desk.page.locator(".jp-Dialog").filter(has_text="Server Connection Error")
    warning.get_by_role("checkbox").check()
    warning.get_by_role("button", name="Close").click()


def test_a_move_that_fails_goes_back_and_all_is_fetched_again_after_a_reconnect(
    own_office: Office,
) -> None:
    server = own_office.server
    alice, bob = server.invite("Alice Adams"), server.invite("Bob Brown")
    made = own_office.api(alice, "commands", {"command": "sprint_new", "goal": "Invoices"})
    about = {"sprint": made["thing"]}
    own_office.api(alice, "commands", {"command": "sprint_import", "text": TASKS, **about})
    path = own_office.notebook("%cg sprint board")
    hers, his = own_office.desk(alice, path), own_office.desk(bob, path)
    hers.run("%cg sprint board")
    for desk in (hers, his):
        expect(card(desk, "INV-1")).to_be_visible()
        desk.open_tab("turns")
        desk.open_tab("inbox")
    own_office.saved_outputs(hers, path)

    server.stop()
    for desk in (his, hers):
        dismiss_jupyterlabs_warning(desk)
    press(hers, "INV-1", "Alt+ArrowRight")
    said = hers.part("board-said").first
    expect(said).to_have_text("INV-1 could not be moved: it is in To do as before")
    expect(column(hers, "todo")).to_contain_text("INV-1")
    expect(column(hers, "doing")).not_to_contain_text("INV-1")
    hers.shot("reconnect-failed-move")

    # The feed is back before everything else answers, as where a proxy comes up by and by.
    for desk in (hers, his):
        desk.page.route("**/commonground/api/sprint*", lambda route: route.fulfill(status=503))
        desk.page.route("**/commonground/api/inbox*", lambda route: route.fulfill(status=503))
        desk.page.route("**/commonground/api/threads*", lambda route: route.fulfill(status=503))
    server.start()
    for one in (
        {"command": "sprint_import", "text": TASKS.replace("PDF,to do", "PDF,done"), **about},
        {"command": "announce", "to": ["@all"], "title": "The rate is 19 %", "body": ""},
        {"command": "open_thread", "title": "Which rate?"},
    ):
        own_office.api(alice, "commands", one)
    for desk in (hers, his):
        expect(desk.part("connection")).to_have_text("Live")
        desk.page.unroute_all()
    for desk in (hers, his):
        expect(column(desk, "done")).to_contain_text("INV-2")
        expect(column(desk, "todo")).to_contain_text("INV-1")
        expect(desk.part("panel-inbox")).to_contain_text("The rate is 19 %")
        expect(desk.open_tab("turns")).to_contain_text("Which rate?")
