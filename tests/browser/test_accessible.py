"""By keyboard and screen reader: every tab, form, dialog and cell, in one page and both themes.

What is new is looked at here without being named, as long as it is drawn in the scene below: each
button of it is pressed. A button that is not must be pressed by another file of this folder.
"""

from __future__ import annotations

import json
import re
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, TimeoutError, expect

from tests.browser.axe import OURS, violations
from tests.browser.conftest import Desk, Office
from tests.browser.focus import lost, pressed
from tests.browser.scene import CELLS, Team
from tests.live import REPOSITORY

pytestmark = pytest.mark.browser

PANEL = ".cg-panel, .cg-dialog"
CELL = ".cg-output"
BESIDE = ".cg-edits"
TABS = ("context", "now", "inbox", "review", "findings", "turns", "private", "people")

NEXT = """([place, done]) => {
    const kinds = ['button', 'summary', 'input[type=checkbox]'];
    const buttons = [...document.querySelectorAll(kinds.map(kind => `${place} ${kind}`))];
    document.querySelectorAll('[data-next]').forEach(node => node.removeAttribute('data-next'));
    for (const button of buttons) {
        const name = button.getAttribute('data-testid') ?? button.textContent.trim();
        if (!done.includes(name) && button.checkVisibility() && !button.matches(':disabled')) {
            button.setAttribute('data-next', '');
            return name;
        }
    }
    return null;
}"""
"""The name of the next button that was not pressed yet."""


FILL = """place => {
    const fields = ['textarea', 'input[type=text]', 'input:not([type])'];
    for (const node of document.querySelectorAll(fields.map(field => `${place} ${field}`))) {
        if (node.value === '' && !node.readOnly && node.checkVisibility()) {
            const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), 'value');
            set.call(node, 'Some words');
            node.dispatchEvent(new Event('input', { bubbles: true }));
        }
    }
}"""
"""Writes into every empty field, so that what sends it can be pressed."""

NEWEST = """([forms, known]) => {
    document.querySelectorAll('[data-newest]').forEach(node => {
        node.removeAttribute('data-newest');
    });
    for (const form of document.querySelectorAll(forms)) {
        const { testid } = (form.querySelector('[type=submit]') ?? form).dataset;
        const kind = form.dataset.testid ?? testid ?? form.className;
        if (!known.includes(kind)) {
            form.setAttribute('data-newest', '');
            return kind;
        }
    }
    return null;
}"""
"""The kind of a form or dialog that was not examined yet; it is marked."""

CLOSES = """node => node.ariaExpanded === 'true' || (
    node.localName === 'summary' && node.parentElement.open)"""
"""Whether pressing it hides what lies below: then it is pressed once more."""


RARE = {"Try again", "Try now", "Load older"}
"""What is offered where the server is away, or after fifty questions."""


DONE = """() => {
    const { activeElement: now } = document;
    const around = now?.closest('article, form, section');
    const field = around?.querySelector('textarea, input:not([type=checkbox])');
    return !now?.matches('[aria-disabled="true"]') || field?.value === '';
}"""
"""Once what was pressed is enabled again, or there is nothing to send any more."""


def clean(desk: Desk, where: str, parts: str = OURS, *, colours: bool = False) -> None:
    found = violations(desk.page, parts, colours=colours)
    assert not found, f"{where}:\n{json.dumps(found, indent=1)}"


def write_and_leave(desk: Desk) -> None:
    """Send a form, throw one away, and reject several at once: each gives the focus back."""
    desk.part("add").press("Enter")
    desk.part("add-form").get_by_label("Text").fill("many words " * 30)
    desk.page.keyboard.press("Escape")
    desk.part("throw-away").press("Enter")
    expect(desk.part("add")).to_be_focused()
    entry = desk.entry("Said at the same time")
    entry.get_by_test_id("cg-history-toggle").press("Enter")
    entry.get_by_test_id("cg-history-all").press("Enter")
    expect(entry.get_by_test_id("cg-history-all")).to_have_count(0)
    desk.open_tab("turns")
    desk.part("open-thread").press("Enter")
    desk.part("thread-title").fill("Rounding")
    desk.part("thread-create").press("Enter")
    expect(desk.part("open-thread")).to_be_focused()
    expect(desk.part("announcer")).to_contain_text("Thread opened")
    desk.open_tab("review")
    desk.part("review-select").first.press("Space")
    desk.part("review-reject-selected").press("Enter")
    expect(desk.part("review-reason")).to_be_focused()
    desk.page.keyboard.press("Escape")
    expect(desk.part("review-reject-selected")).to_be_focused()
    desk.part("review-select").first.press("Space")


def change_and_estimate(desk: Desk) -> None:
    """What is done in a card, of which the focus leaves nothing but the card."""
    board = desk.part("board").first
    card = board.get_by_test_id("cg-task").first
    card.press("Enter")
    board.get_by_test_id("cg-task-field-title").fill("Another title")
    board.get_by_test_id("cg-task-save").press("Enter")
    expect(card).to_contain_text("Another title")
    expect(card).to_be_focused()
    card.press("Enter")
    board.get_by_test_id("cg-task-poker").press("Enter")
    board.get_by_test_id("cg-poker-close").press("Enter")
    expect(board.get_by_test_id("cg-poker")).to_have_count(0)


def examine_forms(desk: Desk, place: str, known: list[str]) -> None:
    """Each kind of form once: what stands around it was examined without it."""
    ours = f"{place} .cg-form, .cg-dialog"
    while (kind := desk.page.evaluate(NEWEST, [ours, known])) is not None:
        known.append(kind)
        clean(desk, kind, "[data-newest]")


def find_everything_of_one_person(desk: Desk) -> None:
    """The box above the tabs: its results are one tab stop, and give the focus back to it."""
    desk.part("find-filters").press("Enter")
    desk.part("find-person").select_option(desk.person.username)
    desk.part("found-more").press("Enter")
    expect(desk.part("hit").nth(20)).to_be_visible()
    clean(desk, "what was found", PANEL)
    assert stops(desk.part("found").locator("ol")) == 1
    desk.part("find-close").press("Enter")
    expect(desk.part("find")).to_be_focused()


def walk(desk: Desk, place: str, known: set[str], forms_known: list[str]) -> set[str]:
    """Press each button of a place once, and leave with Escape whatever opens."""
    page = desk.page
    done: list[str] = []
    forms = page.locator(f"{place} .cg-form, .cg-dialog, .jp-Dialog")
    page.evaluate(FILL, place)
    while (name := page.evaluate(NEXT, [place, [*done, *known]])) is not None:
        done.append(name)
        before = forms.count()
        open_tab = page.locator(".cg-tab[aria-selected=true]").get_attribute("data-testid")
        button = page.locator("[data-next]")
        closes = button.evaluate(CLOSES)
        button.focus()
        for _ in range(2 if closes else 1):
            page.keyboard.press("Space")
        with suppress(TimeoutError):  # what has nothing left to do stays disabled
            page.wait_for_function(DONE, timeout=400)
        if forms.count() > before:
            examine_forms(desk, place, forms_known)
            page.keyboard.press("Escape")
            expect(forms).to_have_count(before)
        assert not lost(page), f"{name} in {place}"
        if page.locator(f"[data-testid={open_tab}][aria-selected=true]").count() == 0:
            page.get_by_test_id(str(open_tab)).click()  # it led to another one
        page.evaluate(FILL, place)
    return set(done)


def actions() -> list[dict[str, str | None]]:
    """Every button in the sources of the front end."""
    script = REPOSITORY / "jupyter_ext/frontend/scripts/list_actions.mjs"
    listed = subprocess.run(["node", script], check=True, capture_output=True, text=True)
    return list(json.loads(listed.stdout))


def named_by_tests(name: str) -> bool:
    folder = Path(__file__).parent
    text = "".join(file.read_text() for file in sorted(folder.glob("test_*.py")))
    return re.search(rf"""["'](cg-)?{re.escape(name.removeprefix("cg-"))}["']""", text) is not None


def switch_theme(desk: Desk, name: str) -> None:
    desk.page.get_by_role("menuitem", name="Settings").click()
    desk.page.get_by_text("Theme", exact=True).click()
    desk.page.get_by_text(f"JupyterLab {name}", exact=True).click()
    dark = str(name == "Light").lower()
    expect(desk.page.locator(f'body[data-jp-theme-light="{dark}"]')).to_be_attached()


def stops(place: Locator) -> int:
    """Tab stops in it."""
    found = place.evaluate(
        """node => [...node.querySelectorAll('*')].filter(one => one.tabIndex >= 0
            && one.checkVisibility() && !one.matches(':disabled')).length"""
    )
    return int(found)


def test_everything_is_reached_named_and_left_without_losing_the_focus(office: Office) -> None:
    olga = office.server.invite("Olga Owner", "owner")
    bob = office.server.invite("Bob Brown")
    team = Team(office, olga, bob)
    team.fill()
    desk = office.desk(olga, office.notebook(*CELLS.values()))
    for number, part in enumerate(CELLS):
        desk.cells.nth(number).locator(".cm-content").click()
        desk.wait_for_kernel()
        desk.page.keyboard.press("Control+Enter")
        drawn = desk.cells.nth(number).get_by_test_id(f"cg-{part.split()[-1]}")
        expect(drawn.first).to_be_visible()
    # One card and its choice, and the column's limit; not two stops for each of twelve cards.
    assert stops(desk.part("column-todo").first) <= 3

    write_and_leave(desk)
    team.ask("A long answer, please")
    desk.open_tab("private").get_by_test_id("cg-stop").press("Enter")
    expect(desk.part("stop")).to_have_count(0)
    known: set[str] = set()
    forms_known: list[str] = []
    for theme in ("Light", "Dark"):
        if theme == "Dark":
            switch_theme(desk, theme)
        for tab in TABS:
            desk.open_tab(tab)
            clean(desk, f"{tab}, {theme}", PANEL, colours=theme == "Dark")
        clean(desk, f"cells, {theme}", colours=theme == "Dark")
        desk.shot(f"accessible-{theme.lower()}")
    find_everything_of_one_person(desk)
    for tab in TABS:
        desk.open_tab(tab)
        known |= walk(desk, f'[data-testid="cg-panel-{tab}"]', known, forms_known)
    desk.page.get_by_label("Minutes for the phase").select_option("10")
    desk.part("phase-timer").press("Enter")
    change_and_estimate(desk)
    known |= walk(desk, CELL, known, forms_known)
    known |= walk(desk, BESIDE, known, forms_known)

    known |= pressed(desk.page) | RARE
    missed = [
        action
        for action in actions()
        if (name := action["name"]) is None
        or ("*" not in name and name not in known and not named_by_tests(name))
    ]
    assert not missed, f"No test of this folder presses: {missed}"
