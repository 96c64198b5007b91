"""Jupyter's doors as a browser or a script comes to them, for tests: requests and sockets."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

import httpx
import websocket
from pycrdt import (
    Array,
    Doc,
    YMessageType,
    YSyncMessageType,
    create_sync_message,
    handle_sync_message,
)

from tests.live import PLAIN, LiveServer, Person

WITHIN = 10.0
AT_ONCE = 1.0
"""Seconds after which no socket of somebody who lost their role is open."""


def ask(
    server: LiveServer, who: Person | None, method: str, path: str, body: Any = None
) -> httpx.Response:
    headers = {} if who is None else {"Authorization": f"token {who.token}"}
    return httpx.request(
        method, server.url + path, json=body, headers=headers, trust_env=False, verify=PLAIN,
        timeout=60,
    )  # fmt: skip


def socket_of(server: LiveServer, who: Person, path: str) -> websocket.WebSocket:
    """An open socket. Raises WebSocketBadStatusException where it is refused."""
    return websocket.create_connection(
        server.url.replace("http", "ws", 1) + path,
        header=[f"Authorization: token {who.token}"],
        timeout=WITHIN,
    )


def seconds_until_closed(socket: websocket.WebSocket) -> float:
    """How long it stays open, whatever still arrives; ``WITHIN`` where it stays open for longer."""
    began = time.monotonic()
    while (passed := time.monotonic() - began) < WITHIN:
        socket.settimeout(WITHIN - passed)
        try:
            opcode, _ = socket.recv_data()
        except websocket.WebSocketTimeoutException:
            return WITHIN
        except (websocket.WebSocketException, OSError):
            break
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            break
    return time.monotonic() - began


class RoomSocket:
    """One person's copy of a live notebook (or text file), on jupyter-collaboration's socket."""

    def __init__(
        self,
        server: LiveServer,
        who: Person,
        path: str,
        form: str = "json",
        kind: str = "notebook",
    ) -> None:
        body = {"format": form, "type": kind}
        answer = ask(server, who, "PUT", f"api/collaboration/session/{path}", body)
        assert answer.status_code in (200, 201), answer.text
        given = answer.json()
        room = f"{form}:{kind}:{given['fileId']}"
        self.socket = socket_of(
            server, who, f"api/collaboration/room/{room}?sessionId={given['sessionId']}"
        )
        self.doc: Doc[Any] = Doc()
        self.cells = self.doc.get("cells", type=Array)
        self.awareness: list[bytes] = []
        self.socket.send_binary(create_sync_message(self.doc))
        self.until(lambda: self.synced)

    synced = False

    def until(self, done: Any) -> None:
        """Take what arrives until it is so. Raises after ``WITHIN`` seconds."""
        end = time.monotonic() + WITHIN
        while not done():
            assert time.monotonic() < end, "it did not arrive"
            self.take(self.socket.recv())

    def take(self, message: Any) -> None:
        if message[0] == YMessageType.AWARENESS:
            self.awareness.append(bytes(message))
        if message[0] != YMessageType.SYNC:
            return
        reply = handle_sync_message(message[1:], self.doc)
        if reply is not None:
            self.socket.send_binary(reply)
        self.synced = self.synced or message[1] == YSyncMessageType.SYNC_STEP2

    def sources(self) -> list[str]:
        return [str(cell["source"]) for cell in self.cells]

    def change(self, edit: Any) -> bytes:
        """The update that an edit of this copy makes."""
        before = self.doc.get_state()
        edit(self.cells)
        return bytes(self.doc.get_update(before))

    def close(self) -> None:
        self.socket.close()


def varint(number: int) -> bytes:
    found = b""
    while number >= 0x80:
        found += bytes([number & 0x7F | 0x80])
        number >>= 7
    return found + bytes([number])


def notebook(server: LiveServer, *sources: str) -> str:
    """A notebook with these cells; its path."""
    path = f"room-{uuid.uuid4().hex[:8]}.ipynb"
    cells = [
        {"cell_type": "markdown", "id": f"c{n}", "metadata": {}, "source": source}
        for n, source in enumerate(sources)
    ]
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (server.root / path).write_text(json.dumps(whole))
    return path
