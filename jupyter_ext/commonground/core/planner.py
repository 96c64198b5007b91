"""What a command does, as a value: the changes of documents that carry it out.

Pure: a ``Planner`` reads snapshots and answers with changes. It refuses to know who may ask (the
service checked that), how changes are made durable, and what time it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..errors import InvalidCommand, NotAllowed, UnknownId
from .command import (
    Accept,
    Add,
    AnyCommand,
    Dismiss,
    Edit,
    FactCommand,
    Merge,
    Reject,
    Resolve,
    Retire,
    Revert,
    Set,
    Share,
)
from .entry import (
    KEYED,
    TEAM,
    Entry,
    EntryId,
    Kind,
    Resolution,
    Revision,
    RevisionId,
    Room,
    Snapshot,
    Status,
    area_room,
    member_room,
    room_area,
    room_owner,
)
from .fact import SEALED, Fact, said_in
from .role import Member
from .setting import Setting

MAX_SIDES = "Name each version once."


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

    def said(self) -> tuple[str, ...]:
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
        facts = [text for fact in told for text in said_in(fact.value)]
        return (*reasons, *facts)


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans one command of one member.

    ``rooms`` holds the rooms that the member may read, with what is on its way to the disk;
    ``status`` gives a new version's status by kind; ``at`` is milliseconds since 1970.
    """

    member: Member
    rooms: Mapping[Room, Snapshot]
    status: Callable[[Kind], Status]
    areas: frozenset[str]
    at: int
    new_id: Callable[[str], str]
    source: str
    earlier: Mapping[RevisionId, Revision] = field(default_factory=dict)
    """The versions which left the entry's document, where the command names one of them."""
    sealed: tuple[Fact, ...] = ()
    """What members sealed about the thing that the command reveals."""

    def plan(self, command: AnyCommand) -> Plan:
        """Raises UnknownId or InvalidCommand; then nothing is to be done."""
        match command:
            case Add():
                return self._add(command, self.source)
            case Share():
                self._own_note(command)
                return self._add(command, "note")
            case Edit():
                return self._edit(command)
            case Retire():
                return self._retire(command)
            case Accept():
                return self._accept(command)
            case Reject():
                return self._say_again(command, "rejected", command.reason)
            case Revert():
                return self._revert(command)
            case Merge():
                return self._merge(command)
            case Resolve():
                return self._resolve(command)
            case Dismiss():
                return self._dismiss(command)
            case Set():
                return self._set(command)
            case FactCommand():
                return command.plan(self)
        raise InvalidCommand("Nobody plans that command.")

    # Facts

    def fact(
        self, about: str, name: str, value: Mapping[str, Any], *, seen: Sequence[str] = ()
    ) -> Fact:
        """What this member says now of the thing."""
        author = self.member.username
        return Fact(self.new_id("f"), about, name, value, author, self.at, tuple(seen))

    def revealed(self) -> tuple[Fact, ...]:
        """What members sealed about the thing, as everybody sees it: whose it is, and when, stay.

        Revealing again adds nothing: a fact keeps the id that its sealed form gives it.
        """
        known = {key for snapshot in self.shared() for key in snapshot.facts}
        shown = (
            replace(f, id=f"{f.id}_shown", name=f.name.removeprefix(SEALED)) for f in self.sealed
        )
        return tuple(fact for fact in shown if fact.id not in known)

    @property
    def own_room(self) -> Room:
        """Where this member's sealed facts go."""
        return member_room(self.member.username)

    def shared(self) -> tuple[Snapshot, ...]:
        """The rooms that the team shares, with what is on its way to the disk."""
        return tuple(s for room, s in self.rooms.items() if room_owner(room) is None)

    def shared_entry(self, entry: EntryId) -> Entry | None:
        """A shared entry; None where there is none (any more)."""
        found = (snapshot.entries.get(entry) for snapshot in self.shared())
        return next((e for e in found if e is not None), None)

    def room_of(self, area: str | None) -> Room:
        """The area's room, or the team's. Raises InvalidCommand where there is no such area."""
        return self._room_for("knowledge", area)

    def add(self, command: Add, *, source: str | None = None) -> Plan:
        """The plan of a new entry, to be part of a larger one (see ``together``)."""
        return self._add(command, source or self.source)

    def said(self, thing: str, *facts: Fact, after: Plan | None = None, room: Room = TEAM) -> Plan:
        """The facts, in the team's room, after what another plan writes; none: nothing to do."""
        plan = after or Plan(())
        if facts:
            plan = together(plan, (room, Change(facts=facts)))
        return replace(plan, thing=thing)

    def sealing(self, thing: str, *facts: Fact) -> Plan:
        """Sealed facts, in the room that only this member reads."""
        return Plan(((self.own_room, Change(facts=facts)),), thing=thing)

    def version(self, revision: str) -> Revision:
        """A version of a shared entry. Raises UnknownId."""
        return self._side(RevisionId(revision))[1]

    # One entry

    def _add(self, command: Add | Share, source: str) -> Plan:
        room = self._room_for(command.kind, command.area)
        entry = Entry(EntryId(self.new_id("e")), command.kind, room, self.member.username, self.at)
        status = self.status(command.kind)
        revision = self._says(entry, (), command, status=status, source=source)
        return self._one(entry, revision, Change(entries=(entry,)))

    def _room_for(self, kind: Kind, area: str | None) -> Room:
        if kind == "note":
            if area is not None:
                raise InvalidCommand("A private note has no area.", "Leave the area out.")
            return member_room(self.member.username)
        if area is None:
            return TEAM
        if area not in self.areas:
            raise InvalidCommand(
                f"There is no area {area!r}.",
                "Choose one of the team's areas, or none: then it is for everybody.",
            )
        return area_room(area)

    def _own_note(self, command: Share) -> None:
        note = self._entry(command.note, (member_room(self.member.username),))
        if note.kind != "note":
            raise InvalidCommand("Only a note can be shared; this is shared already.")
        _heads_in(note, command.heads)

    def _edit(self, command: Edit) -> Plan:
        entry = self._entry(command.entry)
        parents = _heads_in(entry, command.heads, self.earlier)
        return self._one(entry, self._says(entry, parents, command, self.status(entry.kind)))

    def _retire(self, command: Retire) -> Plan:
        entry = self._entry(command.entry)
        if entry.in_force and self.status(entry.kind) != "accepted":
            raise NotAllowed(
                f"This {entry.kind} holds, and your role here is {self.member.role}.",
                "Ask the context owner to retire it, or propose another text with Edit.",
            )
        return self._say_again(command, "retired", command.reason)

    def _accept(self, command: Accept) -> Plan:
        if len(command.heads) != 1:
            raise InvalidCommand(
                "An entry in dispute can't be accepted as it is.",
                "Edit it first: the text you save ends the dispute.",
            )
        return self._say_again(command, "accepted", None)

    def _say_again(
        self, command: Retire | Accept | Reject, status: Status, reason: str | None
    ) -> Plan:
        entry = self._entry(command.entry)
        parents = _heads_in(entry, command.heads)
        last = entry.revisions[parents[-1]]
        return self._one(entry, self._again(last, parents, status, reason))

    def _revert(self, command: Revert) -> Plan:
        entry = self._entry(command.entry)
        parents = _heads_in(entry, command.heads, self.earlier)
        (to,) = _heads_in(entry, [command.to], self.earlier)
        said = entry.revisions.get(to) or self.earlier[to]
        again = self._again(said, parents, self.status(entry.kind), command.reason)
        return self._one(entry, replace(again, links=(said.id,)))

    # Several entries

    def _merge(self, command: Merge) -> Plan:
        if len({seen.entry for seen in command.entries}) < len(command.entries):
            raise InvalidCommand("An entry can't be merged with itself.", "Name each entry once.")
        entries = [self._shared(seen.entry) for seen in command.entries]
        heads = [_heads_in(e, s.heads) for e, s in zip(entries, command.entries, strict=True)]
        first, *others = zip(entries, heads, strict=True)
        links = tuple(head for _, seen in others for head in seen)
        kept = self._says(first[0], first[1], command, self.status(first[0].kind))
        kept = replace(kept, links=links, reason=command.reason or "")
        writes = [(first[0].room, Change((kept,)))]
        for entry, seen in others:
            last = entry.revisions[seen[-1]]
            gone = self._again(last, seen, "superseded", command.reason)
            writes.append((entry.room, Change((replace(gone, links=(kept.id,)),))))
        return Plan(_by_room(writes), first[0].id, kept.id)

    def _resolve(self, command: Resolve) -> Plan:
        sides = self._sides(command.sides)
        if not set(command.keep) <= set(command.sides):
            raise InvalidCommand("Only a side can be kept.", "Name in keep what is in sides.")
        owners = {entry.id: entry for entry, _ in sides}
        if len(owners) == 1:
            return self._resolve_versions(command, sides[0][0])
        areas = {room_area(entry.room) for entry, _ in sides}
        (area,) = areas if len(areas) == 1 else (None,)
        room = TEAM if area is None else area_room(area)
        decision = Entry(EntryId(self.new_id("e")), "decision", room, self.member.username, self.at)
        revision = replace(
            self._new(decision.id, (), command.title, command.body, "accepted", area),
            reason=command.reason,
            links=tuple(command.sides),
        )
        kept = {r.id for _, r in sides if r.id in command.keep}
        resolution = self._resolution(command.sides, "resolved", command.reason, decision.id)
        writes = [(room, Change((revision,), (decision,)))]
        for entry, side in sides:
            if side.id not in kept:
                gone = self._again(side, (side.id,), "superseded", command.reason)
                writes.append((entry.room, Change((replace(gone, links=(revision.id,)),))))
        ends = (TEAM, Change(resolutions=(resolution,)))
        rooms = _by_room(writes)
        # Last, unless one transaction does it all: until then the dispute is shown.
        alone = len(rooms) == 1 and rooms[0][0] == TEAM
        return Plan(_by_room([*rooms, ends]) if alone else (*rooms, ends), decision.id, revision.id)

    def _resolve_versions(self, command: Resolve, entry: Entry) -> Plan:
        """Versions of one entry: the text that ends it is its next version."""
        parents = _heads_in(entry, command.sides)
        last = entry.revisions[parents[-1]]
        revision = self._new(entry.id, parents, command.title, command.body, "accepted", last.area)
        return self._one(
            entry, replace(revision, reason=command.reason, links=tuple(command.sides))
        )

    def _dismiss(self, command: Dismiss) -> Plan:
        self._sides(command.sides)
        found = self._resolution(command.sides, "dismissed", command.reason, None)
        return Plan(((TEAM, Change(resolutions=(found,))),))

    def _sides(self, ids: list[str]) -> list[tuple[Entry, Revision]]:
        if len(set(ids)) < len(ids):
            raise InvalidCommand("A side is named twice.", MAX_SIDES)
        return [self._side(RevisionId(i)) for i in ids]

    def _side(self, side: RevisionId) -> tuple[Entry, Revision]:
        for room, snapshot in self.rooms.items():
            if room_owner(room) is None:
                for entry in snapshot.entries.values():
                    if side in entry.revisions:
                        return entry, entry.revisions[side]
        raise UnknownId("There is no such version.")

    def _resolution(
        self, sides: list[str], outcome: Any, reason: str, decision: EntryId | None
    ) -> Resolution:
        return Resolution(
            self.new_id("s"),
            tuple(RevisionId(s) for s in sides),
            outcome,
            reason,
            self.member.username,
            self.at,
            decision,
        )

    def _set(self, command: Set) -> Plan:
        setting = Setting(
            self.new_id("c"), command.name, command.value, self.member.username, self.at
        )
        own = command.name == "follow"
        room = member_room(self.member.username) if own else TEAM
        return Plan(((room, Change(settings=(setting,))),))

    # Finding and saying

    def _entry(self, entry_id: str, rooms: Iterable[Room] | None = None) -> Entry:
        for room in self.rooms if rooms is None else rooms:
            snapshot = self.rooms.get(room)
            found = None if snapshot is None else snapshot.entries.get(EntryId(entry_id))
            if found is not None:
                return found
        raise UnknownId("There is no such entry.")

    def _shared(self, entry_id: str) -> Entry:
        return self._entry(entry_id, [r for r in self.rooms if room_owner(r) is None])

    def _one(self, entry: Entry, revision: Revision, change: Change | None = None) -> Plan:
        change = (change or Change()) + Change((revision,))
        return Plan(((entry.room, change),), entry.id, revision.id)

    def _says(
        self,
        entry: Entry,
        parents: tuple[RevisionId, ...],
        text: Add | Share | Edit | Merge,
        status: Status,
        source: str | None = None,
    ) -> Revision:
        new = self._new(
            entry.id, parents, text.title, text.body, status, room_area(entry.room), source
        )
        return replace(new, **{name: getattr(text, name) for name in KEYED})

    def _again(
        self, said: Revision, parents: tuple[RevisionId, ...], status: Status, reason: str | None
    ) -> Revision:
        """The text of ``said`` once more, by this member, with another status."""
        return replace(
            said,
            id=RevisionId(self.new_id("r")),
            parents=parents,
            author=self.member.username,
            at=self.at,
            status=status,
            source=self.source,
            reason=reason or "",
            links=(),
        )

    def _new(
        self,
        entry: EntryId,
        parents: tuple[RevisionId, ...],
        title: str,
        body: str,
        status: Status,
        area: str | None,
        source: str | None = None,
    ) -> Revision:
        return Revision(
            id=RevisionId(self.new_id("r")),
            entry=entry,
            parents=parents,
            author=self.member.username,
            at=self.at,
            title=title,
            body=body,
            status=status,
            area=area,
            source=source or self.source,
        )


def together(plan: Plan, *more: tuple[Room, Change]) -> Plan:
    """The plan with more changes, one for each room; first what the plan wrote first."""
    return replace(plan, writes=_by_room([*plan.writes, *more]))


def _by_room(writes: list[tuple[Room, Change]]) -> tuple[tuple[Room, Change], ...]:
    """One change for each room, rooms in the order of their first."""
    found: dict[Room, Change] = {}
    for room, change in writes:
        found[room] = found[room] + change if room in found else change
    return tuple(found.items())


def _heads_in(
    entry: Entry, heads: list[str], earlier: Collection[RevisionId] = ()
) -> tuple[RevisionId, ...]:
    """The named revisions of that entry. They need not be current: that is what a dispute is.

    Nor need they be in the document any more, where ``earlier`` names them: somebody may have had
    a form open for longer than the document held what they saw.
    """
    found = tuple(dict.fromkeys(RevisionId(h) for h in heads))
    if any(h not in entry.revisions and h not in earlier for h in found):
        raise UnknownId("The entry has no such version.")
    return found
