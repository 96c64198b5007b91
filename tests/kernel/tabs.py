"""A browser tab as a kernel sees it: one person's WebSocket to a kernel, on either protocol.

It speaks what JupyterLab speaks (``v1``) or what older front ends speak (``legacy``).
"""

from __future__ import annotations

import itertools
import json
import struct
import uuid
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx
import websocket

from tests.live import PLAIN, LiveServer, Person

Protocol = Literal["v1", "legacy"]
V1 = "v1.kernel.websocket.jupyter.org"
WITHIN = 60.0


@dataclass
class Ran:
    """What came back for one execution."""

    msg_id: str
    status: str = ""
    outputs: list[dict[str, Any]] = field(default_factory=list)

    @property
    def printed(self) -> str:
        return "".join(o["text"] for o in self.outputs if "text" in o)

    @property
    def error(self) -> str:
        return "\n".join("\n".join(o["traceback"]) for o in self.outputs if "traceback" in o)

    @property
    def shown(self) -> list[dict[str, Any]]:
        return [o["data"] for o in self.outputs if "data" in o]


class Notebook:
    """A notebook with a kernel on the server, opened by somebody."""

    def __init__(self, server: LiveServer, opener: Person, path: str = "shared.ipynb") -> None:
        self.server = server
        self.path = path
        (server.root / path).write_text(
            json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
        )
        body = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        answer = self._post(opener, "api/sessions", body)
        self.kernel = str(answer["kernel"]["id"])
        self._session = str(answer["id"])

    def interrupt(self, by: Person) -> None:
        self._post(by, f"api/kernels/{self.kernel}/interrupt", {})

    def restart(self, by: Person) -> None:
        self._post(by, f"api/kernels/{self.kernel}/restart", {})

    def close(self, by: Person) -> None:
        with self._http(by) as http:
            http.delete(f"api/sessions/{self._session}")

    def _post(self, person: Person, path: str, body: dict[str, Any]) -> Any:
        with self._http(person) as http:
            response = http.post(path, json=body)
        response.raise_for_status()
        return response.json() if response.content else None

    def _http(self, person: Person) -> httpx.Client:
        return httpx.Client(
            base_url=self.server.url,
            headers={"Authorization": f"token {person.token}"},
            timeout=WITHIN,
            trust_env=False,
            verify=PLAIN,
        )


class Tab:
    """One person's connection to a notebook's kernel."""

    def __init__(self, notebook: Notebook, person: Person, protocol: Protocol = "v1") -> None:
        self.person = person
        self._v1 = protocol == "v1"
        self._session = uuid.uuid4().hex
        self._kept: list[dict[str, Any]] = []
        address = notebook.server.url.replace("http", "ws", 1)
        self.socket = websocket.create_connection(
            f"{address}api/kernels/{notebook.kernel}/channels?session_id={self._session}",
            header=[f"Authorization: token {person.token}"],
            subprotocols=[V1] if self._v1 else None,
            timeout=WITHIN,
        )
        assert (self.socket.getsubprotocol() == V1) is self._v1

    def close(self) -> None:
        self.socket.close()

    def run(self, code: str, *, msg_id: str | None = None, username: str = "") -> Ran:
        """Run a cell to its end."""
        return self.finish(self.send(code, msg_id=msg_id, username=username))

    def send(self, code: str, *, msg_id: str | None = None, username: str = "") -> str:
        """Begin to run a cell; its message's id."""
        content = {"code": code, "silent": False, "store_history": True, "stop_on_error": True}
        return self.send_as("execute_request", content, msg_id=msg_id, username=username)

    def send_as(
        self,
        kind: str,
        content: dict[str, Any],
        *,
        msg_id: str | None = None,
        username: str = "",
        escaped: bool = False,
    ) -> str:
        """Send a message of that type; its id. ``escaped`` spells the type with a JSON escape."""
        msg_id = msg_id or uuid.uuid4().hex
        header = {
            "msg_id": msg_id,
            "msg_type": kind,
            "username": username,
            "session": self._session,
            "date": "2026-01-01T00:00:00Z",
            "version": "5.3",
        }
        metadata = {"cellId": f"cell-of-{msg_id}"}
        if self._v1:
            texts = [json.dumps(p) for p in (header, {}, metadata, content)]
            if escaped:
                texts[0] = _escaped(texts[0], kind)
            self.socket.send_binary(_framed([b"shell", *(text.encode() for text in texts)]))
        else:
            message = {
                "channel": "shell",
                "header": header,
                "parent_header": {},
                "metadata": metadata,
                "content": content,
            }
            text = json.dumps(message)
            self.socket.send(_escaped(text, kind) if escaped else text)
        return msg_id

    def complete(self, code: str) -> list[str]:
        """What the kernel offers at the end of a cell that is being written."""
        msg_id = self.send_as("complete_request", {"code": code, "cursor_pos": len(code)})
        return list(self._first(msg_id, "complete_reply")["matches"])

    def finish(self, msg_id: str) -> Ran:
        """Read until the cell has ended: its reply, and the kernel's word that it is idle."""
        ran = Ran(msg_id)
        idle = False
        while not (idle and ran.status):
            message = self._next_of(msg_id)
            kind, content = message["header"]["msg_type"], message["content"]
            if kind == "execute_reply":
                ran.status = content["status"]
            elif kind == "status":
                idle = content["execution_state"] == "idle"
            elif kind in ("stream", "display_data", "update_display_data", "error"):
                ran.outputs.append({"type": kind, **content})
        return ran

    def until_shown(self, msg_id: str) -> dict[str, Any]:
        """Read until the cell shows something: its data."""
        return dict(self._first(msg_id, "display_data")["data"])

    def until_failed(self, msg_id: str) -> str:
        """Read until the cell, somebody else's perhaps, ends with an error: what it says."""
        return str(self._first(msg_id, "error")["evalue"])

    def _first(self, msg_id: str, kind: str) -> dict[str, Any]:
        """Read until a message of that type answers this one: its content."""
        while True:
            message = self._next_of(msg_id)
            if message["header"]["msg_type"] == kind:
                return dict(message["content"])

    def _next_of(self, msg_id: str) -> dict[str, Any]:
        """The next message that answers this one; those that answer others are kept for them."""
        for index, message in enumerate(self._kept):
            if message["parent_header"].get("msg_id") == msg_id:
                return self._kept.pop(index)
        while True:
            message = self.receive()
            if message["parent_header"].get("msg_id") == msg_id:
                return message
            self._kept.append(message)

    def receive(self) -> dict[str, Any]:
        """The next message for this tab. Raises after ``WITHIN`` seconds of silence."""
        raw = self.socket.recv()
        if not raw:
            raise RuntimeError("The kernel's socket was closed.")
        if isinstance(raw, str):
            found: dict[str, Any] = json.loads(raw)
            return found
        _, header, parent, metadata, content = _unframed(raw)[:5]
        return {
            "header": json.loads(header),
            "parent_header": json.loads(parent),
            "metadata": json.loads(metadata),
            "content": json.loads(content),
        }


def _escaped(text: str, word: str) -> str:
    """The same JSON with the word's first letter as an escape."""
    assert word in text
    return text.replace(word, f"\\u{ord(word[0]):04x}{word[1:]}")


def _framed(parts: list[bytes]) -> bytes:
    """The v1 protocol: how many offsets, the offsets, then the parts behind each other."""
    offsets = [8 * (1 + len(parts) + 1)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return struct.pack(f"<{1 + len(offsets)}Q", len(offsets), *offsets) + b"".join(parts)


def _unframed(raw: bytes) -> list[bytes]:
    count = struct.unpack_from("<Q", raw)[0]
    offsets = struct.unpack_from(f"<{count}Q", raw, 8)
    return [raw[a:b] for a, b in itertools.pairwise(offsets)]
