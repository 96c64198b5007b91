"""The user of a socket that stays open, as their identity provider knows them now."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from jupyter_server.auth import User
from tornado.web import HTTPError

RENEW_AFTER = 300.0
"""Seconds for which a provider's answer counts: as long as a hub's answers are kept."""


class Renewal:
    """Asks the provider again where its answer is older than ``RENEW_AFTER``.

    ``ask`` asks with the request that opened the socket: its cookie or token. ``clock`` gives
    monotonic seconds.
    """

    def __init__(
        self,
        user: User,
        ask: Callable[[], Awaitable[User | None]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._user: User | None = user
        self._ask = ask
        self._clock = clock
        self._at = clock()

    async def user(self) -> User | None:
        """The user as of now, None once they are let in no more."""
        if self._user is not None and self._clock() - self._at > RENEW_AFTER:
            self._at = self._clock()
            try:
                self._user = await self._ask()
            except HTTPError:  # the provider refuses, or has nobody to ask
                self._user = None
        return self._user
