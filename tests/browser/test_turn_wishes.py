"""A turn worth having, by two: gone on with, compared, thought about, with what it names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.conftest import Desk, Office, browser_port, opened, scripted_model
from tests.browser.profiles import Profiles
from tests.live import LiveServer

pytestmark = pytest.mark.browser

LONG = " ".join(f"word{i}" for i in range(400))
USUAL = {
    "delay": 0.05,
    "words": 2,
    "thinking": "They want **cents**. Let me see what the team holds.",
    "rules": [["long", LONG]],
    "uses": [
        {
            "when": "use your tools",
            "calls": [
                {"tool": "search_context", "input": {"query": "money"}},
                {"tool": "announce", "input": {"to": ["@all"], "title": "Cents", "body": "Soon."}},
            ],
        }
    ],
    "default": "Noted by the usual one.",
}
OTHER = {
    "delay": 0.01,
    "name": "larger",
    "label": "Larger model",
    "default": "Said by the larger one.",
}


@pytest.fixture(scope="module")
def two_models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("two-models")
    with LiveServer(
        folder,
        name="browser-two-models",
        model=scripted_model(folder, USUAL, "usual"),
        environ={"COMMONGROUND_MODELS": scripted_model(folder, OTHER, "other")},
        port=browser_port("main"),
    ) as server:
        yield server


@pytest.fixture
def office(
    request: pytest.FixtureRequest, two_models: LiveServer, profiles: Profiles
) -> Iterator[Office]:
    yield from opened(request, two_models, profiles)


def output(desk: Desk, cell: int = 0) -> Locator:
    return desk.cells.nth(cell).get_by_test_id("cg-output")


def test_what_was_stopped_is_gone_on_with_and_both_see_it(office: Office) -> None:
    alice = office.desk(office.server.invite("Alice Adams"), office.notebook(""))
    bob = office.desk(office.server.invite("Bob Brown"), f"{office.name}.ipynb")
    alice.run("%%ai\nA long answer, please")
    expect(output(alice)).to_contain_text("word9")
    alice.part("answer-stop").click()
    expect(output(alice)).to_have_attribute("data-status", "partial")
    output(alice).get_by_test_id("cg-continue").click()
    for desk in (alice, bob):
        expect(output(desk)).to_have_attribute("data-status", "complete")
        expect(output(desk)).to_contain_text("word0 word1")  # what had come stays
    newest, cut = office.turns(alice.person)[:2]
    assert (newest["continues"], newest["cell"]) == (cut["id"], "cell-0")


def test_thinking_is_folded_and_tools_stand_where_they_were_used(office: Office) -> None:
    alice = office.desk(office.server.invite("Alice Adams"), office.notebook(""))
    bob = office.desk(office.server.invite("Bob Brown"), f"{office.name}.ipynb", panel=True)
    alice.run("%%ai\nPlease use your tools")
    for desk in (alice, bob):
        expect(output(desk)).to_have_attribute("data-status", "complete")
        thought = output(desk).get_by_test_id("cg-thinking")
        expect(thought.get_by_test_id("cg-thinking-text")).to_be_hidden()
        thought.get_by_test_id("cg-thinking-summary").click()
        expect(thought.get_by_test_id("cg-thinking-text")).to_contain_text("They want **cents**.")
        order = output(desk).get_by_test_id("cg-answer").inner_text()
        before, cards, after = (
            order.index(text)
            for text in ("I use search_context", "Searched the context", "Noted by")
        )
        assert before < cards < after
    # A closed card in the list says that something waits for a click.
    card = bob.open_tab("turns").get_by_test_id("cg-turn").first
    expect(card.get_by_test_id("cg-turn-waits")).to_have_text("1 proposal waits")
    bob.shot("turn-waits")
    output(alice).get_by_test_id("cg-call-decline").click()
    expect(card.get_by_test_id("cg-turn-waits")).to_have_count(0)
    card.get_by_test_id("cg-turn-toggle").click()
    expect(card.get_by_test_id("cg-thinking")).to_be_visible()
    bob.shot("turn-thinking")


def test_two_models_are_compared_side_by_side(office: Office) -> None:
    alice = office.desk(office.server.invite("Alice Adams"), office.notebook("", ""))
    bob = office.desk(office.server.invite("Bob Brown"), f"{office.name}.ipynb", dark=True)
    alice.run("%%ai --compare larger\nWhich is it?")
    for desk in (alice, bob):
        first = output(desk).get_by_test_id("cg-answer")
        beside = output(desk).get_by_test_id("cg-side")
        expect(first).to_contain_text("Noted by the usual one.")
        expect(beside).to_contain_text("Larger model")
        expect(beside).to_contain_text("Said by the larger one.")
        places = [side.bounding_box() for side in (first, beside)]
        assert places[0] is not None
        assert places[1] is not None
        assert places[0]["x"] + places[0]["width"] <= places[1]["x"]
    bob.shot("turn-sides-dark")
    [saved] = office.saved_outputs(alice, f"{office.name}.ipynb", having="Said by the larger")
    both = "".join(saved["data"]["text/markdown"])
    assert both.index("Noted by the usual one.") < both.index("Said by the larger one.")
    expect(output(alice)).to_contain_text("Noted by the usual one.")
    expect(output(alice).get_by_text("Said by the larger one.")).to_have_count(1)

    alice.run("%%ai --fresh\nAnd now?", cell=1)
    expect(output(alice, 1)).to_have_attribute("data-status", "complete")
    output(bob, 1).get_by_test_id("cg-other-model").click()
    output(bob, 1).get_by_test_id("cg-model").select_option("larger")
    output(bob, 1).get_by_test_id("cg-again-model").click()
    for desk in (alice, bob):
        expect(output(desk, 1)).to_contain_text("Said by the larger one.")
    output(alice, 1).get_by_test_id("cg-other-model").click()
    output(alice, 1).get_by_test_id("cg-model").select_option("scripted")
    output(alice, 1).get_by_test_id("cg-compare-model").click()
    expect(output(bob, 1).get_by_test_id("cg-side")).to_contain_text("Noted by the usual one.")
    cards = alice.open_tab("turns").get_by_test_id("cg-turn")
    expect(cards.first).to_be_visible()
    cards.first.get_by_test_id("cg-turn-toggle").click()
    expect(cards.first.get_by_test_id("cg-side")).to_have_count(1)
    cards.first.get_by_test_id("cg-sides").scroll_into_view_if_needed()
    alice.shot("turn-sides-panel")


def test_names_are_completed_in_the_private_box_and_in_cells(office: Office) -> None:
    (office.server.root / "tax.py").write_text("RATE = 0.19\n")
    path = office.notebook("rate = 0.19", "")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    office.add(alice.person, "Money is integer cents")
    panel = alice.open_tab("private")
    box = panel.get_by_test_id("cg-private-ask")
    box.click()
    box.press_sequentially("Does @ent")
    names = panel.get_by_test_id("cg-name")
    expect(names.first).to_contain_text("@entry:")
    box.press("Enter")
    box.press_sequentially("mon")
    expect(names.first).to_contain_text('@entry:"Money is integer cents"')
    alice.shot("turn-names")
    box.press("Tab")
    box.press_sequentially("fit @file:ta")
    expect(names.first).to_contain_text("@file:tax.py")
    names.first.click()
    expect(box).to_have_value('Does @entry:"Money is integer cents" fit @file:tax.py ')
    panel.get_by_test_id("cg-model").select_option("larger")
    box.press("Control+Enter")
    card = panel.get_by_test_id("cg-turn").first
    expect(card).to_contain_text("Said by the larger one.")
    card.get_by_text("Details", exact=True).click()
    expect(card.get_by_test_id("cg-shown")).to_contain_text("named by the asker")
    with alice.page.expect_download() as saved:
        card.get_by_test_id("cg-export-markdown").click()
    assert "Said by the larger one." in Path(saved.value.path()).read_text()

    alice.run("rate = 0.19")
    expect(alice.cells.first.locator(".jp-InputPrompt")).to_have_text("[1]:")
    alice.write("%%ai\nIs @variable:ra", cell=1)
    alice.page.keyboard.press("Control+End")
    alice.page.keyboard.press("Tab")
    expect(alice.page.locator(".jp-Completer-item")).to_have_text(["m@variable:ratemagic"])
    alice.page.keyboard.press("Enter")
    expect(alice.cells.nth(1).locator(".cm-content")).to_contain_text("@variable:rate")
    alice.page.keyboard.press("Control+Enter")
    expect(output(alice, 1)).to_have_attribute("data-status", "complete")


def test_a_thread_is_saved_as_markdown_and_as_a_notebook(office: Office) -> None:
    alice = office.desk(office.server.invite("Alice Adams"), office.notebook("", ""))
    alice.run("%%ai --thread Rounding\nHow?")
    expect(output(alice)).to_have_attribute("data-status", "complete")
    thread = alice.open_tab("turns").get_by_test_id("cg-thread").first
    with alice.page.expect_download() as saved:
        thread.get_by_test_id("cg-export-notebook").last.click()
    book = nbformat.read(saved.value.path(), as_version=4)
    assert book.cells[-1].source == "%%ai\nHow?"
    with alice.page.expect_download() as saved:
        thread.get_by_test_id("cg-export-markdown").last.click()
    assert Path(saved.value.path()).read_text().startswith("# Rounding\n")
    alice.run("turns = %cg turns\nprint(len(turns), turns.columns[0])", cell=1)
    expect(alice.cells.nth(1)).to_contain_text("at")


def test_the_owner_settles_what_the_ai_may_do(office: Office) -> None:
    olga = office.desk(office.server.invite("Olga Owner", "owner"), office.notebook(""))
    rita = office.desk(office.server.invite("Rita Roe"), f"{office.name}.ipynb")

    def cap(desk: Desk, tool: str) -> Locator:
        tab = desk.open_tab("people").get_by_test_id("cg-tool-policies")
        return tab.locator(f'[data-testid="cg-tool-policy"][data-kind="{tool}"]')

    def settle(tool: str, value: str) -> None:
        choice = cap(olga, tool).locator("select")
        choice.select_option(value)
        expect(choice).not_to_have_attribute("aria-disabled", "true")
        expect(choice).to_have_value(value)

    expect(cap(olga, "announce").locator("select")).to_have_value("always")
    settle("announce", "off")
    settle("read_code", "off")
    cap(olga, "announce").scroll_into_view_if_needed()
    olga.shot("tool-policies")
    expect(cap(rita, "announce")).to_contain_text("off")
    expect(cap(rita, "announce").locator("select")).to_have_count(0)
    rita.run("%%ai --fresh\nPlease use your tools")
    call = output(rita).get_by_test_id("cg-call").nth(1)
    expect(call).to_have_attribute("data-status", "failed")
    settle("announce", "always")
    settle("read_code", "always")


def test_what_was_answered_before_is_taken_by_a_key_or_asked_anyway(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Anna Asker"), path)
    bob = office.desk(office.server.invite("Ben Before"), path)
    bob.write("%%ai\nHow is the monthly churn rate of customers computed?")
    bob.page.keyboard.press("Control+Enter")
    expect(output(bob, 0)).to_contain_text("Noted by the usual one.")
    panel = alice.open_tab("private")
    box = panel.get_by_test_id("cg-private-ask")
    box.fill("How do we compute the monthly churn rate of customers?")
    card = panel.get_by_test_id("cg-known")
    expect(card).to_contain_text("Ben Before")
    expect(card.get_by_test_id("cg-known-why")).to_contain_text("has not changed")
    alice.shot("turn-known")
    assert violations(alice.page, ".cg-panel") == []
    card.get_by_test_id("cg-known-ask").click()
    expect(panel.get_by_test_id("cg-turn")).to_have_count(1)
    expect(card).to_have_count(0)
    box.fill("How do we compute the monthly churn rate of customers?")
    card.get_by_test_id("cg-known-take").click()
    expect(box).to_have_value("")
    expect(panel.get_by_test_id("cg-turn")).to_have_count(1)
