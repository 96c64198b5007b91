"""The live feed of a real server: what it carries, to whom, and that nobody writes through it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import httpx
import pytest
from pycrdt import Decoder, Doc, create_sync_message, create_update_message
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId, RevisionId, Room, member_room
from commonground.core.plan import Change
from commonground.core.revision import Revision
from commonground.crdt.schema import ContextDoc
from commonground.crdt.sync import frame, parse_step1
from tests.ai.provider import Provider
from tests.live import LiveServer, Person
from tests.server.conftest import SHARED_TOKEN

pytestmark = pytest.mark.anyio
DEADLINE = 30.0


class Follower:
    """A client of the feed: replicas of its rooms, and every event it heard."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self.socket = socket
        self.docs: dict[Room, ContextDoc] = {}
        self.events: list[dict[str, Any]] = []
        self.raw: list[bytes] = []

    async def step(self) -> bool:
        message = await asyncio.wait_for(self.socket.read_message(), DEADLINE)
        if message is None:
            return False
        self.raw.append(message if isinstance(message, bytes) else message.encode())
        if isinstance(message, str):
            self.events.append(json.loads(message))
        else:
            self._take(message)
        return True

    def _take(self, message: bytes) -> None:
        decoder = Decoder(message)
        room = Room(decoder.read_var_string())
        assert decoder.read_var_uint() == 0
        assert decoder.read_var_uint() in (1, 2)
        self.docs.setdefault(room, ContextDoc(room)).apply(decoder.read_message() or b"")

    async def until(self, reached: Callable[[], Any]) -> Any:
        while not (found := reached()):
            assert await self.step(), "the feed closed"
        return found

    async def sync(self, room: Room) -> None:
        doc = self.docs.get(room) or ContextDoc(room)
        vector = doc.state_vector()
        step1 = b"\x00\x00" + bytes([len(vector)]) + vector
        await self.socket.write_message(frame(room, step1), binary=True)

    def titles(self, room: Room = TEAM) -> set[str]:
        doc = self.docs.get(room)
        entries = doc.snapshot().entries.values() if doc else ()
        return {head.title for entry in entries for head in entry.heads}

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [e for e in self.events if e["type"] == kind]

    def completed(self, turn: str) -> list[dict[str, Any]]:
        told = (e["turn"] for e in self.of("turn"))
        return [t for t in told if t["id"] == turn and t["status"] == "complete"]


@asynccontextmanager
async def follow(server: LiveServer, token: str) -> AsyncIterator[Follower]:
    url = server.api.replace("http", "ws", 1) + "/feed"
    request = HTTPRequest(url, headers={"Authorization": f"token {token}"})
    follower = Follower(await websocket_connect(request))
    try:
        await follower.until(lambda: follower.of("presence"))
        yield follower
    finally:
        follower.socket.close()


async def post(server: LiveServer, who: Person, path: str, body: dict[str, Any]) -> Any:
    headers = {"Authorization": f"token {who.token}"}
    async with httpx.AsyncClient(trust_env=False, timeout=DEADLINE) as http:
        answer = await http.post(f"{server.api}/{path}", json=body, headers=headers)
        return answer.raise_for_status().json()


async def add(server: LiveServer, who: Person, title: str, kind: str = "knowledge") -> Any:
    return await post(server, who, "commands", {"command": "add", "kind": kind, "title": title})


async def test_it_says_hello_and_who_is_here(server: LiveServer) -> None:
    alice, bob = server.invite("Alice Adams"), server.invite("Bob Brown")
    async with follow(server, alice.token) as first:
        [hello] = first.of("hello")
        assert hello["user"]["username"] == alice.username
        assert [r["name"] for r in hello["rooms"]] == ["team", member_room(alice.username)]
        async with follow(server, bob.token):
            await first.until(lambda: len(first.of("presence")[-1]["members"]) == 2)
        await first.until(lambda: len(first.of("presence")[-1]["members"]) == 1)


async def test_a_shared_entry_arrives_and_a_note_does_not(server: LiveServer) -> None:
    alice, bob = server.invite("Alice Adams"), server.invite("Bob Brown")
    async with follow(server, alice.token) as mine, follow(server, bob.token) as other:
        await add(server, alice, "canary 4711", "note")
        await add(server, alice, "shared truth")
        await other.until(lambda: "shared truth" in other.titles())
        await mine.until(lambda: "canary 4711" in mine.titles(member_room(alice.username)))
        await other.sync(member_room(alice.username))
        await add(server, alice, "later truth")
        await other.until(lambda: "later truth" in other.titles())
    assert set(other.docs) == {TEAM}
    assert not [raw for raw in other.raw if b"canary" in raw]


async def test_who_comes_back_gets_only_what_was_missed(server: LiveServer) -> None:
    alice = server.invite("Alice Adams")
    async with follow(server, alice.token) as first:
        await first.sync(TEAM)
        await add(server, alice, "before the break")
        await first.until(lambda: "before the break" in first.titles())
    await add(server, alice, "during the break " + "x" * 100)
    async with follow(server, alice.token) as again:
        again.docs = first.docs
        await again.sync(TEAM)
        await again.until(lambda: any("during" in t for t in again.titles()))
        missed = [raw for raw in again.raw if b"during the break" in raw]
        assert missed
        assert not [raw for raw in again.raw if b"before the break" in raw]


async def test_nothing_is_written_through_the_feed(server: LiveServer) -> None:
    """Updates, forged presence, broken and giant frames are dropped, and the feed goes on."""
    alice, bob = server.invite("Alice Adams"), server.invite("Bob Brown")
    forged = ContextDoc(TEAM)
    entry = Entry(EntryId("e_x"), "decision", TEAM, "olga", 1)
    update = forged.put(
        Change((Revision(RevisionId("r_x"), entry.id, (), "olga", 1, "forged truth"),), (entry,))
    )
    deep = json.dumps({"type": "presence", "members": [{"username": "olga"}]})
    hostile: list[bytes | str] = [
        frame(TEAM, create_update_message(update)),
        frame(TEAM, b"\x00\x01" + create_update_message(update)[2:]),
        frame(TEAM, create_sync_message(Doc())[:3]),
        frame(TEAM, b"\x01\x05hello"),
        frame(TEAM, b"\x00\x00\x05\xff\xff\xff\xff\xff"),
        frame(TEAM, b"\x00\x00\xff\xff\xff\xff\x7f"),
        frame(Room("member:bob-brown"), b"\x00\x00\x01\x00"),
        b"", b"\xff", b"\x80" * 1000, b"\x04team", deep, "[" * 50_000, "",
    ]  # fmt: skip
    async with follow(server, bob.token) as watching, follow(server, alice.token) as evil:
        for message in hostile:
            await evil.socket.write_message(message, binary=isinstance(message, bytes))
        await add(server, bob, "still alive")
        await watching.until(lambda: "still alive" in watching.titles())
        await evil.until(lambda: "still alive" in evil.titles())
        await watching.sync(TEAM)
        await add(server, bob, "and again")
        await watching.until(lambda: "and again" in watching.titles())
        assert "forged truth" not in watching.titles()
        named = {m["username"] for e in watching.of("presence") for m in e["members"]}
        assert "olga" not in named
        assert Room("member:bob-brown") not in evil.docs
    async with follow(server, bob.token) as fresh:
        await fresh.sync(TEAM)
        await fresh.until(lambda: "still alive" in fresh.titles())
        assert "forged truth" not in fresh.titles()


@pytest.mark.parametrize("data", [b"", b"\x04team", b"\x80" * 40, b"\x04team\x00", b"\xff\xff"])
async def test_a_frame_that_can_not_be_read_is_no_question(data: bytes) -> None:
    assert parse_step1(data) is None


async def test_a_private_answer_streams_to_its_asker_only(server: LiveServer) -> None:
    alice, bob = server.invite("Alice Adams"), server.invite("Bob Brown")
    async with follow(server, alice.token) as mine, follow(server, bob.token) as other:
        question = {"question": "canary 4711?", "visibility": "private"}
        turn = (await post(server, alice, "turns", question))["turn"]["id"]
        await mine.until(lambda: [e for e in mine.of("turn") if e["turn"]["status"] == "complete"])
        assert "".join(d["text"] for d in mine.of("delta") if d["turn"] == turn)
        await add(server, alice, "a shared full stop")
        await other.until(lambda: "a shared full stop" in other.titles())
    assert not other.of("turn")
    assert not other.of("delta")


async def test_without_a_token_there_is_no_feed_and_a_visitor_has_one_room(
    server: LiveServer,
) -> None:
    for token in ("", "made-up"):
        with pytest.raises(HTTPClientError, match="403"):
            async with follow(server, token):
                pass
    async with follow(server, SHARED_TOKEN) as visitor:
        assert [r["name"] for r in visitor.of("hello")[0]["rooms"]] == ["team"]


async def test_a_revoked_link_ends_an_open_feed(server: LiveServer) -> None:
    gone = server.invite("Soon Gone")
    async with follow(server, gone.token) as feed:
        server.revoke(gone)
        while await feed.step():
            pass
        assert feed.socket.close_code == 4401


async def test_somebody_elses_page_gets_no_feed(server: LiveServer) -> None:
    """A cookie travels with a foreign page's socket; its origin gives it away."""
    alice = server.invite("Alice Adams")
    async with httpx.AsyncClient(trust_env=False, follow_redirects=True) as browser:
        await browser.get(server.lab_url(alice))
        cookies = "; ".join(f"{k}={v}" for k, v in browser.cookies.items())
    url = server.api.replace("http", "ws", 1) + "/feed"
    foreign = HTTPRequest(url, headers={"Cookie": cookies, "Origin": "http://evil.example"})
    with pytest.raises(HTTPClientError, match="403"):
        await websocket_connect(foreign)
    own = HTTPRequest(url, headers={"Cookie": cookies, "Origin": server.url.rstrip("/")})
    (await websocket_connect(own)).close()


async def test_the_model_is_sent_the_shared_entry_and_nothing_private(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Read where it arrives: at ``/v1/messages``."""
    folder = tmp_path_factory.mktemp("provider")
    async with Provider() as provider:
        environ = {"COMMONGROUND_BASE_URL": provider.url, "ANTHROPIC_API_KEY": "sk-ant-test-4711"}
        asks_only = ["--CommonGroundApp.learn_model=False"]
        live = LiveServer(folder, name="provider", model=None, environ=environ, arguments=asks_only)
        await asyncio.to_thread(live.start)
        try:
            alice, bob = live.invite("Alice Adams"), live.invite("Bob Brown")
            await add(live, alice, "Money is integer cents")
            await add(live, alice, "alice-canary-4711", "note")
            await add(live, bob, "bob-canary-4711", "note")
            async with follow(live, alice.token) as feed:
                for visibility in ("shared", "private"):
                    question = {"question": f"{visibility} why?", "visibility": visibility}
                    turn = (await post(live, alice, "turns", question))["turn"]["id"]
                    await feed.until(partial(feed.completed, turn))
        finally:
            await asyncio.to_thread(live.stop)
    shared, private = (json.dumps(r.body) for r in provider.requests if r.path == "/v1/messages")
    assert "Money is integer cents" in shared
    assert "shared why?" in shared
    assert "canary" not in shared
    assert "Alice" not in shared
    assert "alice-canary-4711" in private
    assert "bob-canary" not in private
