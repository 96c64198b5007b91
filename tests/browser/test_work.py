"""Who works on what: two browsers and clones that are watched, and what both are told of it."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Desk, Office
from tests.browser.fit import misfits
from tests.features.claims import clones
from tests.features.claims.watching import Watching, environ_of
from tests.live import Person

pytestmark = pytest.mark.browser
MEANT = 2.0
"""Seconds in which both are to see it, on a machine that does nothing else."""


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def watch(office: Office, stack: ExitStack, person: Person, clone: Path) -> Watching:
    environ = environ_of(office.server.environ, office.server.api, person.token)
    return stack.enter_context(Watching(clone, environ))


def notice(desk: Desk, tab: str, other: Person) -> Locator:
    panel = desk.part(f"panel-{tab}")
    return panel.locator(f'[data-testid="cg-overlap-notice"][data-other="{other.username}"]')


def letter_of(desk: Desk, button: str, kind: str) -> None:
    """The button opens a message to the other, filled in, and leaving it changes nothing."""
    desk.open_tab("now").get_by_test_id(f"cg-{button}").first.click()
    form = desk.part("letter")
    expect(form.get_by_test_id("cg-letter-kind")).to_have_value(kind)
    expect(form.get_by_test_id("cg-letter-title")).to_have_value(re.compile("billing/invoice.py"))
    expect(form.get_by_label("Bob Brown", exact=True)).to_be_checked()


def test_two_clones_that_change_the_same_lines_are_told_to_both(
    office: Office, stack: ExitStack, tmp_path: Path
) -> None:
    origin = clones.origin(tmp_path)
    ada, bob = office.server.invite("Ada Adams"), office.server.invite("Bob Brown")
    adas = clones.clone(origin, tmp_path / "ada", "ada-totals")
    bobs = clones.clone(origin, tmp_path / "bob", "bob-rounding")
    path = office.notebook("")
    one, two = office.desk(ada, path), office.desk(bob, path)
    one.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    now = one.open_tab("now")
    expect(now.get_by_test_id("cg-empty")).to_contain_text("commonground work --watch")
    one.shot("work-empty")
    now.get_by_test_id("cg-copy-watch").click()
    expect(now.get_by_test_id("cg-copy-watch")).to_have_text("Copied")
    copied = one.page.evaluate("navigator.clipboard.readText()")
    assert copied == "commonground work --watch"
    now.get_by_test_id("cg-focus-text").fill("the invoice totals")
    now.get_by_test_id("cg-focus-send").click()
    expect(now.get_by_test_id("cg-at-work")).to_contain_text("the invoice totals")
    watch(office, stack, ada, adas)
    hers = watch(office, stack, bob, bobs)
    clones.edit(adas, 12, "total = net + tax")
    mine = now.locator(f'[data-person="{ada.username}"]')
    expect(mine).to_contain_text("billing/invoice.py")
    begun = time.monotonic()
    clones.edit(bobs, 12, "total = round(net)")
    clones.edit(bobs, 30, "more of bob's")
    expect(notice(one, "now", bob)).to_contain_text("billing/invoice.py")
    told = notice(two, "inbox", ada)
    expect(told).to_be_attached()
    took = time.monotonic() - begun
    print(f"Both saw it after {took:.1f} s; {MEANT} s are meant")
    assert took < 15 * MEANT
    hers.wait_for(f"@{ada.username}")
    expect(notice(one, "now", bob)).to_contain_text("Same lines")
    expect(notice(one, "now", bob)).to_contain_text("yours: lines 12")
    expect(one.part("tab-now").locator(".cg-count")).to_contain_text("1")
    expect(one.part("status-item")).to_contain_text("1 overlap")
    expect(one.part("work-map")).to_be_visible()
    expect(one.part("work-meets")).to_contain_text("Ada Adams and Bob Brown")
    one.shot("work-now")
    two.open_tab("inbox")
    expect(told).to_contain_text("the invoice totals")
    two.shot("work-inbox")
    for button, kind in (
        ("overlap-talk", "announcement"),
        ("overlap-ask", "query"),
        ("overlap-split", "query"),
        ("overlap-hand-over", "handoff"),
    ):
        letter_of(one, button, kind)
        one.part("letter").get_by_test_id("cg-cancel").click()
        expect(one.part("letter")).to_have_count(0)
    letter_of(one, "overlap-ask", "query")
    one.part("letter-send").click()
    expect(two.part("message").filter(has_text="How do we go on")).to_be_visible()
    one.open_tab("now")
    notice(one, "now", bob).get_by_test_id("cg-overlap-snooze").click()
    expect(notice(one, "now", bob)).to_have_count(0)
    expect(notice(two, "inbox", ada)).to_be_visible()
    own = now.get_by_test_id("cg-work-own")
    own.locator("summary").click()
    own.get_by_test_id("cg-work-guard").select_option("refuse")
    own.get_by_test_id("cg-work-contents").check()
    found = notice(two, "inbox", ada)
    expect(found.locator("summary")).to_have_text("Their changes")
    found.locator("summary").click()
    expect(found).to_contain_text("+total = net + tax")
    two.shot("work-contents")


def test_a_cell_of_the_shared_notebook_meets_the_same_cell_in_a_clone(
    office: Office, stack: ExitStack, tmp_path: Path
) -> None:
    ada, bob = office.server.invite("Ada Adams"), office.server.invite("Bob Brown")
    path = office.notebook("price = 1", "tax = 2")
    origin = clones.origin(tmp_path)
    adas = clones.clone(origin, tmp_path / "ada", "main-notebook")
    shutil.copy(office.server.root / path, adas / path)
    clones.commit(adas, "Begin the notebook")
    clones.run(adas, "push", "-q", "origin", "HEAD:main")
    clones.run(adas, "fetch", "-q")
    one, two = office.desk(ada, path), office.desk(bob, path)
    watch(office, stack, ada, adas)
    held = json.loads((adas / path).read_text())
    held["cells"][1]["source"] = "tax = 3"
    (adas / path).write_text(json.dumps(held))
    one.open_tab("now")
    expect(one.part("at-work").first).to_contain_text(path)
    two.write("tax = 4", 1)
    badge = one.cells.nth(1).get_by_test_id("cg-cell-at-work")
    expect(badge).to_have_attribute("aria-label", "Bob Brown works here")
    expect(notice(one, "now", bob)).to_contain_text("Same cell")
    expect(notice(one, "now", bob)).not_to_contain_text("yours:")
    expect(notice(two, "now", ada)).to_be_attached()
    expect(two.cells.nth(1).get_by_test_id("cg-cell-at-work")).to_have_attribute(
        "aria-label", "Ada Adams works here"
    )
    expect(one.cells.nth(0).get_by_test_id("cg-cell-at-work")).to_have_count(0)
    listed = one.page.locator(".jp-DirListing-item").filter(has_text=path)
    expect(listed.get_by_test_id("cg-file-at-work")).to_have_attribute(
        "aria-label", "Bob Brown works here"
    )
    one.shot("work-cells")


def test_what_is_typed_in_jupyterlab_meets_a_clone_and_git_decides(
    own_office: Office, stack: ExitStack, tmp_path: Path
) -> None:
    ada, bob = own_office.server.invite("Ada Adams"), own_office.server.invite("Bob Brown")
    origin, root = clones.origin(tmp_path), own_office.server.root
    for words in (
        ("init", "-q", "-b", "served"),
        ("remote", "add", "origin", str(origin)),
        ("fetch", "-q", "origin"),
        ("checkout", "-q", "-f", "-B", "served", "origin/main"),
    ):
        clones.run(root, *words)
    bobs = clones.clone(origin, tmp_path / "bob", "bob-rounding")
    with own_office.server.client(bob) as client:
        client.command("set", name="own-work", value={"contents": True, "guard": "warn"})
    clones.edit(bobs, 1, "total = round(net)")
    watch(own_office, stack, bob, bobs)
    desk = own_office.desk(ada, own_office.notebook(""))
    listing = desk.page.locator(".jp-DirListing-item")
    listing.filter(has_text="billing").dblclick()
    listing.filter(has_text="invoice.py").dblclick()
    lines = desk.page.locator(".jp-FileEditor .cm-line")
    lines.filter(has_text="line 1 = 1").first.click()
    desk.page.keyboard.type("# by ada: ")
    now = desk.open_tab("now")
    expect(now.locator(f'[data-person="{ada.username}"]')).to_contain_text("In the server’s folder")
    found = notice(desk, "now", bob)
    expect(found.get_by_test_id("cg-overlap-tried")).to_have_text("Tried: would conflict")
    desk.shot("work-tried")
    clones.edit(bobs, 1, "line 1 = 1")
    clones.edit(bobs, 30, "total = round(net)")
    expect(found.get_by_test_id("cg-overlap-tried")).to_have_text("Tried: merges cleanly")


def test_the_now_tab_fits_a_narrow_dark_panel(office: Office, tmp_path: Path) -> None:
    ada, bob = office.server.invite("Ada Adams"), office.server.invite("Bob Brown")
    desk = office.desk(ada, office.notebook(""), dark=True)
    for person, start in ((ada, 3), (bob, 5)):
        with office.server.client(person) as client:
            client.work.report(
                {
                    "clone": "narrow",
                    "branch": f"{person.username}/a-branch-with-rather-a-long-name",
                    "files": [
                        {
                            "path": f"services/billing/very/deep/folder/module_{n}.py",
                            "hunks": [{"start": s, "count": 3, "new_start": s, "new_count": 3}],
                        }
                        for n in range(1, 9)
                        for s in (start,)
                        if n < 4 or person is ada
                    ],
                }
            )
            client.command("lease_paths", paths=["services/billing/*"], hours=2, why="the release")
    now = desk.open_tab("now")
    expect(notice(desk, "now", bob)).to_contain_text("module_1.py")
    desk.page.evaluate(
        "() => document.querySelector('#jp-right-stack').style.setProperty('width', '260px')"
    )
    now.get_by_test_id("cg-work-more").first.click()
    box = desk.part("panel").bounding_box()
    assert box is not None
    assert box["width"] <= 260
    assert misfits(desk.part("panel")) == []
    desk.shot("work-narrow-dark")
    now.get_by_test_id("cg-release").first.click()
    expect(now.get_by_test_id("cg-release")).to_have_count(0)
    first = now.get_by_test_id("cg-at-work").first
    first.focus()
    desk.page.keyboard.press("ArrowDown")
    expect(now.get_by_test_id("cg-at-work").nth(1)).to_be_focused()
