"""A model on loopback: takes ``/v1/messages``, notes when a request came and when each token went.

It answers with ``tokens``, one every ``pace`` seconds. Knows the provider's events.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tornado import httpserver, netutil, web
from tornado.iostream import StreamClosedError

MAX_REQUEST = 64 * 1024 * 1024
PATIENCE = 60.0
"""Seconds after which a request that does not come is given up."""


@dataclass(slots=True)
class Token:
    """A token as it left the model: how long the answer is with it, and when (ns since 1970)."""

    length: int
    at: int


@dataclass(slots=True)
class LoopbackModel:
    """``async with LoopbackModel() as model``: the server asks ``model.url``."""

    tokens: tuple[str, ...] = ("Noted.",)
    pace: float = 0.0
    url: str = ""
    arrivals: list[int] = field(default_factory=list)
    """When each request had arrived, in ns since 1970."""
    prompts: list[str] = field(default_factory=list)
    """The prompt of each of these requests, at the same place."""
    streams: list[tuple[str, list[Token]]] = field(default_factory=list)
    """Every answer's prompt and tokens: several may stream at once."""
    came: asyncio.Condition = field(default_factory=asyncio.Condition)
    """Told of each request."""
    _server: httpserver.HTTPServer | None = None

    async def __aenter__(self) -> LoopbackModel:
        sockets = netutil.bind_sockets(0, "127.0.0.1")
        application = web.Application([("/v1/messages", _Messages, {"model": self})])
        self._server = httpserver.HTTPServer(application, max_buffer_size=MAX_REQUEST)
        self._server.add_sockets(sockets)
        self.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.stop()
        await self._server.close_all_connections()

    async def asked(self, question: str, since: int) -> int:
        """When the first request with that question came, of those after ``since`` earlier ones."""
        async with self.came, asyncio.timeout(PATIENCE):
            while True:
                later = zip(self.arrivals[since:], self.prompts[since:], strict=True)
                for at, prompt in later:
                    if question in prompt:
                        return at
                await self.came.wait()

    @property
    def answer(self) -> str:
        """The whole answer."""
        return "".join(self.tokens)

    @property
    def environ(self) -> dict[str, str]:
        """What makes a server ask this model."""
        return {
            "COMMONGROUND_BASE_URL": self.url,
            "ANTHROPIC_API_KEY": "benchmark",
            "NO_PROXY": "127.0.0.1",
        }


class _Messages(web.RequestHandler):
    def initialize(self, model: LoopbackModel) -> None:
        self._model = model

    async def post(self) -> None:
        arrived = time.time_ns()
        body = json.loads(self.request.body)
        parts = [*body.get("system", ()), *body["messages"][0]["content"]]
        prompt = "".join(str(part.get("text", "")) for part in parts)
        self._model.arrivals.append(arrived)
        self._model.prompts.append(prompt)
        async with self._model.came:
            self._model.came.notify_all()
        self.set_header("Content-Type", "text/event-stream")
        try:
            await self._answer(str(body["model"]), prompt)
        except StreamClosedError:
            return

    async def _answer(self, name: str, prompt: str) -> None:
        model = self._model
        for event in _opening(name):
            self._write(event)
        await self.flush()
        sent: list[Token] = []
        model.streams.append((prompt, sent))
        loop = asyncio.get_running_loop()
        due, length = loop.time(), 0
        for text in model.tokens:
            due += model.pace
            if due > loop.time():
                await asyncio.sleep(due - loop.time())
            length += len(text)
            sent.append(Token(length, time.time_ns()))
            delta = {"type": "text_delta", "text": text}
            self._write({"type": "content_block_delta", "index": 0, "delta": delta})
            await self.flush()
        for event in _closing(len(model.tokens)):
            self._write(event)

    def _write(self, event: dict[str, Any]) -> None:
        self.write(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n")


def _opening(name: str) -> Iterable[dict[str, Any]]:
    message: dict[str, Any] = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": name,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 1, "output_tokens": 1},
    }
    yield {"type": "message_start", "message": message}
    yield {
        "type": "content_block_start",
        "index": 0,
        "content_block": {"type": "text", "text": ""},
    }


def _closing(tokens: int) -> Iterable[dict[str, Any]]:
    yield {"type": "content_block_stop", "index": 0}
    yield {
        "type": "message_delta",
        "delta": {"stop_reason": "end_turn", "stop_sequence": None},
        "usage": {"output_tokens": tokens},
    }
    yield {"type": "message_stop"}
