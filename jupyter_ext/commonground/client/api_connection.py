"""Requests to one server's API, and lines as they arrive; every failure is one of our errors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx2

from ..network import needs_no_proxy, proxy_for
from .server_address import verified
from .wire_errors import not_ours, refusal, too_late, unreachable

ANSWER_WITHIN = 30.0
"""Seconds for an answer to any plain request."""
QUIET_FOR = 60.0
"""Seconds of silence after which a stream is opened anew: the model may think for longer."""


class ApiConnection:
    """``scheme`` is the whole Authorization header; ``served``: this server started the kernel."""

    def __init__(
        self,
        url: str,
        scheme: str,
        *,
        name: str,
        served: bool,
        certificate: str | None,
        transport: httpx2.BaseTransport | None,
        headers: Mapping[str, str] = {},
    ) -> None:
        self.url = url
        self.served = served
        direct = served or needs_no_proxy(url)  # a proxy is for other machines
        self._proxy = None if direct else proxy_for(url)
        self._http = httpx2.Client(
            headers={"Authorization": scheme, "X-CommonGround-Client": name, **headers},
            timeout=httpx2.Timeout(ANSWER_WITHIN, connect=5.0),
            transport=transport,
            trust_env=not direct,
            verify=verified(url, certificate),
        )

    def close(self) -> None:
        """Release connections. Idempotent."""
        self._http.close()

    def request(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        within: float | None = None,
    ) -> dict[str, Any]:
        """The JSON object that is answered ``within`` seconds. Raises one of our errors."""
        timeout = httpx2.Timeout(within or ANSWER_WITHIN, connect=5.0)
        with self._translated():
            response = self._http.request(method, f"{self.url}/{path}", json=body, timeout=timeout)
        if not response.is_success:
            raise refusal(response, self.served)
        try:
            found = response.json()
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise not_ours(response)
        return found

    def lines(self, path: str) -> Iterator[dict[str, Any]]:
        """JSON lines as they arrive, parted by newlines and by no other separator of lines.

        Raises httpx2's TransportError where the connection breaks, ReadTimeout among them.
        """
        timeout = httpx2.Timeout(QUIET_FOR, connect=5.0)
        with self._http.stream("GET", f"{self.url}/{path}", timeout=timeout) as response:
            if not response.is_success:
                response.read()
                raise refusal(response, self.served)
            rest = b""
            for data in response.iter_bytes():
                *lines, rest = (rest + data).split(b"\n")
                yield from (json.loads(line) for line in lines if line.strip())

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except httpx2.TimeoutException as error:
            raise too_late(self.url) from error
        except httpx2.TransportError as error:
            raise unreachable(self.url, self.served, error, self._proxy) from error
