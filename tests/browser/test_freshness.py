"""An entry that names a file: when git moves the file, both people see it, and one click ties it
to the new place."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests import repository
from tests.browser.conftest import Desk, Office

pytestmark = pytest.mark.browser
ADA = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
TITLE = "Orders are made in orders.py"


def commit(root: Path, subject: str) -> str:
    repository.git(root, "add", "orders.py" if (root / "orders.py").exists() else "lib")
    repository.git(root, *ADA, "commit", "-m", subject)
    said = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True)
    return said.stdout.decode().strip()


def code(desk: Desk) -> Locator:
    return desk.entry(TITLE).get_by_test_id("cg-code")


def test_both_see_a_rename_and_one_click_ties_the_entry_to_the_new_place(office: Office) -> None:
    root = office.server.root
    repository.git(root, "init", "-b", "main")
    (root / "orders.py").write_text("RATE = 3\n\n\ndef make_order(x):\n    return x + 1\n")
    commit(root, "Begin")
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path, dark=True)
    body = {"command": "add", "kind": "knowledge", "title": TITLE, "body": "By `make_order()`."}
    office.api(alice.person, "commands", body)
    for desk in (alice, bob):
        expect(code(desk)).to_have_attribute("data-state", "fresh")
        expect(code(desk).get_by_test_id("cg-anchor")).to_have_text(
            ["orders.py", "orders.py:make_order"]
        )
    alice.shot("freshness-fresh")
    code(bob).get_by_test_id("cg-anchor").last.click()
    expect(bob.page.get_by_text("Ln 4, Col 1")).to_be_visible()

    (root / "lib").mkdir()
    repository.git(root, "mv", "orders.py", "lib/orders.py")
    moved = commit(root, "Move the orders")
    for desk in (alice, bob):
        expect(code(desk)).to_have_attribute("data-state", "broken")
        badge = code(desk).get_by_test_id("cg-badge-bad")
        expect(badge).to_contain_text(moved[:10])  # the same stands in its tooltip
        expect(badge).to_contain_text("It is now lib/orders.py.")
        expect(code(desk).get_by_test_id("cg-reanchor")).to_have_text("Tie it to lib/orders.py")
    alice.shot("freshness-broken")
    bob.shot("freshness-broken-dark")

    code(alice).get_by_test_id("cg-reanchor").click()
    for desk in (alice, bob):
        expect(code(desk)).to_have_attribute("data-state", "fresh")
        expect(code(desk).get_by_test_id("cg-anchor").first).to_have_text("lib/orders.py")
    code(alice).get_by_test_id("cg-reanchor-undo").click()
    for desk in (alice, bob):  # else what is next awaited still stands there from before
        expect(code(desk)).to_have_attribute("data-state", "broken")
    code(bob).get_by_test_id("cg-reanchor").click()
    for desk in (alice, bob):
        expect(code(desk)).to_have_attribute("data-state", "fresh")

    (root / "lib" / "orders.py").write_text("def make_order(x):\n    return x + 2\n")
    for desk in (alice, bob):
        expect(code(desk)).to_have_attribute("data-state", "touched")
        expect(code(desk).get_by_test_id("cg-badge-proposed")).to_contain_text("code changed")
    alice.shot("freshness-touched")
    code(bob).get_by_test_id("cg-still-holds").click()
    for desk in (alice, bob):
        expect(code(desk)).to_have_attribute("data-state", "fresh")


def test_the_owner_mends_in_the_queue_what_speaks_of_code_that_is_gone(office: Office) -> None:
    root = office.server.root
    repository.git(root, "init", "-b", "main")
    titles = {"tax.py": "Tax is two percent", "fees.py": "Fees are flat", "tips.py": "No tips"}
    for name in titles:
        (root / name).write_text("RATE = 2\n")
        repository.git(root, "add", name)
    repository.git(root, *ADA, "commit", "-m", "Add rates")
    olga = office.desk(office.server.invite("Olga Owner", "owner"), office.notebook(""), dark=True)
    for name, title in titles.items():
        body = f"See `{name}`."
        added = {"command": "add", "kind": "knowledge", "title": title, "body": body}
        office.api(olga.person, "commands", added)
        expect(olga.entry(title).get_by_test_id("cg-code")).to_have_attribute("data-state", "fresh")
    for name in titles:
        (root / name).unlink()
    queue = olga.open_tab("review").get_by_test_id("cg-review-item")
    expect(queue).to_have_count(3)

    def item(title: str) -> Locator:
        return queue.filter(has_text=title)

    expect(item("Fees are flat")).to_have_attribute("data-type", "broken")
    cause = item("Fees are flat").get_by_test_id("cg-review-cause")
    expect(cause).to_contain_text("fees.py is gone from the folder.")
    olga.shot("freshness-queue-dark")
    item("Fees are flat").get_by_test_id("cg-still-holds").click()
    expect(item("Fees are flat")).to_have_count(0)
    item("No tips").get_by_test_id("cg-review-retire").click()
    olga.page.get_by_role("button", name="Retire", exact=True).last.click()
    expect(item("No tips")).to_have_count(0)
    item("Tax is two percent").get_by_test_id("cg-review-edit").click()
    olga.page.get_by_label("Title", exact=True).fill("Tax is law")
    olga.part("submit").click()
    olga.open_tab("review")
    expect(queue).to_have_count(0)

    # What nobody uses: here after no days at all, and said to hold, or retired, by one click.
    for title in ("Lunch is at noon", "Tea is at five"):
        added = {"command": "add", "kind": "discussion", "title": title}
        office.api(olga.person, "commands", added)
    olga.open_tab("context")
    days = {"command": "set", "name": "decay:discussion"}
    office.api(olga.person, "commands", {**days, "value": 0})
    olga.part("unused").locator("summary").click()
    unused = olga.part("unused-entry")
    expect(unused).to_have_count(2)
    office.api(olga.person, "commands", {**days, "value": "never"})
    olga.shot("freshness-unused-dark")
    unused.filter(has_text="Tea").get_by_test_id("cg-unused-retire").click()
    expect(unused).to_have_count(1)
    unused.get_by_test_id("cg-unused-show").click()
    expect(olga.entry("Lunch is at noon")).to_be_focused()
    unused.get_by_test_id("cg-unused-holds").click()
    expect(unused).to_have_count(0)
