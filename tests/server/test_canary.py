"""Private strings that one member plants are nowhere that anybody else can look.

One real server, run once: Alice writes and asks privately, fails, and has texts kept back; Bob (an
owner), an admin, a visitor and a shared kernel look everywhere. Each place is kept as bytes and
searched. That the strings are in Alice's own places shows that the search can find them.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from commonground.cli.main import main
from commonground.clock import now
from commonground.config import CONTEXT_DB, DRAFTS
from commonground.core.ids import TEAM, Room, member_room
from commonground.store.copies import reading
from tests.ai.provider import Provider, Reply, answer, asking, error, used
from tests.kernel.tabs import Notebook, Tab
from tests.live import LiveServer, Person
from tests.server.conftest import SHARED_TOKEN
from tests.server.test_feed import Follower, follow
from tests.server.test_fuzz import ROUTES

WITHIN = 60.0
KEY = "gh" + "p_" + "Z9x8C7v6B5n4M3l2K1j0H9g8F7d6S5a4Q3w2"

CANARIES = {
    name: f"zilpzalp{name}".replace("-", "")
    for name in (
        "note-title", "note-body", "note-edit", "question", "answer", "path", "follow", "kept-add",
        "kept-edit", "kept-question", "too-long", "wrong-heads", "wrong-area", "unknown-field",
        "unknown-setting", "no-json", "failed-question", "failed-answer", "running-question",
        "running-answer", "draft", "tool-input", "tool-proposal", "preferred", "frame-row",
    )
}  # fmt: skip
OF_A_FRAME = "The table of what Alice did is short"
"""A claim that speaks of what Bob asks for, so that it is in his prompts."""
NEVER_STORED = {"kept-question", "too-long", "wrong-heads", "wrong-area", "unknown-field",
                "unknown-setting", "no-json", "failed-answer"}  # fmt: skip
"""What was refused: it is in no place at all."""


@dataclass
class Found:
    """What there was to see: for everybody else, and for Alice herself."""

    others: dict[str, bytes] = field(default_factory=dict)
    alices: dict[str, bytes] = field(default_factory=dict)


class Members:
    """The people of the run, and their requests."""

    def __init__(self, server: LiveServer) -> None:
        self.server = server
        self.alice = server.invite("Alice Adams")
        self.bob = server.invite("Bob Brown", "owner")
        self.ada = server.invite("Ada Admin", "admin")

    async def send(
        self, who: Person | str, path: str, body: Any = None, *, method: str | None = None
    ) -> httpx.Response:
        token = who if isinstance(who, str) else who.token
        method = method or ("GET" if body is None else "POST")
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        async with httpx.AsyncClient(trust_env=False, timeout=WITHIN) as http:
            return await http.request(
                method, f"{self.server.api}/{path}", content=content,
                headers={"Authorization": f"token {token}"},
            )  # fmt: skip

    async def command(self, who: Person, **fields: Any) -> httpx.Response:
        return await self.send(who, "commands", fields)

    async def ask(self, who: Person, question: str, visibility: str, **more: Any) -> str:
        body = {"question": question, "visibility": visibility, **more}
        asked = await self.send(who, "turns", body)
        assert asked.status_code == 202, asked.text
        return str(asked.json()["turn"]["id"])

    async def ended(self, who: Person, turn: str) -> str:
        return (await self.send(who, f"turns/{turn}/stream")).text


async def plant(team: Members, provider: Provider) -> dict[str, str]:
    """Everything that Alice does alone; the ids by which somebody might ask for it."""
    c, alice = CANARIES, team.alice
    made = (
        await team.command(
            alice, command="add", kind="note", title=c["note-title"], body=c["note-body"]
        )
    ).json()
    note, head = made["entry"]["id"], made["revision"]
    edited = await team.command(
        alice, command="edit", entry=note, heads=[head], title=c["note-title"], body=c["note-edit"]
    )
    assert edited.status_code == 200
    followed = {"areas": [c["follow"]], "muted": []}
    assert (await team.command(alice, command="set", name="follow", value=followed)).is_success

    prefers = dict.fromkeys(("style", "detail", "area")) | {"asks": "private"}
    prefers["language"] = c["preferred"]
    said = await team.command(alice, command="set", name="preferences", value=prefers)
    assert said.is_success

    sought = json.dumps({"query": c["tool-input"]})
    letter = json.dumps({"to": ["@all"], "title": c["tool-proposal"]})
    uses = asking(used("search_context", sought), used("announce", letter, index=1))
    provider.replies = [
        Reply(events=uses, to=c["question"]),
        Reply(events=answer(f"It says {c['answer']}."), to=c["question"]),
    ]
    turn = await team.ask(alice, c["question"], "private", path=f"{c['path']}.ipynb")
    assert c["answer"] in await team.ended(alice, turn)
    # What the provider says when it fails must not repeat itself to others either.
    refusal = error("invalid_request", c["failed-answer"])
    provider.replies = [Reply(status=400, body=refusal, to=c["failed-question"])]
    failed = await team.ask(alice, c["failed-question"], "private")
    await team.ended(alice, failed)

    typed = {"key": "entry note", "at": now(), "text": c["draft"]}
    assert (await team.send(alice, "drafts", {"drafts": [typed]})).is_success

    shared = (await team.command(alice, command="add", kind="work", title="Shared")).json()
    seen = {"entry": shared["entry"]["id"], "heads": [shared["revision"]]}
    mine = {"entry": note, "heads": [edited.json()["revision"]]}
    for status, fields in [
        (422, {"command": "add", "kind": "work", "title": "t", "body": f"{c['kept-add']} {KEY}"}),
        (422, {"command": "edit", "title": "t", "body": f"{c['kept-edit']} {KEY}", **seen}),
        (400, {"command": "add", "kind": "note", "title": c["too-long"] * 40}),
        (404, {"command": "edit", "title": c["wrong-heads"], **mine, "heads": ["r_none"]}),
        (400, {"command": "add", "kind": "note", "title": c["wrong-area"], "area": "none"}),
        (400, {"command": "add", "kind": "note", "title": "t", c["unknown-field"]: 1}),
        (403, {"command": "set", "name": c["unknown-setting"], "value": c["unknown-setting"]}),
    ]:
        refused = await team.command(alice, **fields)
        assert refused.status_code == status, refused.text
    broken = await team.send(alice, "commands", f'{{"title": "{c["no-json"]}'.encode())
    assert broken.status_code == 400
    kept = {"question": f"{c['kept-question']} {KEY}", "visibility": "shared"}
    assert (await team.send(alice, "turns", kept)).status_code == 422
    # A question to Bob that comes from the private turn: its answer must lead nobody to the turn.
    asked = await team.command(
        alice, command="query", to=["@bob-brown"], title="Who knows?", turn=turn
    )
    message = asked.json()["thing"]
    answered = await team.command(team.bob, command="answer", message=message, text="I do")
    assert answered.is_success, answered.text
    thread = (await team.command(alice, command="open_thread", title="Together")).json()["thing"]
    joined = await team.command(alice, command="join", thread=thread, turn=turn)
    assert joined.is_success, joined.text
    said = (await team.send(alice, f"turns/{turn}")).json()["turn"]
    assert [call["status"] for call in said["calls"]] == ["done", "proposed"]
    return {
        "call": said["calls"][1]["id"],
        "note": note,
        "head": edited.json()["revision"],
        "turn": turn,
        "failed": failed,
        "message": message,
        "thread": thread,
    }


async def look(team: Members, found: Found, ids: dict[str, str], when: str) -> None:
    """Every route of the API as everybody else, with Alice's ids where a route takes any."""
    people: dict[str, Person | str] = {"bob": team.bob, "ada": team.ada, "visitor": SHARED_TOKEN}
    requests: list[tuple[str, str, Any]] = []
    for path, method in ROUTES:
        for turn in (ids["turn"], ids["failed"], ids.get("running", ids["turn"])):
            where = path.format(
                turn_id=turn,
                call_id=ids["call"],
                msg_id="m1",
                entry_id=ids["note"],
                message_id=ids["message"],
                thread_id=ids["thread"],
                comparison_id=ids["thread"],  # none: what is private is in no comparison
                option_id="o_1",
                proposal_id="ed_1",
                finding=ids["note"],
                job_id="j_1",
                id="k_1",
                kind="member",
                name="plan-sprint",
            )
            requests.append((method, where, {} if method == "post" else None))
    requests.append(("post", "drafts", {"drafts": []}))
    requests.append(("post", "prompt", {"question": "zilpzalp?", "visibility": "private"}))
    requests += [
        ("post", "find", {"limit": 100, **looked})
        for looked in (
            {"text": "zilpzalp"}, {"text": "zilpzlap"}, {"text": "@alice-adams"}, {"since": "1y"},
            {"kinds": ["note"]}, {"kinds": ["question"]},
        )
    ]  # fmt: skip
    requests += [
        ("get", f"entries?room={room}", None) for room in ("mine", "team", "member:alice-adams")
    ]
    requests += [("get", "turns?limit=200", None), ("get", f"turns?before={ids['turn']}", None)]
    own = {"entry": ids["note"], "heads": [ids["head"]]}
    requests += [
        ("post", "commands", {"command": name, **own, **more})
        for name, more in [
            ("edit", {"title": "t"}), ("retire", {}), ("accept", {}), ("reject", {"reason": "r"}),
            ("revert", {"to": ids["head"]}),
        ]
    ]  # fmt: skip
    requests += [
        ("post", "commands", body)
        for body in (
            {"command": "share", "note": own["entry"], "heads": own["heads"], "kind": "work",
             "title": "t"},
            {"command": "merge", "entries": [own, {**own, "entry": "e_x"}], "title": "t"},
            {"command": "dismiss", "sides": [ids["head"], "r_x"], "reason": "r"},
            {"command": "relate", "first": ids["head"], "second": "r_x", "how": "same"},
            {"command": "anchor", "entry": own["entry"], "path": "a.py"},
            {"command": "reanchor", "entry": own["entry"], "old": "a.py", "new": "b.py"},
            {"command": "unanchor", "entry": own["entry"], "path": "b.py"},
            {"command": "still_holds", "entry": own["entry"]},
            {"command": "opened", "entry": own["entry"]},
        )
    ]  # fmt: skip
    for name, who in people.items():
        said = []
        for method, path, text in dict.fromkeys((m, p, json.dumps(b)) for m, p, b in requests):
            sent = None if text == "null" else text.encode()
            answered = await team.send(who, path, sent, method=method.upper())
            assert answered.status_code < 500
            said.append(f"{answered.status_code} {path} {answered.headers} {answered.text}")
        found.others[f"api as {name} {when}"] = "\n".join(said).encode()
    pages = (f"{team.server.url}{p}" for p in ("lab", "api/me", "api/contents", "api/sessions"))
    async with httpx.AsyncClient(trust_env=False, timeout=WITHIN) as http:
        for page in pages:
            headers = {"Authorization": f"token {team.bob.token}"}
            text = (await http.get(page, headers=headers)).text
            found.others[f"{page} {when}"] = text.encode()


async def read_until(feed: Follower, title: str) -> None:
    """Read what comes, however seldom, until there is an entry of that title."""
    while title not in feed.titles():
        with suppress(TimeoutError):
            assert await feed.step(), "the feed closed"


@asynccontextmanager
async def following(team: Members, found: Found, name: str, who: str) -> AsyncIterator[None]:
    """A feed that asks for rooms that are not its own too; kept to its last frame."""
    async with follow(team.server, who) as feed:
        for room in (TEAM, member_room(team.alice.username), Room("area:none")):
            await feed.sync(room)
        marker = f"The end of {name}"
        # Read all along: whoever reads nothing while the story goes on is closed as too slow.
        reading = asyncio.create_task(read_until(feed, marker))
        yield
        await team.command(team.bob, command="add", kind="knowledge", title=marker)
        await asyncio.wait_for(reading, WITHIN)
        (found.alices if name == "alice" else found.others)[f"feed of {name}"] = b"\n".join(
            feed.raw
        )


def in_a_frame(server: LiveServer, alice: Person, found: Found) -> None:
    """A notebook of Alice's with a table of which she shares what it shows, and no row."""
    notebook = Notebook(server, alice, "frame.ipynb")
    tab = Tab(notebook, alice)
    row = CANARIES["frame-row"]
    written = f"{row[:8]!r} + {row[8:]!r}"  # what a cell says is seen by all; what it gives is not
    cells = [f"import pandas as pd\nsales = pd.DataFrame({{'who': [{written}], 'churn': [0.2]}})",
             "sales", f"%cg finding {OF_A_FRAME}", "print(sales.who[0])",
             f"%cg finding {OF_A_FRAME}, as printed", "sales.who[0]",
             f"%cg finding {OF_A_FRAME}, as a text"]  # fmt: skip
    book = json.loads((server.root / notebook.path).read_text())
    book["cells"] = [
        {"cell_type": "code", "id": f"cell-of-c{n}", "metadata": {}, "source": source,
         "outputs": [], "execution_count": None} for n, source in enumerate(cells)
    ]  # fmt: skip
    (server.root / notebook.path).write_text(json.dumps(book))
    ran = [tab.run(cell, msg_id=f"c{n}") for n, cell in enumerate(cells)]
    assert {r.status for r in ran} == {"ok"}, [r.error for r in ran]
    found.alices["frame"] = json.dumps(ran[3].outputs).encode()
    shared = [json.dumps(ran[n].outputs) for n in (2, 4, 6)]
    assert all("is shared with the team" in said for said in shared)
    found.others["findings"] = "".join(shared).encode()
    tab.close()
    notebook.close(alice)


def in_kernel(server: LiveServer, bob: Person, found: Found) -> None:
    """A notebook of Bob's: what its kernel is told and shows, and the shared question in it."""
    notebook = Notebook(server, bob)
    tab = Tab(notebook, bob)
    cells = ["%cg context", "%cg status", "%cg find zilpzalp", "%%ai\nWhat did Alice do?",
             "import json, os; print(json.dumps(dict(os.environ)))"]  # fmt: skip
    ran = [tab.run(cell) for cell in cells]
    assert {r.status for r in ran} == {"ok"}
    found.others["kernel"] = json.dumps([r.outputs for r in ran]).encode()
    tab.close()
    notebook.close(bob)


async def run(folder: Path, provider: Provider) -> Found:
    """The whole story; the server is ended by force, so that it leaves what a crash leaves."""
    found = Found()
    environ = {
        "COMMONGROUND_BASE_URL": provider.url, "ANTHROPIC_API_KEY": "sk-ant-test",
        "PYTHONFAULTHANDLER": "1", "PYTHONASYNCIODEBUG": "1",
    }  # fmt: skip
    live = LiveServer(
        folder, name="canary", model=None, environ=environ,
        arguments=[f"--IdentityProvider.token={SHARED_TOKEN}", "--Application.log_level=DEBUG"],
    )  # fmt: skip
    log_from = len(live.log())
    await asyncio.to_thread(live.start)
    try:
        team = Members(live)
        async with (
            following(team, found, "bob", team.bob.token),
            following(team, found, "ada", team.ada.token),
            following(team, found, "visitor", SHARED_TOKEN),
            following(team, found, "alice", team.alice.token),
        ):
            ids = await plant(team, provider)
            held = answer("It ", f"says {CANARIES['running-answer']}.\n", "And more.")
            running = CANARIES["running-question"]
            provider.replies = [Reply(events=held, hold=5, to=running)]
            ids["running"] = await team.ask(team.alice, running, "private")
            await asyncio.wait_for(provider.held.wait(), WITHIN)
            async with following(team, found, "late bob", team.bob.token):
                await look(team, found, ids, "while she asks")
            provider.released.set()
            await team.ended(team.alice, ids["running"])
            own = [r.body for r in provider.requests if r.path.startswith("/v1/messages")]
            found.alices["prompts"] = json.dumps(own).encode()
            await asyncio.to_thread(in_a_frame, live, team.alice, found)
            count = len(provider.requests)
            for visibility in ("shared", "private"):
                turn = await team.ask(team.bob, "What did Alice do?", visibility)
                await team.ended(team.bob, turn)
            await asyncio.to_thread(in_kernel, live, team.bob, found)
            prompts = [[r.path, r.headers, r.body] for r in provider.requests[count:]]
            assert len(prompts) >= 3
            found.others["prompts"] = json.dumps(prompts).encode()
            assert OF_A_FRAME.encode() in found.others["prompts"]
            await look(team, found, ids, "afterwards")
        drafts = await team.send(team.alice, "drafts", {"drafts": []})
        found.alices["drafts"] = drafts.content
        own_words = await team.send(team.alice, "find", {"text": "zilpzalp", "limit": 100})
        found.alices["find"] = own_words.content
        for path in (
            "entries?room=mine",
            *(f"turns/{ids[t]}" for t in ("turn", "failed", "running")),
        ):
            found.alices[path] = (await team.send(team.alice, path)).content
        stored(live, team.alice, found)
        exported(live, team, folder, found)
        assert live.process is not None
        os.kill(live.process.pid, signal.SIGABRT)
        await asyncio.to_thread(live.process.wait, WITHIN)
    finally:
        live.kill()
        live.close()
    found.others["log"] = live.log()[log_from:].encode()
    left_behind(folder, found)
    return found


def left_behind(folder: Path, found: Found) -> None:
    """Every file but the database and what an admin had rescued of it, which nobody is shown.

    Notebooks, settings, histories, the audit's anchor.
    """
    whole = (CONTEXT_DB, "commonground-rescue-", "commonground-backup-")
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and not path.name.startswith(whole):
            # Her drafts are hers: no file of others holds a word of them.
            places = found.alices if path.parent.name == DRAFTS else found.others
            places[f"file {path.relative_to(folder)}"] = path.read_bytes()


def stored(server: LiveServer, alice: Person, found: Found) -> None:
    """Rows of the database: Alice's own room and private turns, and all the others."""
    own: list[bytes] = []
    others: list[bytes] = []
    with reading(server.data / CONTEXT_DB) as db:
        names = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rooms = dict(db.execute("SELECT id, name FROM rooms"))
        for name in names:
            cursor = db.execute(f"SELECT * FROM {name}")
            columns = [column[0] for column in cursor.description]
            for row in cursor:
                fields = dict(zip(columns, row, strict=True))
                (own if _is_alices(rooms, name, fields, alice) else others).append(
                    b" ".join(_raw(value) for value in row)
                )
    found.alices["rows"] = b"\n".join(own)
    found.others["rows"] = b"\n".join(others)
    assert own
    assert others


def _is_alices(rooms: dict[int, str], table: str, row: dict[str, Any], alice: Person) -> bool:
    if table == "turns":
        return bool(row["asker"] == alice.username and row["visibility"] == "private")
    return table != "rooms" and rooms.get(row.get("room", 0)) == member_room(alice.username)


def _raw(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode(errors="surrogateescape")


def exported(server: LiveServer, team: Members, folder: Path, found: Found) -> None:
    """What an operator who may not read notes hands on: audit chain and export of the context."""
    environ = {"COMMONGROUND_DATA_DIR": str(server.data)}
    out = folder / "handed-on"
    for words in (("audit", "export", f"{out}.jsonl"), ("audit", "verify"), ("export", str(out))):
        result = CliRunner().invoke(main, words, env=environ)
        assert result.exit_code == 0, result.output
        found.others[" ".join(words[:2])] = result.output.encode()
    client = {"COMMONGROUND_URL": server.api, "COMMONGROUND_TOKEN": team.bob.token}
    for line in ("context", "exceptions list"):
        output = CliRunner().invoke(main, line.split(), env=client).output
        found.others[line.split()[0]] = output.encode()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    async def story() -> Found:
        async with Provider() as provider:
            return await run(tmp_path_factory.mktemp("canary"), provider)

    return asyncio.run(story())


def _spellings(text: str) -> list[bytes]:
    """As it is, and as base64 at any offset shows it."""
    plain = text.encode()
    encoded = [base64.b64encode(b"x" * n + plain)[4 * (n > 0) :][:-4] for n in range(3)]
    return [plain, plain.upper(), text.encode("utf-16-le"), *encoded]


@pytest.mark.parametrize("name", CANARIES)
def test_nobody_else_finds_it_anywhere(found: Found, name: str) -> None:
    spelled = _spellings(CANARIES[name])
    places = [
        place for place, held in found.others.items() if any(text in held for text in spelled)
    ]
    assert places == []


@pytest.mark.parametrize("name", [n for n in CANARIES if n not in NEVER_STORED])
def test_alice_finds_it_where_it_belongs(found: Found, name: str) -> None:
    """Without this the search above could be looking in the wrong places."""
    canary = CANARIES[name].encode()
    assert [place for place, held in found.alices.items() if canary in held]


@pytest.mark.parametrize("name", sorted(NEVER_STORED - {"failed-answer"}))
def test_what_was_refused_is_nowhere(found: Found, name: str) -> None:
    canary = CANARIES[name].encode()
    assert not [place for place, held in found.alices.items() if canary in held]


def test_the_search_went_through_what_it_says(found: Found) -> None:
    """Each place holds what everybody may see there: it was really looked at."""
    assert b"The end of bob" in found.others["feed of bob"]
    assert b"What did Alice do?" in found.others["prompts"]
    assert b"Fatal Python error" in found.others["log"]
    assert b"quarantined" in found.others["file handed-on.jsonl"]
    assert b"Shared" in found.others["rows"]
    assert b"zilp" in found.alices["find"]
    assert b"Shared" in found.others["kernel"]
    assert b"Shared" in found.others["file handed-on/context.md"]
    assert any(b"cells" in held for place, held in found.others.items() if "ipynb" in place)
    assert len([place for place in found.others if place.startswith("api as")]) == 6
