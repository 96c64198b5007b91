"""A sprint's board in two browsers: moved by mouse and keys, at the same time, and seen at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.axe import violations
from tests.browser.conftest import Desk, Office
from tests.live import Person

pytestmark = pytest.mark.browser

FILE = """\
key,title,assignee,estimate,after,status
INV-1,Write the invoice schema,Alice Adams,2,,done
INV-2,Render invoices as PDF,Alice Adams,3,INV-1,in progress
INV-3,Send invoices by e-mail,bob,2,INV-2,to do
INV-4,Retry failed e-mails,bob,2,INV-3,to do
INV-5,Show sent invoices,,1,INV-3,to do
"""
LONG_NOTE = "It is written down for later. " * 120
COMMANDS = re.compile("/commonground/api/commands")


@pytest.fixture
def people(office: Office) -> Iterator[tuple[Person, Person]]:
    """Two people and a sprint with five tasks; the next test begins without it."""
    alice = office.server.invite("Alice Adams")
    bob = office.server.invite("Bob Brown", username="bob")
    new = {"command": "sprint_new", "goal": "Invoices by e-mail", "fresh": True}
    sprint = office.api(alice, "commands", new)
    about = {"sprint": sprint["thing"]}
    office.api(alice, "commands", {"command": "sprint_import", "text": FILE, **about})
    yield alice, bob
    office.api(alice, "commands", {"command": "sprint_end", **about})


def card(desk: Desk, key: str) -> Locator:
    return desk.page.locator(f'.cg-board [data-key="{key}"]').first


def column(desk: Desk, name: str) -> Locator:
    return desk.part(f"column-{name}").first


def keys_in(desk: Desk, name: str) -> Locator:
    return column(desk, name).get_by_test_id("cg-task")


def boards(office: Office, people: tuple[Person, Person]) -> tuple[Desk, Desk]:
    """One runs the cell, both see its board."""
    path = office.notebook("%cg sprint board")
    alice, bob = (office.desk(person, path) for person in people)
    alice.run("%cg sprint board")
    for desk in (alice, bob):
        expect(card(desk, "INV-3")).to_be_visible()
    return alice, bob


def test_two_people_move_cards_at_the_same_time_and_both_see_every_move(
    office: Office, people: tuple[Person, Person]
) -> None:
    alice, bob = boards(office, people)
    card(alice, "INV-2").drag_to(column(alice, "review"))
    bob.page.bring_to_front()
    card(bob, "INV-3").focus()
    bob.page.keyboard.press("Alt+ArrowRight")
    for desk in (alice, bob):
        expect(column(desk, "review")).to_contain_text("INV-2")
        expect(column(desk, "doing")).to_contain_text("INV-3")
    # The focus goes with the card, and a screen reader is told.
    expect(card(bob, "INV-3")).to_be_focused()
    expect(bob.part("board-said").first).to_have_text("INV-3 moved to In progress")
    expect(card(bob, "INV-3")).to_have_attribute(
        "aria-label",
        re.compile("INV-3 Send invoices by e-mail, Bob Brown, estimate 2, waits for INV-2"),
    )
    card(bob, "INV-5").focus()
    bob.page.keyboard.press("Alt+ArrowUp")
    for desk in (alice, bob):
        expect(keys_in(desk, "todo").nth(0)).to_contain_text("INV-5")
        expect(keys_in(desk, "todo").nth(1)).to_contain_text("INV-4")
    card(alice, "INV-4").hover()
    card(alice, "INV-4").get_by_test_id("cg-task-move").select_option("done")
    for desk in (alice, bob):
        expect(column(desk, "done")).to_contain_text("INV-4")
    bob.part("add-task").first.fill("Thank Acme")
    bob.page.keyboard.press("Enter")
    for desk in (alice, bob):
        expect(keys_in(desk, "todo").last).to_contain_text("Thank Acme")
    expect(bob.part("add-task").first).to_have_value("")
    alice.shot("sprint-board")
    # A long import says how far it is, and ends where somebody wants it to.
    rows = (f"L-{row},Later {row},{LONG_NOTE} {row}" for row in range(2_000))
    (office.server.root / "later.csv").write_text("\n".join(["key,title,notes", *rows]))
    alice.run("%cg sprint import later.csv")
    alice.part("job-cancel").press("Enter")
    expect(alice.part("job")).to_contain_text("Cancelled; nothing was changed.")
    assert not violations(alice.page, ".cg-jobs")
    expect(bob.page.locator('[data-key^="L-"]')).to_have_count(0)


HOLD = """() => {
    const send = WebSocket.prototype.send;
    window.held = [];
    WebSocket.prototype.send = function (data) {
        if (typeof data === 'string' && data.includes('"type":"command"')) {
            window.held.push(() => send.call(this, data));
        } else {
            send.call(this, data);
        }
    };
    window.letGo = () => {
        WebSocket.prototype.send = send;
        window.held.forEach(go => go());
    };
}"""
"""Keeps commands of a page from leaving over its feed until ``letGo()``."""


def test_moves_of_one_card_at_once_are_both_told_until_it_is_moved_again(
    office: Office, people: tuple[Person, Person]
) -> None:
    alice, bob = boards(office, people)
    held: list[Route] = []  # what goes over the socket is held in the page, the rest here
    bob.page.route(COMMANDS, lambda route: held.append(route))
    bob.page.evaluate(HOLD)
    card(bob, "INV-3").focus()
    bob.page.keyboard.press("Alt+ArrowRight")
    expect(column(bob, "doing")).to_contain_text("INV-3")
    card(alice, "INV-3").hover()
    card(alice, "INV-3").get_by_test_id("cg-task-move").select_option("done")
    expect(column(alice, "done")).to_contain_text("INV-3")
    expect(alice.part("board-said").first).to_have_text("INV-3 moved to Done")
    assert bob.page.evaluate("held.length") + len(held) >= 1
    bob.page.evaluate("letGo()")
    for route in held:
        route.continue_()
    bob.page.unroute(COMMANDS)
    for desk in (alice, bob):
        expect(card(desk, "INV-3")).to_contain_text("column changed at once")
        expect(card(desk, "INV-3")).to_contain_text("Alice Adams “Done”")
        expect(card(desk, "INV-3")).to_contain_text("Bob Brown “In progress”")
        expect(desk.page.locator('.cg-board [data-key="INV-3"]')).to_have_count(1)
    alice.shot("sprint-at-once")
    card(alice, "INV-3").focus()
    alice.page.keyboard.press("Alt+ArrowRight")
    for desk in (alice, bob):
        expect(card(desk, "INV-3")).not_to_contain_text("changed at once")


def test_a_change_of_the_plan_reaches_everyones_side_panel(
    office: Office, people: tuple[Person, Person]
) -> None:
    """Whoever has been here is called by their name, wherever the plan says their username."""
    alice, bob = boards(office, people)
    for desk, key in ((alice, "INV-2 Render"), (bob, "INV-4 Retry")):
        expect(desk.part("sprint")).to_contain_text("Invoices by e-mail")
        expect(desk.part("sprint-task").filter(has_text=key)).to_be_visible()
    expect(alice.part("sprint-task").filter(has_text="INV-2")).to_contain_text(
        re.compile(r"waited for by INV-3 \((bob|Bob Brown)\)")
    )
    office.api(
        people[0],
        "verbs",
        {"verb": "sprint", "line": 'edit INV-5 "Show all invoices" --for "Bob Brown"'},
    )
    expect(bob.part("sprint-task").filter(has_text="Show all invoices")).to_contain_text(
        re.compile(r"waits for INV-3 \((bob|Bob Brown)\)")
    )
    alice.run("%cg sprint move INV-2 done")
    expect(alice.part("sprint-none")).to_have_text("All your tasks are done.")
    expect(bob.part("sprint")).to_contain_text("2 of 5 done")
    bob.shot("sprint-panel")


def test_notes_of_a_review_stay_hidden_until_somebody_reveals_them(
    office: Office, people: tuple[Person, Person]
) -> None:
    path = office.notebook("%cg sprint review")
    alice, bob = (office.desk(person, path) for person in people)
    for desk, what, text in (
        (alice, "well", "Everybody knew who waits"),
        (bob, "badly", "canary-review-0815"),
    ):
        desk.part("sprint-notes").locator("summary").click()
        desk.part("sprint-what").select_option(what)
        desk.part("sprint-text").fill(text)
        desk.part("sprint-note").click()
        expect(desk.part("sprint-notes")).to_contain_text("1 noted: yours alone")
    outputs = alice.page.locator(".jp-Notebook .jp-OutputArea-output")
    alice.run("%cg sprint review")
    expect(outputs.first).to_contain_text("hidden until Alice Adams or the context owner")
    assert not any("canary-review-0815" in frame for frame in alice.heard)
    expect(bob.part("sprint-noted")).to_contain_text("2 of")
    expect(bob.part("sprint-noted")).to_contain_text("Alice Adams or the context owner")
    expect(bob.part("sprint-reveal")).to_have_count(0)
    alice.part("sprint-reveal").click()
    expect(bob.part("sprint-notes")).to_contain_text("Notes are open now")
    alice.run("%cg sprint review")
    for text in ("Everybody knew who waits (Alice Adams)", "canary-review-0815 (Bob Brown)"):
        expect(outputs.first).to_contain_text(text)
    alice.shot("sprint-review")


def test_a_reader_reads_the_board_and_filters_it_in_the_dark(
    office: Office, people: tuple[Person, Person]
) -> None:
    path = office.notebook("%cg sprint board")
    alice = office.desk(people[0], path)
    alice.run("%cg sprint board")
    expect(card(alice, "INV-3")).to_be_visible()
    reader = office.desk(office.server.invite("Rita Reader", "reader"), path, dark=True)
    expect(card(reader, "INV-3")).to_be_visible()
    expect(reader.part("board").first).to_contain_text("You read this board")
    expect(reader.part("task-move")).to_have_count(0)
    card(reader, "INV-3").focus()
    reader.page.keyboard.press("Alt+ArrowRight")
    whose = reader.part("board-filter").first
    bobs = whose.locator("option").filter(has_text=re.compile("^bob", re.IGNORECASE))
    whose.select_option(bobs.get_attribute("value"))
    expect(keys_in(reader, "todo")).to_have_count(2)
    expect(column(reader, "done")).to_contain_text("Nothing that the filter shows")
    reader.part("board-filter").first.select_option("-")
    expect(keys_in(reader, "todo")).to_have_count(1)
    reader.page.keyboard.press("Escape")
    reader.part("board-filter").first.select_option("")
    expect(column(reader, "todo")).to_contain_text("INV-3")
    reader.shot("sprint-board-dark")


def test_a_planning_meeting_at_the_board(office: Office, people: tuple[Person, Person]) -> None:
    """Cards are edited and commented on, undone, limited, estimated in secret, put into lanes."""
    alice, bob = boards(office, people)
    # By Enter, with what is seen on both sides; Escape leaves it, and the focus is on the card.
    bob.page.bring_to_front()
    card(bob, "INV-5").focus()
    bob.page.keyboard.press("Enter")
    expect(bob.part("task-field-title")).to_be_focused()
    bob.part("task-field-title").fill("Show all invoices")
    bob.part("task-field-assignee").fill("bob")
    bob.part("task-field-estimate").fill("1,5")
    bob.page.keyboard.press("Enter")
    expect(card(bob, "INV-5")).to_be_focused()
    bob.part("board-unit").select_option("days")
    for desk in (alice, bob):
        expect(card(desk, "INV-5")).to_contain_text("Show all invoices")
        expect(card(desk, "INV-5")).to_contain_text("1.5 days")
        expect(desk.part("column-head-todo")).to_contain_text("5.5 days")
    bob.part("board-undo").click()
    expect(card(alice, "INV-5")).to_contain_text("Show sent invoices")
    expect(bob.part("board-said")).to_have_text("Undone: INV-5 changed")
    bob.part("add-task").fill("Rename the tables")
    bob.page.keyboard.press("Enter")
    added = column(alice, "todo").get_by_text("Rename the tables")
    expect(added).to_be_visible()
    bob.part("board-undo").click()
    expect(added).to_have_count(0)
    expect(bob.part("board-said")).to_have_text("Undone: “Rename the tables” added")

    alice.page.bring_to_front()
    card(alice, "INV-3").dblclick()
    alice.part("comment-text").fill("Acme wants text, too")
    alice.part("comment-send").click()
    expect(alice.part("comment")).to_contain_text("Alice Adams")
    alice.part("task-poker").click()
    expect(bob.part("task-comments")).to_have_text("1 comment")
    alice.part("limit-todo").click()
    alice.part("limit-field-todo").fill("2")
    alice.page.keyboard.press("Enter")
    expect(alice.part("limit-todo")).to_be_focused()
    expect(bob.part("column-head-todo")).to_contain_text("3 of at most 2")

    # Whoever has no board in sight estimates in the side panel.
    for place, points in ((bob.part("sprint"), 5), (alice.part("board"), 3)):
        own = place.get_by_test_id(f"cg-poker-card-{points}")
        own.click()
        expect(own).to_have_attribute("aria-pressed", "true")
    asked, led = bob.part("sprint").get_by_test_id("cg-poker"), alice.part("board")
    expect(asked.get_by_test_id("cg-poker-count")).to_contain_text("2 of")
    expect(asked.get_by_test_id("cg-poker-reveal")).to_have_count(0)
    expect(asked.get_by_test_id("cg-poker-estimate")).to_have_count(0)
    bob.shot("sprint-poker-panel")
    led.get_by_test_id("cg-poker-reveal").click()
    told = asked.get_by_test_id("cg-poker-estimate").filter(has_text="Alice Adams")
    expect(told).to_contain_text("3 days")
    alice.shot("sprint-poker")
    expect(led.get_by_test_id("cg-poker-amount")).to_be_focused()
    led.get_by_test_id("cg-poker-take").press("Enter")
    expect(bob.part("poker")).to_have_count(0)
    expect(card(bob, "INV-3")).to_contain_text("5 days")
    expect(card(alice, "INV-3")).to_be_focused()

    alice.part("board-burndown").click()
    chart = alice.part("burndown").get_by_role("img")
    expect(chart).to_have_attribute("aria-label", re.compile(r"^Burndown: .* of 13 days left"))
    expect(alice.part("burndown").get_by_role("row")).not_to_have_count(1)
    alice.part("board-lanes").select_option("person")
    lane = alice.part("lane").filter(has_text="bob")
    # What lies below a card stays where it is while another one is dragged over it.
    below = lane.locator('[data-key="INV-4"]')
    held = alice.part("lane").filter(has_text="Nobody’s").locator('[data-key="INV-5"]')
    held.hover()
    before = below.bounding_box()
    alice.page.mouse.down()
    over = lane.locator('[data-key="INV-3"]').bounding_box()
    assert over is not None
    for step in range(3):
        alice.page.mouse.move(over["x"] + 20 + step, over["y"] + 3)
    expect(lane.locator(".cg-mod-before")).to_have_count(1)
    assert below.bounding_box() == before
    alice.page.mouse.up()
    expect(card(bob, "INV-5")).to_contain_text("Bob Brown")
    expect(keys_in(bob, "todo").first).to_contain_text("INV-5")
    alice.part("board-text").fill("e-mail")
    expect(alice.part("board-progress")).to_contain_text("0 of 2 done")
    alice.part("board-blocked").check()
    expect(alice.part("task")).to_have_count(2)
    expect(alice.part("lane").first).to_contain_text("0 of 2")
    alice.part("full-screen").click()
    expect(alice.page.locator(".cg-board:fullscreen")).to_be_visible()
    alice.shot("sprint-full-screen")
    alice.part("full-screen").click()
    expect(alice.page.locator(".cg-board:fullscreen")).to_have_count(0)


def test_a_cell_draws_the_plan_with_a_table_for_each_picture(
    office: Office, people: tuple[Person, Person]
) -> None:
    """In a kernel that the server started: it reads as whoever ran the cell."""
    draw = "import commonground\nplan = commonground.sprint()\n"
    draw += "from IPython.display import display\n"
    draw += "for picture in (plan.graph(), plan.load(), plan.timeline()):\n    display(picture)"
    path = office.notebook(draw)
    alice = office.desk(people[0], path)
    alice.run(draw)
    drawn = alice.page.locator(".jp-OutputArea figure")
    expect(drawn).to_have_count(3, timeout=120_000)
    expect(drawn.first.get_by_role("img")).to_have_attribute(
        "aria-label",
        "What waits for what. The critical path takes 7: INV-2 → INV-3 → INV-4.",
    )
    drawn.first.locator("summary").click()
    row = drawn.first.get_by_role("row").filter(has_text="Send invoices by e-mail")
    expect(row).to_contain_text("INV-4, INV-5")
    alice.shot("sprint-pictures")
