"""A role is a role at every door: Jupyter's own routes and sockets, for a reader and for others."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import websocket
from pycrdt import Map, create_update_message

from tests.kernel.tabs import Notebook, Protocol, Tab
from tests.live import LiveServer, Person
from tests.server.conftest import SHARED_TOKEN
from tests.server.doors import (
    AT_ONCE,
    RoomSocket,
    ask,
    notebook,
    seconds_until_closed,
    socket_of,
    varint,
)


@pytest.fixture(scope="module")
def rita(server: LiveServer) -> Person:
    return server.invite("Rita Reader", "reader")


@pytest.fixture(scope="module")
def carl(server: LiveServer) -> Person:
    return server.invite("Carl Contributor")


@pytest.fixture(scope="module")
def adam(server: LiveServer) -> Person:
    return server.invite("Adam Admin", "admin")


@pytest.fixture(scope="module")
def opened(server: LiveServer, carl: Person) -> Iterator[Notebook]:
    made = Notebook(server, carl, "doors.ipynb")
    yield made
    made.close(carl)


@pytest.fixture(scope="module")
def terminal(server: LiveServer, carl: Person) -> str:
    return str(ask(server, carl, "POST", "api/terminals").json()["name"])


def anonymous() -> Person:
    return Person("Anonymous", "nobody", "reader", SHARED_TOKEN)


NOTEBOOK = {"path": "x.ipynb", "name": "x", "type": "notebook", "kernel": {"name": "python3"}}
FILE = {"type": "file", "format": "text", "content": "written"}
WRITES = [
    ("POST", "api/kernels", {"name": "python3"}),
    ("POST", "api/kernels/{kernel}/interrupt", {}),
    ("POST", "api/kernels/{kernel}/restart", {}),
    ("DELETE", "api/kernels/{kernel}", None),
    ("POST", "api/sessions", NOTEBOOK),
    ("POST", "api/terminals", {}),
    ("DELETE", "api/terminals/{terminal}", None),
    ("PUT", "api/contents/written.txt", FILE),
    ("POST", "api/contents", {"type": "file"}),
    ("PATCH", "api/contents/doors.ipynb", {"path": "moved.ipynb"}),
    ("DELETE", "api/contents/doors.ipynb", None),
    ("POST", "api/contents/doors.ipynb/checkpoints", {}),
    ("POST", "api/contents/doors.ipynb/trust", {}),
    ("GET", "nbconvert/html/doors.ipynb", None),
    ("POST", "nbconvert/html", {"name": "x.ipynb", "content": {}}),
    ("POST", "lab/api/extensions", {"cmd": "install", "extension_name": "x"}),
    ("POST", "lab/api/plugins", {"cmd": "disable", "plugin_name": "x"}),
    ("POST", "lab/api/build", {}),
    ("PUT", "api/config/notebook", {"written": True}),
    ("PATCH", "api/config/notebook", {"written": True}),
    ("POST", "api/events", {"schema_id": "x", "version": "1", "data": {}}),
    ("POST", "api/shutdown", {}),
    ("PUT", "api/collaboration/fork/json:notebook:x", {}),
    ("DELETE", "api/collaboration/fork/x?merge=true", None),
    ("PUT", "api/collaboration/undo_redo/json:notebook:x?action=undo&steps=1&forkRoom=x", {}),
]
SHARED_SETTINGS = [
    ("PUT", "lab/api/settings/@jupyterlab/terminal-extension:plugin", {"raw": "{}"}),
    ("PUT", "lab/api/workspaces/default", {"data": {}, "metadata": {"id": "default"}}),
    ("DELETE", "lab/api/workspaces/default", None),
]
"""What who has a name changes for themselves alone."""
READS = [
    "api/me", "api/status", "api/kernels", "api/kernelspecs", "api/sessions", "api/terminals",
    "api/contents/doors.ipynb", "api/contents/", "files/doors.ipynb", "api/nbconvert",
    "api/contents/doors.ipynb/checkpoints", "lab", "lab/tree/doors.ipynb", "lsp/status",
    "lab/api/settings/@jupyterlab/notebook-extension:tracker", "lab/api/workspaces/default",
    "lab/api/translations/default", "api/config/notebook", "commonground/api/status",
]  # fmt: skip


def tree(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def running(server: LiveServer, who: Person) -> tuple[Any, Any]:
    kernels = ask(server, who, "GET", "api/kernels").json()
    terminals = ask(server, who, "GET", "api/terminals").json()
    return sorted(k["id"] for k in kernels), sorted(t["name"] for t in terminals)


@pytest.mark.parametrize("who", ["reader", "anonymous"])
@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_who_only_reads_changes_nothing_in_jupyter(
    server: LiveServer, rita: Person, carl: Person, opened: Notebook, terminal: str,
    method: str, path: str, body: Any, who: str,
) -> None:  # fmt: skip
    before = tree(server.root), running(server, carl)
    path = path.format(kernel=opened.kernel, terminal=terminal)
    answer = ask(server, rita if who == "reader" else anonymous(), method, path, body)
    assert answer.status_code == 403, answer.text
    assert (tree(server.root), running(server, carl)) == before


@pytest.mark.parametrize(("method", "path", "body"), SHARED_SETTINGS)
def test_who_has_no_name_and_only_reads_changes_no_settings(
    server: LiveServer, rita: Person, method: str, path: str, body: Any
) -> None:
    answer = ask(server, anonymous(), method, path, body)
    assert answer.status_code == 403, answer.text


@pytest.mark.parametrize("path", READS)
def test_who_only_reads_still_reads(
    server: LiveServer, rita: Person, opened: Notebook, path: str
) -> None:
    answer = ask(server, rita, "GET", path)
    assert answer.status_code == 200, answer.text


def test_a_refusal_says_which_role_it_is(server: LiveServer, rita: Person) -> None:
    answer = ask(server, rita, "PUT", "api/contents/written.txt", FILE)
    assert "reader" in answer.json()["message"]


@pytest.mark.parametrize(
    "path", ["api/kernels/{kernel}/channels", "terminals/websocket/{terminal}", "lsp/ws/pylsp"]
)
def test_who_only_reads_opens_no_socket_that_runs_something(
    server: LiveServer, rita: Person, opened: Notebook, terminal: str, path: str
) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        socket_of(server, rita, path.format(kernel=opened.kernel, terminal=terminal))
    assert refused.value.status_code == 403


@pytest.mark.parametrize("role", ["contributor", "owner", "admin"])
def test_who_contributes_runs_cells_and_writes_files(server: LiveServer, role: Any) -> None:
    who = server.invite(f"The {role}", role)
    assert ask(server, who, "PUT", f"api/contents/by-{role}.txt", FILE).status_code == 201
    assert (server.root / f"by-{role}.txt").read_text() == "written"
    made = Notebook(server, who, f"by-{role}.ipynb")
    tab = Tab(made, who)
    assert tab.run("print(6 * 7)").printed == "42\n"
    tab.close()
    made.close(who)


# A live notebook


def appended(source: str) -> Any:
    return lambda cells: cells.append(Map({"id": "new", "source": source, "metadata": {}}))


def test_a_reader_follows_a_live_notebook_and_changes_nothing(
    server: LiveServer, rita: Person, carl: Person
) -> None:
    path = notebook(server, "As it was")
    writer, reader = RoomSocket(server, carl, path), RoomSocket(server, rita, path)
    assert reader.sources() == ["As it was"]

    forged = reader.change(appended("By a reader"))
    whole = bytes(reader.doc.get_update())
    update = bytes([0, 2]) + varint(len(forged)) + forged
    for frame in (
        update,  # an update
        bytes([0, 1]) + varint(len(whole)) + whole,  # the second step of sync
        bytes([0x80, 0]) + update[1:],  # the same numbers, spelt longer
        bytes([0, 0x82, 0]) + update[2:],
        bytes([2, 4]) + b"save" + b"\x01",  # a request to write the file
        b"\x7d\x00",
        b"",
    ):
        reader.socket.send_binary(frame)
    reader.socket.send_binary(bytes([1]) + awareness_of(99, "here"))
    writer.until(lambda: any(b"here" in a for a in writer.awareness))  # all before it is through

    told = writer.change(appended("By a contributor"))
    writer.socket.send_binary(create_update_message(told))
    other = RoomSocket(server, carl, path)
    other.until(lambda: "By a contributor" in other.sources())
    assert other.sources() == ["As it was", "By a contributor"]
    reader.until(lambda: "By a contributor" in reader.sources())
    assert "By a reader" not in writer.sources()
    for each in (writer, reader, other):
        each.close()


def awareness_of(client: int, word: str) -> bytes:
    """An awareness update: one client, its clock, its state."""
    state = json.dumps({"word": word}).encode()
    update = b"\x01" + varint(client) + b"\x01" + varint(len(state)) + state
    return varint(len(update)) + update


def test_a_reader_who_is_promoted_writes_in_the_notebook_that_is_open(server: LiveServer) -> None:
    path = notebook(server, "As it was")
    paul = server.invite("Paul Promoted", "reader")
    first = RoomSocket(server, paul, path)
    server.invite("Paul Promoted", "contributor")
    assert seconds_until_closed(first.socket) < AT_ONCE
    again, other = RoomSocket(server, paul, path), RoomSocket(server, paul, path)
    again.socket.send_binary(create_update_message(again.change(appended("Now mine"))))
    other.until(lambda: "Now mine" in other.sources())


# What is open when a role or a link is taken away


def taken(server: LiveServer, how: str, who: Person, adam: Person) -> None:
    if how == "revoked":
        server.revoke(who)
    elif how == "demoted by the link":
        server.invite(who.display_name, "reader")
    else:
        body = {"command": "set", "name": f"member:{who.username}", "value": "reader"}
        answer = ask(server, adam, "POST", "commonground/api/commands", body)
        assert answer.status_code == 200, answer.text


SOCKETS = {
    "feed": "commonground/api/feed",
    "kernel": "api/kernels/{kernel}/channels",
    "terminal": "terminals/websocket/{terminal}",
    "events": "api/events/subscribe",
    "language server": "lsp/ws/none-is-installed",
    "room": "api/collaboration/room/JupyterLab:globalAwareness",
}


@pytest.mark.parametrize("how", ["revoked", "demoted by the link", "demoted by a setting"])
@pytest.mark.parametrize("door", SOCKETS)
def test_every_socket_of_who_loses_a_role_ends_at_once(
    server: LiveServer, adam: Person, opened: Notebook, terminal: str, door: str, how: str
) -> None:
    gone = server.invite(f"Gone from {door}, {how}")
    stays = server.invite("Stays Here")
    path = SOCKETS[door].format(kernel=opened.kernel, terminal=terminal)
    sockets = [socket_of(server, gone, path), socket_of(server, gone, path)]
    other = socket_of(server, stays, path)
    taken(server, how, gone, adam)
    for socket in sockets:
        assert seconds_until_closed(socket) < AT_ONCE
    other.ping()
    other.settimeout(AT_ONCE)
    assert heard(other), "somebody else's socket ended too"
    other.close()


def heard(socket: websocket.WebSocket) -> bool:
    """Whether it is still open: the answer to a ping arrives."""
    while True:
        opcode, _ = socket.recv_data(control_frame=True)
        if opcode == websocket.ABNF.OPCODE_PONG:
            return True
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            return False


def test_a_terminal_whose_client_ignores_the_closing_is_a_shell_no_longer(
    server: LiveServer, carl: Person
) -> None:
    mallory = server.invite("Mallory Terminal")
    name = ask(server, mallory, "POST", "api/terminals").json()["name"]
    socket = socket_of(server, mallory, f"terminals/websocket/{name}")
    socket.send(json.dumps(["stdin", f"echo before > {server.root}/before.txt\r"]))
    while not (server.root / "before.txt").exists():
        socket.recv()
    server.revoke(mallory)
    assert seconds_until_closed(socket) < AT_ONCE
    with contextlib.suppress(OSError, websocket.WebSocketException):
        for _ in range(1000):
            socket.send(json.dumps(["stdin", f"echo after > {server.root}/after.txt\r"]))
    other = socket_of(server, carl, f"terminals/websocket/{name}")
    other.send(json.dumps(["stdin", f"echo last > {server.root}/last.txt\r"]))
    while not (server.root / "last.txt").exists():
        other.recv()
    assert not (server.root / "after.txt").exists()


@pytest.mark.parametrize("protocol", ["v1", "legacy"])
@pytest.mark.parametrize("kind", ["execute_request", "debug_request", "comm_msg", "made_up"])
def test_a_demoted_persons_next_message_reaches_no_kernel(
    server: LiveServer, carl: Person, opened: Notebook, protocol: Protocol, kind: str
) -> None:
    """At once, before anybody has looked who is still let in."""
    bob = server.invite(f"Bob {protocol} {kind}")
    tab = Tab(opened, bob, protocol)
    mark = f"ran_{protocol}_{kind}"
    assert tab.run("1").status == "ok"
    server.invite(bob.display_name, "reader")
    tab.send_as(kind, {"code": f"{mark} = 1", "silent": False})
    assert seconds_until_closed(tab.socket) < AT_ONCE
    other = Tab(opened, carl)
    assert other.run(f"print({mark!r} in globals())").printed == "False\n"
    other.close()


def test_a_server_without_links_is_jupyter_as_it_was(tmp_path: Path) -> None:
    """Who has the shared token runs code there, until somebody is given a personal link."""
    arguments = [f"--IdentityProvider.token={SHARED_TOKEN}"]
    with LiveServer(tmp_path, name="no-links", arguments=arguments) as alone:
        assert ask(alone, anonymous(), "PUT", "api/contents/x.txt", FILE).status_code == 201
        alone.invite("Ada Admin", "admin")
        assert ask(alone, anonymous(), "PUT", "api/contents/y.txt", FILE).status_code == 403


@pytest.mark.parametrize("how", ["revoked", "demoted by the link"])
def test_an_answer_that_is_being_sent_ends_with_the_role(tmp_path: Path, how: str) -> None:
    script = tmp_path / "script.json"
    script.write_text(json.dumps({"default": "word " * 10_000, "words": 1, "delay": 0.05}))
    with LiveServer(tmp_path, name="growing", model=f"scripted:{script}") as slow:
        adam, gone = slow.invite("Adam Admin", "admin"), slow.invite("Gone Again")
        question = {"question": "Why?", "visibility": "shared"}
        turn = ask(slow, gone, "POST", "commonground/api/turns", question).json()["turn"]["id"]
        stream = f"{slow.api}/turns/{turn}/stream"
        headers = {"Authorization": f"token {gone.token}"}
        with httpx.stream("GET", stream, headers=headers, trust_env=False, timeout=60) as answer:
            pieces = answer.iter_bytes()
            assert b"word" in next(pieces)
            taken(slow, how, gone, adam)
            began = time.monotonic()
            with pytest.raises(httpx.TransportError):
                list(pieces)
            assert time.monotonic() - began < AT_ONCE
        found = ask(slow, adam, "GET", f"commonground/api/turns/{turn}").json()["turn"]
        assert found["status"] == "streaming"
