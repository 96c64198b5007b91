"""Makes the README's pictures, each with two people on a real server with the scripted model.

``python -m tests.browser.picture docs/two-people.png`` is the second person's screen, and
``python -m tests.browser.picture docs/live-architecture.png`` a comparison that was decided.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.conftest import Office
from tests.browser.profiles import Profiles
from tests.browser.test_architecture import COMPARE, SCRIPT, option, score, see
from tests.live import LiveServer

ANSWER = """\
Prices are integer cents (your accepted convention *Money is integer cents*), so round once, at
the end:

```python
def with_vat(cents: int, percent: int = 19) -> int:
    \"\"\"Gross price in cents, rounded half up.\"\"\"
    return (cents * (100 + percent) + 50) // 100
```

*Half up or half even* is still in dispute in your context: Alice wants half up, Bob half even. The
function above follows neither decision until you resolve it.
"""
NOTEBOOK = ["prices = [1995, 250, 99]", "%%ai --insert\nHow do we add 19 % VAT to {prices}?"]


def main(target: Path) -> None:
    """Draw the scene that the file's name stands for, and save it."""
    architecture = target.stem == "live-architecture"
    draw = draw_architecture if architecture else draw_pricing
    plan = (
        SCRIPT | {"delay": 0.002}
        if architecture
        else {"default": ANSWER, "words": 3, "delay": 0.02}
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        script = Path(folder) / "script.json"
        script.write_text(json.dumps(plan))
        profiles = Profiles(playwright, Path(folder) / "profiles")
        with LiveServer(Path(folder) / "live", name="picture", model=f"scripted:{script}") as live:
            draw(Office(live, profiles, "counting" if architecture else "pricing"), target)
        profiles.close()


def draw_pricing(office: Office, target: Path) -> None:
    """Alice and Bob talk about money."""
    server = office.server
    alice, bob = server.invite("Alice Adams", "owner"), server.invite("Bob Brown")
    office.add(alice, "Money is integer cents, never floats", "convention")
    office.add(bob, "Bob rewrites the invoice parser until Thursday", "work")
    office.add(bob, "The legacy export rounds each line, not the total", "knowledge")
    body = {"command": "add", "kind": "decision", "title": "Round how?"}
    made = office.api(alice, "commands", body)
    edit = {"command": "edit", "entry": made["entry"]["id"], "heads": [made["revision"]]}
    office.api(alice, "commands", edit | {"title": "Round half up"})
    office.api(bob, "commands", edit | {"title": "Round half even, as banks do"})
    notebook = office.notebook(*NOTEBOOK)
    first = office.desk(alice, notebook)
    second = office.desk(bob, notebook)
    first.cells.nth(0).locator(".cm-content").click()
    first.page.keyboard.press("Control+Enter")
    first.run(NOTEBOOK[1], cell=1)
    expect(second.answers.first).to_contain_text("until you resolve it")
    expect(second.cells).to_have_count(3)
    expect(second.answers.first).not_to_contain_text("answering…")
    toast = second.page.locator(".Toastify__toast")
    toast.locator(".jp-Notification-Toast-Close").click()
    expect(toast).to_have_count(0)
    second.page.screenshot(path=target)


def draw_architecture(office: Office, target: Path) -> None:
    """Alice and Bob have run and scored two designs."""
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams", "owner"), path, panel=False)
    bob = office.desk(office.server.invite("Bob Brown"), path, panel=False)
    alice.page.set_viewport_size({"width": 1280, "height": 1400})
    alice.page.keyboard.press("Control+b")
    alice.run(COMPARE)
    for label in ("A", "B"):
        expect(option(alice, label)).to_have_attribute("data-status", "complete")
    alice.part("run-all").click()
    for label in ("A", "B"):
        expect(option(alice, label).get_by_test_id("cg-run")).to_have_attribute("data-ended", "ok")
    for desk, clarity, durability in ((alice, 5, 2), (bob, 4, 1)):
        score(desk, "A", "clarity", clarity)
        score(desk, "A", "durability", durability)
        score(desk, "B", "clarity", clarity - 1)
        score(desk, "B", "durability", 6 - durability)
    alice.part("reveal").click()
    alice.page.get_by_label("Minutes for the phase").select_option("10")
    alice.page.get_by_role("button", name="discuss", exact=True).click()
    expect(alice.part("timer")).to_contain_text("left")
    see(alice, alice.part("comparison"), "live-architecture")
    alice.page.screenshot(path=target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
