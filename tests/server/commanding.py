"""A client that commands over the feed's socket, one frame at a time, for tests."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import websocket

from tests.live import LiveServer

WITHIN = 30.0


class CommandSocket:
    """One feed socket of whoever has the token (or the headers), greeted."""

    def __init__(self, server: LiveServer, token: str, headers: Mapping[str, str] = {}) -> None:
        url = server.api.replace("http", "ws", 1) + "/feed"
        given = dict(headers) or {"Authorization": f"token {token}"}
        self.socket = websocket.create_connection(
            url,
            header=[f"{name}: {value}" for name, value in given.items() if name != "Origin"],
            timeout=WITHIN,
            suppress_origin="Origin" not in given,
            origin=given.get("Origin"),
        )
        self.hello = self._next("hello")

    def send(self, frame: object) -> None:
        """A text frame: JSON, unless it is a text already."""
        self.socket.send(frame if isinstance(frame, str) else json.dumps(frame))

    def command(self, fields: Mapping[str, Any], id: str | None = None) -> dict[str, Any]:
        """Send a command, and wait for the answer to it."""
        id = id or uuid.uuid4().hex
        self.send({"type": "command", "id": id, "command": fields})
        answer = self.answer()
        assert answer["id"] == id
        return answer

    def answers_until_closed(self, fields: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Send a command, and what was answered before the server closed the socket."""
        answers = []
        with suppress(AssertionError, websocket.WebSocketException, ConnectionError):
            answers.append(self.command(fields))
            while True:
                answers.append(self.answer())
        return answers

    def answer(self) -> dict[str, Any]:
        """The next answer."""
        return self._next("answer")

    def _next(self, kind: str) -> dict[str, Any]:
        while True:
            message = self.socket.recv()
            if isinstance(message, str):
                assert message, "the feed closed"
                event = json.loads(message)
                if event["type"] == kind:
                    return dict(event)

    def close(self) -> None:
        self.socket.close()
