"""The clients' side of a benchmark: a browser's login, its sockets, a connection for commands.

All sockets of both systems use the same client (tornado's) in the same process, and take the time
in the same place: once a frame is read and found to be a document's update. Knows the wire; refuses
to know what is measured.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from pycrdt import (
    Decoder,
    Doc,
    TransactionEvent,
    create_sync_message,
    create_update_message,
    handle_sync_message,
)
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.live import LiveServer, Person

WITHIN = 30.0
"""Seconds for anything that a server is asked to do."""
SYNC = 0
STEP2, UPDATE = 1, 2
_COMMANDS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody who opened JupyterLab by their personal link: an address and the cookies."""

    url: str
    cookies: str
    xsrf: str

    @classmethod
    def log_in(cls, server: LiveServer, person: Person) -> Browser:
        """Open the page as a browser does, and keep its cookies."""
        with httpx.Client(trust_env=False, timeout=WITHIN, follow_redirects=True) as http:
            http.get(server.lab_url(person)).raise_for_status()
            jar = {cookie.name: str(cookie.value) for cookie in http.cookies.jar}
        cookies = "; ".join(f"{name}={value}" for name, value in jar.items())
        return cls(server.url, cookies, jar["_xsrf"])

    @property
    def headers(self) -> dict[str, str]:
        """What its requests carry."""
        origin = self.url.rstrip("/")
        return {"Cookie": self.cookies, "X-XSRFToken": self.xsrf, "Origin": origin}

    async def socket(
        self,
        path: str,
        on_message: Callable[[str | bytes], None],
        subprotocols: list[str] | None = None,
    ) -> WebSocketClientConnection:
        """A WebSocket below the server's address; ``on_message`` gets every frame."""

        def heard(message: str | bytes | None) -> None:
            if message is not None:
                on_message(message)

        request = HTTPRequest(
            self.url.replace("http", "ws", 1) + path, headers=self.headers, connect_timeout=WITHIN
        )
        return await websocket_connect(
            request, on_message_callback=heard, subprotocols=subprotocols
        )


class Connection:
    """One kept-alive HTTP connection, as a browser keeps it. Use it for one request at a time."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        parts = urlsplit(browser.url)
        self._host, self._port = str(parts.hostname), parts.port or 80

    async def __aenter__(self) -> Connection:
        self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    async def json(self, method: str, path: str, value: object = None) -> Any:
        """Send ``value`` as JSON and return the answer's. Raises RuntimeError unless it is 2xx."""
        status, body = await self.send(self.request(method, path, value))
        if not 200 <= status < 300:
            raise RuntimeError(f"{method} {path} was answered {status}: {body[:400]!r}")
        return json.loads(body) if body else None

    def request(self, method: str, path: str, value: object = None) -> bytes:
        """The bytes of a request."""
        body = b"" if value is None else json.dumps(value).encode()
        fields = {
            "Host": f"{self._host}:{self._port}",
            **self._browser.headers,
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
        }
        lines = [f"{method} /{path} HTTP/1.1", *(f"{k}: {v}" for k, v in fields.items())]
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def send(self, request: bytes) -> tuple[int, bytes]:
        """Send it; status and body of the answer."""
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status, *lines = head.split("\r\n")
        fields: Mapping[str, str] = {
            name.strip().lower(): value.strip()
            for name, colon, value in (line.partition(":") for line in lines)
            if colon
        }
        return int(status.split()[1]), await self._reader.readexactly(
            int(fields.get("content-length", "0"))
        )


class Feed:
    """One browser's feed: calls back with each update of the team's document, and each event.

    ``on_update`` gets the time (``perf_counter_ns``) and the update's bytes.
    """

    def __init__(
        self,
        on_update: Callable[[int, bytes], None] = lambda at, update: None,
        on_event: Callable[[dict[str, Any]], None] = lambda event: None,
    ) -> None:
        self._on_update = on_update
        self._on_event = on_event
        self._greeted = asyncio.Event()
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}

    async def open(self, browser: Browser) -> Feed:
        """Connect, and wait until the server says hello."""
        self._socket = await browser.socket("commonground/api/feed", self._heard)
        await asyncio.wait_for(self._greeted.wait(), WITHIN)
        return self

    async def close(self) -> None:
        """Disconnect."""
        self._socket.close()

    def command_frame(self, command: dict[str, Any]) -> tuple[str, str]:
        """The id and the text of a frame that carries a command."""
        id = f"benchmark-{next(_COMMANDS)}"
        return id, json.dumps({"type": "command", "id": id, "command": command})

    async def command(self, frame: tuple[str, str]) -> dict[str, Any]:
        """Send a command's frame; its answer. Raises RuntimeError unless it was carried out."""
        id, text = frame
        waiting: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._answers[id] = waiting
        await self._socket.write_message(text)
        answer = await asyncio.wait_for(waiting, WITHIN)
        if answer["status"] != 200:
            raise RuntimeError(f"The command was answered {answer}")
        return answer

    def _heard(self, message: str | bytes) -> None:
        if isinstance(message, bytes):
            decoder = Decoder(message)
            decoder.read_var_string()
            update = _update_in(decoder, SYNC)
            if update is not None:
                self._on_update(time.perf_counter_ns(), update)
            return
        event = json.loads(message)
        if event["type"] == "answer" and event["id"] in self._answers:
            self._answers.pop(event["id"]).set_result(event)
        if event["type"] == "presence":
            self._greeted.set()
        self._on_event(event)


class Room:
    """One browser in jupyter-collaboration's room of a notebook.

    ``doc`` is its replica where it has one: what is changed in it is sent, and what others change
    arrives in it. ``on_update`` is as in ``Feed``.
    """

    def __init__(
        self,
        on_update: Callable[[int, bytes], None] = lambda at, update: None,
        doc: Doc[Any] | None = None,
    ) -> None:
        self._on_update = on_update
        self._doc = doc
        self._synced = asyncio.Event()
        self._applying = False
        self.sent = 0
        """Bytes of the updates that this browser made."""

    async def open(self, browser: Browser, address: str) -> Room:
        """Connect to the room at ``address`` (see ``room_address``), and synchronise."""
        self._socket = await browser.socket(address, self._heard)
        replica: Doc[Any] = self._doc if self._doc is not None else Doc()
        await self._socket.write_message(create_sync_message(replica), binary=True)
        await asyncio.wait_for(self._synced.wait(), WITHIN)
        if self._doc is not None:
            self._subscription = self._doc.observe(self._changed)
        return self

    async def close(self) -> None:
        """Disconnect."""
        self._socket.close()

    def send(self, frame: bytes) -> None:
        """Send an update's frame as it is."""
        self._socket.write_message(frame, binary=True)

    def _changed(self, event: TransactionEvent) -> None:
        if not self._applying:
            self.sent += len(event.update)
            self.send(bytes(create_update_message(event.update)))

    def _heard(self, message: str | bytes) -> None:
        if not isinstance(message, bytes) or message[0] != SYNC:
            return
        update = _update_in(Decoder(message), SYNC)
        if update is not None:
            self._on_update(time.perf_counter_ns(), update)
        self._apply(message)
        if message[1] == STEP2:
            self._synced.set()

    def _apply(self, message: bytes) -> None:
        if self._doc is None:
            return
        self._applying = True
        try:
            reply = handle_sync_message(message[1:], self._doc)
        finally:
            self._applying = False
        if reply is not None:
            self.send(reply)


async def room_address(connection: Connection, path: str) -> str:
    """Where the room of the notebook at ``path`` is, as JupyterLab asks for it."""
    session = await connection.json(
        "PUT",
        f"api/collaboration/session/{quote(path)}",
        {"format": "json", "type": "notebook"},
    )
    name = f"{session['format']}:{session['type']}:{session['fileId']}"
    return f"api/collaboration/room/{name}?sessionId={session['sessionId']}"


async def closing_with(stack: AsyncExitStack, *sockets: Feed | Room) -> None:
    """Close these sockets when the stack is left."""
    for socket in sockets:
        stack.push_async_callback(socket.close)


def _update_in(decoder: Decoder, kind: int) -> bytes | None:
    if decoder.read_var_uint() != kind or decoder.read_var_uint() != UPDATE:
        return None
    update = decoder.read_message()
    return None if update is None else bytes(update)
