"""Role by command and role by setting, over HTTP: each cell of the two tables, and no other.

Each request is one that would succeed but for the role. What is refused leaves no trace beside its
record in the audit chain.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import httpx
import pytest

from commonground.core.role import ROLES, at_least
from commonground.registry import features
from tests.features.findings.sharing import sharing
from tests.live import PLAIN, LiveServer, Person
from tests.server.conftest import SHARED_TOKEN
from tests.server.proposing import USE, Waiting
from tests.server.state import on_disk, refused, state

WHO = ("nobody", "anonymous", *ROLES)
Request = tuple[str, dict[str, Any]]
numbers = itertools.count(1)
HTTP: dict[str, Any] = {"trust_env": False, "verify": PLAIN, "timeout": 30}

NEEDS = features().roles
SETTING_NEEDS = {kind.name: kind.needs for kind in features().settings}


class Team:
    """Somebody of each role, and what their requests need to be about."""

    def __init__(self, server: LiveServer) -> None:
        self.server = server
        self.people: dict[str, Person] = {
            role: server.invite(f"The {role.title()}", role, username=f"the-{role}")
            for role in ROLES
        }

    @cached_property
    def waiting(self) -> Waiting:
        """Changes of cells that the AI proposed to a contributor."""
        return Waiting(self.server, self.people["contributor"])

    def send(self, who: str, request: Request) -> httpx.Response:
        tokens = {"nobody": None, "anonymous": SHARED_TOKEN}
        token = tokens[who] if who in tokens else self.people[who].token
        headers = {} if token is None else {"Authorization": f"token {token}"}
        path, body = request
        return httpx.post(f"{self.server.api}/{path}", json=body, headers=headers, **HTTP)

    def ask(self, who: str, request: Request) -> httpx.Response:
        """Send the request that a cell of the table is about."""
        return self.send(who, request)

    def made(self, who: str, **fields: Any) -> dict[str, Any]:
        answer = self.send(who, command(**fields))
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def entry(self, kind: str = "knowledge", who: str = "contributor") -> dict[str, Any]:
        """A new one, as an edit or a verdict names it."""
        title = f"Something to work on {next(numbers)}"
        made = self.made(who, command="add", kind=kind, title=title)
        return {"entry": made["entry"]["id"], "heads": [made["revision"]]}

    def note(self, who: str) -> dict[str, Any]:
        """A note of theirs; of somebody else's where they can have none."""
        owner = who if who in ROLES else "contributor"
        note = self.entry("note", owner)
        return {"note": note["entry"], "heads": note["heads"]}

    def turn(self, who: str) -> str:
        """A question of theirs that is answered; a contributor's where they can't ask."""
        asker = who if who in ROLES and who != "reader" else "contributor"
        asked = self.send(asker, ("turns", {"question": "Why?", "visibility": "shared"}))
        return self.ended(asked.json()["turn"]["id"])

    def ended(self, turn: str, who: str = "admin") -> str:
        headers = {"Authorization": f"token {self.people[who].token}"}
        url = f"{self.server.api}/turns/{turn}/stream"
        assert "complete" in httpx.get(url, headers=headers, **HTTP).text
        return turn

    def settled(self, comparison: str) -> None:
        """Once nothing of it runs; what a run found is stored late, into the next test."""
        headers = {"Authorization": f"token {self.people['admin'].token}"}
        running = True
        while running:
            found = httpx.get(f"{self.server.api}/{comparison}", headers=headers, **HTTP).json()
            running = any(option["running"] for option in found["comparison"]["options"])

    def sprint(self, who: str = "contributor") -> str:
        """One that runs, with a task A."""
        self.end_sprint()
        made = self.made(who, command="sprint_new", goal="Ship it", fresh=True)["thing"]
        text = "key,title\nA,One\n"
        self.made("contributor", command="sprint_import", sprint=made, text=text)
        return str(made)

    def end_sprint(self) -> None:
        """Where one runs."""
        headers = {"Authorization": f"token {self.people['admin'].token}"}
        url = f"{self.server.api}/sprint"
        found = httpx.get(url, headers=headers, **HTTP).json()["sprint"]
        if found is not None and found["ended_at"] is None:
            self.made("contributor", command="sprint_end", sprint=found["id"])


def command(**fields: Any) -> Request:
    return "commands", fields


def edited(team: Team) -> dict[str, Any]:
    entry = team.entry()
    made = team.made("contributor", command="edit", title="Said anew", **entry)
    return {"entry": entry["entry"], "heads": [made["revision"]], "to": entry["heads"][0]}


def leaked(team: Team) -> str:
    text = f"leaked-{next(numbers)}-words"
    team.made("contributor", command="add", kind="work", title=f"It says {text}")
    return text


def sides(team: Team) -> list[str]:
    return [head for _ in range(2) for head in team.entry()["heads"]]


def related(team: Team) -> dict[str, str]:
    """Two versions of different entries."""
    return dict(zip(("first", "second"), sides(team), strict=True))


def anchored(team: Team) -> str:
    """An entry that somebody tied to `src/a.py`."""
    entry = str(team.entry()["entry"])
    team.made("contributor", command="anchor", entry=entry, path="src/a.py")
    return entry


def sent(team: Team, who: str, name: str) -> str:
    """A message to whoever is about to say something of it, by a contributor."""
    to = [f"@the-{who}"] if who in ROLES else ["@all"]
    left = {"left": "all of it"} if name == "handoff" else {}
    made = team.made("contributor", command=name, to=to, title="Something to say", **left)
    return str(made["thing"])


def suggested(team: Team) -> str:
    """A suggestion of the team's, from a constraint that somebody stated in a thread."""
    headers = {"Authorization": f"token {team.people['admin'].token}"}
    url = f"{team.server.api}/suggestions"
    found = httpx.get(url, headers=headers, **HTTP).json()["suggestions"]
    if not found:
        constraint(team, "contributor")
        swept = team.send("contributor", ("suggestions/sweep", {}))
        assert swept.json()["made"] == 1, swept.text
        found = httpx.get(url, headers=headers, **HTTP).json()["suggestions"]
    return str(found[0]["id"])


def summed_up(team: Team) -> Request:
    """A summary of two entries."""
    sources = [team.entry(), team.entry()]
    return command(command="propose_summary", kind="work", title="Both in one", sources=sources)


def summary(team: Team) -> str:
    """One that took the place of two entries."""
    made = team.made("contributor", **summed_up(team)[1])
    entry = {"entry": made["entry"]["id"], "heads": [made["revision"]]}
    team.made("admin", command="accept", **entry)
    return str(entry["entry"])


def trial(team: Team) -> Request:
    """A question with and without an entry that waits."""
    return "trials", {"entry": team.entry("convention")["entry"], "question": "Which?"}


def thread(team: Team, who: str) -> str:
    """A thread that they opened, where they can."""
    owner = who if who in ROLES and who != "reader" else "contributor"
    made = team.made(owner, command="open_thread", title=f"Thread {next(numbers)}")
    return str(made["thing"])


def deletable(team: Team, who: str) -> str:
    """A thread that they opened, in a team that lets them delete it."""
    assert team.send("owner", setting("thread-delete", "author")).is_success
    return thread(team, who)


def constraint(team: Team, who: str) -> dict[str, Any]:
    """One of theirs, where they can state any."""
    owner = who if who in ROLES and who != "reader" else "contributor"
    about = thread(team, who)
    team.made(owner, command="constrain", thread=about, text="No floats")
    headers = {"Authorization": f"token {team.people[owner].token}"}
    found = httpx.get(f"{team.server.api}/threads/{about}", headers=headers, **HTTP)
    return {"thread": about, "constraint": found.json()["thread"]["constraints"][0]["id"]}


def own_message(team: Team, who: str) -> str:
    """A message of theirs, where they can send one."""
    author = who if who in ROLES and who != "reader" else "contributor"
    return str(team.made(author, command="announce", to=["@all"], title="Of mine")["thing"])


ALL = ["@all"]


COMPARED = """\
goal: Count
options:
  - {name: One, prototype: "a = 1"}
  - {name: Two, prototype: "b = 2"}
criteria: clarity
"""


def comparison(team: Team, who: str = "contributor") -> str:
    answer = team.send(who, ("comparisons", {"source": COMPARED}))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["comparison"]["id"])


def own_lease(team: Team, who: str) -> str:
    """A lease of that person's, or of the contributor's where they may make none."""
    by = who if who in ("contributor", "owner", "admin") else "contributor"
    made = team.send(by, command(command="lease_paths", paths=["a.py"]))
    return str(made.json()["thing"])


def compare(team: Team, **fields: Any) -> Request:
    return command(comparison=comparison(team), **fields)


def brought(how: str) -> Request:
    """A part of a file that brings an entry."""
    version = {
        "id": "r_brought",
        "author": "zoe",
        "at": 1,
        "title": "Brought",
        "status": "accepted",
    }
    record = {
        "record": "entry", "room": "team", "id": "e_brought", "kind": "work", "created_by": "zoe",
        "created_at": 1, "revisions": [version],
    }  # fmt: skip
    return "exchange/import", {"file": "team.json", "how": how, "records": [record]}


def shared_finding(team: Team) -> str:
    """A contributor's, from no notebook: a check says so at once, and that is on record."""
    answer = team.send("contributor", ("verbs", sharing(f"Churn was {next(numbers)} percent")))
    assert answer.status_code == 200, answer.text
    headers = {"Authorization": f"token {team.people['contributor'].token}"}
    found = httpx.get(f"{team.server.api}/findings", headers=headers, **HTTP).json()["findings"]
    return str(found[0]["id"])


def checking(finding: str) -> Request:
    """The request of a headless run that checks it, answered once that is done."""
    return "verbs", {"verb": "finding", "line": f"check {finding}"}


def act(team: Team, **fields: Any) -> Request:
    return f"comparisons/{comparison(team)}", fields


COMMANDS: dict[str, Callable[[Team, str], Request]] = {
    "add": lambda team, who: command(command="add", kind="work", title="New"),
    "propose": lambda team, who: command(
        command="propose", kind="work", title="Found", found="AGENTS.md:3"
    ),
    "import": lambda team, who: brought("proposals"),
    "import_history": lambda team, who: brought("history"),
    "edit": lambda team, who: command(command="edit", title="Anew", **team.entry()),
    "share": lambda team, who: command(
        command="share", kind="knowledge", title="Of mine", **team.note(who)
    ),
    "retire": lambda team, who: command(command="retire", **team.entry()),
    "accept": lambda team, who: command(command="accept", **team.entry("decision")),
    "reject": lambda team, who: command(
        command="reject", reason="Not now", **team.entry("decision")
    ),
    "revert": lambda team, who: command(command="revert", **edited(team)),
    "merge": lambda team, who: command(
        command="merge", title="Both", entries=[team.entry(), team.entry()]
    ),
    "resolve": lambda team, who: command(
        command="resolve", sides=sides(team), title="So it is", reason="Decided"
    ),
    "dismiss": lambda team, who: command(command="dismiss", sides=sides(team), reason="No clash"),
    "relate": lambda team, who: command(command="relate", how="other", **related(team)),
    "anchor": lambda team, who: command(
        command="anchor", entry=team.entry()["entry"], path="src/a.py"
    ),
    "reanchor": lambda team, who: command(
        command="reanchor", entry=anchored(team), old="src/a.py", new="src/b.py"
    ),
    "unanchor": lambda team, who: command(
        command="unanchor", entry=anchored(team), path="src/a.py"
    ),
    "still_holds": lambda team, who: command(
        command="still_holds", entry=team.entry()["entry"], gone=who == "owner"
    ),
    "opened": lambda team, who: command(command="opened", entry=team.entry()["entry"]),
    "rescue": lambda team, who: ("rescue", {}),
    "accept_suggestion": lambda team, who: command(
        command="accept_suggestion", suggestion=suggested(team)
    ),
    "decide_suggestion": lambda team, who: command(
        command="decide_suggestion", suggestion=suggested(team), verdict="never"
    ),
    "sweep": lambda team, who: ("suggestions/sweep", {}),
    "share_finding": lambda team, who: ("verbs", sharing("Churn was low")),
    "record_check": lambda team, who: checking(shared_finding(team)),
    "report_work": lambda team, who: (
        "claims/report",
        {"clone": "c1", "files": [{"path": "a.py"}]},
    ),
    "declare_focus": lambda team, who: command(command="declare_focus", text="The totals"),
    "lease_paths": lambda team, who: command(command="lease_paths", paths=["a.py"]),
    "release_lease": lambda team, who: command(command="release_lease", lease=own_lease(team, who)),
    "snooze_overlap": lambda team, who: command(command="snooze_overlap", overlaps=["ov_1"]),
    "propose_summary": lambda team, who: summed_up(team),
    "undo_summary": lambda team, who: command(command="undo_summary", entry=summary(team)),
    "draft_summary": lambda team, who: ("summaries/look", {}),
    "try": lambda team, who: trial(team),
    "present": lambda team, who: ("meeting", {"path": "plan.ipynb", "cell": "c1"}),
    "redact": lambda team, who: ("redactions", {"text": leaked(team), "reason": "It leaked"}),
    "set": lambda team, who: setting("follow", {"areas": [], "muted": []}),
    "acknowledge_handoff": lambda team, who: command(command="acknowledge_handoff", until=1),
    "ask": lambda team, who: ("turns", {"question": "Why?", "visibility": "shared"}),
    "stop": lambda team, who: (f"turns/{team.turn(who)}/stop", {}),
    "ask_again": lambda team, who: (f"turns/{team.turn(who)}/again", {}),
    "decide": lambda team, who: (f"turns/{proposing(team)}", {"verdict": "allow"}),
    "propose_cells": lambda team, who: ("turns", {"question": "Why?", "visibility": "shared"}),
    "accept_edit": lambda team, who: team.waiting.decide("accept"),
    "refuse_edit": lambda team, who: team.waiting.decide("refuse"),
    "undo_edits": lambda team, who: accepted(team),
    "rate_turn": lambda team, who: (f"turns/{team.turn(who)}/rating", {"value": "up"}),
    "announce": lambda team, who: command(command="announce", to=ALL, title="We ship"),
    "query": lambda team, who: command(command="query", to=ALL, title="Which rate?"),
    "query_sides": lambda team, who: command(command="query_sides", sides=two_authors(team)),
    "handoff": lambda team, who: command(command="handoff", to=ALL, title="It", left="all"),
    "reply": lambda team, who: command(
        command="reply", message=sent(team, who, "query"), text="Why?"
    ),
    "answer": lambda team, who: command(
        command="answer", message=sent(team, who, "query"), text="19 %"
    ),
    "take_over": lambda team, who: command(
        command="take_over", message=sent(team, who, "handoff"), restated="I do it all"
    ),
    "acknowledge": lambda team, who: command(
        command="acknowledge", message=sent(team, who, "announce")
    ),
    "withdraw": lambda team, who: command(command="withdraw", message=own_message(team, who)),
    "open_thread": lambda team, who: command(
        command="open_thread", title=f"Thread {next(numbers)}"
    ),
    "say": lambda team, who: command(command="say", thread=thread(team, who), text="So it is"),
    "constrain": lambda team, who: command(
        command="constrain", thread=thread(team, who), text="No floats"
    ),
    "lift": lambda team, who: command(command="lift", **constraint(team, who)),
    "join": lambda team, who: command(
        command="join", thread=thread(team, who), turn=team.turn("contributor")
    ),
    "bring": lambda team, who: command(
        command="bring", thread=thread(team, who), kind="knowledge", title="Seen by me"
    ),
    "rename_thread": lambda team, who: command(
        command="rename_thread", thread=thread(team, who), title=f"Renamed {next(numbers)}"
    ),
    "close_thread": lambda team, who: command(command="close_thread", thread=thread(team, who)),
    "delete_thread": lambda team, who: command(
        command="delete_thread", thread=deletable(team, who)
    ),
    "compare_start": lambda team, who: ("comparisons", {"source": COMPARED}),
    "compare_option": lambda team, who: compare(team, command="compare_option", name="New"),
    "compare_version": lambda team, who: act(team, act="write", option="A", text="x = 1"),
    "compare_run": lambda team, who: act(team, act="run", option="A"),
    "compare_judge": lambda team, who: act(team, act="judge"),
    "compare_save": lambda team, who: act(team, act="save", folder=f"kept-{next(numbers)}"),
    "compare_score": lambda team, who: compare(
        team, command="compare_score", option="A", criterion="clarity", score=3
    ),
    "compare_argue": lambda team, who: compare(team, command="compare_argue", text="Hm."),
    "compare_phase": lambda team, who: compare(team, command="compare_phase", phase="discuss"),
    "compare_reveal": lambda team, who: compare(team, command="compare_reveal"),
    "compare_decide": lambda team, who: act(team, act="decide", option="A", reason="Plain"),
}


def accepted(team: Team) -> Request:
    """To take back a change that a contributor accepted."""
    assert team.send("contributor", team.waiting.decide("accept")).status_code == 200
    return f"edits/{team.waiting.id}/undo", {}


def proposing(team: Team) -> str:
    """A contributor's answer with something that waits for a person's word."""
    body = {"question": "Please propose", "visibility": "shared"}
    turn = team.ended(team.send("contributor", ("turns", body)).json()["turn"]["id"])
    headers = {"Authorization": f"token {team.people['contributor'].token}"}
    url = f"{team.server.api}/turns/{turn}"
    [call] = httpx.get(url, headers=headers, **HTTP).json()["turn"]["calls"]
    return f"{turn}/calls/{call['id']}"


def two_authors(team: Team) -> list[str]:
    """Versions by two people, so that whoever asks has somebody to ask."""
    return [head for who in ("contributor", "owner") for head in team.entry(who=who)["heads"]]


def new_sprint(team: Team) -> Request:
    team.end_sprint()
    return command(command="sprint_new", goal="The next")


def of_round(name: str, **fields: Any) -> Callable[[Team, str], Request]:
    """Of a round of estimates that the contributor opened."""

    def request(team: Team, who: str) -> Request:
        opened = team.made("contributor", command="poker_open", sprint=team.sprint(), task="A")
        return command(command=name, round=opened["thing"], **fields)

    return request


def of_sprint(name: str, **fields: Any) -> Callable[[Team, str], Request]:
    return lambda team, who: command(command=name, sprint=team.sprint(), **fields)


COMMANDS |= {
    "sprint_new": lambda team, who: new_sprint(team),
    "sprint_about": of_sprint("sprint_about", goal="Ship it well"),
    "sprint_import": of_sprint("sprint_import", text="title\nTwo\n"),
    "sprint_add": of_sprint("sprint_add", title="Two"),
    "sprint_edit": of_sprint("sprint_edit", task="A", fields={"estimate": 3}),
    "sprint_move": of_sprint("sprint_move", task="A", column="done"),
    "sprint_capacity": of_sprint("sprint_capacity", who="ada", amount=5),
    "sprint_note": of_sprint("sprint_note", what="well", text="We talked"),
    "sprint_reveal": of_sprint("sprint_reveal"),
    "sprint_action": of_sprint("sprint_action", title="Talk more"),
    "sprint_end": of_sprint("sprint_end", note="Close"),
    "sprint_comment": of_sprint("sprint_comment", task="A", text="Blocked by Bob"),
    "sprint_unit": of_sprint("sprint_unit", unit="days"),
    "sprint_limit": of_sprint("sprint_limit", column="doing", most=2),
    "poker_open": of_sprint("poker_open", task="A"),
    "poker_estimate": of_round("poker_estimate", estimate=3),
    "poker_reveal": of_round("poker_reveal"),
    "poker_close": of_round("poker_close"),
}


def setting(name: str, value: Any) -> Request:
    return command(command="set", name=name, value=value)


AWAY = {"from": 1, "until": 2}
ZONE = {"zones": ["Europe/Berlin"], "days": [1], "end": "18:00"}
PREFERS = {"language": "German", "style": None, "detail": None, "area": None, "asks": "all"}
SETTINGS: dict[str, Callable[[str], Request]] = {
    "policy": lambda who: setting("policy:work", "open"),
    "status": lambda who: setting("status:bakery", "done"),
    "reveal": lambda who: setting("reveal", "facilitator"),
    "thread-delete": lambda who: setting("thread-delete", "author"),
    "rota": lambda who: setting("rota", None),
    "rota-change": lambda who: setting("rota-change", {"do": "skip", "to": None}),
    "area": lambda who: setting("area:api", {"globs": ["src/"], "members": []}),
    "exception": lambda who: setting("exception:" + "a" * 64, {"reason": "A published key"}),
    "member": lambda who: setting("member:somebody", "reader"),
    "away": lambda who: setting(f"away:the-{who}", AWAY),
    "zone": lambda who: setting(f"zone:the-{who}", ZONE),
    "follow": lambda who: setting("follow", {"areas": [], "muted": []}),
    "backups": lambda who: setting("backups", {"days": 1, "keep": 7}),
    "pin": lambda who: setting("pin:e_1", True),
    "mute": lambda who: setting("mute:e_1", True),
    "tool-policy": lambda who: setting("tool-policy:announce", "ask"),
    "tool-allow": lambda who: setting("tool-allow:announce", {"always": True, "threads": []}),
    "findings-checked-every": lambda who: setting("findings-checked-every", 7),
    "group-size": lambda who: setting("group-size", 20),
    "context-budget": lambda who: setting("context-budget", 5_000),
    "decay": lambda who: setting("decay:work", 14),
    "budget": lambda who: setting("budget", {"team": 900.0, "each": None}),
    "budget-of": lambda who: setting("budget-of:somebody", 5),
    "cost-shown": lambda who: setting("cost-shown", "sum"),
    "skill": lambda who: setting("skill:plan-sprint", "0" * 64),
    "preferences": lambda who: setting("preferences", PREFERS),
    "local-model": lambda who: setting("local-model", "no"),
    "suggestions": lambda who: setting("suggestions", {"daily": 50, "days": 7}),
    "work": lambda who: setting("work", {"hours": 12, "notices": 1}),
    "own-work": lambda who: setting("own-work", {"contents": False, "guard": "warn"}),
    "judge-budget": lambda who: setting("judge-budget", 0.5),
}
OTHERS: dict[str, tuple[Request, str]] = {
    "somebody else's away": (setting("away:somebody", AWAY), "owner"),
    "somebody else's time zone": (setting("zone:somebody", ZONE), "owner"),
    "one's own role": (setting("member:the-owner", "admin"), "admin"),
}
REVEALS: dict[str, Callable[[Team], Request]] = {
    "comparison": lambda team: command(
        command="compare_reveal", comparison=comparison(team, "admin")
    ),
    "sprint": lambda team: command(command="sprint_reveal", sprint=team.sprint("admin")),
}
"""Of things that an admin opened."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One whose model proposes something where it is asked to."""
    folder = tmp_path_factory.mktemp("matrix")
    letter = {"to": ["@all"], "title": "We ship"}
    use = {"when": "Please propose", "calls": [{"tool": "announce", "input": letter}]}
    script = folder / "script.json"
    script.write_text(json.dumps({"uses": [use, USE]}))
    arguments = [f"--IdentityProvider.token={SHARED_TOKEN}"]
    model = f"scripted:{script}"
    with LiveServer(folder, name="matrix", model=model, arguments=arguments) as live:
        yield live


@pytest.fixture(scope="module")
def team(server: LiveServer) -> Team:
    return Team(server)


def check(team: Team, who: str, needed: str, request: Request) -> None:
    """The cell's answer, and that a refusal left everything as it was."""
    allowed = who in ROLES and at_least(who, needed)  # type: ignore[arg-type]
    # Only a refusal leaves everything as it was; to read everything takes longer than the command.
    before = None if allowed else (state(team.server), refused(team.server))
    files = on_disk(team.server, live="edited")
    answer = team.ask(who, request)
    if before is not None and before[0].only_served_until(state(team.server)):
        before = state(team.server), refused(team.server)  # the server tied an entry, say
        answer = team.ask(who, request)
    if before is None:
        if request[1].get("act") == "judge":  # it was let in; the scripted model gives no scores
            assert answer.json()["code"] == "model_error", answer.text
            return
        assert answer.status_code in (200, 201, 202), answer.text
        if request[0] == "turns" or request[0].endswith("/again"):
            team.ended(answer.json()["turn"]["id"])
        if request[0] == "trials":
            assert [team.ended(turn["id"], who) for turn in answer.json().values()]
        if request[1].get("act") == "run":
            team.settled(request[0])
        return
    code = "not_logged_in" if who == "nobody" else "not_allowed"
    assert (answer.status_code, answer.json()["code"]) == (403, code), answer.text
    assert answer.json()["remedy"]
    done, refusals = before
    after = state(team.server)
    assert after.done == done.done
    assert after.tables == done.tables
    assert on_disk(team.server, live="edited") == files
    if who in ROLES and request[0] == "commands":
        assert refused(team.server) == refusals + 1


def test_the_tables_are_whole() -> None:
    assert set(NEEDS) <= set(COMMANDS)
    assert set(SETTING_NEEDS) <= set(SETTINGS)


@pytest.mark.parametrize("name", NEEDS)
@pytest.mark.parametrize("who", WHO)
def test_a_command_is_for_the_roles_in_the_table(team: Team, who: str, name: str) -> None:
    check(team, who, NEEDS[name], COMMANDS[name](team, who))


@pytest.mark.parametrize("name", SETTING_NEEDS)
@pytest.mark.parametrize("who", WHO)
def test_a_setting_is_for_the_roles_in_the_table(team: Team, who: str, name: str) -> None:
    check(team, who, SETTING_NEEDS[name], SETTINGS[name](who))


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("who", WHO)
def test_what_is_somebody_elses_takes_more(team: Team, who: str, name: str) -> None:
    request, needed = OTHERS[name]
    check(team, who, needed, request)


@pytest.mark.parametrize("what", REVEALS)
@pytest.mark.parametrize("who", WHO)
def test_what_is_secret_in_somebody_elses_takes_more(team: Team, who: str, what: str) -> None:
    check(team, who, "owner", REVEALS[what](team))


def test_a_reader_keeps_notes_and_nothing_else(team: Team) -> None:
    assert team.note("reader")["heads"]


def test_a_role_that_was_taken_away_counts_at_once(team: Team) -> None:
    """The same link, the same cell, another answer."""
    name = "member:the-contributor"
    assert team.send("admin", setting(name, "reader")).status_code == 200
    before = state(team.server)
    assert team.send("contributor", COMMANDS["add"](team, "contributor")).status_code == 403
    assert state(team.server) == before
    assert team.send("admin", setting(name, "contributor")).status_code == 200
    assert team.send("contributor", COMMANDS["add"](team, "contributor")).status_code == 200
