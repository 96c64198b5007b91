"""A record of a file against what is here: what it adds, and what is said of it. Pure.

Nothing is overwritten: what is known adds nothing, what contradicts a version becomes a further
one beside it, and what contradicts anything else is left out and named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ...core.entry import Entry
from ...core.fact import SEALED, Fact, FactTypes
from ...core.ids import TEAM, EntryId, RevisionId, Room
from ...core.plan import Change
from ...core.planner import Planner
from ...core.resolution import Resolution
from ...core.revision import KEYED, Revision
from ...core.setting import Setting, current
from ...core.turn import Turn, Usage
from ...errors import CommonGroundError
from .people import ImportedPeople, without_people
from .records import (
    EntryRecord,
    FactRecord,
    MemberRecord,
    ResolutionRecord,
    SettingRecord,
    Thing,
    TurnRecord,
    VersionRecord,
)
from .shapes import misfit, too_deep

What = Literal["added", "known", "dispute", "withheld", "refused", "left_out"]
REDACTED = "[redacted]"
"""What stands where a redaction took words out: they don't come back."""


@dataclass(frozen=True, slots=True)
class PlacedRecord:
    """What becomes of a record: ``what`` in a word, ``why``, and the change it makes."""

    what: What
    why: str = ""
    room: Room = TEAM
    change: Change = field(default_factory=Change)


@dataclass(frozen=True, slots=True)
class History:
    """Takes records over as they are: with ids, authors as the file claims them, and times.

    ``planner`` is the importing admin's; ``gone`` are ids of versions that left their documents.
    """

    planner: Planner
    people: ImportedPeople
    types: FactTypes
    gone: frozenset[str] = frozenset()

    def place(self, record: Thing) -> PlacedRecord:
        """What becomes of it here."""
        match record:
            case SettingRecord():
                return self._setting(record)
            case EntryRecord(room="private"):
                return own_note(self.planner, record)
            case EntryRecord():
                return self._entry(record)
            case ResolutionRecord():
                return self._resolution(record)
            case FactRecord():
                return self._fact(record)
            case MemberRecord():
                return self._person(record)
            case TurnRecord():
                return PlacedRecord("left_out", "A turn is kept apart.")

    def _past(self, at: int) -> int:
        """A time of the file, if it has come; else now: nothing is of tomorrow."""
        return min(at, self.planner.at)

    def _person(self, record: MemberRecord) -> PlacedRecord:
        here = self.people.here(record.username)
        if here is not None:
            return PlacedRecord("known", f"{here} here, where an area names members.")
        return PlacedRecord("known", f"Shown as {self.people.imported(record.username)}.")

    def _setting(self, record: SettingRecord) -> PlacedRecord:
        kind = self.planner.settings.of(record.name)
        if kind is None or not kind.travels:
            return PlacedRecord("left_out", "This is set on each server anew.")
        held = current(self.planner.rooms[TEAM].settings.values()).get(record.name)
        try:
            value, dropped = self._value(record)
        except CommonGroundError as error:
            return PlacedRecord("refused", error.message)
        if held is not None and held.value is not None:
            same = held.value == value or held.id == record.id
            return (
                PlacedRecord("known")
                if same
                else PlacedRecord("known", "It is set otherwise here: kept.")
            )
        by = self.people.imported(record.by)
        setting = Setting(record.id, record.name, value, by, self._past(record.at))
        if record.id in self.planner.rooms[TEAM].settings:
            return PlacedRecord("known", "It was taken back here.")
        why = f"Without members who are not here: {', '.join(dropped)}." if dropped else ""
        return PlacedRecord("added", why, TEAM, Change(settings=(setting,)))

    def _value(self, record: SettingRecord) -> tuple[object, list[str]]:
        """The value as it holds here, and members of an area whom nobody mapped."""
        value: Any = record.value
        if not isinstance(value, dict) or not isinstance(value.get("members"), list):
            return self.planner.settings.checked(record.name, value), []
        there = set(self.planner.people())
        members, dropped = list[str](), list[str]()
        for name in map(str, value["members"]):
            here = self.people.here(name)
            if here is not None and here in there:
                members.append(here)
            else:
                dropped.append(name)
        value = {**value, "members": list(dict.fromkeys(members))}
        return self.planner.settings.checked(record.name, value), dropped

    def _entry(self, record: EntryRecord) -> PlacedRecord:
        room = Room(record.room)
        held = held_entry(self.planner, record.id)
        if held is not None and (held.room != room or held.kind != record.kind):
            return PlacedRecord(
                "refused", f"Another entry has this id here: {held.kind} in {held.room}."
            )
        if record.kind == "note":
            return PlacedRecord("refused", "A note is private: it is nobody's but its owner's.")
        known = {} if held is None else dict(held.revisions)
        added: list[Revision] = []
        clashes = 0
        for version in record.revisions:
            revision = self._revision(record, version)
            if revision.id in self.gone:
                continue
            there = known.get(revision.id)
            if there is None:
                added.append(revision)
            elif not _says_the_same(there, revision):
                beside = replace(revision, id=_beside(revision))
                if beside.id not in known:
                    added.append(beside)
                    clashes += 1
        if not added:
            return PlacedRecord("known", room=room)
        entry = Entry(
            EntryId(record.id),
            record.kind,
            room,
            self.people.imported(record.created_by),
            self._past(record.created_at),
        )
        change = Change(revisions=tuple(added), entries=() if held is not None else (entry,))
        why = "It says something else here: both stand." if clashes else ""
        return PlacedRecord("dispute" if clashes else "added", why, room, change)

    def _revision(self, record: EntryRecord, version: VersionRecord) -> Revision:
        return Revision(
            RevisionId(version.id),
            EntryId(record.id),
            tuple(map(RevisionId, version.parents)),
            self.people.imported(version.author),
            self._past(version.at),
            version.title,
            version.body,
            version.status,
            version.area,
            version.source,
            reason=version.reason,
            links=version.links,
            writers=tuple(map(self.people.imported, version.writers)),
            **{name: getattr(version, name) for name in KEYED},
        )

    def _resolution(self, record: ResolutionRecord) -> PlacedRecord:
        if any(record.id in room.resolutions for room in self.planner.shared()):
            return PlacedRecord("known")
        made = Resolution(
            record.id,
            tuple(map(RevisionId, record.sides)),
            record.outcome,
            record.reason,
            self.people.imported(record.by),
            self._past(record.at),
            None if record.decision is None else EntryId(record.decision),
        )
        room = Room(record.room)
        return PlacedRecord("added", "", room, Change(resolutions=(made,)))

    def _fact(self, record: FactRecord) -> PlacedRecord:
        at = self._past(record.at)
        made = Fact(record.id, record.about, record.name, record.value, record.by, at, record.seen)
        declared = self.types.of(made)
        known = record.name.partition(":")[0] in self.types.domains()
        if not known or record.name.startswith(SEALED) or record.room == "private":
            return PlacedRecord("left_out", "No feature here knows what this says.")
        wrong = "value" if too_deep(record.value) else None
        if wrong is None and declared is not None:
            wrong = misfit(dict(record.value), declared)
        if wrong is not None:
            return PlacedRecord("refused", f"{wrong} is not what {record.name} holds.")
        value = self.people.said(dict(record.value), declared)
        held = _held_fact(self.planner, record.id)
        if held is not None:
            same = without_people(dict(held.value), declared) == without_people(value, declared)
            same = same and (held.about, held.name) == (made.about, made.name)
            return PlacedRecord("known", "" if same else "Something else has this id here: kept.")
        fact = replace(made, value=value, by=self.people.imported(record.by))
        return PlacedRecord("added", "", Room(record.room), Change(facts=(fact,)))


def taken_over(record: TurnRecord, people: ImportedPeople, now: int) -> Turn:
    """A turn as the file claims it: over, and of no later time than ``now``."""
    held = record.model_dump(exclude={"record", "tokens_in", "tokens_out", "shown"})
    over = "partial" if record.status == "streaming" else record.status
    ended = None if record.ended is None else min(record.ended, now)
    return Turn(
        **{
            **held,
            "asker": people.imported(record.asker),
            "at": min(record.at, now),
            "ended": ended,
            "status": over,
        },
        usage=Usage(record.tokens_in, record.tokens_out),
        shown=tuple(map(RevisionId, record.shown)),
    )


def own_note(planner: Planner, record: EntryRecord) -> PlacedRecord:
    """A private note, into the importer's own room, as theirs."""
    held = planner.rooms[planner.own_room].entries.get(EntryId(record.id))
    if record.kind != "note" or (held is None and held_entry(planner, record.id) is not None):
        return PlacedRecord("refused", "This is no private note of yours.")
    known = set() if held is None else set(held.revisions)
    who = planner.member.username
    added = tuple(
        Revision(
            RevisionId(v.id), EntryId(record.id), tuple(map(RevisionId, v.parents)), who, v.at,
            v.title, v.body, "accepted", None, v.source,
        )
        for v in record.revisions
        if RevisionId(v.id) not in known
    )  # fmt: skip
    if not added:
        return PlacedRecord("known", room=planner.own_room)
    entry = Entry(EntryId(record.id), "note", planner.own_room, who, record.created_at)
    change = Change(revisions=added, entries=() if held is not None else (entry,))
    return PlacedRecord("added", "", planner.own_room, change)


def held_entry(planner: Planner, key: str) -> Entry | None:
    """The shared entry of that id, in whatever room."""
    rooms = planner.shared()
    return next((r.entries[EntryId(key)] for r in rooms if EntryId(key) in r.entries), None)


def digest(*parts: str) -> str:
    """A name that is made of texts: the same for the same ones."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _held_fact(planner: Planner, key: str) -> Fact | None:
    return next((r.facts[key] for r in planner.shared() if key in r.facts), None)


def _says_the_same(here: Revision, there: Revision) -> bool:
    """Whether two versions of one id say the same, whoever they name and whenever; or words were
    redacted.
    """
    if any(REDACTED in text for text in (here.title, here.body, here.reason)):
        return True
    return _content(here) == _content(there)


def _content(revision: Revision) -> tuple[object, ...]:
    keyed = (getattr(revision, name) for name in KEYED)
    said: Iterable[object] = (revision.title, revision.body, revision.status, revision.reason)
    return (*said, revision.parents, revision.area, *keyed)


def _beside(revision: Revision) -> RevisionId:
    return RevisionId(f"r_{digest(revision.id, *map(repr, _content(revision)))}")
