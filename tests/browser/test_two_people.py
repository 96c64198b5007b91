"""The main job, by two people in two browsers on a real server."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from commonground.core.portable import portable
from tests.browser.axe import violations
from tests.browser.conftest import VISITORS_TOKEN, Office
from tests.live import Person

pytestmark = pytest.mark.browser


def test_the_story_with_the_embedded_model(quiet_office: Office) -> None:
    """One asks, both watch; what one shares appears for the other at once; the file is whole."""
    office = quiet_office
    path = office.notebook("")
    server = office.server
    alice = office.desk(server.invite("Alice Adams", "admin"), path)
    bob = office.desk(server.invite("Bob Brown"), path)
    for desk in (alice, bob):
        expect(desk.part("presence").get_by_text("AA")).to_be_visible()
        expect(desk.part("presence").get_by_text("BB")).to_be_visible()
        expect(desk.part("model")).to_contain_text("demo model")

    bob.part("add").click()
    bob.page.get_by_label("Kind", exact=True).select_option("knowledge")
    bob.page.get_by_label("Title", exact=True).fill("Money is integer cents")
    bob.part("submit").click()
    expect(alice.entry("Money is integer cents")).to_contain_text("Bob Brown")

    alice.run("%%ai\nHow do we round {prices}?")
    expect(bob.answers.first).to_contain_text("Alice Adams")
    expect(bob.answers.first).to_contain_text("demo model")
    expect(bob.answers.first).not_to_contain_text("answering…", timeout=120_000)
    expect(alice.answers.first).not_to_contain_text("answering…")
    [turn] = office.turns(bob.person)
    assert turn["asker"] == alice.person.username
    assert turn["status"] == "complete"
    assert turn["question"] == "How do we round {prices}?"
    body = bob.page.locator(".jp-Notebook .jp-OutputArea").first.inner_text()
    text = office.api(bob.person, f"turns/{turn['id']}")["turn"]["text"]
    words = re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text))  # a page shows no tags
    assert words
    assert words[0] in body
    alice.shot("two-people-alice")
    bob.shot("two-people-bob")

    [output] = office.saved_outputs(alice, path)
    line, _, answer = "".join(output["data"]["text/markdown"]).partition("\n\n")
    assert answer.strip() == portable(text).strip()
    assert line.endswith("asked by Alice Adams*")
    expect(alice.answers.first).not_to_contain_text("AI answer (")  # it is drawn, not told twice


def test_two_who_open_the_same_entry_and_both_save_keep_both_versions(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    office.add(alice.person, "Indent with tabs", "knowledge")
    for desk in (alice, bob):
        desk.entry("Indent with tabs").get_by_test_id("cg-edit").click()
    for desk, text in ((alice, "Indent with two spaces"), (bob, "Indent with four spaces")):
        desk.part("edit-form").get_by_label("Title", exact=True).fill(text)
    alice.part("edit-form").get_by_test_id("cg-submit").click()
    expect(bob.part("meanwhile")).to_contain_text("Alice Adams")
    bob.part("edit-form").get_by_test_id("cg-submit").click()
    for desk in (alice, bob):
        entry = desk.part("entry").filter(has_text="Indent with two spaces")
        expect(entry.get_by_test_id("cg-version")).to_have_count(2)
        expect(entry).to_contain_text("Indent with four spaces")
    alice.shot("dispute")


def test_the_executing_browser_may_close_and_the_answer_still_comes(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    alice.run("%%ai\nA long answer, please")
    expect(bob.answers.first).to_contain_text("word9")
    alice.page.close()
    expect(bob.answers.first).to_contain_text("word599")
    expect(bob.answers.first).not_to_contain_text("answering…")
    [output] = office.saved_outputs(bob, path)
    assert "word599" in "".join(output["data"]["text/markdown"])


def test_stop_marks_the_turn_partial_for_everyone(office: Office) -> None:
    path = office.notebook("", "")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    alice.run("%%ai\nA long answer, please")
    expect(alice.answers.first).to_contain_text("word9")
    expect(bob.part("answer-stop")).to_have_count(0)
    alice.part("answer-stop").click()
    for desk in (alice, bob):
        expect(desk.answers.first).to_contain_text("Stopped by Alice Adams.")
        expect(desk.answers.first).not_to_contain_text("word599")
    alice.run("%%ai\nAnother long answer, please", cell=1)
    expect(alice.answers.nth(1)).to_contain_text("word9")
    alice.page.keyboard.press("Escape")
    alice.page.keyboard.press("i")
    alice.page.keyboard.press("i")
    for desk in (alice, bob):
        expect(desk.answers.nth(1)).to_contain_text("Stopped by Alice Adams.")
    statuses = {t["status"] for t in office.turns(bob.person)[:2]}
    assert statuses == {"partial"}


def test_code_of_an_answer_becomes_cells(office: Office) -> None:
    path = office.notebook("", "print('last')")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    alice.run("%%ai --insert\nHow do we round?")
    for desk in (alice, bob):
        expect(desk.cells).to_have_count(4)
        expect(desk.cells.nth(1)).to_contain_text("total = round(1995 * 1.19)")
        expect(desk.cells.nth(2)).to_contain_text("print(total)")
        expect(desk.cells.nth(3)).to_contain_text("print('last')")
    bob.page.get_by_role("button", name=re.compile("Insert as cell")).first.click()
    expect(alice.cells).to_have_count(5)


def test_private_questions_and_notes_stay_on_one_desk(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    private = alice.open_tab("private")
    alice.part("add-note").click()
    private.get_by_label("Title", exact=True).fill("canary-note-4711")
    private.get_by_test_id("cg-submit").click()
    expect(alice.part("notes")).to_contain_text("canary-note-4711")
    alice.part("private-ask").fill("canary-question-4711 long")
    alice.part("private-submit").click()
    expect(private).to_contain_text("word599")
    alice.shot("private")
    alice.part("share").first.click()
    expect(alice.part("share-dialog")).to_contain_text("everyone")
    alice.part("share-form").get_by_label("Title", exact=True).fill("What we found")
    alice.part("share-form").get_by_label(re.compile("^(Text|Body|Details)")).fill("polished")
    alice.part("share-form").get_by_test_id("cg-submit").click()
    expect(bob.entry("What we found")).to_contain_text("Alice Adams")
    bob.open_tab("turns")
    assert "canary" not in bob.page.content()
    assert any("What we found" in frame for frame in bob.heard)
    assert not [frame for frame in bob.heard if "canary" in frame]
    entries = [office.api(bob.person, f"entries?room={room}") for room in ("team", "mine")]
    assert "canary" not in json.dumps([office.turns(bob.person), entries])


def test_private_in_a_shared_cell_sends_nothing_and_says_where(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    before = office.turns(alice.person)
    alice.run("%%ai --private\ncanary-cell-4711")
    expect(alice.page.locator(".jp-OutputArea").first).to_contain_text("Private tab")
    assert office.turns(alice.person) == before


def test_turns_of_all_notebooks_are_listed_live_with_a_jump_to_the_cell(office: Office) -> None:
    first = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), first)
    office.name += "-2"
    bob = office.desk(office.server.invite("Bob Brown"), office.notebook(""))
    turns = bob.open_tab("turns")
    alice.run("%%ai\nHow do we round up?")
    card = turns.get_by_test_id("cg-turn").filter(has_text="How do we round up?")
    expect(card).to_contain_text("Alice Adams")
    card.get_by_test_id("cg-turn-toggle").click()
    expect(card.get_by_test_id("cg-turn-details")).to_contain_text("scripted model")
    card.get_by_test_id("cg-jump").click()
    expect(
        bob.page.locator(".jp-mod-current .lm-TabBar-tabLabel, .lm-mod-current")
        .filter(has_text=first)
        .first
    ).to_be_visible()
    expect(bob.page.locator(".jp-Notebook:visible")).to_contain_text("How do we round up?")


def test_an_anonymous_visitor_reads_and_is_told_how_to_take_part(office: Office) -> None:
    path = office.notebook("")
    alice = office.server.invite("Alice Adams")
    office.add(alice, "Readable by visitors", "work")
    nobody = Person("Anonymous", "nobody", "reader", VISITORS_TOKEN)
    visitor = office.desk(nobody, path)
    expect(visitor.entry("Readable by visitors")).to_be_visible()
    expect(visitor.part("banner-readonly")).to_contain_text("commonground invite")
    expect(visitor.part("add")).to_have_count(0)
    expect(visitor.part("edit")).to_have_count(0)
    cell = visitor.page.locator(".jp-Notebook .jp-Cell").first.locator(".cm-content")
    expect(cell).to_have_attribute("aria-readonly", "true")
    expect(visitor.page.locator(".jp-Dialog")).to_have_count(0)


def test_the_panel_is_reachable_by_keyboard_in_the_dark_theme(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path, dark=True)
    alice.wait_for_kernel()
    alice.part("tab-context").focus()
    alice.page.keyboard.press("ArrowRight")
    expect(alice.part("tab-now")).to_be_focused()
    alice.page.keyboard.press("ArrowRight")
    expect(alice.part("tab-findings")).to_be_focused()
    alice.page.keyboard.press("ArrowRight")
    expect(alice.part("tab-inbox")).to_be_focused()
    alice.page.keyboard.press("ArrowRight")
    expect(alice.part("tab-review")).to_be_focused()
    expect(alice.part("tab-review")).to_have_attribute("aria-selected", "true")
    alice.page.keyboard.press("End")
    expect(alice.part("tab-people")).to_be_focused()
    alice.page.keyboard.press("Home")
    alice.part("add").focus()
    alice.page.keyboard.press("Enter")
    title = alice.part("add-form").get_by_label("Title", exact=True)
    title.fill("Typed without a mouse")
    title.press("Tab")
    alice.page.keyboard.press("Control+Enter")
    expect(alice.entry("Typed without a mouse")).to_be_visible()
    alice.shot("dark")
    for button in alice.part("panel").get_by_role("button").all():
        assert (button.get_attribute("aria-label") or button.inner_text()).strip()


def test_after_a_kill_the_browser_reconnects_and_resumes(office: Office) -> None:
    path = office.notebook("")
    server = office.server
    alice = office.desk(server.invite("Alice Adams"), path)
    office.add(alice.person, "Written first")
    expect(alice.entry("Written first")).to_be_visible()
    server.kill()
    expect(alice.part("connection")).not_to_have_text("Live")
    expect(alice.entry("Written first")).to_be_visible()
    server.start()
    office.add(alice.person, "Resumed and well")
    expect(alice.entry("Resumed and well")).to_be_visible()
    expect(alice.part("connection")).to_have_text("Live")
    expect(alice.entry("Written first")).to_be_visible()


def test_an_answer_is_rated_asked_again_followed_up_and_saved(office: Office) -> None:
    """Without the kernel: from the cell and from the panel, by either of the two."""
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path, dark=True)
    alice.run("%%ai\nHow do we round?")
    tools = bob.answers.first.get_by_test_id("cg-answer-tools")
    tools.get_by_test_id("cg-thumb-up").click()
    thumb = alice.answers.first.get_by_test_id("cg-thumb-up")
    expect(thumb).to_have_attribute("aria-label", "Good answer: Bob Brown")
    expect(thumb).to_have_attribute("aria-pressed", "false")
    tools.get_by_test_id("cg-again").click()
    for desk in (alice, bob):
        expect(desk.answers).to_have_count(1)
        expect(desk.answers.first.get_by_test_id("cg-answer-asker")).to_have_text("Bob Brown")
        expect(desk.answers.first).to_contain_text("print(total)")
    alice.answers.first.get_by_test_id("cg-follow-up").click()
    field = alice.answers.first.get_by_test_id("cg-follow-up-text")
    expect(field).to_be_focused()
    field.press_sequentially("And for books?")
    alice.answers.first.get_by_test_id("cg-follow-up-ask").press("Enter")
    for desk in (alice, bob):
        expect(desk.cells).to_have_count(2)
        expect(desk.cells.nth(1)).to_contain_text("And for books?")
        expect(desk.answers.nth(1)).to_contain_text("Noted.")
    expect(alice.answers.first.get_by_test_id("cg-follow-up")).to_be_focused()
    alice.shot("answer-tools")
    alice.answers.first.get_by_test_id("cg-share-turn").click()
    dialog = alice.part("share-dialog")
    expect(dialog).to_contain_text("an entry that the AI is shown")
    dialog.get_by_label("Kind", exact=True).select_option("decision")
    dialog.get_by_label("Title", exact=True).fill("Round at the end")
    alice.shot("answer-save")
    dialog.get_by_test_id("cg-submit").click()
    expect(bob.entry("Round at the end")).to_contain_text("Alice Adams")
    turns = bob.open_tab("turns")
    card = turns.get_by_test_id("cg-turn").filter(has_text="And for books?")
    card.get_by_test_id("cg-turn-toggle").click()
    card.get_by_test_id("cg-thumb-down").click()
    expect(card.get_by_test_id("cg-thumb-down")).to_have_attribute("aria-pressed", "true")
    bob.shot("answer-tools-panel")
    [first, *_] = office.turns(alice.person)
    assert first["question"] == "And for books?"


def test_one_follows_the_other_through_the_notebook_and_leaves(office: Office) -> None:
    """Asked, brought along cell by cell, free to leave; it ends when the presenter is gone."""
    path = office.notebook(*(f"{cell} + 1\n" * 20 for cell in range(12)))
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    alice.cells.nth(1).locator(".cm-content").click()
    alice.part("present").click()
    alice.cells.nth(1).locator(".jp-InputPrompt").first.click()
    expect(alice.part("meeting")).to_contain_text("The others may follow you")
    bob.page.get_by_role("button", name="Follow", exact=True).last.click()
    expect(bob.part("following")).to_contain_text("You follow Alice Adams")
    presented = bob.page.locator(".jp-Cell.cg-presented")
    expect(presented).to_contain_text("1 + 1")
    for _ in range(8):
        alice.page.keyboard.press("Escape")
        alice.page.keyboard.press("ArrowDown")
    expect(presented).to_contain_text("9 + 1")
    expect(presented).to_be_in_viewport()
    # Whoever follows keeps the cell that they had chosen, and what has the focus.
    expect(bob.page.locator(".jp-Notebook .jp-Cell.jp-mod-active .jp-mod-editMode")).to_have_count(
        0
    )
    expect(presented.and_(bob.page.locator(".jp-mod-active"))).to_have_count(0)
    assert not violations(bob.page, ".cg-meeting")
    bob.shot("meeting-follows")
    alice.shot("meeting-presents")
    bob.page.keyboard.press("Escape")
    expect(bob.part("following")).to_have_count(0)
    expect(presented).to_have_count(0)
    bob.part("follow").click()
    bob.part("following").get_by_role("button").press("Enter")
    expect(bob.part("following")).to_have_count(0)
    expect(bob.page.locator(".jp-Cell.jp-mod-active")).to_be_focused()
    bob.part("follow").click()
    expect(bob.part("following")).to_be_visible()
    bob.cells.last.hover()
    bob.page.mouse.wheel(0, -300)
    expect(bob.part("following")).to_have_count(0)
    bob.part("follow").click()
    expect(bob.part("following")).to_be_visible()
    alice.page.close()
    expect(bob.part("following")).to_have_count(0)
    expect(bob.part("presenter")).to_have_count(0)
