"""Who is told of which overlap: once for each pair and file, seldom, and never while they snooze.

Pure. What was told is a fact, so that a restart tells nobody twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...core.fact import Fact
from ...core.fold import Folds, Refold
from ...core.revision import texts_of
from ...core.snapshot import Snapshot
from .facts import OVERLAP_PREFIX, SNOOZED, TOLD
from .model import Grade
from .pairs import Meeting
from .stated import HOUR

DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Telling:
    """When each member was told of an overlap (ms since 1970), and until when they want quiet."""

    id: str
    to: Mapping[str, int] = field(default_factory=dict)
    snoozed: Mapping[str, int] = field(default_factory=dict)
    sure: bool = False
    """Whether it was told because it will conflict."""


def _telling_of(facts: Iterable[Fact]) -> Telling | None:
    to: dict[str, int] = {}
    snoozed: dict[str, int] = {}
    about, sure = "", False
    for fact in facts:
        about = fact.about
        if fact.name == TOLD:
            sure = sure or fact.value.get("grade") == Grade.WILL_CONFLICT.word
            for name in texts_of(fact.value.get("to")):
                to.setdefault(name, fact.at)
        elif fact.name == SNOOZED:
            snoozed[fact.by] = int(fact.value.get("until") or 0)
    return Telling(about, to, snoozed, sure) if about else None


_TELLINGS: Folds[Telling] = Folds(f"{OVERLAP_PREFIX}_", lambda: Refold(_telling_of))


def tellings_in(snapshots: Iterable[Snapshot]) -> dict[str, Telling]:
    """What was told of overlaps, by their ids; a member's own room adds what they snoozed."""
    return {one.id: one for one in _TELLINGS.things(snapshots)}


def to_tell(
    found: Iterable[Meeting], told: Mapping[str, Telling], most: int, now: int
) -> tuple[tuple[Meeting, tuple[str, ...]], ...]:
    """What is told now, and to whom of the two.

    ``most`` a day are told to a member of what may conflict; what will conflict is told besides,
    and 0 tells nothing. Several files of one pair are one notice.
    """
    if most == 0:
        return ()
    heard = _heard(told.values(), now)
    begun: set[tuple[str, tuple[str, str]]] = set()
    chosen = []
    for one in found:
        if not one.warns:
            continue
        known = told.get(one.id)
        to = []
        for name in one.pair:
            if known is not None and name in known.to:
                continue
            if (name, one.pair) in begun or one.sure or heard.get(name, 0) < most:
                if (name, one.pair) not in begun and not one.sure:
                    heard[name] = heard.get(name, 0) + 1
                begun.add((name, one.pair))
                to.append(name)
        if to:
            chosen.append((one, tuple(to)))
    return tuple(chosen)


def _heard(told: Iterable[Telling], now: int) -> dict[str, int]:
    """How many notices each member had in the last day; those told at once are one.

    A time that has not come is some other clock's, and must not keep them from hearing for good.
    """
    times: dict[str, set[int]] = {}
    for one in told:
        for name, at in one.to.items():
            if now - DAY < at <= now and not one.sure:
                times.setdefault(name, set()).add(at)
    return {name: len(at) for name, at in times.items()}


def open_for(
    found: Iterable[Meeting], told: Mapping[str, Telling], username: str, now: int
) -> tuple[Meeting, ...]:
    """The overlaps that this member was told of, that still are, and that they did not snooze."""
    return tuple(
        one
        for one in found
        if username in one.pair
        and (known := told.get(one.id)) is not None
        and username in known.to
        and known.snoozed.get(username, 0) <= now
    )
