"""Thousands of entries: only what is in sight is drawn, and nothing is out of reach."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from commonground.cli.main import main
from commonground.config import CONTEXT_DB
from tests.browser.conftest import Office, browser_port
from tests.browser.profiles import Profiles
from tests.filling import fill, title_of
from tests.live import LiveServer

pytestmark = pytest.mark.browser
ENTRIES = 5_000
DRAWN = 120
"""Cards in the page at most, whatever is scrolled to."""
IN_THE_MIDDLE = """panel => {
    const box = panel.getBoundingClientRect();
    const x = box.left + box.width / 2;
    return [0.3, 0.5, 0.7].some(share => {
        const found = document.elementFromPoint(x, box.top + box.height * share);
        return found !== null && found.closest('[data-testid="cg-entry"]') !== null;
    });
}"""


@pytest.fixture
def large(
    tmp_path_factory: pytest.TempPathFactory, profiles: Profiles
) -> Iterator[tuple[Office, LiveServer]]:
    server = LiveServer(
        tmp_path_factory.mktemp("many"), name="browser-many", port=browser_port("main")
    )
    writer = server.invite("Wilma Writer", "owner")
    # Playwright's loop runs in this thread.
    with ThreadPoolExecutor(1) as other:
        other.submit(asyncio.run, fill(server.data / CONTEXT_DB, writer, ENTRIES)).result()
    with server:
        office = Office(server, profiles, "many_entries")
        yield office, server
        office.close()


def test_thousands_of_entries_scroll_with_few_of_them_drawn(
    large: tuple[Office, LiveServer],
) -> None:
    office, server = large
    olga = office.desk(server.invite("Olga Owner", "owner"), office.notebook(""))
    panel, cards = olga.part("panel-context"), olga.part("entry")
    expect(cards.first).to_be_visible()
    expect(olga.part("group-convention")).to_contain_text("1000")
    for _ in range(30):
        panel.evaluate("panel => { panel.scrollTop += 3000; }")
        olga.page.wait_for_function(IN_THE_MIDDLE, arg=panel.element_handle())
        assert cards.count() < DRAWN
    olga.shot("many-entries")
    olga.part("search").fill("n04321")
    expect(cards).to_have_count(1)
    expect(cards).to_contain_text(title_of(4321))
    olga.part("search").fill("")
    bob = server.invite("Bob Brown")
    office.add(bob, "Proposed into a long list", "convention")
    olga.open_tab("review").get_by_test_id("cg-review-edit").first.click()
    title = olga.part("edit-form").get_by_label("Title", exact=True)
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport()
    expect(title).to_have_value("Proposed into a long list")
    assert cards.count() < DRAWN
    private = olga.open_tab("private")
    olga.part("private-ask").fill(f"What holds of {title_of(4321)}?")
    olga.part("private-submit").click()
    private.get_by_text("Details", exact=True).click()
    why = private.get_by_test_id("cg-shown").get_by_role("listitem")
    expect(why.filter(has_text=title_of(4321))).to_contain_text("shares words with the question")
    private.get_by_test_id("cg-not-shown").locator("summary").click()
    reasons = re.compile(r"\((?:no room was left|off the subject)\)")
    expect(private.get_by_test_id("cg-not-shown").get_by_role("listitem").first).to_have_text(
        reasons
    )
    olga.shot("why-shown")


def test_versions_that_compaction_took_out_are_in_the_history_and_can_be_reverted_to(
    tmp_path_factory: pytest.TempPathFactory, profiles: Profiles
) -> None:
    server = LiveServer(
        tmp_path_factory.mktemp("compacted"), name="browser-compacted", port=browser_port("main")
    )
    olga = server.invite("Olga Owner", "owner")
    with server:
        office = Office(server, profiles, "compacted")
        command: dict[str, object] = {"command": "add", "kind": "work", "title": "First words"}
        for title in ("Second words", "Third words"):
            entry = office.api(olga, "commands", command)["entry"]
            heads = {"entry": entry["id"], "heads": entry["heads"]}
            command = {"command": "edit", "title": title, **heads}
        office.api(olga, "commands", command)
        server.stop()
        environ = {"COMMONGROUND_DATA_DIR": str(server.data)}
        with ThreadPoolExecutor(1) as other:
            done = other.submit(CliRunner().invoke, main, ["compact"], env=environ).result()
        assert "2 older versions" in done.output
        server.start()
        desk = office.desk(olga, office.notebook(""))
        card = desk.entry("Third words")
        card.get_by_role("button", name="History").click()
        first = card.get_by_test_id("cg-revision").filter(has_text="First words")
        expect(card.get_by_test_id("cg-revision")).to_have_count(3)
        desk.shot("history-after-compaction")
        first.get_by_test_id("cg-revert").click()
        expect(desk.part("entry").locator("h4").filter(has_text="First words")).to_be_visible()
        office.close()
