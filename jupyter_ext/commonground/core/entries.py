"""Entries and their immutable revisions, as plain values.

Knows what an entry is and which of its revisions are heads. Refuses to know how entries are
stored, merged or sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NewType, get_args

EntryId = NewType("EntryId", str)
RevisionId = NewType("RevisionId", str)
Room = NewType("Room", str)

SharedKind = Literal["convention", "decision", "work", "discussion", "knowledge"]
Kind = Literal["convention", "decision", "work", "discussion", "knowledge", "note"]
Status = Literal["proposed", "accepted", "rejected", "superseded", "retired"]

SHARED_KINDS: tuple[SharedKind, ...] = get_args(SharedKind)
STATUSES: tuple[Status, ...] = get_args(Status)

TEAM = Room("team")
"""The room of cross-cutting entries: every member reads it."""


def member_room(username: str) -> Room:
    """The room that only ``username`` reads: private notes live there."""
    return Room(f"member:{username}")


def room_owner(room: Room) -> str | None:
    """The only reader of ``room``, or None if the room is shared."""
    return room.removeprefix("member:") if room.startswith("member:") else None


@dataclass(frozen=True, slots=True)
class Revision:
    """One immutable version of an entry. ``at`` is milliseconds since 1970, UTC.

    ``parents`` are the heads that the author saw; a first revision has none. ``source`` says where
    the text came from (``note``, ``cell``, ``sidebar``, ``cli``), never which note.
    """

    id: RevisionId
    entry: EntryId
    parents: tuple[RevisionId, ...]
    author: str
    at: int
    title: str
    body: str = ""
    status: Status = "accepted"
    area: str | None = None
    source: str = "sidebar"

    def to_wire(self) -> dict[str, Any]:
        """JSON: the fields as they are, ``parents`` as a list."""
        return {
            "id": self.id,
            "entry": self.entry,
            "parents": list(self.parents),
            "author": self.author,
            "at": self.at,
            "title": self.title,
            "body": self.body,
            "status": self.status,
            "area": self.area,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of shared context (or a member's private note) with all revisions known here."""

    id: EntryId
    kind: Kind
    room: Room
    created_by: str
    created_at: int
    revisions: Mapping[RevisionId, Revision] = field(default_factory=dict)

    @property
    def heads(self) -> tuple[Revision, ...]:
        """Revisions that no other revision names as a parent, oldest first.

        One head is the rule; more than one is a dispute.
        """
        superseded = {parent for r in self.revisions.values() for parent in r.parents}
        found = [r for r in self.revisions.values() if r.id not in superseded]
        return tuple(sorted(found, key=lambda r: (r.at, r.id)))

    @property
    def in_force(self) -> tuple[Revision, ...]:
        """What holds today, whatever is proposed on top of it; empty if nothing was accepted."""
        decided = _heads_among(self.revisions, _UNDECIDED)
        return tuple(r for r in decided if r.status == "accepted")

    @property
    def disputed(self) -> bool:
        """Whether two people's versions stand side by side."""
        return len(self.heads) > 1

    @property
    def live(self) -> bool:
        """Whether any head still speaks (not all of them retired, rejected or superseded)."""
        return any(head.status in ("proposed", "accepted") for head in self.heads)

    def to_wire(self) -> dict[str, Any]:
        """JSON: the entry, its heads' ids, and its revisions oldest first."""
        ordered = sorted(self.revisions.values(), key=lambda r: (r.at, r.id))
        return {
            "id": self.id,
            "kind": self.kind,
            "room": self.room,
            "created_by": self.created_by,
            "created_at": self.created_at,
            "heads": [r.id for r in self.heads],
            "disputed": self.disputed,
            "revisions": [r.to_wire() for r in ordered],
        }


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one room holds at one moment; engines read this and never a live document."""

    room: Room
    entries: Mapping[EntryId, Entry]

    def live(self) -> tuple[Entry, ...]:
        """Entries that still speak, oldest first."""
        return in_order(e for e in self.entries.values() if e.live)


def _heads_among(
    revisions: Mapping[RevisionId, Revision], passed_over: frozenset[Status]
) -> tuple[Revision, ...]:
    """The heads as if revisions of those statuses were not there, but for what they build on."""
    superseded: set[RevisionId] = set()
    for revision in revisions.values():
        if revision.status in passed_over:
            continue
        pending = list(revision.parents)
        while pending:
            parent = revisions.get(pending.pop())
            if parent is None or parent.id in superseded:
                continue
            if parent.status in passed_over:
                pending += parent.parents
            else:
                superseded.add(parent.id)
    found = (r for r in revisions.values() if r.status not in passed_over)
    return tuple(sorted((r for r in found if r.id not in superseded), key=lambda r: (r.at, r.id)))


_UNDECIDED: frozenset[Status] = frozenset({"rejected", "proposed"})


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Oldest first; ties are broken by id, so that every replica agrees."""
    return tuple(sorted(entries, key=lambda e: (e.created_at, e.id)))
