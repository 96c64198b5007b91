"""Revisions: the immutable versions of an entry, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from .ids import EntryId, RevisionId
from .texts import Id, Name, Person, Prose

Status = Literal["proposed", "accepted", "rejected", "superseded", "retired"]


KEYED = ("subject", "attribute", "value", "scope")
"""Fields by which two statements about the same thing are found; in no revision unless given."""


STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Revision:
    """One immutable version of an entry. ``at`` is milliseconds since 1970, UTC.

    ``parents`` are the heads that the author saw; a first revision has none. ``source`` says where
    the text came from (``note``, ``cell``, ``sidebar``, ``cli``), never which note. ``reason`` says
    why it was rejected, retired, merged or resolved so, or where a proposal was found; ``links``
    are the ids of revisions that it speaks of. ``writers`` are those whose text in other entries
    was merged into this one.
    ``subject`` to ``scope`` are what the statement is about, where somebody said so.
    """

    id: RevisionId
    entry: EntryId
    parents: tuple[RevisionId, ...]
    author: Person
    at: int
    title: Prose
    body: Prose = ""
    status: Status = "accepted"
    area: Name | None = None
    source: str = "sidebar"
    subject: Prose | None = None
    attribute: Prose | None = None
    value: Prose | None = None
    scope: Prose | None = None
    reason: Prose = ""
    links: tuple[Id, ...] = ()
    writers: tuple[Person, ...] = ()

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
            **({"writers": list(self.writers)} if self.writers else {}),
        }


def read_revision(key: str, fields: Mapping[str, Any]) -> Revision | None:
    """A revision from its JSON; None for what another version wrote and this one can't read."""
    status: Any = fields.get("status")
    if status not in STATUSES or not isinstance(fields.get("entry"), str):
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
        writers=texts_of(fields.get("writers")),
        **{name: str(fields[name]) for name in KEYED if fields.get(name) is not None},
    )


def texts_of(value: object) -> tuple[str, ...]:
    """A list's texts; nothing where it is no list."""
    return tuple(str(v) for v in value) if isinstance(value, list) else ()
