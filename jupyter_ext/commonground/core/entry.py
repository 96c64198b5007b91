"""Entries and their immutable revisions, as plain values.

Knows what an entry is and which of its revisions are heads. Refuses to know how entries are
stored, merged or sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, NewType, get_args

if TYPE_CHECKING:
    from .fact import Fact
    from .setting import Setting

EntryId = NewType("EntryId", str)
RevisionId = NewType("RevisionId", str)
Room = NewType("Room", str)

SharedKind = Literal["convention", "decision", "work", "discussion", "knowledge"]
Kind = Literal["convention", "decision", "work", "discussion", "knowledge", "note"]
Status = Literal["proposed", "accepted", "rejected", "superseded", "retired"]

SHARED_KINDS: tuple[SharedKind, ...] = get_args(SharedKind)
_STATUSES = frozenset(get_args(Status))
KEYED = ("subject", "attribute", "value", "scope")
"""Fields by which two statements about the same thing are found; in no revision unless given."""
STATUSES: tuple[Status, ...] = get_args(Status)

TEAM = Room("team")
"""The room of cross-cutting entries: every member reads it."""


def area_room(name: str) -> Room:
    """The room of an area's entries: its members follow it."""
    return Room(f"area:{name}")


def room_area(room: Room) -> str | None:
    """The area whose room this is, or None."""
    return room.removeprefix("area:") if room.startswith("area:") else None


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
    the text came from (``note``, ``cell``, ``sidebar``, ``cli``), never which note. ``reason`` says
    why it was rejected, retired, merged or resolved so; ``links`` are the ids of revisions that it
    speaks of. ``subject`` to ``scope`` are what the statement is about, where somebody said so.
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
    subject: str | None = None
    attribute: str | None = None
    value: str | None = None
    scope: str | None = None
    reason: str = ""
    links: tuple[str, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether it says something today: it waits or holds, and was not taken back."""
        return self.status in ("proposed", "accepted")

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
            **{name: found for name in KEYED if (found := getattr(self, name)) is not None},
            **({"reason": self.reason} if self.reason else {}),
            **({"links": list(self.links)} if self.links else {}),
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
        """Revisions that no other revision names as a parent, oldest first."""
        return _heads_among(self.revisions, ())

    @property
    def standing(self) -> tuple[Revision, ...]:
        """The heads as if nothing that was rejected had been written: what was before stands again.

        One is the rule; more than one is a dispute.
        """
        return _heads_among(self.revisions, _rejected(self.revisions))

    @property
    def in_force(self) -> tuple[Revision, ...]:
        """What holds today, whatever is proposed on top of it; empty if nothing was accepted."""
        waits = {r.id for r in self.revisions.values() if r.status in ("rejected", "proposed")}
        return tuple(r for r in _heads_among(self.revisions, waits) if r.status == "accepted")

    @property
    def disputed(self) -> bool:
        """Whether two people's versions stand side by side."""
        return len(self.standing) > 1

    @property
    def live(self) -> bool:
        """Whether any version still speaks (not all of them retired, rejected or superseded)."""
        return any(revision.speaks for revision in self.standing)

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


def needed(entry: Entry) -> frozenset[RevisionId]:
    """Versions without which it could not be told what its heads are, what stands and what holds.

    The others are history: nothing that is said today hangs on them.
    """
    kept: set[RevisionId] = set()
    pending = [head.id for head in entry.heads]
    while pending:
        revision = entry.revisions.get(pending.pop())
        if revision is not None and revision.id not in kept:
            kept.add(revision.id)
            if revision.status in ("rejected", "proposed"):
                pending += revision.parents
    short = replace(
        entry, revisions={key: entry.revisions[key] for key in entry.revisions if key in kept}
    )
    same = (short.heads, short.standing, short.in_force) == (
        entry.heads,
        entry.standing,
        entry.in_force,
    )
    # Versions side by side may hang together through older ones: then all of them stay.
    return frozenset(kept) if same else frozenset(entry.revisions)


def read_revision(key: str, fields: Mapping[str, Any]) -> Revision | None:
    """A revision from its JSON; None for what another version wrote and this one can't read."""
    status: Any = fields.get("status")
    if status not in _STATUSES or not isinstance(fields.get("entry"), str):
        return None
    area = fields.get("area")
    return Revision(
        id=RevisionId(key),
        entry=EntryId(fields["entry"]),
        parents=tuple(RevisionId(parent) for parent in texts_of(fields.get("parents"))),
        author=str(fields.get("author", "")),
        at=int(fields.get("at") or 0),
        title=str(fields.get("title", "")),
        body=str(fields.get("body", "")),
        status=status,
        area=None if area is None else str(area),
        source=str(fields.get("source", "")),
        reason=str(fields.get("reason", "")),
        links=texts_of(fields.get("links")),
        **{name: str(fields[name]) for name in KEYED if fields.get(name) is not None},
    )


def texts_of(value: object) -> tuple[str, ...]:
    """A list's texts; nothing where it is no list."""
    return tuple(str(v) for v in value) if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """A person's word on revisions that contradict: they stood side by side, and now they don't.

    ``outcome`` is ``resolved`` (a decision was written) or ``dismissed`` (no contradiction at all).
    It speaks of these revisions only: a later version may contradict anew.
    """

    id: str
    sides: tuple[RevisionId, ...]
    outcome: Literal["resolved", "dismissed"]
    reason: str
    by: str
    at: int
    decision: EntryId | None = None

    def to_wire(self) -> dict[str, Any]:
        """JSON: the fields as they are, ``sides`` as a list."""
        return {
            "id": self.id,
            "sides": list(self.sides),
            "outcome": self.outcome,
            "reason": self.reason,
            "by": self.by,
            "at": self.at,
            "decision": self.decision,
        }


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one room holds at one moment; engines read this and never a live document."""

    room: Room
    entries: Mapping[EntryId, Entry]
    resolutions: Mapping[str, Resolution] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def live(self) -> tuple[Entry, ...]:
        """Entries that still speak, oldest first."""
        return in_order(e for e in self.entries.values() if e.live)


def _rejected(revisions: Mapping[RevisionId, Revision]) -> set[RevisionId]:
    """Rejections, and the proposals that they reject."""
    pending = [r for r in revisions.values() if r.status == "rejected"]
    found = {r.id for r in pending}
    while pending:
        for parent in pending.pop().parents:
            proposal = revisions.get(parent)
            if proposal is not None and proposal.status == "proposed" and parent not in found:
                found.add(parent)
                pending.append(proposal)
    return found


def _heads_among(
    revisions: Mapping[RevisionId, Revision], passed_over: Collection[RevisionId]
) -> tuple[Revision, ...]:
    """The heads as if those revisions were not there, but for what they build on."""
    superseded: set[RevisionId] = set()
    for revision in revisions.values():
        if revision.id in passed_over:
            continue
        pending = list(revision.parents)
        while pending:
            parent = revisions.get(pending.pop())
            if parent is None or parent.id in superseded:
                continue
            if parent.id in passed_over:
                pending += parent.parents
            else:
                superseded.add(parent.id)
    found = (r for r in revisions.values() if r.id not in passed_over)
    return tuple(sorted((r for r in found if r.id not in superseded), key=lambda r: (r.at, r.id)))


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Oldest first; ties are broken by id, so that every replica agrees."""
    return tuple(sorted(entries, key=lambda e: (e.created_at, e.id)))
