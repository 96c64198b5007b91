"""Fair queueing of requests: nobody's flood keeps others waiting.

Each client (a personal link, a cookie, a kernel, or else an address) has a line of its own. Few
requests of one line are worked on at a time, so that between two of them everybody else's have
their turn, and a line that asked much of late rests after each as long as it took. One that is
too long or too fast is refused with 429 and ``retry-after``. Knows keys of clients; refuses to know
who they are, since asking who comes is part of what a flood costs.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tornado.web import RequestHandler

from ..errors import Busy

AT_ONCE = 2
"""Requests of one client that are worked on at a time."""
HELD = 0.25
"""Seconds after which a request that still runs counts no more: what takes long, waits mostly."""
REFUSED_EVERY = 0.01
"""Seconds between two refusals of one client that end together."""
UNPACED = 100
"""Requests that may come at once, as a page's do; who asks more leaves half the time to others."""
MOST_WAITING = 200
"""Requests of one client that may wait."""
BURST = 5.0
"""Seconds' worth of requests that may come at once."""
REFUSED_AFTER = 1.0
"""Seconds that a refusal takes at most: whoever asks again at once would get nothing else done."""
MOST_LINES = 1_000
"""Lines beyond which those that rest are let go."""


@dataclass(slots=True)
class _ClientLine:
    """One client's: what it may still ask at once, and what waits."""

    left: float
    at: float
    inside: int = 0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    refusing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Refusals that end together are told one by one: fifty at once are a flood as well."""


class FairQueue:
    """``rate``: requests of one client a second, on average; 0 sets no bound to it."""

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._most = rate * BURST
        self._clock = clock
        self._lines: dict[str, _ClientLine] = {}

    async def enter(self, client: str) -> HeldPlace:
        """Wait for one's turn. Raises Busy, with ``retry_after`` in seconds."""
        line = self._line(client)
        wait = self._take(line)
        if wait > 0 or len(line.waiting) >= MOST_WAITING:
            wait = max(wait, 1.0)
            await asyncio.sleep(min(wait, REFUSED_AFTER))
            async with line.refusing:
                await asyncio.sleep(REFUSED_EVERY)
            raise _too_much(wait)
        if line.inside >= AT_ONCE:
            await self._wait(line)
        else:
            line.inside += 1
        return HeldPlace(line, self._clock, self._rest)

    async def _wait(self, line: _ClientLine) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line.waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                _pass_on(line)  # it was their turn as they went
            raise

    def _line(self, client: str) -> _ClientLine:
        line = self._lines.get(client)
        if line is None:
            if len(self._lines) >= MOST_LINES:
                self._let_go()
            line = self._lines[client] = _ClientLine(self._most, self._clock())
        return line

    def _let_go(self) -> None:
        """Forget lines that rest and would be as new."""
        for client, line in tuple(self._lines.items()):
            self._fill(line)
            if not line.inside and not line.waiting and line.left >= self._most:
                del self._lines[client]

    def _take(self, line: _ClientLine) -> float:
        """Count a request; seconds until it may come, 0 where it may now."""
        if self._rate <= 0:
            return 0.0
        self._fill(line)
        if line.left < 1:
            return (1 - line.left) / self._rate
        line.left -= 1
        return 0.0

    def _rest(self, line: _ClientLine, took: float) -> float:
        """Seconds for which the line waits after a request that took so long."""
        return min(took, HELD) if line.waiting and self._most - line.left > UNPACED else 0.0

    def _fill(self, line: _ClientLine) -> None:
        now = self._clock()
        line.left = min(self._most, line.left + (now - line.at) * self._rate)
        line.at = now


class HeldPlace:
    """Being worked on. ``leave`` when it is done; it is left by itself once it takes long.

    ``rest`` says of a line and of the seconds that a request took how long its next one waits.
    """

    def __init__(
        self,
        line: _ClientLine,
        clock: Callable[[], float],
        rest: Callable[[_ClientLine, float], float],
    ) -> None:
        self._line: _ClientLine | None = line
        self._clock = clock
        self._rest = rest
        self._began = clock()
        self._timer = asyncio.get_running_loop().call_later(HELD, self.leave)

    def leave(self) -> None:
        """It is the next one's turn, now or after a rest. Idempotent."""
        line, self._line = self._line, None
        if line is None:
            return
        self._timer.cancel()
        rest = self._rest(line, self._clock() - self._began)
        if rest > 0:
            asyncio.get_running_loop().call_later(rest, _pass_on, line)
        else:
            _pass_on(line)


def _pass_on(line: _ClientLine) -> None:
    """Give the place to the next that waits, or free it."""
    while line.waiting:
        turn = line.waiting.popleft()
        if not turn.done():  # else they went
            turn.set_result(None)
            return
    line.inside -= 1


def _too_much(wait: float) -> Busy:
    return Busy(
        "Too many requests of yours come at once.",
        f"Wait {wait:.0f} s, then go on more slowly.",
        retry_after=wait,
    )


def client_of(handler: RequestHandler) -> str:
    """Whose request it seems to be, without asking: a token, a login's cookie, or an address."""
    request = handler.request
    token = request.headers.get("Authorization") or handler.get_query_argument("token", "")
    return token or _login_cookie(handler) or f"address {request.remote_ip}"


def _login_cookie(handler: RequestHandler) -> str:
    provider = handler.settings.get("identity_provider")
    name = "" if provider is None else provider.get_cookie_name(handler)
    return handler.get_cookie(name, "") or ""
