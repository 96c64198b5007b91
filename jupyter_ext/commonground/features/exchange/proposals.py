"""A record of a file as a proposal of whoever imports it: it waits, whatever its kind. Pure.

Only entries become proposals. Their ids are made of those in the file, so that the same file again
proposes nothing, and a later one only what is new.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from ...core.entry import Entry
from ...core.fields import AREA
from ...core.ids import EntryId, RevisionId, Room
from ...core.plan import Change
from ...core.planner import Planner
from ...core.revision import KEYED, Revision
from ...errors import CommonGroundError
from .intake import PlacedRecord, digest, held_entry, own_note
from .records import EntryRecord, Thing, VersionRecord


@dataclass(frozen=True, slots=True)
class Proposals:
    """Takes entries over as proposals of the planner's member, from the ``file`` of that name."""

    planner: Planner
    file: str
    said: Collection[tuple[str, str]]
    """Title and text of all that was ever said here: it is not proposed again."""

    def place(self, record: Thing) -> PlacedRecord:
        """What becomes of it here."""
        if not isinstance(record, EntryRecord):
            return PlacedRecord(
                "left_out", "Only entries become proposals; an admin imports the rest."
            )
        if record.room == "private" or record.kind == "note":
            return own_note(self.planner, record)
        speaking = [v for v in _standing(record.revisions) if v.status in ("accepted", "proposed")]
        if not speaking:
            return PlacedRecord("left_out", "It speaks no more: rejected, retired or replaced.")
        key = EntryId(f"e_{digest('proposal', record.id)}")
        held = held_entry(self.planner, key)
        try:
            self.planner.status(record.kind)  # raises where only the owner writes such entries
            room, area, lost = self._room(speaking[0].area)
        except CommonGroundError as error:
            return PlacedRecord("refused", error.message)
        room = room if held is None else held.room
        heads = () if held is None else tuple(r.id for r in held.heads)
        known = set() if held is None else set(held.revisions)
        made = [self._revision(key, version, area, heads) for version in speaking]
        added = tuple(
            r for r in made if r.id not in known and (held or (r.title, r.body) not in self.said)
        )
        if not added:
            return PlacedRecord("known", room=room)
        who, at = self.planner.member.username, self.planner.at
        entry = Entry(key, record.kind, room, who, at)
        change = Change(revisions=added, entries=() if held is not None else (entry,))
        return PlacedRecord("added", lost, room, change)

    def _room(self, area: str | None) -> tuple[Room, str | None, str]:
        """The area's room, or the team's where there is no such area; then why."""
        if area is None or area not in self.planner.areas:
            lost = f"There is no area {area} here: it is for everybody." if area else ""
            return self.planner.room_of(None), None, lost
        AREA.validate_python(area)
        return self.planner.room_of(area), area, ""

    def _revision(
        self,
        entry: EntryId,
        version: VersionRecord,
        area: str | None,
        heads: tuple[RevisionId, ...],
    ) -> Revision:
        key = RevisionId(f"r_{digest('proposal', entry, version.title, version.body)}")
        return Revision(
            key, entry, heads, self.planner.member.username, self.planner.at,
            version.title, version.body, "proposed", area, self.planner.source,
            reason=self._found(version),
            **{name: getattr(version, name) for name in KEYED},
        )  # fmt: skip

    def _found(self, version: VersionRecord) -> str:
        """Where it was found, and who wrote it there: as the file claims."""
        if version.reason.startswith("Found in ") and version.source in SOURCES:
            return version.reason
        day = datetime.fromtimestamp(version.at / 1000, UTC).date().isoformat()
        return f"Found in {self.file}: {version.status} there, by {version.author} on {day}"


SOURCES = ("basic-memory", "agent-mail", "notes")
"""Other programs' files, whose entries say themselves where they were found."""


def _standing(versions: Iterable[VersionRecord]) -> list[VersionRecord]:
    """What stands in the file, as ``Entry.standing`` has it."""
    found = {
        RevisionId(v.id): Revision(
            RevisionId(v.id), EntryId("e"), tuple(map(RevisionId, v.parents)), "", v.at, v.title,
            status=v.status,
        )
        for v in versions
    }  # fmt: skip
    by_id = {v.id: v for v in versions}
    whole = Entry(EntryId("e"), "knowledge", Room("team"), "", 0, found)
    return [by_id[r.id] for r in whole.standing]
