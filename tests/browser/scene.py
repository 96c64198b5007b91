"""A team in which there is one of everything, for tests that look at all that is drawn."""

from __future__ import annotations

from typing import Any

from tests import repository
from tests.browser.conftest import Office
from tests.features.findings.sharing import sharing
from tests.live import Person

COMPARE = """\
%%compare
goal: How do we count events per user?
scoring: secret
options:
  - name: Dictionary
    sketch: One dict in memory
    constraints: [standard library only]
  - name: Append-only log
    sketch: Append to a file
criteria:
  clarity: 2
check: |
  def check_empty(module):
      assert module.count([]) == {}
"""
CELLS = {
    "board": "%cg sprint board",
    "comparison": COMPARE,
    "answer": "%%ai\nHow do we round?",
    "second board": "%cg sprint board",
    "edits-summary": "%%ai --edit\nPlease correct the total",
}
"""What is drawn in cells, by what it is called."""

WIDE = """\
# On prices

```python
price = round(amount_in_cents * (1 + rate_of_the_country), 2)
```
"""
LONG = "It is so. " * 80


class Team:
    """What its two people say."""

    def __init__(self, office: Office, owner: Person, member: Person) -> None:
        self._office = office
        self._owner = owner
        self._member = member

    def fill(self) -> None:
        """Say one of everything."""
        self._entries()
        self._notes_and_questions()
        self._messages_and_threads()
        self._sprint()
        self._work()
        self._findings()

    def ask(self, question: str) -> None:
        """Ask the model something, as the owner and in private."""
        question_asked = {"question": question, "visibility": "private"}
        self._office.api(self._owner, "turns", question_asked)

    def _entries(self) -> None:
        area = {"globs": ["/billing/"], "members": [self._owner.username]}
        self._say(self._owner, "set", name="area:billing", value=area)
        for title in ("Tabs please", "Spaces please", "Eighty columns please"):
            self._say(self._member, "add", kind="convention", title=title, body=WIDE)
        limit = {"kind": "knowledge", "title": "The request timeout is 30 seconds", "body": WIDE}
        self._say(self._member, "add", **limit)
        self._say(self._owner, "add", **{**limit, "title": "The request timeout is 10 seconds"})
        self._code()
        entry, first = self._add(self._member, "knowledge", "Said in many ways")
        heads = first
        for number in range(11):
            edit = {"entry": entry, "heads": heads, "title": f"Version {number}", "body": LONG}
            heads = self._say(self._member, "edit", **edit)["entry"]["heads"]
        self._say(self._owner, "edit", entry=entry, heads=first, title="Said at the same time")

    def _code(self) -> None:
        """An entry that speaks of a file that is there, and of one that is not."""
        root = self._office.server.root
        repository.git(root, "init")
        (root / "counting.py").write_text("def count_users(events):\n    return len(events)\n")
        title = "`count_users()` of `counting.py` counts"
        entry, _ = self._add(self._member, "knowledge", title)
        self._say(self._member, "anchor", entry=entry, path="gone.py")

    def _notes_and_questions(self) -> None:
        entry, heads = self._add(self._owner, "note", "Over by now")
        self._say(self._owner, "retire", entry=entry, heads=heads)
        for number in range(2):
            self._say(self._owner, "add", kind="note", title=f"My note {number}", body=WIDE)
        for number in range(4):
            self.ask(f"Question {number}")
        self.ask("Please use your tools")

    def _messages_and_threads(self) -> None:
        owner, member = f"@{self._owner.username}", f"@{self._member.username}"
        for number in range(2):
            self._say(self._member, "announce", to=["@all"], title=f"Hello {number}", body=WIDE)
            self._say(self._member, "query", to=[owner], title=f"Which rate {number}?")
            self._say(self._owner, "query", to=[member], title=f"Which colour {number}?")
            thread = self._say(self._owner, "open_thread", title=f"Taxes {number}")["thing"]
            self._say(self._owner, "constrain", thread=thread, text="No rounding")

    def _sprint(self) -> None:
        new = self._say(self._owner, "sprint_new", goal="Invoices by e-mail", fresh=True)
        for number in range(12):
            task = {"title": f"Task {number}", "column": "todo"}
            self._say(self._owner, "sprint_add", sprint=new["thing"], **task)

    def _work(self) -> None:
        hunk = {"start": 12, "count": 2, "new_start": 12, "new_count": 2}
        files = [{"path": f"billing/module_{n}.py", "hunks": [hunk]} for n in range(8)]
        for who in (self._owner, self._member):
            report = {"clone": "scene", "branch": "totals", "files": files}
            self._office.api(who, "claims/report", report)
            self._say(who, "lease_paths", paths=["docs/"], why="the release")
        self._say(self._owner, "declare_focus", text="The invoice totals")

    def _findings(self) -> None:
        for claim in ("Churn doubled in May", "Revenue was flat in May"):
            self._office.api(self._member, "verbs", sharing(claim))

    def _add(self, who: Person, kind: str, title: str) -> tuple[str, list[str]]:
        entry = self._say(who, "add", kind=kind, title=title)["entry"]
        return entry["id"], entry["heads"]

    def _say(self, who: Person, command: str, **fields: Any) -> dict[str, Any]:
        return dict(self._office.api(who, "commands", {"command": command, **fields}))
