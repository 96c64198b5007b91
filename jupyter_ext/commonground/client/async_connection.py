"""Requests to one server's API in an event loop; every failure is one of our errors."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx2
from pydantic import TypeAdapter

from ..core.turn import Turn
from ..core.views import TurnAnswer
from ..network import needs_no_proxy, proxy_for
from .answer_stream import LINE, StreamReading, turn_of
from .answers import A, V, answered, json_of, read_as
from .api_connection import ANSWER_WITHIN, KEY_HEADER, QUIET_FOR
from .call import ApiCall
from .server_address import verified
from .wire_errors import refusal, too_late, unreachable


class AsyncApiConnection:
    """As ``ApiConnection``, for somebody with a token of their own."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        name: str,
        certificate: str | None,
        transport: httpx2.AsyncBaseTransport | None,
    ) -> None:
        self.url = url
        direct = needs_no_proxy(url)
        self._proxy = None if direct else proxy_for(url)
        self._http = httpx2.AsyncClient(
            headers={"Authorization": f"token {token}", "X-CommonGround-Client": name},
            timeout=httpx2.Timeout(ANSWER_WITHIN, connect=5.0),
            transport=transport,
            trust_env=not direct,
            verify=verified(url, certificate),
        )

    async def close(self) -> None:
        """Release connections. Idempotent."""
        await self._http.aclose()

    async def do(self, call: ApiCall[A], within: float, key: str | None) -> A:
        """The answer to a call. Raises one of our errors."""
        timeout = httpx2.Timeout(within, connect=5.0)
        try:
            response = await self._http.request(
                call.method, f"{self.url}/{call.address}", json=call.wire, timeout=timeout,
                headers={} if key is None else {KEY_HEADER: key},
            )  # fmt: skip
        except httpx2.TimeoutException as error:
            raise too_late(self.url) from error
        except httpx2.TransportError as error:
            raise unreachable(self.url, False, error, self._proxy) from error
        return answered(call, response, False)

    async def lines(self, answer: TypeAdapter[V], path: str) -> AsyncIterator[V]:
        """JSON lines as they arrive. Raises httpx2's TransportError, and our errors."""
        timeout = httpx2.Timeout(QUIET_FOR, connect=5.0)
        async with self._http.stream("GET", f"{self.url}/{path}", timeout=timeout) as response:
            if not response.is_success:
                await response.aread()
                raise refusal(response, False)
            rest = b""
            async for data in response.aiter_bytes():
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    if line.strip():
                        yield read_as(answer, json_of(line), response, False)

    async def stream(
        self, path: str, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> AsyncIterator[str | Turn]:
        """An answer's text piece by piece, then the finished turn, once; as ``answer_stream``."""
        reading = StreamReading()
        while True:
            reading.begin()
            try:
                async for line in self.lines(LINE, path):
                    if isinstance(line, TurnAnswer):
                        yield turn_of(line)
                        return
                    fresh = reading.fresh(line.text)
                    if fresh:
                        yield fresh
                reading.broke()
            except httpx2.ReadTimeout:
                continue
            except httpx2.TransportError as error:
                reading.broke(unreachable(self.url, False, error))
            await sleep(reading.wait)
