"""The panel at its smallest, as it opens, and in a window of which the notebook keeps most."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Office
from tests.browser.fit import misfits
from tests.server.doors import ask

pytestmark = pytest.mark.browser

BODY = r"""| Strategy | Consequence | Latency |
|---|---|---|
| Optimistic | Retries | 12 ms |

It costs $5 and $6, but \(a^2 + b^2\) and $x_1$ hold.
"""
LISTS = "- first\n- second\n"
TASKS = "key,title,status\nINV-1,Write the schema,to do\n"
LONG_TITLE = "A title that is as long as people write them when nobody looks"


def width(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["width"]


def test_the_panel_at_its_smallest_shows_all_whole(own_office: Office) -> None:
    alice = own_office.server.invite("Alice Adams", "owner")
    say = {"command": "add", "kind": "decision", "title": "Locking", "body": BODY}
    own_office.api(alice, "commands", say)
    listed = {"command": "add", "kind": "knowledge", "title": "Money", "body": LISTS}
    added = own_office.api(alice, "commands", listed)["entry"]
    edited = {"command": "edit", "entry": added["id"], "heads": added["heads"], "title": "Money"}
    own_office.api(alice, "commands", edited | {"body": "No lists"})
    sprint = own_office.api(alice, "commands", {"command": "sprint_new", "goal": "Invoices"})
    about = {"sprint": sprint["thing"], "text": TASKS}
    own_office.api(alice, "commands", {"command": "sprint_import", **about})
    desk = own_office.desk(alice, own_office.notebook(""))
    assert width(desk.part("panel")) == 260

    for name in ("Context", "Inbox", "Review", "Turns", "Private", "People"):
        label = desk.page.get_by_role("tab", name=name).locator(".cg-tab-label")
        assert width(label) > 20, name
    card = desk.entry("Locking")
    expect(card.locator("mjx-container")).to_have_count(2)
    expect(card).to_contain_text("$5 and $6")
    heading = card.get_by_role("columnheader", name="Strategy")
    assert heading.evaluate("e => e.getBoundingClientRect().height < 2.5 * 20")
    entry = desk.entry("Money")
    entry.get_by_role("button", name="History").click()
    item = entry.get_by_test_id("cg-revision").get_by_role("listitem").first
    expect(item).to_have_css("display", "list-item")
    desk.shot("narrow-context")

    desk.part("search").fill("Locking")
    desk.part("sprint").get_by_role("button", expanded=False).wait_for()
    hit, below = card.bounding_box(), desk.part("sprint").bounding_box()
    assert hit is not None
    assert below is not None
    assert hit["y"] < below["y"]
    desk.part("add").click()
    title = desk.part("add-form").get_by_label("Title", exact=True)
    title.fill(LONG_TITLE)
    assert title.evaluate("e => e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth")
    desk.shot("narrow-search")

    notebook = desk.page.locator("#jp-main-dock-panel")
    for size in (900, 720):  # 720: 1440 at 200 %
        desk.page.set_viewport_size({"width": size, "height": 600})
        expect(desk.page.locator("#jp-left-stack")).to_be_hidden()
        assert width(notebook) > width(desk.part("panel"))
    desk.shot("narrow-window")
    desk.page.locator('.jp-SideBar .lm-TabBar-tab[title*="File Browser"]').click()
    expect(desk.part("panel")).to_be_hidden()


LONG_NAME = "Maximiliane Wolfeschlegelsteinhausenbergerdorff-Przybyszewska"
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnungen"
LONG_AREA = "Zahlungsverkehr-und-Rechnungsstellung"
PLACES = ["/billing/", "/services/payments/reconciliation/**"]
TABS = ("context", "inbox", "review", "turns", "private", "people")


def test_long_names_and_german_words_are_neither_cut_nor_broken(own_office: Office) -> None:
    greta = own_office.server.invite("Greta", "owner")
    max_ = own_office.server.invite(LONG_NAME, username="max")
    picked = {"raw": '{"locale": "de_DE"}'}
    setting = "lab/api/settings/@jupyterlab/translation-extension:plugin"
    assert ask(own_office.server, greta, "PUT", setting, picked).is_success
    value = {"globs": PLACES, "members": ["greta", "max"]}
    area = {"name": f"area:{LONG_AREA}", "value": value}
    own_office.api(greta, "commands", {"command": "set", **area})
    for kind in ("decision", "knowledge"):
        said = {"command": "add", "kind": kind, "title": LONG_TITLE, "area": LONG_AREA}
        own_office.api(max_, "commands", said)
    for command, to in (("query", "@greta"), ("announce", f"#{LONG_AREA}")):
        letter = {"to": [to], "title": f"Umsatzsteuervoranmeldung: {LONG_TITLE}"}
        own_office.api(max_, "commands", {"command": command, **letter})
    own_office.api(greta, "commands", {"command": "open_thread", "title": LONG_WORD})
    desk = own_office.desk(greta, own_office.notebook(""))
    assert width(desk.part("panel")) == 260
    for name in TABS:
        part = desk.open_tab(name)
        if name in ("context", "inbox", "review"):
            expect(part.get_by_text("Maximiliane").first).to_be_visible()
        assert misfits(desk.part("panel")) == [], name
        desk.shot(f"narrow-german-{name}")
    desk.open_tab("inbox")
    desk.part("write-message").click()
    assert misfits(desk.part("panel")) == []
    assert desk.part("letter-to").evaluate("e => e.scrollWidth <= e.clientWidth")
    desk.part("cancel").click()

    desk.open_tab("turns")
    desk.part("thread-rename").click()
    title = desk.part("thread-new-title")
    assert title.evaluate("e => e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth")
    desk.page.keyboard.press("Escape")
    desk.part("thread-close").click()
    dialog = desk.page.locator(".cg-ask .jp-Dialog-content")
    expect(dialog).to_contain_text(LONG_WORD)
    assert misfits(dialog) == []
    desk.page.keyboard.press("Escape")
