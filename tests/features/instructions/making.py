"""Entries and blocks as the tests of instruction files need them."""

from __future__ import annotations

from commonground.core.entry import Entry, SharedKind
from commonground.core.ids import TEAM, EntryId, RevisionId, area_room
from commonground.core.revision import Revision, Status
from commonground.features.instructions.block import written
from commonground.features.instructions.rules import BlockSize, TeamContext, fill, holding

ALL = BlockSize(10**9, 10**9)


def entry(
    key: str,
    title: str,
    body: str = "",
    kind: SharedKind = "convention",
    *,
    at: int = 1,
    area: str | None = None,
    status: Status = "accepted",
) -> Entry:
    """An entry with one version, ``r`` before its key."""
    first = version(key, f"r{key}", title, body, at=at, area=area, status=status)
    room = TEAM if area is None else area_room(area)
    return Entry(EntryId(key), kind, room, "ann", at, {first.id: first})


def version(
    key: str,
    revision: str,
    title: str,
    body: str = "",
    *,
    parents: tuple[str, ...] = (),
    at: int = 1,
    area: str | None = None,
    status: Status = "accepted",
) -> Revision:
    """A version of an entry."""
    seen = tuple(RevisionId(parent) for parent in parents)
    return Revision(
        RevisionId(revision), EntryId(key), seen, "ann", at, title, body, status, area
    )  # fmt: skip


def exported(raw: bytes, *entries: Entry, budget: BlockSize = ALL) -> bytes:
    """A file with the block of these entries."""
    filling = fill(holding(TeamContext(entries), {None}), budget)
    return written(raw, filling.lines, filling.made)
