"""The gate of the team: made again when its secret values or the owner's exceptions change."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection

from ..gate.gate import Gate
from .team_state import TeamState


class TeamGate:
    """``key`` is the team's key for fingerprints of secrets; ``own`` gives those of its own ones.

    Without a key one is made up, so that fingerprints hold until the process ends.
    """

    def __init__(self, team: TeamState, key: bytes, own: Callable[[], Collection[bytes]]) -> None:
        self._team = team
        self._key = key or secrets.token_bytes(32)
        self._own = own
        self._made: tuple[frozenset[str], Collection[bytes], Gate] | None = None

    def current(self) -> Gate:
        """The gate as of now; the same object while nothing changes."""
        settings = self._team.settings()
        names = {n for n, s in settings.items() if n.startswith("exception:") and s.value}
        exceptions = frozenset(name.removeprefix("exception:") for name in names)
        own = self._own()
        if self._made is None or self._made[:2] != (exceptions, own):
            made = Gate(self._key, own=own, exceptions=exceptions)
            self._made = (exceptions, own, made)
        return self._made[2]
