"""Makes the README's picture: ``python -m tests.browser.picture docs/two-people.png``.

Two people on a real server with the scripted model; the picture is the second person's screen.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.conftest import ARGUMENTS, Office
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
    """Draw the scene and save it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        script = Path(folder) / "script.json"
        script.write_text(json.dumps({"default": ANSWER, "words": 3, "delay": 0.02}))
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        with LiveServer(Path(folder) / "live", name="picture", model=f"scripted:{script}") as live:
            draw(Office(live, browser, "pricing"), target)
        browser.close()


def draw(office: Office, target: Path) -> None:
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
    second.page.screenshot(path=target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
