"""One request of the web server handed to an ASGI application, and its answer as it comes.

Tornado has read the body before a handler runs, so it is given whole. Knows tornado and ASGI;
refuses to know what the application is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.iostream import StreamClosedError
from tornado.web import RequestHandler

AsgiMessage = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[AsgiMessage]]
Send = Callable[[AsgiMessage], Awaitable[None]]
AsgiApp = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

OURS = frozenset({"authorization", "cookie"})
"""Headers that are the server's own: the application is told who asks, and sees no secret."""
_HOP = frozenset({"connection", "content-length", "transfer-encoding", "keep-alive"})
"""Headers of an answer that tornado sets itself."""


class AsgiExchange:
    """One request of a handler. ``gone`` is called by the handler when its client goes away."""

    def __init__(self, handler: RequestHandler) -> None:
        self._handler = handler
        self._gone = asyncio.Event()
        self._asked = False

    def gone(self) -> None:
        """The client went away: the application is told, and what it still says is dropped."""
        self._gone.set()

    async def run(self, app: AsgiApp, **more: Any) -> None:
        """Have the application answer; ``more`` goes into its scope."""
        await app(scope_of(self._handler.request) | more, self._receive, self._send)

    async def _receive(self) -> AsgiMessage:
        if not self._asked:
            self._asked = True
            body = self._handler.request.body
            return {"type": "http.request", "body": body, "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: AsgiMessage) -> None:
        if self._gone.is_set():
            return
        if message["type"] == "http.response.start":
            self._start(message)
        elif message["type"] == "http.response.body":
            await self._body(message.get("body", b""), more=message.get("more_body", False))

    def _start(self, message: AsgiMessage) -> None:
        self._handler.set_status(message["status"])
        self._handler.clear_header("Content-Type")
        for name, value in message.get("headers", ()):
            if name.decode("latin-1").lower() not in _HOP:
                self._handler.set_header(name.decode("latin-1"), value.decode("latin-1"))

    async def _body(self, body: bytes, *, more: bool) -> None:
        try:
            if body:
                self._handler.write(body)
            if more:
                await self._handler.flush()
            else:
                self._handler.finish()
                self._gone.set()
        except StreamClosedError:
            self._gone.set()


class StayingHere:
    """An application whose answer is dropped where it leads elsewhere than to ``path`` here.

    ``led_away`` is then where it would have led.
    """

    def __init__(self, app: AsgiApp, path: str) -> None:
        self._app = app
        self._path = path
        self.led_away: str | None = None

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Have the application answer."""

        async def checked(message: AsgiMessage) -> None:
            for name, value in message.get("headers", ()):
                where = value.decode("latin-1")
                if name.lower() == b"location" and where.partition("?")[0] != self._path:
                    self.led_away = where
            if self.led_away is None:
                await send(message)

        await self._app(scope, receive, checked)


def scope_of(request: HTTPServerRequest) -> dict[str, Any]:
    """The request as ASGI describes it, without what authenticates it."""
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.protocol,
        "path": request.path,
        "raw_path": request.path.encode(),
        "query_string": request.query.encode(),
        "root_path": "",
        "headers": list(_headers(request.headers.get_all())),
        "client": None,
        "server": None,
    }


def _headers(given: Iterable[tuple[str, str]]) -> Iterator[tuple[bytes, bytes]]:
    for name, value in given:
        low = name.lower()
        if low not in OURS:
            yield low.encode("latin-1", "replace"), value.encode("latin-1", "replace")
