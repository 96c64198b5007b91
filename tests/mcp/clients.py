"""Clients of a server, as tests use them: tokens, the SDK's own client, and a plain one."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
import httpx2
from mcp.client.streamable_http import streamable_http_client

from commonground.core.scope import SCOPES
from mcp import Client
from tests.live import PLAIN, LiveServer, Person

EVERYTHING = ",".join(SCOPES)
LEGACY, MODERN = "legacy", "2026-07-28"
ERAS = (LEGACY, MODERN)
numbers = itertools.count(1)


def address(server: LiveServer) -> str:
    return server.url + "commonground/mcp"


def made(
    server: LiveServer, who: Person, scopes: str = EVERYTHING, client: str = "agent", days: int = 90
) -> dict[str, Any]:
    """A new token, as the API answers it."""
    wanted = {"client": client, "scopes": scopes.split(","), "days": days}
    return server.ask(who, "POST", "mcp/tokens", wanted)


def secret(server: LiveServer, who: Person, scopes: str = EVERYTHING, client: str = "agent") -> str:
    return str(made(server, who, scopes, client)["secret"])


def text_of(result: Any) -> str:
    """The text of what a tool gave, of a resource, or of a prompt."""
    for name in ("content", "contents"):
        if hasattr(result, name):
            return "\n".join(block.text for block in getattr(result, name))
    return "\n".join(message.content.text for message in result.messages)


@asynccontextmanager
async def connected(
    server: LiveServer, token: str, era: str = LEGACY, **given: Any
) -> AsyncIterator[Client]:
    """The SDK's client, over HTTP."""
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        httpx2.AsyncClient(headers=headers, trust_env=False, timeout=60) as http,
        Client(streamable_http_client(address(server), http_client=http), mode=era, **given) as it,
    ):
        yield it


class PlainClient:
    """A client that knows the specification and no SDK: JSON-RPC over streamable HTTP."""

    VERSION = "2025-06-18"

    def __init__(self, server: LiveServer, token: str) -> None:
        self.url = address(server)
        self.http = httpx.Client(
            headers={
                "Authorization": f"Bearer {token}",
                "Accept": "application/json, text/event-stream",
            },
            trust_env=False,
            verify=PLAIN,
            timeout=60,
        )
        self.session: str | None = None

    def post(self, body: Any, **headers: str) -> httpx.Response:
        own = {"Mcp-Session-Id": self.session} if self.session else {}
        version = {"MCP-Protocol-Version": self.VERSION} if self.session else {}
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.http.post(
            self.url,
            content=content,
            headers={"Content-Type": "application/json", **own, **version, **headers},
        )

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """The answer to a request: its ``result`` or its ``error``."""
        id = next(numbers)
        found = self.post({"jsonrpc": "2.0", "id": id, "method": method, "params": params})
        for message in messages(found):
            if message.get("id") == id:
                return message
        raise AssertionError(f"no answer: {found.status_code} {found.text[:300]}")

    def begin(self) -> dict[str, Any]:
        given = {
            "protocolVersion": self.VERSION,
            "capabilities": {},
            "clientInfo": {"name": "plain", "version": "1"},
        }
        body = {"jsonrpc": "2.0", "id": next(numbers), "method": "initialize", "params": given}
        found = self.post(body)
        self.session = found.headers["Mcp-Session-Id"]
        told = self.post({"jsonrpc": "2.0", "method": "notifications/initialized"})
        assert told.status_code == 202, told.text
        return dict(messages(found)[0]["result"])

    def call(self, name: str, **arguments: Any) -> dict[str, Any]:
        return dict(self.ask("tools/call", name=name, arguments=arguments)["result"])

    def end(self) -> int:
        headers = {"Mcp-Session-Id": self.session or ""}
        return self.http.delete(self.url, headers=headers).status_code


def messages(found: httpx.Response) -> list[dict[str, Any]]:
    """The messages of an answer, in JSON or as a stream of events."""
    if found.headers.get("content-type", "").startswith("application/json"):
        return [found.json()]
    lines = (line for line in found.text.splitlines() if line.startswith("data:"))
    return [json.loads(line[5:]) for line in lines if line[5:].strip()]


@contextmanager
def plainly(server: LiveServer, token: str) -> Iterator[PlainClient]:
    client = PlainClient(server, token)
    client.begin()
    try:
        yield client
    finally:
        client.http.close()
