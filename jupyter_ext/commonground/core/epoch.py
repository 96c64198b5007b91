"""Epochs: what always holds for a team or an area, the same for everyone who asks.

Pure. An epoch is no stored text: it follows from the record and the time, so every process makes
the same one. What is accepted joins it in batches and on a schedule, since each change makes a
provider read it anew; until then it is shown beside the question. What holds no more (retired,
replaced, in dispute, redacted) leaves it at once: an epoch is cut from what holds now, so nothing
in it was ever true only once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .entry import Entry
from .ids import EntryId

BATCH = 5
"""Acceptances after which an epoch rolls before its time.

One that waits is paid in full with each ask. To roll is to write everything anew, which comes to
about a hundred asks with one that waits (60 tokens among 1,400), or twenty with five.
"""
PERIOD = 6 * 3_600_000
"""Milliseconds after which it rolls, where anything was accepted: four times a day, UTC."""


@dataclass(frozen=True, slots=True)
class Epoch:
    """What always holds for an area (None: the whole team), in the order in which it is shown."""

    area: str | None
    entries: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True)
class AlwaysHeld:
    """An entry that holds whatever is asked, since ``since`` (ms since 1970).

    ``tokens`` is what showing it costs.
    """

    id: EntryId
    since: int
    tokens: int


def held_since(entry: Entry) -> int | None:
    """When what holds of it was accepted; None where nothing does, or two versions do."""
    held = entry.in_force
    return held[0].at if len(held) == 1 and not entry.disputed else None


def accepted_at(entry: Entry) -> tuple[int, ...]:
    """When versions of it were accepted, whatever became of them."""
    return tuple(r.at for r in entry.revisions.values() if r.status == "accepted")


def cut_at(accepted: Iterable[int], now: int) -> int:
    """Until when what was accepted is in the epoch of ``now``; all in ms since 1970.

    The last full period's end, or in the current one the last acceptance that filled a batch.
    """
    begun = now - now % PERIOD
    since = sorted(at for at in accepted if begun < at <= now)
    whole = len(since) // BATCH * BATCH
    return since[whole - 1] if whole else begun


def epoch_of(
    area: str | None, standing: Iterable[AlwaysHeld], accepted: Iterable[int], now: int, most: int
) -> Epoch:
    """What was accepted until the epoch was cut, oldest first; the newest of it where not all fits.

    ``most`` is in tokens.
    """
    cut = cut_at(accepted, now)
    kept = []
    for one in sorted(standing, key=lambda s: (-s.since, s.id)):
        if one.since <= cut and one.tokens <= most:
            most -= one.tokens
            kept.append(one.id)
    return Epoch(area, tuple(reversed(kept)))
