"""A simulator of the provider's prompt cache, by its published rules as of November 2026. Pure.

Where the rules are silent it takes what costs more: reading an entry keeps that one alive, not the
shorter ones that it begins with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from ..core.rhythm import LIVES, Life
from ..core.turn import Usage

LOOK_BACK = 20
"""Parts before a mark at which the provider looks for what it kept."""
BEGINS_AFTER = 2_000
"""Milliseconds until a response begins: only then what its request wrote can be read."""


@dataclass(frozen=True, slots=True)
class CachePart:
    """A block of a request. ``life``: everything up to its end is to be kept so long."""

    text: str
    tokens: int
    life: Life | None = None


@dataclass(slots=True)
class _Kept:
    """Times are ms since 1970; a life counts from the start of the request that last used it."""

    readable: int
    used: int
    life: Life

    def at(self, now: int) -> bool:
        return self.readable <= now <= self.used + LIVES[self.life]


class CacheSimulator:
    """``least`` is the tokens of the shortest prompt that is kept. Requests come in their order."""

    def __init__(self, least: int) -> None:
        self._least = least
        self._kept: dict[bytes, _Kept] = {}

    def ask(self, parts: Sequence[CachePart], now: int) -> Usage:
        """What the provider counts for a request at ``now`` (ms since 1970), without its answer."""
        ends = _ends(parts)
        marks = [place for place, part in enumerate(parts) if part.life is not None]
        read_to = self._found(ends, marks, now)
        read = ends[read_to].tokens if read_to >= 0 else 0
        written = hour = 0
        if read_to >= 0:
            self._kept[ends[read_to].key].used = now
        for place in marks:
            life, end = parts[place].life, ends[place]
            if place <= read_to or life is None or end.tokens < self._least:
                continue
            new = end.tokens - read - written
            written += new
            hour += new if life == "1h" else 0
            self._kept[end.key] = _Kept(now + BEGINS_AFTER, now, life)
        whole = ends[-1].tokens if ends else 0
        return Usage(whole, 0, read, written, hour)

    def _found(self, ends: Sequence[_End], marks: Sequence[int], now: int) -> int:
        """The place of the longest beginning that is kept; -1 where none is."""
        for mark in reversed(marks):
            for place in range(mark, max(mark - LOOK_BACK, -1), -1):
                kept = self._kept.get(ends[place].key)
                if kept is not None and kept.at(now):
                    return place
        return -1


@dataclass(frozen=True, slots=True)
class _End:
    """A beginning of a request: what it is known by, and its tokens."""

    key: bytes
    tokens: int


def _ends(parts: Sequence[CachePart]) -> list[_End]:
    digest, tokens, found = hashlib.sha256(), 0, []
    for part in parts:
        text = part.text.encode(errors="surrogatepass")
        digest.update(len(text).to_bytes(8, "big") + text)
        tokens += part.tokens
        found.append(_End(digest.digest(), tokens))
    return found
