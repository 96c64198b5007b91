"""A client's own process speaks over its standard streams; this passes it on to a server, and back.

Messages are passed on as they are. The transport of the newest versions repeats parts of each
message in headers, and that of the older ones the version that was agreed on: both are taken from
the messages. Nothing but messages is ever written to standard output.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import anyio
import httpx2
from mcp.client.streamable_http import streamable_http_client
from mcp.server.stdio import stdio_server
from mcp.shared.message import ClientMessageMetadata, SessionMessage
from mcp_types import (
    PROTOCOL_VERSION_META_KEY,
    JSONRPCError,
    JSONRPCRequest,
    JSONRPCResponse,
)

from ..client.server_address import verified
from ..network import needs_no_proxy

VERSION, METHOD, NAME = "mcp-protocol-version", "mcp-method", "mcp-name"
WITHIN = 300.0
"""Seconds that a server gets for one answer."""


class Passing:
    """What has to be known of earlier messages to pass the next one on."""

    def __init__(self) -> None:
        self._initialize: object = None
        self._version: str | None = None

    def onwards(self, message: SessionMessage) -> SessionMessage:
        """A message of the client's with the headers that its transport needs."""
        given = message.message
        if isinstance(given, JSONRPCRequest) and given.method == "initialize":
            self._initialize, self._version = given.id, None
            return SessionMessage(given)
        headers = headers_of(given.model_dump(by_alias=True, mode="json", exclude_none=True))
        if VERSION not in headers and self._version is not None:
            headers[VERSION] = self._version
        return SessionMessage(given, metadata=ClientMessageMetadata(headers=headers))

    def back(self, message: SessionMessage) -> SessionMessage:
        """A message of the server's; the version that it agrees on is noted."""
        given = message.message
        if isinstance(given, JSONRPCResponse) and given.id == self._initialize:
            version = given.result.get("protocolVersion")
            self._version = version if isinstance(version, str) else None
        return SessionMessage(given)


def headers_of(wire: Mapping[str, Any]) -> dict[str, str]:
    """The headers that repeat parts of a message of the newest versions; none for older ones."""
    params = wire.get("params") or {}
    meta = params.get("_meta") if isinstance(params, Mapping) else None
    version = meta.get(PROTOCOL_VERSION_META_KEY) if isinstance(meta, Mapping) else None
    if not isinstance(version, str):
        return {}
    headers = {VERSION: version, METHOD: str(wire.get("method", ""))}
    name = params.get("name", params.get("uri"))
    return {**headers, NAME: name} if isinstance(name, str) and name.isascii() else headers


async def bridge(url: str, token: str, certificate: str | None) -> None:
    """Pass messages on until the client closes its end."""
    direct = needs_no_proxy(url)
    async with (
        httpx2.AsyncClient(
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx2.Timeout(30.0, read=WITHIN),
            trust_env=not direct,
            verify=verified(url, certificate),
        ) as http,
        streamable_http_client(url, http_client=http) as (from_server, to_server),
        stdio_server() as (from_client, to_client),
        to_client,  # what writes to standard output ends with it
        anyio.create_task_group() as tasks,
    ):
        passing = Passing()

        async def onwards() -> None:
            async for message in from_client:
                if isinstance(message, Exception):
                    await to_client.send(SessionMessage(_unreadable()))
                else:
                    await to_server.send(passing.onwards(message))
            tasks.cancel_scope.cancel()

        async def back() -> None:
            async for message in from_server:
                if not isinstance(message, Exception):
                    await to_client.send(passing.back(message))

        tasks.start_soon(onwards)
        tasks.start_soon(back)


def _unreadable() -> JSONRPCError:
    wire = {"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": "Parse error"}}
    return JSONRPCError.model_validate(wire)
