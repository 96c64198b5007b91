"""What a member chooses in JupyterLab's settings, and the ways into the panel from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Desk, Office
from tests.server.doors import ask

pytestmark = pytest.mark.browser
TOAST = ".Toastify__toast"
TABS = ("inbox", "review", "turns", "private", "people", "context")


def open_settings(desk: Desk, about: str = "One shared AI context for a team") -> Locator:
    """The form of Common Ground's settings, as the Settings menu leads to it."""
    page = desk.page
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.get_by_text("Settings Editor", exact=True).click()
    page.locator(".jp-PluginList-entry").filter(has_text="Common Ground").click()
    form = page.locator(".jp-SettingsForm").filter(has_text=about)
    expect(form).to_be_visible()
    return form


def choose(desk: Desk, field: Locator, *, on: bool) -> None:
    """Tick a box or not."""
    with stored(desk):
        field.set_checked(on)


@contextmanager
def stored(desk: Desk) -> Iterator[None]:
    """Wait until JupyterLab has stored a choice for this member."""
    with desk.page.expect_response(
        lambda answer: "/lab/api/settings/" in answer.url and answer.request.method == "PUT"
    ) as answer:
        yield
    assert answer.value.ok


def pick(desk: Desk, form: Locator, field: str, label: str) -> None:
    """Choose one of a list."""
    with stored(desk):
        form.locator(f'select[id$="_{field}"]').select_option(label=label)


def test_the_panel_opens_by_itself_on_a_first_visit_unless_its_member_says_no(
    office: Office,
) -> None:
    path = office.notebook("")
    alice, bob = office.server.invite("Alice Adams"), office.server.invite("Bob Brown")
    greeted = office.desk(alice, path, panel=False, first_visit=True)
    expect(greeted.part("connection")).to_have_text("Live")

    first = office.desk(bob, path, panel=False)
    expect(first.part("connection")).not_to_be_visible()
    form = open_settings(first)
    pick(first, form, "openAtStart", "Never")
    first.shot("settings")

    left_alone = office.desk(bob, path, panel=False, first_visit=True)
    left_alone.page.wait_for_function("localStorage.getItem('commonground::visited') !== null")
    expect(left_alone.part("connection")).not_to_be_visible()
    another = office.desk(alice, path, panel=False, first_visit=True)  # it was Bob's choice alone
    expect(another.part("connection")).to_have_text("Live")


def test_the_panel_begins_with_the_tab_that_its_member_chose(office: Office) -> None:
    path = office.notebook("")
    cleo = office.server.invite("Cleo Clark")
    first = office.desk(cleo, path)
    expect(first.part("panel-context")).to_be_visible()
    form = open_settings(first)
    pick(first, form, "density", "Compact")
    expect(first.page.locator('body[data-cg-density="compact"]')).to_be_attached()
    with stored(first):
        form.locator('input[id$="_width"]').fill("420")
    expect(first.part("panel")).to_have_css("width", "420px")
    pick(first, form, "openAtStart", "Always")
    pick(first, form, "defaultTab", "People")
    again = office.desk(cleo, path, panel=False)
    expect(again.part("panel-people")).to_be_visible()
    expect(again.part("panel")).to_have_css("width", "420px")


def test_a_cell_is_asked_about_and_shared_from_its_menu_and_by_keys(office: Office) -> None:
    """Lines of ours are completed with the team's names, and nothing is sent by any of it."""
    path = office.notebook("total = round(1995 * 1.19)", "bob_total = 1\n%cg ask @bo")
    dan = office.server.invite("Dan Dean")
    office.add(office.server.invite("Bob Brown"), "Bob was here")
    desk = office.desk(dan, path)
    page, code = desk.page, desk.cells.nth(0).locator(".cm-content")
    desk.wait_for_kernel()
    code.click()
    toolbar = desk.cells.nth(0).locator(".jp-cell-toolbar")
    toolbar.get_by_title("Ask a question about this cell that only you see").click()
    question = desk.part("panel-private").get_by_role("textbox").first
    expect(question).to_be_focused()
    expect(question).to_have_value("```python\ntotal = round(1995 * 1.19)\n```\n\n")

    code.dblclick(position={"x": 10, "y": 8})
    page.keyboard.press("Control+Shift+y")
    page.keyboard.press("h")
    body = desk.part("add-form").get_by_label("Text")
    expect(body).to_have_value("```python\ntotal\n```")

    code.click(button="right")
    expect(page.get_by_role("menuitem", name="Share the Selection With the Team…")).to_be_visible()
    page.keyboard.press("Escape")
    desk.cells.nth(1).locator(".cm-content").click()
    page.keyboard.press("Control+End")
    offered = page.locator(".jp-Completer-item")
    for _ in range(10):  # JupyterLab waits a second for a kernel, no more
        page.keyboard.press("Tab")
        with suppress(AssertionError):
            expect(offered).to_have_count(1, timeout=4_000)
            break
    expect(offered).to_contain_text("@bob-brown")
    assert office.turns(dan) == []


def test_who_picks_german_reads_german(office: Office) -> None:
    """The panel, its commands and its settings; JupyterLab's own words need its own pack."""
    path = office.notebook("")
    gerda = office.server.invite("Gerda Graf")
    picked = {"raw": '{"locale": "de_DE"}'}
    setting = "lab/api/settings/@jupyterlab/translation-extension:plugin"
    assert ask(office.server, gerda, "PUT", setting, picked).is_success
    desk = office.desk(gerda, path)
    expect(desk.part("tab-context")).to_have_text("Kontext")
    expect(desk.part("panel-context").get_by_placeholder("Einträge filtern")).to_be_visible()
    form = open_settings(desk, "Ein gemeinsamer KI-Kontext für ein Team")
    expect(form.get_by_text("Mindestbreite")).to_be_visible()
    with stored(desk):
        form.locator('select[id$="_density"]').select_option(label="Kompakt")
    expect(form.get_by_text("Wie eng alles steht")).to_be_visible()
    desk.shot("german")


def test_every_tab_has_a_shortcut(office: Office) -> None:
    desk = office.desk(office.server.invite("Dan Dean"), office.notebook(""), panel=False)
    for key, tab in zip("irtnwc", TABS, strict=True):
        desk.page.keyboard.press("Control+Shift+y")
        desk.page.keyboard.press(key)
        expect(desk.part(f"panel-{tab}")).to_be_visible()


def test_a_notification_that_is_switched_off_is_not_shown_and_the_others_are(
    office: Office,
) -> None:
    path = office.notebook("")
    olga, bob = office.server.invite("Olga Owner", "owner"), office.server.invite("Bob Brown")
    convention = {"command": "add", "kind": "convention", "title": "Prices are floats"}
    entry = office.api(bob, "commands", convention)["entry"]
    desk = office.desk(bob, path)
    form = open_settings(desk)
    choose(desk, form.get_by_label("Messages that you have to act on"), on=False)

    told = {"command": "announce", "to": [f"@{bob.username}"], "title": "We ship on Friday"}
    office.api(olga, "commands", told)
    expect(desk.part("status-item")).to_contain_text("1 message")
    expect(desk.part("tab-inbox").locator(".cg-count")).to_contain_text("1")
    refused = {"command": "reject", "entry": entry["id"], "heads": entry["heads"]}
    office.api(olga, "commands", {**refused, "reason": "They do not add up."})
    toast = desk.page.locator(TOAST)
    # Several things at once are told as one, by their number: so it is this alone.
    expect(toast).to_have_text(re.compile(r"^Olga Owner rejected “Prices are floats”: They do not"))
    expect(toast).to_have_count(1)


WATCH_DESKTOP = """() => {
    window.told = [];
    window.Notification = class extends window.Notification {
        constructor(title, options) {
            super(title, options);
            window.told.push({title, body: options.body, shown: this});
        }
    };
}"""


def test_the_desktop_is_told_by_choice_and_while_another_page_is_in_front(office: Office) -> None:
    path = office.notebook("")
    olga, nora = office.server.invite("Olga Owner", "owner"), office.server.invite("Nora North")
    desk = office.desk(nora, path)
    page, origin = desk.page, office.server.url.rstrip("/")
    page.context.grant_permissions(["notifications"], origin=origin)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setFocusEmulationEnabled", {"enabled": False})
    page.evaluate(WATCH_DESKTOP)
    form = open_settings(desk)
    choose(desk, form.get_by_label("Notifications on the desktop"), on=True)

    def announce(title: str) -> None:
        office.api(
            olga, "commands", {"command": "announce", "to": [f"@{nora.username}"], "title": title}
        )

    page.bring_to_front()
    page.wait_for_function("document.hasFocus()")
    announce("We ship on Friday")  # he sees the page: JupyterLab tells it
    expect(page.locator(TOAST)).to_contain_text("We ship on Friday")
    assert page.evaluate("window.told.length") == 0
    page.context.new_page().bring_to_front()
    page.wait_for_function("!document.hasFocus()")
    announce("We ship on Monday")
    page.wait_for_function("window.told.length > 0")
    told = page.evaluate("window.told.map(({title, body}) => [title, body])")
    assert told == [["Common Ground", "Olga Owner announces: “We ship on Monday”"]]
    desk.open_tab("context")
    page.evaluate("window.told[0].shown.onclick()")
    expect(desk.part("panel-inbox")).to_be_visible()


def test_the_launchers_card_and_the_status_bar_lead_into_the_panel(office: Office) -> None:
    path = office.notebook("")
    olga, dan = office.server.invite("Olga Owner", "owner"), office.server.invite("Dan Dean")
    desk = office.desk(dan, path, panel=False)
    item = desk.part("status-item")
    expect(item).to_have_text("Common Ground: Live · scripted model")
    expect(item).to_have_attribute("data-state", "online")
    panel = desk.part("connection")
    expect(panel).not_to_be_visible()

    item.click()
    expect(panel).to_have_text("Live")
    toggle = desk.page.locator('.jp-SideBar .lm-TabBar-tab[title*="Common Ground"]')
    expect(toggle).to_have_attribute("title", "Common Ground: the team’s shared context")
    toggle.click()  # closed again
    expect(panel).not_to_be_visible()

    desk.page.get_by_role("menuitem", name="File", exact=True).click()
    desk.page.get_by_role("menuitem", name="New Launcher").click()
    card = desk.page.locator(".jp-LauncherCard").filter(has_text="Common Ground")
    expect(card).to_have_count(1)
    card.click()
    expect(panel).to_have_text("Live")
    desk.shot("launcher")

    told = {"command": "announce", "to": ["@all"], "title": "We ship on Friday"}
    office.api(olga, "commands", told)
    expect(item).to_have_text("Common Ground: Live · scripted model · 1 message")
    expect(item).to_have_accessible_name(
        "Open Common Ground, Live, model: scripted model, 1 message for you"
    )
    expect(toggle).to_have_attribute("data-cg-count", "1")
    expect(toggle).to_have_attribute("title", re.compile("1 message for you$"))
    office.server.stop()
    expect(item).not_to_contain_text("Live")
    office.server.start()
    expect(item).to_contain_text("Common Ground: Live")
