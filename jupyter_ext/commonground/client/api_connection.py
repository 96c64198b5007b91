"""Requests to one server's API, and lines as they arrive; every failure is one of our errors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx2
from pydantic import TypeAdapter

from ..network import needs_no_proxy, proxy_for
from .answers import V, read_as
from .server_address import verified
from .wire_errors import refusal, too_late, unreachable

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

    def read(
        self,
        answer: type[V] | TypeAdapter[V],
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        within: float | None = None,
    ) -> V:
        """What is answered ``within`` seconds, as the view that it is declared as.

        Raises one of our errors.
        """
        timeout = httpx2.Timeout(within or ANSWER_WITHIN, connect=5.0)
        with self.translated():
            response = self._http.request(method, f"{self.url}/{path}", json=body, timeout=timeout)
        if not response.is_success:
            raise refusal(response, self.served)
        return read_as(_adapter(answer), _json(response.content), response, self.served)

    def lines(self, answer: TypeAdapter[V], path: str) -> Iterator[V]:
        """JSON lines as they arrive, parted by newlines and by no other separator of lines.

        Raises httpx2's TransportError where the connection breaks, ReadTimeout among them, and our
        errors.
        """
        timeout = httpx2.Timeout(QUIET_FOR, connect=5.0)
        with self._http.stream("GET", f"{self.url}/{path}", timeout=timeout) as response:
            if not response.is_success:
                response.read()
                raise refusal(response, self.served)
            rest = b""
            for data in response.iter_bytes():
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    if line.strip():
                        yield read_as(answer, _json(line), response, self.served)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Within it, what breaks on the way is raised as one of our errors."""
        try:
            yield
        except httpx2.TimeoutException as error:
            raise too_late(self.url) from error
        except httpx2.TransportError as error:
            raise unreachable(self.url, self.served, error, self._proxy) from error


def _adapter(answer: type[V] | TypeAdapter[V]) -> TypeAdapter[V]:
    return answer if isinstance(answer, TypeAdapter) else TypeAdapter(answer)


def _json(text: bytes) -> object:
    """What the JSON says; None for what is none."""
    try:
        return json.loads(text)
    except ValueError:
        return None
