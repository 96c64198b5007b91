"""A part of a file on its way in: each record placed, through the gate by itself, then written.

What the gate keeps back becomes a private note of the importer; the rest goes in. The same part
again adds nothing, so an import that was cut off is simply run again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import ValidationError

from ...core.command import explain
from ...core.entry import Entry
from ...core.fields import MAX_TITLE
from ...core.ids import EntryId, RevisionId, Room, member_room
from ...core.plan import Change, Plan, by_room
from ...core.revision import Revision
from ...core.role import Member, require
from ...core.turn import Turn, TurnId
from ...errors import UnknownId
from ...gate.passage import Check, inspect, inspect_turn
from ...service.host import Host
from .commands import LEAST, ImportCommand
from .ground import ImportGround
from .intake import History, PlacedRecord, What, digest, taken_over
from .people import ImportedPeople
from .proposals import Proposals
from .records import ContextRecord, EndRecord, EntryRecord, TurnRecord, read_record
from .requests import ImportPart
from .views import ImportAnswer, ImportedItem


@dataclass(frozen=True, slots=True)
class StoredBefore:
    """What the store holds of a part's records: ``gone`` versions by entry, and ``turns``."""

    gone: Mapping[str, frozenset[str]]
    turns: frozenset[str]


@dataclass(slots=True)
class Importer:
    """Takes in one part of a file for one member."""

    host: Host
    member: Member
    part: ImportPart
    source: str
    writes: list[tuple[Room, Change]] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    _ground: ImportGround = field(init=False)
    _check: Check = field(init=False)
    """The gate's, which looks once at a text that stands in many fields of the part."""

    async def run(self) -> ImportAnswer:
        """What became of each record. Raises NotAllowed, StoreError: then nothing is written."""
        service = self.host.service
        self.member = service.acting(self.member)
        require(self.member, LEAST[self.part.how])
        await service.room(member_room(self.member.username))
        self._ground = ImportGround(service.planner(self.member, self.source))
        self._check = cache(service.gate().check)
        records = [_record(value) for value in self.part.records]
        known = await self._known(records)
        # One thread for the whole part: to change threads for each text took longer than the texts.
        items = await asyncio.to_thread(self._items, records, known)
        if not self.part.dry_run:
            await self._write()
        return ImportAnswer(items=tuple(items))

    async def _write(self) -> None:
        made = ImportCommand(how=self.part.how, file=self.part.file, writes=by_room(self.writes))
        if self.writes:
            await self.host.service.run(self.member, made, source=self.source)
        for turn in self.turns:
            await self.host.service.store.put_turn(turn)

    async def _known(self, records: Sequence[Any]) -> StoredBefore:
        """What the store holds of them: versions that left their documents, and turns."""
        gone: dict[str, frozenset[str]] = {}
        turns = set[str]()
        for record in records:
            if isinstance(record, TurnRecord):
                if await self.host.service.store.get_turn(TurnId(record.id)) is not None:
                    turns.add(record.id)
            elif isinstance(record, EntryRecord) and self.part.how == "history":
                gone[record.id] = await self._gone(record)
        return StoredBefore(gone, frozenset(turns))

    def _items(self, records: Sequence[Any], known: StoredBefore) -> list[ImportedItem]:
        return [self._item(place, record, known) for place, record in enumerate(records)]

    def _item(self, place: int, record: Any, stored: StoredBefore) -> ImportedItem:
        value = self.part.records[place]
        named = value if isinstance(value, dict) else {}
        kind, key = _short(named.get("record")), _short(named.get("id"))

        def item(title: str, what: What, why: str = "", **more: object) -> ImportedItem:
            said = {"place": place, "record": kind, "id": key, "title": title}
            return ImportedItem.of(**said, what=what, why=why, **more)

        if isinstance(record, ValidationError):
            return item("", "refused", explain(record))
        if isinstance(record, ContextRecord | EndRecord):
            return item("", "known")
        if isinstance(record, TurnRecord):
            placed, title = self._turn(record, stored), record.question[:MAX_TITLE]
        else:
            placed, title = self._placed(record, stored), _title(record)
        found = self._through(placed)
        if not found:
            return item(title, placed.what, placed.why)
        shown = [{"label": str(f["label"]), "field": str(f["field"])} for f in found]
        entry = isinstance(record, EntryRecord)
        why = "It is in your private notes." if entry else "It stays out."
        return item("", "withheld", f"The gate keeps it back. {why}", findings=shown)

    def _placed(self, record: Any, stored: StoredBefore) -> PlacedRecord:
        if getattr(record, "room", "") == "private" and not self.part.private:
            return PlacedRecord("left_out", "A private note goes in only where --private says so.")
        planner = self._ground.planner
        if self.part.how == "proposals":
            return Proposals(planner, self.part.file, self._ground.said).place(record)
        gone = (
            stored.gone.get(record.id, frozenset())
            if isinstance(record, EntryRecord)
            else frozenset()
        )
        people = ImportedPeople(self.part.people)
        return History(planner, people, self.host.service.rules.facts, gone).place(record)

    async def _gone(self, record: EntryRecord) -> frozenset[str]:
        """The versions of an entry that left its document: they are known."""
        try:
            rows = await self.host.service.history(self.member, record.id)
        except UnknownId:
            return frozenset()
        return frozenset(row.id for row in rows)

    def _turn(self, record: TurnRecord, stored: StoredBefore) -> PlacedRecord:
        if self.part.how == "proposals":
            return PlacedRecord(
                "left_out", "Only entries become proposals; an admin imports the rest."
            )
        if record.id in stored.turns or any(turn.id == record.id for turn in self.turns):
            return PlacedRecord("known")
        people, now = ImportedPeople(self.part.people), self.host.service.clock()
        claimed = taken_over(record, people, now)
        turn, found = inspect_turn(claimed, self._check)
        if found:
            return PlacedRecord("withheld", "The gate keeps it back.")
        self.turns.append(turn)
        return PlacedRecord("added")

    def _through(self, placed: PlacedRecord) -> list[dict[str, Any]]:
        """Take what passes the gate, each version by itself; what it found in the others."""
        rules = self.host.service.rules
        found: list[dict[str, Any]] = []
        for change in _apart(placed.change):
            plan = Plan(((placed.room, change),))
            passed = inspect(plan, self._check, rules, foreign=True)
            if passed.quarantined:
                found += passed.quarantined
                self._keep_privately(change)
            else:
                self._take(passed.plan)
        return found

    def _take(self, plan: Plan) -> None:
        self.writes += plan.writes
        for room, change in plan.writes:
            self._ground.add(room, change)

    def _keep_privately(self, change: Change) -> None:
        """Words that the gate kept back, as notes of the importer: once, whatever is run again."""
        who, own = self.member.username, member_room(self.member.username)
        at = self.host.service.clock()
        for revision in change.revisions:
            key = digest("kept", self.part.file, revision.id)
            entry = Entry(EntryId(f"e_{key}"), "note", own, who, at)
            if entry.id in self._ground.planner.rooms[own].entries:
                continue
            note = Revision(
                RevisionId(f"r_{key}"), entry.id, (), who, at, revision.title, revision.body,
                source="quarantine", reason=f"Kept back from {self.part.file}",
            )  # fmt: skip
            kept = Change(revisions=(note,), entries=(entry,))
            self._take(Plan(((own, kept),)))


def _apart(change: Change) -> Iterator[Change]:
    """The entry with its first version, then each of the others; anything else as it is."""
    if not change.revisions:
        if change != Change():
            yield change
        return
    entries = {entry.id: entry for entry in change.entries}
    for revision in change.revisions:
        entry = entries.get(revision.entry)
        yield Change(revisions=(revision,), entries=() if entry is None else (entry,))


def _record(value: Any) -> Any:
    """The record, or what is wrong with it."""
    try:
        return read_record(value)
    except ValidationError as error:
        return error


def _short(value: object) -> str:
    return value[:64] if isinstance(value, str) else ""


def _title(record: Any) -> str:
    if isinstance(record, EntryRecord):
        return record.revisions[-1].title if record.revisions else ""
    return str(getattr(record, "name", None) or getattr(record, "username", ""))
