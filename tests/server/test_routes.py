"""The routes of a real server: what they answer, and what they refuse with which remedy."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from commonground.core.command import MAX_REQUEST
from tests.live import PLAIN, LiveServer, Person
from tests.server.conftest import SHARED_TOKEN


@pytest.fixture(scope="module")
def alice(server: LiveServer) -> Person:
    return server.invite("Alice Adams")


@pytest.fixture(scope="module")
def olga(server: LiveServer) -> Person:
    return server.invite("Olga Owner", "owner")


def call(
    server: LiveServer, who: Person | str | None, path: str, body: Any = None, **more: Any
) -> httpx.Response:
    token = who.token if isinstance(who, Person) else who
    headers = {"Authorization": f"token {token}"} if token else {}
    content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    method = more.pop("method", "GET" if body is None else "POST")
    headers |= more.pop("headers", {})
    return httpx.request(
        method, f"{server.api}/{path}", content=content, headers=headers, timeout=30,
        trust_env=False, verify=PLAIN, **more,
    )  # fmt: skip


def add(server: LiveServer, who: Person, **fields: Any) -> dict[str, Any]:
    answer = call(server, who, "commands", {"command": "add", "title": "t"} | fields)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_status_says_who_you_are_and_what_answers(server: LiveServer, alice: Person) -> None:
    status = call(server, alice, "status").json()
    assert status["user"]["username"] == alice.username
    assert status["user"]["role"] == "contributor"
    assert status["model"]["label"] == "scripted model"
    assert status["collaboration"] == {"ok": True, "message": None}
    assert status["store"]["ok"]


def test_an_entry_goes_round(server: LiveServer, alice: Person, olga: Person) -> None:
    made = add(server, alice, kind="decision", title="Use Yjs")
    entry, revision = made["entry"]["id"], made["revision"]
    accept = {"command": "accept", "entry": entry, "heads": [revision]}
    refused = call(server, alice, "commands", accept)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    accepted = call(server, olga, "commands", accept).json()
    assert accepted["entry"]["revisions"][-1]["status"] == "accepted"
    retire = {"command": "retire", "entry": entry, "heads": [accepted["revision"]]}
    refused = call(server, alice, "commands", retire)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert call(server, olga, "commands", retire).status_code == 200
    listed = call(server, olga, "entries").json()["entries"]
    [found] = [e for e in listed if e["id"] == entry]
    assert [r["status"] for r in found["revisions"]] == ["proposed", "accepted", "retired"]
    assert [r["author"] for r in found["revisions"]] == ["alice-adams", "olga-owner", "olga-owner"]


def test_notes_are_listed_for_their_owner_only(
    server: LiveServer, alice: Person, olga: Person
) -> None:
    add(server, alice, kind="note", title="canary 4711")
    assert "canary 4711" in call(server, alice, "entries?room=mine").text
    for path in ("entries?room=mine", "entries", "turns", "members", "status"):
        assert "canary" not in call(server, olga, path).text
    assert call(server, SHARED_TOKEN, "entries?room=mine").status_code == 403


def test_a_question_is_answered_and_recorded(server: LiveServer, alice: Person) -> None:
    asked = call(server, alice, "turns", {"question": "Why?", "visibility": "shared"})
    assert asked.status_code == 202
    turn = asked.json()["turn"]["id"]
    lines = call(server, alice, f"turns/{turn}/stream").text.splitlines()
    *pieces, last = [json.loads(line) for line in lines]
    assert last["turn"]["status"] == "complete"
    assert "".join(p["text"] for p in pieces) == last["turn"]["text"]
    assert call(server, alice, f"turns/{turn}").json()["turn"] == last["turn"]
    listed = call(server, alice, "turns?limit=1").json()["turns"]
    assert listed[0]["id"] == turn
    assert "text" not in listed[0]


def test_members_are_listed_with_how_they_are_shown(server: LiveServer, alice: Person) -> None:
    add(server, alice, kind="work")
    members = call(server, alice, "members").json()["members"]
    [me] = [m for m in members if m["username"] == alice.username]
    assert me["display_name"] == "Alice Adams"
    assert me["online"] is False


def test_an_anonymous_visitor_reads_and_nothing_else(server: LiveServer, alice: Person) -> None:
    add(server, alice, kind="work", title="seen by visitors")
    assert "seen by visitors" in call(server, SHARED_TOKEN, "entries").text
    assert call(server, SHARED_TOKEN, "status").json()["user"]["anonymous"] is True
    for path, body in (
        ("commands", {"command": "add", "kind": "work", "title": "t"}),
        ("turns", {"question": "?", "visibility": "shared"}),
        ("turns", {"question": "?", "visibility": "private"}),
    ):
        refused = call(server, SHARED_TOKEN, path, body)
        assert refused.status_code == 403
        assert "personal link" in refused.json()["remedy"]


@pytest.mark.parametrize("token", [None, "made-up", "cg_made-up"])
@pytest.mark.parametrize("path", ["status", "entries", "turns", "members", "turns/t_1/stream"])
def test_without_a_valid_token_nothing_is_told(
    server: LiveServer, token: str | None, path: str
) -> None:
    answer = call(server, token, path)
    assert answer.status_code == 403
    assert answer.json()["code"] == "not_logged_in"
    assert answer.json()["remedy"]


BAD = {
    "no json": b"{",
    "not an object": b"[]",
    "oversized": b'{"command":"' + b"x" * MAX_REQUEST + b'"}',
    "deep": b'{"command":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "unknown field": b'{"command":"add","kind":"work","title":"t","author":"olga-owner"}',
    "wrong type": b'{"command":"add","kind":"work","title":["t"]}',
    "unknown command": b'{"command":"drop"}',
    "unknown entry": b'{"command":"retire","entry":"e_0","heads":["r_0"]}',
    "not utf-8": b"\xff\xfe\x00",
    "a lone surrogate": b'{"command":"add","kind":"work","title":"\\ud800"}',
    "empty": b"",
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("path", ["commands", "turns"])
def test_bad_input_is_a_clear_error_and_changes_nothing(
    server: LiveServer, alice: Person, path: str, name: str
) -> None:
    before = call(server, alice, "entries").json(), call(server, alice, "turns").json()
    answer = call(server, alice, path, BAD[name])
    assert 400 <= answer.status_code < 500, answer.text
    assert {"code", "message", "remedy"} == set(answer.json())
    assert answer.json()["message"]
    assert (call(server, alice, "entries").json(), call(server, alice, "turns").json()) == before


@pytest.mark.parametrize(
    "path",
    ["turns/t_0", "turns/t_0/stream", "turns?limit=0", "turns?limit=x", "turns?before=t_0",
     "entries?room=member:olga-owner"],
)  # fmt: skip
def test_what_is_not_there_is_said(server: LiveServer, alice: Person, path: str) -> None:
    answer = call(server, alice, path)
    assert answer.status_code in (400, 404), answer.text
    assert answer.json()["remedy"]


def test_a_cookie_alone_needs_the_xsrf_token(server: LiveServer, alice: Person) -> None:
    """Somebody else's page can make a browser send its cookie, but not read the token."""
    with httpx.Client(trust_env=False, verify=PLAIN, follow_redirects=True) as browser:
        browser.get(server.lab_url(alice))
        body = json.dumps({"command": "add", "kind": "work", "title": "forged"})
        url = f"{server.api}/commands"
        assert browser.get(f"{server.api}/status").json()["user"]["username"] == alice.username
        assert browser.post(url, content=body).status_code == 403
        headers = {"X-XSRFToken": browser.cookies["_xsrf"]}
        assert browser.post(url, content=body, headers=headers).status_code == 200
        foreign = headers | {"Origin": "http://evil.example"}
        assert browser.post(url, content=body, headers=foreign).status_code in (403, 404)


def test_a_kernel_route_needs_a_kernels_token(server: LiveServer, alice: Person) -> None:
    body = {"magic": "cg", "cell_magic": False, "line": "share x"}
    for token in (None, "made-up", alice.token, SHARED_TOKEN):
        answer = call(server, token, "kernel/m1", body)
        assert answer.status_code == 403
        assert answer.json()["code"] == "not_attributed"
    answer = call(server, None, f"kernel/m1?token={alice.token}", body)
    assert answer.status_code == 403


def test_the_key_is_in_no_answer_file_log_or_kernel(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    key = "sk-ant-canary-4711-0815"
    folder = tmp_path_factory.mktemp("key")
    with LiveServer(folder, name="key", model=None, environ={"ANTHROPIC_API_KEY": key}) as live:
        alice = live.invite("Alice Adams", "admin")
        status = call(live, alice, "status")
        assert status.json()["model"]["kind"] == "anthropic"
        answers = [status.text, *(call(live, alice, p).text for p in ("entries", "turns"))]
        root = live.url
        headers = {"Authorization": f"token {alice.token}"}
        with httpx.Client(base_url=root, headers=headers, trust_env=False, verify=PLAIN) as http:
            kernel = http.post("api/kernels", json={"name": "python3"}).json()["id"]
            assert kernel
        assert live.process is not None
        children = subprocess.run(
            ["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True
        ).stdout.split("\n")[1:]
        pids = [line.split()[0] for line in children if line.split()[1:] == [str(live.process.pid)]]
        environs = [Path(f"/proc/{pid}/environ").read_bytes() for pid in pids]
        assert any(b"COMMONGROUND_KERNEL_TOKEN=" in e for e in environs)
        assert not any(key.encode() in e for e in environs)
        assert not any(key in a for a in answers)
    assert key not in live.log()
    for where, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(where, name), "rb") as file:
                assert key.encode() not in file.read(), name


def test_a_preview_answers_and_writes_nothing(server: LiveServer, alice: Person) -> None:
    add(server, alice, kind="knowledge", title="The export job has a limit of 40 rows")
    before = call(server, alice, "entries").json()
    command = {
        "command": "add",
        "kind": "decision",
        "title": "The export job has a limit of 50 rows",
    }
    shown = call(server, alice, "preview", command).json()
    assert (shown["status"], shown["gate"]["outcome"]) == ("proposed", "pass")
    assert alice.username in shown["readers"]["names"]
    assert [c["quotes"][0] for c in shown["contradicts"]] == [command["title"]]
    assert call(server, alice, "entries").json() == before
    refused = call(server, alice, "preview", {"command": "accept", "entry": "e", "heads": ["r"]})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_command")


def test_areas_are_suggested(server: LiveServer, alice: Person) -> None:
    found = call(server, alice, "areas/suggested").json()
    assert set(found) == {"codeowners", "suggested", "problems"}


def test_an_entrys_older_versions_are_asked_for_by_its_id(
    server: LiveServer, alice: Person
) -> None:
    made = call(server, alice, "commands", {"command": "add", "kind": "work", "title": "Whole"})
    entry = made.json()["entry"]["id"]
    answer = call(server, alice, f"entries/{entry}/history")
    assert (answer.status_code, answer.json()) == (200, {"revisions": []})
    assert call(server, alice, "entries/e_none/history").status_code == 404
    assert call(server, None, f"entries/{entry}/history").status_code in (401, 403)
    note = call(server, alice, "commands", {"command": "add", "kind": "note", "title": "Mine"})
    mine = note.json()["entry"]["id"]
    assert call(server, alice, f"entries/{mine}/history").status_code == 200
    other = server.invite("Nosy Ned", "owner")
    assert call(server, other, f"entries/{mine}/history").status_code == 404


def test_what_is_under_way_is_listed_and_what_has_ended_is_cancelled_no_more(
    server: LiveServer, alice: Person
) -> None:
    assert call(server, alice, "jobs").json() == {"jobs": []}
    gone = call(server, alice, "jobs/j_gone/cancel", {})
    assert (gone.status_code, gone.json()["code"]) == (404, "unknown_id")


def test_where_a_presenter_is_stands_there_for_who_comes_later(
    server: LiveServer, alice: Person
) -> None:
    here = {"by": alice.username, "path": "plan.ipynb", "cell": "c1"}
    said = call(server, alice, "meeting", {"path": "plan.ipynb", "cell": "c1"})
    assert said.json() == {"presentations": [here]}
    assert call(server, alice, "meeting").json() == {"presentations": [here]}
    assert call(server, alice, "meeting", {"path": None}).json() == {"presentations": []}
