"""A provider for tests: HTTP/1.1 on loopback that speaks the events of ``/v1/messages``.

It does what ``reply`` says and records what it was sent. Nothing in it waits for a clock.
"""

from __future__ import annotations

import asyncio
import base64
import json
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, Self

_AWS_STREAM = "/invoke-with-response-stream"
Event = tuple[str, dict[str, Any]]
Ending = Literal["whole", "eof", "reset"]


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Reply:
    """A status with JSON, or (200) events. ``hold`` stops the stream before that event (JSON: all
    of it) until ``released`` is set; ``ending`` ``reset`` drops the connection at the end."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    events: Iterable[Event] = ()
    hold: int | None = None
    ending: Ending = "whole"
    raw: bytes | None = None
    to: str = ""


def started(cached: int = 0, written: int = 0, hour: int = 0) -> Event:
    usage: dict[str, Any] = {
        "input_tokens": 10,
        "output_tokens": 1,
        "cache_read_input_tokens": cached,
        "cache_creation_input_tokens": written,
        "cache_creation": {
            "ephemeral_5m_input_tokens": written - hour,
            "ephemeral_1h_input_tokens": hour,
        },
    }
    message: dict[str, Any] = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-5-5",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": usage,
    }
    return "message_start", {"type": "message_start", "message": message}


def block(kind: str = "text", index: int = 0) -> Event:
    content = {"type": kind, kind: ""} | ({"signature": ""} if kind == "thinking" else {})
    body = {"type": "content_block_start", "index": index, "content_block": content}
    return "content_block_start", body


def delta(text: str, kind: str = "text", index: int = 0) -> Event:
    body = {"type": f"{kind}_delta", kind: text}
    return "content_block_delta", {"type": "content_block_delta", "index": index, "delta": body}


def stopped(reason: str = "end_turn", tokens: int = 5, index: int = 0) -> list[Event]:
    ended = {"stop_reason": reason, "stop_sequence": None}
    return [
        ("content_block_stop", {"type": "content_block_stop", "index": index}),
        (
            "message_delta",
            {"type": "message_delta", "delta": ended, "usage": {"output_tokens": tokens}},
        ),
        ("message_stop", {"type": "message_stop"}),
    ]


def used(name: str, *parts: str, index: int = 0, id: str | None = None) -> list[Event]:
    """A block that asks for a tool, whose input comes in these parts of JSON."""
    content = {"type": "tool_use", "id": id or f"toolu_{index}", "name": name, "input": {}}
    begun = {"type": "content_block_start", "index": index, "content_block": content}
    deltas: list[Event] = []
    for part in parts:
        grown = {"type": "input_json_delta", "partial_json": part}
        body = {"type": "content_block_delta", "index": index, "delta": grown}
        deltas.append(("content_block_delta", body))
    return [("content_block_start", begun), *deltas]


def asking(*blocks: list[Event]) -> list[Event]:
    """A message that ends by waiting for these tools."""
    *before, last = blocks
    events: list[Event] = [started()]
    for index, each in enumerate(before):
        events += [*each, ("content_block_stop", {"type": "content_block_stop", "index": index})]
    return [*events, *last, *stopped("tool_use", index=len(before))]


def answer(*texts: str, **start: int) -> list[Event]:
    ping: Event = ("ping", {"type": "ping"})
    return [started(**start), block(), ping, *(delta(text) for text in texts), *stopped()]


def message(text: str, **start: int) -> dict[str, Any]:
    """A whole message, as a request without a stream gets it."""
    begun: dict[str, Any] = started(**start)[1]["message"]
    usage = begun["usage"] | {"output_tokens": 5}
    content = [{"type": "text", "text": text}]
    return begun | {"content": content, "stop_reason": "end_turn", "usage": usage}


def error(kind: str, message: str = "no") -> dict[str, Any]:
    return {"type": "error", "error": {"type": kind, "message": message}}


class Provider:
    """``async with Provider() as p``: ask ``p.url``; ``replies`` are used up before ``reply``."""

    def __init__(self) -> None:
        self.reply = Reply(events=answer("Tabs ", "are ", "agreed."))
        self.replies: list[Reply] = []
        self.requests: list[Request] = []
        self.released = asyncio.Event()
        self.held = asyncio.Event()
        self.disconnected = asyncio.Event()
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        self._tasks: set[asyncio.Task[Any]] = set()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            self.requests.append(request := await _read(reader))
            reply = self._reply_to(json.dumps(request.body))
            watching = asyncio.create_task(self._watch(reader))
            try:
                frame = _aws_event if request.path.endswith(_AWS_STREAM) else _sse
                await self._answer(writer, reply, frame)
            finally:
                watching.cancel()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _reply_to(self, said: str) -> Reply:
        fitting = next((at for at, one in enumerate(self.replies) if one.to in said), None)
        return self.reply if fitting is None else self.replies.pop(fitting)

    async def _watch(self, reader: asyncio.StreamReader) -> None:
        if not await reader.read(1):
            self.disconnected.set()

    async def _answer(
        self, writer: asyncio.StreamWriter, reply: Reply, frame: Callable[[Event], bytes]
    ) -> None:
        if reply.status != 200 or reply.body is not None or reply.raw is not None:
            if reply.hold is not None:
                self.held.set()
                await self.released.wait()
            raw = reply.raw if reply.raw is not None else json.dumps(reply.body).encode()
            headers = {"content-type": "application/json", "content-length": str(len(raw))}
            writer.write(_head(reply.status, headers | reply.headers) + raw)
            await writer.drain()
            return
        headers = {"content-type": "text/event-stream", "transfer-encoding": "chunked"}
        writer.write(_head(200, headers | reply.headers))
        for number, event in enumerate(reply.events):
            if number == reply.hold:
                await writer.drain()
                self.held.set()
                await self.released.wait()
            writer.write(_chunk(frame(event)))
            await writer.drain()
        if reply.ending == "reset":
            await writer.drain()
            writer.transport.abort()
            return
        writer.write(_chunk(b""))
        await writer.drain()


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:]) if k}
    raw = await reader.readexactly(int(headers.get("content-length", "0")))
    is_json = "json" in headers.get("content-type", "json")
    body = json.loads(raw or b"{}") if is_json else {"form": raw.decode()}
    return Request(head[0].split()[1], headers, body)


def _head(status: int, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Canned", "connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _sse(event: Event) -> bytes:
    name, body = event
    return f"event: {name}\ndata: {json.dumps(body)}\n\n".encode()


def _aws_event(event: Event) -> bytes:
    """The same in AWS's binary framing: lengths, a checksum, headers, JSON, a checksum."""
    payload = json.dumps({"bytes": base64.b64encode(json.dumps(event[1]).encode()).decode()})
    said = {":event-type": "chunk", ":content-type": "application/json", ":message-type": "event"}
    headers = b"".join(
        bytes([len(name)])
        + name.encode()
        + b"\x07"
        + len(value).to_bytes(2, "big")
        + value.encode()
        for name, value in said.items()
    )
    whole = 16 + len(headers) + len(payload)
    prelude = whole.to_bytes(4, "big") + len(headers).to_bytes(4, "big")
    head = prelude + zlib.crc32(prelude).to_bytes(4, "big") + headers + payload.encode()
    return head + zlib.crc32(head).to_bytes(4, "big")


def _chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"
