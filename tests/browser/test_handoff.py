"""A visit that opens with what came since its member left, and what a colleague hears of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Desk, Office, browser_port, opened
from tests.browser.profiles import Profiles
from tests.live import LiveServer

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server on which whoever closes their page has left."""
    folder = tmp_path_factory.mktemp("handoff")
    arguments = ["--CommonGroundApp.away_after=0"]
    with LiveServer(
        folder, name="browser-handoff", arguments=arguments, port=browser_port("main")
    ) as server:
        yield server


@pytest.fixture
def place(
    request: pytest.FixtureRequest, brief: LiveServer, profiles: Profiles
) -> Iterator[Office]:
    yield from opened(request, brief, profiles)


def leave(desk: Desk, seen_by: Desk) -> None:
    """Close the page, and wait until the colleague sees it."""
    face = seen_by.part("presence").get_by_role("img", name=desk.person.display_name)
    expect(face).to_be_visible()
    desk.page.close()
    expect(face).to_have_count(0)


def test_a_visit_opens_with_what_came_since_you_left(place: Office) -> None:
    path = place.notebook("")
    ann = place.server.invite("Ann Adams", "owner")
    ben = place.server.invite("Ben Brown", "owner")
    first = place.desk(ann, path)
    colleague = place.desk(ben, path)
    place.add(ann, "The importer reads CSV", "work")
    expect(first.part("since")).to_have_count(0)  # nobody who was never away is told of anything
    leave(first, colleague)

    place.add(ben, "Prices are integer cents", "convention")
    place.add(ben, "The request timeout is 30 seconds", "decision")
    place.add(ben, "The request timeout is 10 seconds", "decision")
    place.add(ben, "Move the tables", "work")
    place.add(ben, "My own worries", "note")
    for number in range(8):
        place.add(ben, f"Finding number {number}")

    again = place.desk(ann, path)
    card = again.part("since")
    expect(card.get_by_role("heading", name="Since you left")).to_be_visible()
    expect(again.part("since-summary")).to_contain_text("open item")
    for part in ("State", "Actions", "Awareness", "Contingencies", "Acknowledgement"):
        expect(card.get_by_role("region", name=part)).to_be_visible()
    expect(again.part("since-state")).to_contain_text("Prices are integer cents")
    expect(again.part("since-contingencies")).to_contain_text("30 seconds")
    expect(again.part("since-actions")).to_contain_text("The importer reads CSV")
    expect(again.part("since-acknowledgement")).to_contain_text("Nobody has taken this over yet.")
    expect(card).not_to_contain_text("My own worries")
    again.shot("since-you-left")

    more = again.part("since-awareness").get_by_test_id("cg-since-more")
    expect(more).to_have_text("Show 3 more")
    more.click()
    expect(again.part("since-awareness").get_by_test_id("cg-since-line")).to_have_count(8)

    # Each line opens its entry, with the keyboard too, whatever the filter hides.
    again.part("filter").select_option("disputed")
    line = card.get_by_test_id("cg-since-open").filter(has_text="Move the tables")
    assert "add" in str(line.get_attribute("title"))
    line.focus()
    again.page.keyboard.press("Enter")
    expect(again.entry("Move the tables")).to_be_focused()
    expect(again.entry("Move the tables")).to_be_in_viewport()

    leave(colleague, again)
    again.part("since-restate").fill("I look after the tables")
    again.part("since-done").click()
    expect(card).to_have_count(0)
    expect(again.part("search")).to_be_focused()

    # Ben hears of it at his next visit: in the dark theme.
    place.add(ann, "Tables are moved on Sunday", "decision")
    back = place.desk(ben, path, dark=True)
    expect(back.part("since-acknowledgement")).to_contain_text("I look after the tables")
    expect(back.part("since-state")).to_contain_text("Tables are moved on Sunday")
    back.shot("since-you-left-dark")


def test_a_visit_after_which_nothing_happened_says_so(place: Office) -> None:
    path = place.notebook("")
    reader = place.server.invite("Rita Reader", "reader")
    ben = place.server.invite("Bea Brown")
    for entry in place.api(ben, "entries")["entries"]:  # of the test before
        heads = entry["heads"]
        owner = place.server.invite("Olga Owner", "owner")
        command = {"command": "retire", "entry": entry["id"], "heads": heads}
        place.api(owner, "commands", command)
    first = place.desk(reader, path)
    colleague = place.desk(ben, path)
    leave(first, colleague)
    again = place.desk(reader, path)
    expect(again.part("since-summary")).to_have_text("Nothing happened")
    expect(again.part("since-restate")).to_have_count(0)  # a reader says nothing to everybody
    again.part("since-done").focus()
    again.page.keyboard.press("Enter")
    expect(again.part("since")).to_have_count(0)


def test_a_working_day_is_said_in_the_people_tab(place: Office) -> None:
    path = place.notebook("")
    desk = place.desk(place.server.invite("Zoe Zone"), path)
    desk.open_tab("people")
    desk.part("open-zone").click()
    form = desk.part("zone-form")
    form.get_by_label("Time zone", exact=True).select_option("Europe/Berlin")
    form.get_by_label("One more time zone").select_option("Asia/Tokyo")
    expect(form.get_by_label("Time zone 2")).to_have_value("Asia/Tokyo")
    form.get_by_label("Fri").uncheck()
    desk.shot("working-day")
    form.get_by_role("button", name="Save").click()
    expect(desk.part("team-done")).to_contain_text("Saved")
    made = place.api(desk.person, "handoff")
    assert made["zones"] == ["Europe/Berlin", "Asia/Tokyo"]
