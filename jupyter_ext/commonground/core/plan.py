"""A plan: the changes of documents that carry out a command, as values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .entry import Entry
from .fact import Fact, FactTypes
from .ids import TEAM, EntryId, RevisionId, Room, room_owner
from .resolution import Resolution
from .revision import Revision
from .setting import Setting
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction puts into one document: all of it or nothing."""

    revisions: tuple[Revision, ...] = ()
    entries: tuple[Entry, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    settings: tuple[Setting, ...] = ()
    facts: tuple[Fact, ...] = ()

    @classmethod
    def of(cls, room: Snapshot) -> Change:
        """All that a room holds: what makes its document anew."""
        return cls(
            tuple(r for entry in room.entries.values() for r in entry.revisions.values()),
            tuple(room.entries.values()),
            tuple(room.resolutions.values()),
            tuple(room.settings.values()),
            tuple(room.facts.values()),
        )

    def __add__(self, other: Change) -> Change:
        return Change(
            self.revisions + other.revisions,
            self.entries + other.entries,
            self.resolutions + other.resolutions,
            self.settings + other.settings,
            self.facts + other.facts,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes of a command, in the order in which they are made durable.

    Where they are in several rooms, a crash in between leaves a dispute visible, never one side
    gone. ``entry`` and ``revision`` (or ``thing``, where it is no entry) are what the command is
    about, for its answer and the log.
    """

    writes: tuple[tuple[Room, Change], ...]
    entry: EntryId | None = None
    revision: RevisionId | None = None
    thing: str | None = None

    @property
    def room(self) -> Room:
        """Where the entry is; the team's where there is nothing to write."""
        return self.writes[0][0] if self.writes else TEAM

    def said(self, types: FactTypes) -> tuple[str, ...]:
        """What the command writes down anew: title, text and reason of its own revision, or facts.

        Where the entry is everybody's, sealed words stay out: the record is everybody's too.
        """
        for _, change in self.writes:
            for revision in change.revisions:
                if revision.id == self.revision:
                    return tuple(filter(None, (revision.title, revision.body, revision.reason)))
        reasons = [r.reason for _, change in self.writes for r in change.resolutions]
        own = room_owner(self.room) is not None
        told = [f for _, change in self.writes for f in change.facts if own or not f.sealed]
        facts = [text for fact in told for text in types.prose(fact)]
        return (*reasons, *facts)


def together(plan: Plan, *more: tuple[Room, Change]) -> Plan:
    """The plan with more changes, one for each room; first what the plan wrote first."""
    return replace(plan, writes=by_room([*plan.writes, *more]))


def by_room(writes: list[tuple[Room, Change]]) -> tuple[tuple[Room, Change], ...]:
    """One change for each room, rooms in the order of their first."""
    found: dict[Room, Change] = {}
    for room, change in writes:
        found[room] = found[room] + change if room in found else change
    return tuple(found.items())
