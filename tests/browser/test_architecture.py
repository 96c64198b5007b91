"""A live architecture session: two people compare two designs in one cell, and decide."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Desk, Office, browser_port, opened, scripted_model
from tests.browser.profiles import Profiles
from tests.live import LiveServer

pytestmark = pytest.mark.browser

COMPARE = """\
%%compare
goal: How do we count events per user, a million a minute?
scoring: secret
options:
  - name: Dictionary
    sketch: One dict in memory, flushed every second
    constraints: [standard library only]
  - name: Append-only log
    sketch: Append to a file, count with a merge
    constraints: [survives a crash]
criteria:
  clarity: 2
  durability: 1
check: |
  def check_counts(module):
      events = [("ada", "login"), ("bob", "login"), ("ada", "buy")]
      assert module.count(events) == {"ada": 2, "bob": 1}
  def check_empty(module):
      assert module.count([]) == {}
benchmark: |
  def benchmark(module):
      module.count([(f"user{n % 100}", "login") for n in range(20_000)])
"""

DICTIONARY = '''\
One pass over the events, nothing kept but the totals.

```python main.py
"""Events per user, counted in memory."""

from collections import Counter
from collections.abc import Iterable


def count(events: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many events each user had."""
    return dict(Counter(user for user, _ in events))
```

A crash loses what came since the last flush.
'''
LOG = '''\
Events are kept as they come, and counted when somebody asks.

```python main.py
"""Events per user, from a log that is only appended to."""

from collections.abc import Iterable

from log import Log


def count(events: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many events each user had."""
    log = Log()
    for user, event in events:
        log.append(user, event)
    return log.totals()
```

```python log.py
"""The log: a list here, a file in production."""


class Log:
    """Keeps every event."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def append(self, user: str, event: str) -> None:
        """Add one line."""
        self.lines.append(f"{user} {event}")

    def totals(self) -> dict[str, int]:
        """Lines per user."""
        found: dict[str, int] = {}
        for line in self.lines:
            user, _, _ = line.partition(" ")
            found[user] = found.get(user, 0) + 1
        return found
```
'''
EVENTS = LOG.replace("Keeps every event.", "Keeps every event and tells its listeners.")

SCRIPT = {
    "delay": 0.08,
    "words": 2,
    "rules": [
        ["Change it: make it event-driven", EVENTS],
        ["Prototype one of them: Dictionary", DICTIONARY + "\n" + "Further notes follow. " * 60],
        ["Prototype one of them: Append-only log", LOG + "\n" + "Further notes follow. " * 60],
    ],
    "default": "Noted.",
}


@pytest.fixture
def session(
    request: pytest.FixtureRequest, profiles: Profiles, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("architecture")
    with LiveServer(
        folder,
        name="browser-architecture",
        model=scripted_model(folder, SCRIPT),
        port=browser_port("main"),
    ) as server:
        yield from opened(request, server, profiles)


def option(desk: Desk, label: str) -> Locator:
    return desk.page.locator(f'[data-testid="cg-option"][data-option="{label}"]')


def score(desk: Desk, label: str, criterion: str, points: int) -> None:
    of_option = desk.page.get_by_role("group", name=f"Scores of option {label}")
    row = of_option.locator(f'[data-criterion="{criterion}"]')
    point = row.get_by_role("button", name=f"{points} of 5")
    point.click()
    expect(point).to_have_attribute("aria-pressed", "true")


def see(desk: Desk, part: Locator, name: str) -> None:
    part.evaluate("node => node.scrollIntoView({block: 'start'})")
    desk.shot(name)


def test_two_people_compare_two_designs_and_decide(session: Office) -> None:
    office = session
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams", "owner"), path, panel=False)
    bob = office.desk(office.server.invite("Bob Brown"), path, panel=False, dark=True)
    alice.run(COMPARE)

    # Both see both options being written.
    for desk in (alice, bob):
        for label in ("A", "B"):
            expect(option(desk, label)).to_have_attribute("data-status", "streaming")
            expect(option(desk, label).get_by_test_id("cg-option-live")).to_contain_text(
                "def count"
            )
    see(bob, bob.part("comparison"), "architecture-streaming-dark")

    # What one is typing stays when the cell is written at the end of the answers.
    bob.part("argue").get_by_label("Your argument").fill("half a thought")
    option(bob, "A").get_by_test_id("cg-option-write").click()
    bob.part("write").get_by_role("textbox").fill("half an option")

    # One stops A; the other refines B when it is there. Neither disturbs the other.
    option(alice, "A").get_by_test_id("cg-option-stop").click()
    expect(option(bob, "A")).to_have_attribute("data-status", "partial")
    expect(option(bob, "B")).to_have_attribute("data-status", "complete")
    option(bob, "B").get_by_test_id("cg-option-refine").click()
    bob.part("refine").get_by_role("textbox").fill("make it event-driven")
    bob.part("refine-submit").click()
    for desk in (alice, bob):
        expect(option(desk, "B").get_by_test_id("cg-instruction")).to_contain_text("event-driven")
        expect(option(desk, "B")).to_have_attribute("data-status", "complete")
        expect(option(desk, "B").get_by_test_id("cg-file")).to_have_count(2)
    option(alice, "B").get_by_role("button", name="log.py").click()
    expect(option(alice, "B").get_by_test_id("cg-file-text")).to_contain_text("tells its listeners")

    # The same check runs on both, apart from the server, and says which limits held.
    alice.part("run-all").click()
    for desk in (alice, bob):
        for label in ("A", "B"):
            run = option(desk, label).get_by_test_id("cg-run")
            expect(run).to_have_attribute("data-ended", "ok")
            expect(run).to_contain_text("check_empty")
            expect(run.get_by_test_id("cg-limits")).to_be_visible()
    for part, source in (("part-check", "def check_empty"), ("part-benchmark", "def benchmark")):
        bob.part(part).locator("summary").click()
        expect(bob.part(part)).to_contain_text(source)
        expect(bob.part(part).locator("pre")).to_be_visible()
    columns = alice.part("table-option")
    expect(columns.first).to_contain_text("Dictionary")
    for _ in range(2):
        alice.part("table").get_by_role("button", name="files").click()
    expect(columns.first).to_contain_text("Append-only log")

    expect(bob.part("argue").get_by_label("Your argument")).to_have_value("half a thought")
    expect(bob.part("write").get_by_role("textbox")).to_have_value("half an option")
    bob.part("write").get_by_role("button", name="Cancel").click()

    # A phase with a timer is everybody's.
    alice.page.get_by_label("Minutes for the phase").select_option("10")
    alice.page.get_by_role("button", name="discuss", exact=True).click()
    expect(bob.part("phases")).to_have_attribute("data-phase", "discuss")
    expect(bob.part("timer")).to_contain_text("left")

    # They score at once and in secret; both count once they are revealed.
    for desk, points in ((alice, 5), (bob, 3)):
        score(desk, "A", "clarity", points)
        score(desk, "B", "clarity", 8 - points - 1)
    for desk in (alice, bob):
        expect(desk.part("given")).to_have_count(0)
        expect(desk.part("scored")).to_contain_text("2 of")
    expect(bob.part("reveal")).to_have_count(0)
    expect(bob.part("secret")).to_contain_text("Alice Adams or the context owner")
    alice.part("argue").get_by_label("Your argument").fill("no file to look after")
    alice.part("argue").get_by_role("button", name="Say it").click()
    expect(bob.part("argument")).to_contain_text("no file to look after")
    alice.part("reveal").click()
    for desk in (alice, bob):
        first = desk.page.get_by_role("group", name="Scores of option A")
        expect(first.get_by_test_id("cg-given").first).to_contain_text("mean 4")
        expect(first.get_by_test_id("cg-given").first.locator("li")).to_have_count(3)
    see(alice, alice.part("part-table"), "architecture-scores")
    weighted = alice.part("table").get_by_role("row").filter(has_text="weighted")
    expect(weighted.locator("[data-best]")).to_have_text(re.compile(r"4.*\(best\)"))
    with alice.page.expect_download() as page:
        alice.part("page").click()
    assert "<h2>Minutes</h2>" in page.value.path().read_text()

    # When its time is over everybody is told, wherever they are.
    [compared] = office.api(bob.person, "comparisons")["comparisons"]
    phase = {"command": "compare_phase", "comparison": compared["id"], "phase": "decide"}
    office.api(bob.person, "commands", phase | {"minutes": 0.02})
    for desk in (alice, bob):
        over = desk.page.get_by_text("Time is over for “decide”")
        expect(over.first).to_be_visible()
        expect(desk.part("timer")).to_contain_text("over")

    # The decision is an entry of the shared context.
    alice.part("decide").click()
    form = alice.part("decide-form")
    form.get_by_role("radio", name="Dictionary").check()
    form.get_by_label("Title").fill("Count events in memory")
    form.get_by_label("Why").fill(
        "The simplest that passes; the log when one machine is not enough."
    )
    alice.part("record-preview-button").click()
    expect(alice.part("record-preview-text")).to_contain_text("The simplest that passes")
    see(alice, form, "architecture-record-preview")
    expect(bob.part("decided")).to_have_count(0)
    alice.part("decide-submit").click()
    for desk in (alice, bob):
        expect(desk.part("decided")).to_contain_text("Dictionary")
        expect(desk.part("timer")).to_have_count(0)
        expect(option(desk, "A")).to_contain_text("chosen")
    bob.part("record").locator("summary").click()
    expect(bob.part("record-text")).to_contain_text("The simplest that passes")
    see(bob, bob.part("comparison"), "architecture-decided-dark")
    see(alice, alice.part("comparison"), "architecture-decided")
    [entry] = office.api(bob.person, "entries?room=team")["entries"]
    assert entry["kind"] == "decision"
    head = entry["revisions"][-1]
    assert head["title"] == "Count events in memory"
    assert "Append-only log" in head["body"]


OWN = """\
Rows in SQLite, which survives a crash and counts by itself.

```python main.py
import sqlite3


def count(events):
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE TABLE events (user TEXT, event TEXT)")
        db.executemany("INSERT INTO events VALUES (?, ?)", events)
        return dict(db.execute("SELECT user, COUNT(*) FROM events GROUP BY user")
```
"""


def test_a_persons_own_option_is_compared_like_any_other(session: Office) -> None:
    office = session
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams", "owner"), path, panel=False)
    bob = office.desk(office.server.invite("Bob Brown"), path, panel=False)
    alice.run(COMPARE)
    expect(option(bob, "A")).to_be_visible()

    # Pasted at any moment, also while the model writes; where it does not parse is said.
    bob.part("new-option").click()
    form = bob.part("new-option-form")
    form.get_by_label("Name of the option").fill("SQLite")
    form.get_by_label("Its files").fill(OWN)
    bob.part("new-option-submit").click()
    for desk in (alice, bob):
        expect(option(desk, "C")).to_contain_text("written by a person")
        expect(option(desk, "C").get_by_test_id("cg-parse-problem")).to_contain_text("main.py")
    assert option(alice, "A").get_attribute("data-status") == "streaming"

    # Corrected by the other one, and run like the model's.
    option(alice, "C").get_by_test_id("cg-option-write").click()
    alice.part("write").get_by_role("textbox").fill(OWN.replace('BY user")', 'BY user"))'))
    alice.part("write-submit").click()
    expect(option(bob, "C").get_by_test_id("cg-parse-problem")).to_have_count(0)
    option(bob, "C").get_by_test_id("cg-option-run").click()
    for desk in (alice, bob):
        run = option(desk, "C").get_by_test_id("cg-run")
        expect(run).to_have_attribute("data-ended", "ok")

    # What differs from the model's option, file by file.
    expect(option(bob, "B")).to_have_attribute("data-status", "complete")
    bob.part("part-diff").locator("summary").click()
    view = bob.part("diff-view")
    view.get_by_label("From option").select_option(label="B: Append-only log")
    view.get_by_label("to option").select_option(label="C: SQLite")
    bob.part("diff-show").click()
    expect(view).to_contain_text("only in the first")
    expect(view.locator("ins").filter(has_text="import sqlite3")).to_be_visible()
    see(bob, bob.part("part-diff"), "architecture-diff")

    # Its files become cells, or a folder.
    option(bob, "C").get_by_test_id("cg-option-insert").click()
    for desk in (alice, bob):
        expect(desk.cells.nth(1)).to_contain_text("import sqlite3")
    option(bob, "C").get_by_test_id("cg-option-save").click()
    bob.part("save").get_by_label("Folder").fill("designs")
    bob.part("save-submit").click()
    expect(option(alice, "C")).to_contain_text("designs/sqlite")
    assert "import sqlite3" in (office.server.root / "designs/sqlite/main.py").read_text()


def test_it_is_used_by_keyboard_in_a_narrow_cell_and_only_read_by_readers(session: Office) -> None:
    office = session
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams", "owner"), path, panel=False)
    reader = office.desk(office.server.invite("Rita Reader", "reader"), path, panel=False)
    alice.page.set_viewport_size({"width": 700, "height": 900})
    alice.run(COMPARE)
    expect(option(alice, "B")).to_have_attribute("data-status", "complete")
    first, second = (option(alice, label).bounding_box() for label in "AB")
    assert first is not None
    assert second is not None
    assert second["y"] >= first["y"] + first["height"], "one below the other"

    point = alice.page.get_by_role("toolbar", name="Your score of A for clarity").get_by_role(
        "button"
    )
    point.nth(3).focus()
    alice.page.keyboard.press("Enter")
    expect(point.nth(3)).to_have_attribute("aria-pressed", "true")
    why = alice.part("score-why")
    why.press("Enter")
    reason = alice.page.get_by_label("Reason for your score")
    reason.fill("Nothing to set up")
    alice.page.get_by_role("button", name="Keep", exact=True).press("Enter")
    expect(reason).to_have_count(0)
    expect(why).to_be_focused()
    alice.part("decide").focus()
    alice.page.keyboard.press("Enter")
    expect(alice.part("decide-form")).to_be_visible()
    see(alice, alice.part("comparison"), "architecture-narrow")
    alice.part("full-screen").click()
    expect(alice.page.locator(".cg-comparison-board:fullscreen")).to_be_visible()
    see(alice, alice.part("decide-form"), "architecture-full-screen")
    alice.part("full-screen").click()
    for button in alice.part("comparison").get_by_role("button").all():
        assert (button.get_attribute("aria-label") or button.inner_text()).strip()

    expect(option(reader, "B")).to_have_attribute("data-status", "complete")
    for part in ("option-run", "option-refine", "new-option", "reveal", "decide", "run-all"):
        expect(reader.part(part)).to_have_count(0)
    expect(reader.part("comparison")).to_contain_text("Your role is reader")


def test_a_comparison_that_the_server_does_not_know_is_read_as_it_was_saved(
    session: Office,
) -> None:
    office = session
    path = office.notebook("%%compare")
    file = office.server.root / path
    notebook = json.loads(file.read_text())
    data = {
        "application/vnd.commonground.comparison+json": {"comparison": "k_elsewhere"},
        "text/markdown": "**Dictionary** was chosen in another team.",
        "text/plain": "Dictionary",
    }
    output = {"output_type": "display_data", "metadata": {}, "data": data}
    notebook["cells"][0]["outputs"] = [output]
    file.write_text(json.dumps(notebook))
    alice = office.desk(office.server.invite("Alice Adams"), path, panel=False)
    expect(alice.part("comparison").get_by_role("alert")).to_be_visible()
    expect(alice.part("comparison-saved")).to_contain_text("chosen in another team")
