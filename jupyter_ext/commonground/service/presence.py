"""When members were here, as far as this server saw: stretches of connection, in memory only.

Presence is written nowhere. What outlasts a restart are members' own deeds, in the event log.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque

KEPT = 50
"""Stretches of a member that are remembered."""


class Attendance:
    """Counts connections by username; a stretch lasts from the first to the last of several."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._came: dict[str, int] = {}
        self._stretches: dict[str, deque[tuple[int, int]]] = defaultdict(lambda: deque(maxlen=KEPT))

    def came(self, username: str, at: int) -> None:
        """One more connection."""
        self._open[username] += 1
        self._came.setdefault(username, at)

    def left(self, username: str, at: int) -> bool:
        """One connection less; whether it was the last."""
        self._open[username] -= 1
        if self._open[username] <= 0:
            del self._open[username]
            self._stretches[username].append((self._came.pop(username), at))
            return True
        return False

    def signs(self, username: str, at: int) -> tuple[tuple[int, int], ...]:
        """From when until when (ms since 1970); the last one until now while they are here."""
        past = tuple(self._stretches.get(username, ()))
        return (*past, (self._came[username], at)) if username in self._came else past
