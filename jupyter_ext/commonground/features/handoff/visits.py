"""When a member was last here, before now: where "since you left" begins.

Pure. A visit is presence without a long break; a reload or lunch ends none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BREAK = 2 * 60 * 60 * 1000
"""Milliseconds without a sign of a member after which they had left."""
WEEK = 7 * 24 * 60 * 60 * 1000
"""How far back somebody is told who was never here (ms)."""


@dataclass(frozen=True, slots=True)
class Absence:
    """``since`` when a member was away, and whether this visit has yet to be told (``opens``).

    ``returned`` is when this visit began. All in ms since 1970.
    """

    since: int
    returned: int
    opens: bool


def absence(
    signs: Iterable[tuple[int, int]],
    known: int,
    acknowledged: int,
    now: int,
    *,
    pause: int = BREAK,
) -> Absence:
    """What came before this visit.

    ``signs`` are stretches of presence (a command is one without length), in any order;
    ``known`` is up to when the member said that they know, and ``acknowledged`` when they last said
    so (0: never). Somebody who was never
    here before has left nothing: they are told of a week, and only if they ask.
    """
    returned, left = now, None
    for came, went in sorted(signs, key=lambda sign: sign[1], reverse=True):
        if returned - min(went, now) < max(pause, 1):
            returned = min(returned, came)
        else:
            left = went
            break
    since = now - WEEK if left is None else left
    return Absence(max(since, known), returned, left is not None and acknowledged < returned)
