"""Malformed, truncated, giant and deeply nested input on every route and on the feed of one server.

Whatever is sent: never a 5xx, nothing refused leaves a trace but its record, the log shows no
traceback, and the server goes on answering. A hundred cases each for bodies, addresses and frames;
``make soak`` runs ten thousand.
"""

from __future__ import annotations

import contextlib
import json
import random
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import websocket
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Decoder, Doc, Map, create_sync_message, create_update_message

from commonground.core.command import MAX_DEPTH, MAX_REQUEST
from commonground.core.ids import TEAM, Room, member_room
from commonground.crdt.sync import frame, parse_step1
from commonground.server.feed import MAX_FRAME
from tests.kernel.tabs import Notebook, Tab
from tests.live import LiveServer, Person
from tests.server.proposing import USE, Waiting
from tests.server.state import State, state

SPEC = json.loads(files("commonground.server").joinpath("openapi.json").read_text())
ROUTES = [
    (path.lstrip("/"), method)
    for path, methods in SPEC["paths"].items()
    for method in methods
    if path != "/feed"
]
BODIES = [(path, method) for path, method in ROUTES if method == "post"]


@dataclass
class Target:
    """A server with something in it, and a cell that runs: kernel routes let its requests in."""

    server: LiveServer
    owner: Person
    ids: dict[str, str]
    kernel_token: str
    http: httpx.Client
    log_from: int

    def log(self) -> str:
        """What this server said; the file may hold earlier ones' words."""
        return self.server.log()[self.log_from :]

    def send(self, path: str, method: str, body: bytes | None, **headers: str) -> httpx.Response:
        token = self.kernel_token if path.startswith("kernel/") else self.owner.token
        named = {"Authorization": f"token {token}", **headers}
        raw = [(name.encode(), value.encode("latin-1")) for name, value in named.items()]
        return self.http.request(
            method.upper(), f"{self.server.api}/{path}", content=body, headers=raw
        )

    def address(self, path: str) -> str:
        """The route with ids that exist."""
        return path.format(**self.ids)

    def refuses(self, answer: httpx.Response, before: State) -> None:
        """The answer is no failure; one that is a refusal says why, and nothing changed."""
        assert answer.status_code < 500, answer.text
        if answer.status_code >= 400:
            assert answer.json()["message"]
            assert state(self.server) == before
        elif answer.request.method == "POST" and "turn" in (found := answer.json()):
            self.send(f"turns/{found['turn']['id']}/stream", "get", None)  # to its end
        assert "Traceback" not in self.log()


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("fuzz")
    letter = {"to": ["@all"], "title": "We ship"}
    use = {"when": "Why?", "calls": [{"tool": "announce", "input": letter}]}
    (folder / "script.json").write_text(json.dumps({"uses": [use, USE]}))
    live = LiveServer(folder, name="fuzz", model=f"scripted:{folder / 'script.json'}")
    log_from = len(live.log())
    with (
        live as server,
        httpx.Client(trust_env=False, timeout=60) as http,
    ):
        owner = server.invite("Olga Owner", "owner")
        notebook = Notebook(server, owner)
        tab = Tab(notebook, owner)
        token = tab.run("import os; print(os.environ['COMMONGROUND_KERNEL_TOKEN'])").printed.strip()
        running = tab.send("import threading; threading.Event().wait()")
        client = server.client(owner)
        made = client.command("add", kind="knowledge", title="Half 😀 of a pair 😀", body="é" * 99)
        asked = client.ask("Why?")
        assert list(client.stream(asked.id))
        [call] = server.ask(owner, "GET", f"turns/{asked.id}")["turn"]["calls"]
        query = client.command("query", to=["@all"], title="Which?")["thing"]
        thread = client.command("open_thread", title="Together")["thing"]
        source = "goal: g\noptions: [{name: A, prototype: a = 1}, {name: B, prototype: b = 1}]"
        begun = server.ask(owner, "POST", "comparisons", {"source": source})
        compared = begun["comparison"]
        client.close()
        waiting = Waiting(server, owner)
        entry = made["entry"]["id"]
        ids = {"msg_id": running, "turn_id": asked.id, "entry": entry, "entry_id": entry,
               "kind": "member", "head": made["revision"], "message_id": query, "thread_id": thread,
               "comparison_id": compared["id"], "job_id": "j_1", "call_id": call["id"],
               "proposal_id": waiting.id, "id": "k_1", "finding": entry,
               "option_id": compared["options"][0]["id"], "name": "plan-sprint"}  # fmt: skip
        yield Target(server, owner, ids, token, http, log_from)
        tab.close()
        notebook.close(owner)


# Bodies

odd_texts = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", " ", "\x00", "\ud800", "\u202e", "a" * 201, "x" * 20_001, "1e999", "team"]
    ),
)
odd = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), odd_texts),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(odd_texts, inner, max_size=4),
    max_leaves=12,
)
VALID: dict[str, list[dict[str, Any]]] = {
    "commands": [
        {"command": "add", "kind": "work", "title": "t", "body": "b", "area": "api"},
        {"command": "propose", "kind": "work", "title": "t", "found": "AGENTS.md:3#a"},
        {"command": "edit", "entry": "{entry}", "heads": ["{head}"], "title": "t"},
        {"command": "share", "note": "{entry}", "heads": ["{head}"], "kind": "work", "title": "t"},
        {"command": "retire", "entry": "{entry}", "heads": ["{head}"], "reason": "r"},
        {"command": "accept", "entry": "{entry}", "heads": ["{head}"]},
        {"command": "reject", "entry": "{entry}", "heads": ["{head}"], "reason": "r"},
        {"command": "revert", "entry": "{entry}", "heads": ["{head}"], "to": "{head}"},
        {"command": "merge", "entries": [{"entry": "{entry}", "heads": ["{head}"]}], "title": "t"},
        {"command": "resolve", "sides": ["{head}", "x"], "title": "t", "reason": "r"},
        {"command": "dismiss", "sides": ["{head}", "x"], "reason": "r"},
        {"command": "relate", "first": "{head}", "second": "x", "how": "same"},
        {"command": "anchor", "entry": "{entry}", "path": "src/a.py", "symbol": "make_order"},
        {"command": "unanchor", "entry": "{entry}", "path": "src/a.py", "symbol": "make_order"},
        {"command": "opened", "entry": "{entry}"},
        {"command": "still_holds", "entry": "{entry}", "gone": False},
        {"command": "reanchor", "entry": "{entry}", "old": "src/a.py", "new": "src/b.py"},
        {"command": "accept_suggestion", "suggestion": "g_1", "title": "t", "kind": "decision"},
        {"command": "decide_suggestion", "suggestion": "g_1", "verdict": "never"},
        {
            "command": "propose_summary",
            "sources": [{"entry": "{entry}", "heads": ["{head}"]}] * 2,
            "kind": "work",
            "title": "t",
            "body": "b",
        },
        {"command": "undo_summary", "entry": "{entry}", "reason": "r"},
        {"command": "declare_focus", "text": "t", "area": "api", "hours": 2},
        {"command": "lease_paths", "paths": ["a.py"], "hours": 2, "why": "w"},
        {"command": "release_lease", "lease": "ls_1"},
        {"command": "snooze_overlap", "overlaps": ["ov_1"], "hours": 2},
        {"command": "acknowledge_handoff", "until": 1, "restated": "r", "handoffs": ["ho_1"]},
        *(
            {"command": "set", "name": name, "value": value}
            for name, value in [
                ("rota", {"order": ["a"], "days": 7, "start": "2026-11-23", "zone": "UTC"}),
                ("rota-change", {"do": "hand_over", "to": "a"}),
                ("area:api", {"globs": ["src/"], "members": ["a"]}),
                ("away:a", {"from": 1, "until": 2}),
                ("zone:a", {"zones": ["UTC"], "days": [1], "end": "18:00"}),
                ("exception:" + "a" * 64, {"reason": "r"}),
                ("follow", {"areas": ["api"], "muted": []}),
                ("policy:work", "open"),
                ("skill:a", "0" * 64),
                (
                    "preferences",
                    {
                        "language": "German",
                        "style": None,
                        "detail": None,
                        "area": None,
                        "asks": "all",
                    },
                ),
                ("budget", {"team": 5.0, "each": None}),
                ("budget-of:a", 5),
                ("suggestions", {"daily": 5, "days": 7}),
                ("work", {"hours": 12, "notices": 1}),
                ("own-work", {"contents": True, "guard": "refuse"}),
            ]
        ),
    ],
    "turns": [{"question": "?", "visibility": "shared", "path": "a.ipynb"}],
    "prompt": [{"question": "?", "visibility": "private", "path": "a.ipynb", "skill": "a"}],
    "asked-before": [{"question": "Which rate holds?", "visibility": "private", "path": "a.ipynb"}],
    "turns/{turn_id}/calls/{call_id}": [{"verdict": "allow", "standing": "thread"}],
    "kernel/{msg_id}": [
        {"magic": "ai", "cell_magic": True, "line": "--vars x", "body": "?", "vars": {"x": "1"}}
    ],
}
VALID["handoff/acknowledge"] = [{"until": 1, "restated": "r", "handoffs": ["ho_1"]}]
VALID["edits/{proposal_id}/decide"] = [{"edit": "1", "verdict": "accept", "source": "x"}]
VALID["preview"] = VALID["commands"]
VALID["trials"] = [{"entry": "{entry}", "question": "?"}]
VALID["summaries/draft"] = [{"entries": ["{entry}", "e_2"]}]
WORK = {
    "branch": "b",
    "base": "0" * 40,
    "files": [
        {
            "path": "a.py",
            "hunks": [{"start": 1, "count": 1, "new_start": 1, "new_count": 1, "text": "+x"}],
        }
    ],
}
VALID["claims/report"] = [{"clone": "c1", "source": "clone", **WORK}]
VALID["claims/check"] = [WORK]
VALID["claims/drop"] = [{"clone": "c1"}]
VALID["redactions"] = [{"text": "a text that leaked", "reason": "r"}]


def _filled(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, str):
        return ids.get(value.strip("{}"), value) if value.startswith("{") else value
    if isinstance(value, dict):
        return {key: _filled(inner, ids) for key, inner in value.items()}
    return [_filled(inner, ids) for inner in value] if isinstance(value, list) else value


@st.composite
def broken(draw: st.DrawFn, path: str, ids: dict[str, str]) -> bytes:
    """A body near to a valid one or far from it."""
    shapes = VALID.get(path, [{}])
    value = _filled(draw(st.sampled_from(shapes)), ids)
    how = draw(st.sampled_from(("field", "more", "inside", "cut", "bytes", "noise", "odd", "deep",
                                "giant", "numbers")))  # fmt: skip
    names = st.sampled_from(sorted(value) or ["command"])
    if how == "field":
        value = {**value, draw(names): draw(odd)}
    elif how == "more":
        value = {**value, draw(odd_texts): draw(odd)}
    elif how == "inside" and isinstance(value.get("value"), dict):
        inner = value["value"]
        value = {**value, "value": {**inner, draw(st.sampled_from(sorted(inner))): draw(odd)}}
    elif how == "odd":
        value = draw(odd)
    elif how == "deep":
        levels = draw(st.sampled_from((MAX_DEPTH, MAX_DEPTH + 1, 1_000, 100_000)))
        opening, closing = draw(st.sampled_from((("[", "]"), ('{"a":', "}"), ("[", ""))))
        return f'{{"{draw(names)}":{opening * levels}1{closing * levels}}}'.encode()
    elif how == "giant":
        size = draw(st.sampled_from((MAX_REQUEST - 100, MAX_REQUEST + 1, 4 * MAX_REQUEST)))
        value = {**value, draw(names): "x" * size}
    elif how == "numbers":
        number = draw(st.sampled_from(("1" * 5_000, "-0", "1e400", "NaN", "Infinity", "9" * 400)))
        return f'{{"{draw(names)}":{number}}}'.encode()
    raw = json.dumps(value).encode("utf-8", "surrogatepass")
    if how == "cut":
        return raw[: draw(st.integers(0, max(len(raw) - 1, 0)))]
    if how == "bytes":
        at = draw(st.integers(0, max(len(raw) - 1, 0)))
        return raw[:at] + draw(st.binary(max_size=6)) + raw[at + draw(st.integers(0, 3)) :]
    return draw(st.binary(max_size=200)) if how == "noise" else raw


@given(data=st.data())
def test_no_body_does_harm(target: Target, data: st.DataObject) -> None:
    path, method = data.draw(st.sampled_from(BODIES))
    body = data.draw(broken(path, target.ids))
    kind = data.draw(st.sampled_from(("application/json", "text/plain", "multipart/form-data", "")))
    before = state(target.server)
    answer = target.send(target.address(path), method, body, **{"Content-Type": kind})
    target.refuses(answer, before)


# Addresses, queries, headers

segments = st.one_of(
    st.text(min_size=1, max_size=40),
    st.sampled_from(["..", ".", "%00", "\x00", "a/b", "%2e%2e", "a" * 5_000, "t_1;x", "😀", "-"]),
)


@given(data=st.data())
def test_no_address_and_no_header_does_harm(target: Target, data: st.DataObject) -> None:
    path, method = data.draw(st.sampled_from(ROUTES))
    names = {name: data.draw(segments | st.just(found)) for name, found in target.ids.items()}
    address = path.format(**{k: quote(v, safe="") for k, v in names.items()})
    query = data.draw(
        st.dictionaries(
            st.sampled_from(["room", "limit", "before", "x", "\x00"]) | odd_texts,
            odd_texts.map(lambda text: text[:200]),
            max_size=3,
        )
    )
    words = "&".join(
        f"{quote(k, errors='replace')}={quote(v, errors='replace')}" for k, v in query.items()
    )
    method = data.draw(
        st.sampled_from([method, "get", "post", "put", "delete", "patch", "options"])
    )
    client = data.draw(st.sampled_from(["cli", "kernel", "x" * 1_000, "\xff", ""]))
    before = state(target.server)
    answer = target.send(f"{address}?{words}", method, b"{}", **{"X-CommonGround-Client": client})
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert state(target.server) == before
    assert "Traceback" not in target.log()


RAW = {
    "nothing": b"",
    "noise": bytes(range(256)),
    "no path": b"POST\r\n\r\n",
    "a body that is shorter than it says": b"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: "
    b"token {token}\r\nContent-Length: 999\r\n\r\n{{}}",
    "a length that is none": b"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "two lengths": b"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 9"
    b"\r\n\r\n{{}}",
    "a giant length": b"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: token {token}\r\n"
    b"Content-Length: 99999999999999\r\n\r\n",
    "a giant header": b"GET {path} HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    "broken chunks": b"POST {path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
    b"Authorization: token {token}\r\n\r\nzz\r\n",
}


@pytest.mark.parametrize("name", RAW)
def test_no_broken_request_does_harm(target: Target, name: str) -> None:
    before = state(target.server)
    parts = httpx.URL(f"{target.server.api}/commands")
    raw = RAW[name].replace(b"{path}", parts.raw_path)
    raw = raw.replace(b"{token}", target.owner.token.encode()).replace(b"{{}}", b"{}")
    with socket.create_connection((parts.host, parts.port or 80), timeout=30) as plain:
        said = b""
        with contextlib.suppress(OSError):  # the server may hang up first
            plain.sendall(raw)
            plain.shutdown(socket.SHUT_WR)
            while piece := plain.recv(65536):
                said += piece
    assert not said.startswith(b"HTTP/1.1 5")
    assert target.send("status", "get", None).status_code == 200
    assert state(target.server) == before
    assert "Traceback" not in target.log()


# The feed


class Feed:
    """A follower that can be asked whether it is still answered."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.open()

    def open(self) -> None:
        url = self._target.server.api.replace("http", "ws", 1) + "/feed"
        token = self._target.owner.token
        self.socket = websocket.create_connection(
            url, header=[f"Authorization: token {token}"], timeout=60
        )
        self.socket.settimeout(0.5)

    def send(self, message: bytes | str) -> None:
        try:
            if isinstance(message, str):
                self.socket.send(message)
            else:
                self.socket.send_binary(message)
        except (websocket.WebSocketException, ConnectionError):
            self.open()

    def is_answered(self) -> bool:
        """Whether a question for everything is answered with everything, on this socket or anew.

        It is asked again after a silence: a question is dropped while another is being answered.
        """
        for _ in range(40):
            try:
                self.socket.send_binary(frame(TEAM, step1(b"\x00")))
                while found := self.socket.recv():
                    if isinstance(found, bytes) and b"of a pair" in found:
                        return True
            except websocket.WebSocketTimeoutException:
                continue
            except (websocket.WebSocketException, ConnectionError):
                pass
            self.open()
        return False


def step1(vector: bytes) -> bytes:
    size, digits = len(vector), bytearray()
    while size >= 0x80:
        digits.append(size & 0x7F | 0x80)
        size >>= 7
    return b"\x00\x00" + bytes([*digits, size]) + vector


UNKNOWN = ("area:none", "", "member:the-other")


def _samples(owner: Person) -> list[bytes]:
    doc: Doc[Any] = Doc(client_id=4711)
    doc["entries"] = entries = Map[str]()
    entries["e_x"] = "forged"
    update = doc.get_update()
    return [
        frame(room, message)
        for room in (TEAM, member_room(owner.username), *map(Room, UNKNOWN))
        for message in (
            create_sync_message(doc),
            create_update_message(update),
            b"\x00\x01" + create_update_message(update)[2:],
            b"\x01" + update,
            step1(doc.get_state()),
        )
    ]


@st.composite
def frames(draw: st.DrawFn, samples: list[bytes]) -> bytes | str:
    sample = draw(st.sampled_from(samples))
    how = draw(st.sampled_from(("as it is", "cut", "bytes", "noise", "vector", "text", "deep")))
    if how == "cut":
        return sample[: draw(st.integers(0, len(sample) - 1))]
    if how == "bytes":
        at = draw(st.integers(0, len(sample) - 1))
        return sample[:at] + draw(st.binary(min_size=1, max_size=10)) + sample[at + 1 :]
    if how == "noise":
        return draw(st.binary(max_size=300))
    if how == "vector":
        return frame(TEAM, step1(draw(st.binary(max_size=60))))
    if how == "text":
        return json.dumps(draw(odd))
    if how == "deep":
        return '{"type":' + "[" * draw(st.sampled_from((9, 1_000, 200_000)))
    return sample


@pytest.fixture(scope="module")
def feed(target: Target) -> Iterator[Feed]:
    made = Feed(target)
    yield made
    made.socket.close()


@given(data=st.data())
def test_no_frame_does_harm(target: Target, feed: Feed, data: st.DataObject) -> None:
    before = state(target.server)
    for message in data.draw(st.lists(frames(_samples(target.owner)), min_size=1, max_size=4)):
        feed.send(message)
    assert feed.is_answered()
    assert state(target.server) == before
    assert "Traceback" not in target.log()
    assert " ERROR" not in target.log()


def test_every_state_vector_of_the_documents_writers_is_answered(target: Target) -> None:
    """Each clock that a real replica could name, in the middle of anything that was written."""
    feed = Feed(target)
    feed.socket.send_binary(frame(TEAM, step1(b"\x00")))
    while not isinstance(found := feed.socket.recv(), bytes):
        continue
    decoder = Decoder(found)
    assert decoder.read_var_string() == TEAM
    decoder.read_var_uint(), decoder.read_var_uint()
    doc: Doc[Any] = Doc()
    doc.apply_update(decoder.read_message() or b"")
    state_vector = Decoder(doc.get_state())
    for _ in range(state_vector.read_var_uint()):
        client, clock = state_vector.read_var_uint(), state_vector.read_var_uint()
        for middle in range(clock + 2):
            vector = b"\x01" + _var_uint(client) + _var_uint(middle)
            feed.send(frame(TEAM, step1(vector)))
    assert feed.is_answered()
    assert "Traceback" not in target.log()


def _var_uint(number: int) -> bytes:
    digits = bytearray()
    while number >= 0x80:
        digits.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*digits, number])


@pytest.mark.parametrize("kind", [bytes, str])
def test_a_giant_frame_ends_its_own_socket_only(target: Target, kind: type) -> None:
    before = state(target.server)
    giant, other = Feed(target), Feed(target)
    data = random.Random(1).randbytes(MAX_FRAME + 1)
    giant.send(data if kind is bytes else "x" * len(data))
    assert other.is_answered()
    assert giant.is_answered()
    assert state(target.server) == before


@given(st.binary(max_size=400))
def test_a_frame_is_a_state_vector_or_nothing(data: bytes) -> None:
    """It raises nothing, whatever it is given."""
    found = parse_step1(data)
    assert found is None or isinstance(found[1], bytes)
