"""Entries and their immutable revisions, as plain values.

What an entry is, and which of its revisions are heads, stand, or hold. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from .ids import EntryId, RevisionId, Room
from .revision import Revision, read_revision
from .texts import Person

SharedKind = Literal["convention", "decision", "work", "discussion", "knowledge"]
Kind = Literal["convention", "decision", "work", "discussion", "knowledge", "note"]

SHARED_KINDS: tuple[SharedKind, ...] = get_args(SharedKind)


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of shared context (or a member's private note) with all revisions known here."""

    id: EntryId
    kind: Kind
    room: Room
    created_by: Person
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

    def line_of(self, revision: Revision) -> tuple[Revision, ...]:
        """The versions that it builds on, oldest first: each after those that it builds on."""
        found: dict[RevisionId, Revision] = {}
        pending = [(parent, False) for parent in revision.parents]
        while pending:
            key, visited = pending.pop()
            known = self.revisions.get(key)
            if known is None or key in found:
                continue
            if visited:
                found[key] = known
            else:
                pending.append((key, True))
                pending += [(parent, False) for parent in known.parents]
        return tuple(found.values())

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


def read_entry(fields: Mapping[str, Any]) -> Entry:
    """An entry from its JSON, without the versions that this program can't read."""
    read = (read_revision(str(one["id"]), one) for one in fields["revisions"])
    return Entry(
        EntryId(fields["id"]),
        fields["kind"],
        fields["room"],
        fields["created_by"],
        fields["created_at"],
        {one.id: one for one in read if one is not None},
    )


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
    found = [r for r in revisions.values() if r.id not in passed_over]
    superseded: set[RevisionId] = set()
    for revision in found:
        superseded.update(revision.parents)
    pending = [key for key in superseded if key in passed_over]
    while pending:
        passed = revisions.get(pending.pop())
        for parent in () if passed is None else passed.parents:
            if parent not in superseded:
                superseded.add(parent)
                if parent in passed_over:
                    pending.append(parent)
    return tuple(sorted((r for r in found if r.id not in superseded), key=lambda r: (r.at, r.id)))


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Oldest first; ties are broken by id, so that every replica agrees."""
    return tuple(sorted(entries, key=lambda e: (e.created_at, e.id)))
