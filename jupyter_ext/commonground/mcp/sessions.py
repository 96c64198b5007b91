"""Which sessions each token has open, so that one client takes no room from the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

SESSION = b"mcp-session-id"
MOST_SESSIONS = 16
"""Sessions of one token: the oldest ends where there are more."""

Scope = MutableMapping[str, Any]
Serve = Callable[[Scope, Any, Any], Awaitable[None]]


class OpenSessions:
    """``ended`` is called with the id of each session that ends by its client, or for a newer."""

    def __init__(self, serve: Serve, ended: Callable[[str], None]) -> None:
        self._serve = serve
        self._ended = ended
        self._of: defaultdict[str, dict[str, None]] = defaultdict(dict)

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Serve one request; a session that it opens is counted, one that it ends is not."""
        token, given = scope["caller"].token, session_in(scope["headers"])
        opened: list[str] = []

        async def noting(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                new = session_in(message["headers"])
                if new and not given:
                    opened.append(new)
                    self._of[token][new] = None
            await send(message)

        await self._serve(scope, receive, noting)
        if scope["method"] == "DELETE" and given in self._of[token]:
            self._forget(token, given)
        while opened and len(self._of[token]) > MOST_SESSIONS:
            await self._end_oldest(token, scope)

    async def _end_oldest(self, token: str, scope: Scope) -> None:
        oldest = next(iter(self._of[token]))
        self._forget(token, oldest)
        headers = [(SESSION, oldest.encode()), (b"accept", b"application/json")]
        ending = {**scope, "method": "DELETE", "headers": headers}
        await self._serve(ending, _nothing_more, _unheard)

    def _forget(self, token: str, id: str) -> None:
        self._of[token].pop(id, None)
        self._ended(id)


def session_in(headers: Any) -> str:
    """The session that headers name; empty for none."""
    found = (value for name, value in headers if name.lower() == SESSION)
    return str(next(found, b"").decode("latin-1"))


async def _nothing_more() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _unheard(_: Any) -> None:
    """What ending a session answers is for nobody."""
