"""What members say of their work themselves: what they are at, and what they lease. Pure.

These are facts of the team's document, since people say them seldom; each has an end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...core.fact import Fact
from ...core.fold import Folds, Refold
from ...core.path_pattern import matches
from ...core.revision import texts_of
from ...core.snapshot import Snapshot
from ...errors import UnknownId
from .facts import FOCUS, FOCUS_PREFIX, LEASE_PREFIX, LEASED, RELEASED

HOUR = 3_600_000
"""Milliseconds."""


@dataclass(frozen=True, slots=True)
class Focus:
    """What a member is at, in their words, until when (ms since 1970)."""

    member: str
    text: str
    area: str | None
    at: int
    until: int


@dataclass(frozen=True, slots=True)
class Lease:
    """Paths (or patterns, as CODEOWNERS has them) that a member asks others to leave alone.

    It stops nobody. ``released`` says that its member gave it back before its end.
    """

    id: str
    member: str
    paths: tuple[str, ...]
    why: str
    at: int
    until: int
    released: bool = False

    def holds(self, now: int) -> bool:
        """Whether it counts at that time."""
        return not self.released and self.until > now

    def covers(self, path: str) -> bool:
        """Whether it speaks of the file."""
        return any(path == one or matches(one, path) for one in self.paths)


def _focus_of(facts: Iterable[Fact]) -> Focus | None:
    said = next((fact for fact in facts if fact.name == FOCUS), None)
    if said is None:
        return None
    text, until = str(said.value.get("text", "")), int(said.value.get("until") or 0)
    area = said.value.get("area")
    return Focus(said.by, text, None if area is None else str(area), said.at, until)


def _lease_of(facts: Iterable[Fact]) -> Lease | None:
    known = tuple(facts)
    said = next((fact for fact in known if fact.name == LEASED), None)
    if said is None:
        return None
    return Lease(
        said.about,
        said.by,
        texts_of(said.value.get("paths")),
        str(said.value.get("why", "")),
        said.at,
        int(said.value.get("until") or 0),
        any(fact.name == RELEASED for fact in known),
    )


_FOCUS: Folds[Focus] = Folds(f"{FOCUS_PREFIX}_", lambda: Refold(_focus_of))
_LEASES: Folds[Lease] = Folds(f"{LEASE_PREFIX}_", lambda: Refold(_lease_of))


def focus_in(snapshots: Iterable[Snapshot], now: int) -> dict[str, Focus]:
    """What each member is at, by username: what they said last, as long as it holds."""
    latest = {one.member: one for one in _FOCUS.things(snapshots)}
    return {name: one for name, one in latest.items() if one.text and one.until > now}


def leases_in(snapshots: Iterable[Snapshot]) -> tuple[Lease, ...]:
    """All leases, oldest first, ended ones included."""
    return _LEASES.things(snapshots)


def standing_leases(snapshots: Iterable[Snapshot], now: int) -> tuple[Lease, ...]:
    """Those that hold now."""
    return tuple(one for one in leases_in(snapshots) if one.holds(now))


def find_lease(snapshots: Iterable[Snapshot], about: str) -> Lease:
    """The lease of that id. Raises UnknownId."""
    found = _LEASES.thing(snapshots, about)
    if found is None:
        raise UnknownId("There is no such lease.")
    return found
