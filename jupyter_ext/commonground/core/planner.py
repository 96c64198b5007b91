"""What a command plans itself with: the member, the rooms as they are, and how things are said.

Pure: a ``Planner`` reads snapshots and answers with changes. Whether the member may ask is checked
before; how changes become durable, and what time it is, is given.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..errors import InvalidCommand, UnknownId
from .entry import Entry, Kind
from .fact import SEALED, SHOWN, Fact
from .fields import Text
from .ids import (
    TEAM,
    EntryId,
    RevisionId,
    Room,
    member_room,
    room_area,
    room_owner,
    shared_room,
)
from .plan import Change, Plan, together
from .revision import KEYED, Revision, Status
from .role import Member
from .setting import SettingKinds, current
from .skill import governed_as
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Planner:
    """What one command of one member is planned with.

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
    settings: SettingKinds = field(default_factory=lambda: SettingKinds(()))
    """The settings that there are."""
    people: Callable[[], Collection[str]] = frozenset
    """The usernames of everybody who wrote here, is here or was invited."""

    # Rooms

    @property
    def own_room(self) -> Room:
        """Where this member's notes and sealed facts go."""
        return member_room(self.member.username)

    def shared(self) -> tuple[Snapshot, ...]:
        """The rooms that the team shares, with what is on its way to the disk."""
        return tuple(s for room, s in self.rooms.items() if room_owner(room) is None)

    def room_of(self, area: str | None) -> Room:
        """The area's room, or the team's. Raises InvalidCommand where there is no such area."""
        if area is not None and area not in self.areas:
            raise InvalidCommand(
                f"There is no area {area!r}.",
                "Choose one of the team's areas, or none: then it is for everybody.",
            )
        return shared_room(area)

    def value_of(self, setting: str) -> Any:
        """The value of a setting of the team as it is now; None where it has none."""
        found = current(self.rooms[TEAM].settings.values()).get(setting)
        return None if found is None else found.value

    # Facts

    def fact(
        self, about: str, name: str, value: Mapping[str, Any], *, seen: Sequence[str] = ()
    ) -> Fact:
        """What this member says now of the thing."""
        author = self.member.username
        return Fact(self.new_id("f"), about, name, value, author, self.at, tuple(seen))

    def said(self, thing: str, *facts: Fact, after: Plan | None = None, room: Room = TEAM) -> Plan:
        """The facts, in the team's room, after what another plan writes; none: nothing to do."""
        plan = after or Plan(())
        if facts:
            plan = together(plan, (room, Change(facts=facts)))
        return replace(plan, thing=thing)

    def sealing(self, thing: str, *facts: Fact) -> Plan:
        """Sealed facts, in the room that only this member reads."""
        return Plan(((self.own_room, Change(facts=facts)),), thing=thing)

    def revealed(self) -> tuple[Fact, ...]:
        """What members sealed about the thing, as everybody sees it: whose it is, and when, stay.

        Revealing again adds nothing: a fact keeps the id that its sealed form gives it.
        """
        known = {key for snapshot in self.shared() for key in snapshot.facts}
        shown = (
            replace(f, id=f"{f.id}{SHOWN}", name=f.name.removeprefix(SEALED)) for f in self.sealed
        )
        return tuple(fact for fact in shown if fact.id not in known)

    # Entries that there are

    def entry(self, entry_id: str, rooms: Iterable[Room] | None = None) -> Entry:
        """An entry in one of the rooms (all that the member reads). Raises UnknownId."""
        for room in self.rooms if rooms is None else rooms:
            snapshot = self.rooms.get(room)
            found = None if snapshot is None else snapshot.entries.get(EntryId(entry_id))
            if found is not None:
                return found
        raise UnknownId("There is no such entry.")

    def own_note(self, note: str, heads: Sequence[str]) -> Entry:
        """A note of this member, with versions that they saw. Raises UnknownId, InvalidCommand."""
        found = self.entry(note, (self.own_room,))
        if found.kind != "note":
            raise InvalidCommand("Only a note can be shared; this is shared already.")
        heads_in(found, heads)
        return found

    def shared_entry(self, entry_id: str) -> Entry:
        """A shared entry. Raises UnknownId."""
        return self.entry(entry_id, [r for r in self.rooms if room_owner(r) is None])

    def side(self, revision: str) -> tuple[Entry, Revision]:
        """A version of a shared entry, with its entry. Raises UnknownId."""
        wanted = RevisionId(revision)
        for snapshot in self.shared():
            for entry in snapshot.entries.values():
                if wanted in entry.revisions:
                    return entry, entry.revisions[wanted]
        raise UnknownId("There is no such version.")

    def heads_in(self, entry: Entry, heads: Sequence[str]) -> tuple[RevisionId, ...]:
        """The named revisions of that entry, each once. Raises UnknownId.

        They need not be current (that is what a dispute is), nor in the document any more where
        ``earlier`` holds them: a form may be open for longer than the document keeps a version.
        """
        return heads_in(entry, heads, self.earlier)

    # Entries and versions to come

    def add_entry(
        self,
        kind: Kind,
        text: Text,
        area: str | None = None,
        *,
        source: str | None = None,
        status: Status | None = None,
        links: tuple[str, ...] = (),
    ) -> Plan:
        """A new entry. Raises InvalidCommand for an area that is none, or a note that has one.

        ``status``: another one than the team's policy for the kind gives.
        """
        if kind == "note" and area is not None:
            raise InvalidCommand("A private note has no area.", "Leave the area out.")
        room = self.own_room if kind == "note" else self.room_of(area)
        entry = Entry(EntryId(self.new_id("e")), kind, room, self.member.username, self.at)
        given = status or self.status(governed_as(kind, text.title))
        revision = self.saying(entry, (), text, status=given, source=source)
        return self.one(entry, replace(revision, links=links), Change(entries=(entry,)))

    def edit_entry(self, entry: Entry, heads: Sequence[str], text: Text) -> Plan:
        """A further version of the entry. Raises UnknownId for heads that are not its own."""
        parents = self.heads_in(entry, heads)
        status = self.status(governed_as(entry.kind, text.title))
        return self.one(entry, self.saying(entry, parents, text, status))

    def saying(
        self,
        entry: Entry,
        parents: tuple[RevisionId, ...],
        text: Text,
        status: Status,
        *,
        source: str | None = None,
    ) -> Revision:
        """A version with this text, by this member."""
        return Revision(
            id=RevisionId(self.new_id("r")),
            entry=entry.id,
            parents=parents,
            author=self.member.username,
            at=self.at,
            title=text.title,
            body=text.body,
            status=status,
            area=room_area(entry.room),
            source=source or self.source,
            **{name: getattr(text, name) for name in KEYED},
        )

    def again(
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
            writers=(),
        )

    def one(self, entry: Entry, revision: Revision, change: Change | None = None) -> Plan:
        """The plan that adds one version to one entry."""
        change = (change or Change()) + Change((revision,))
        return Plan(((entry.room, change),), entry.id, revision.id)


def heads_in(
    entry: Entry, heads: Sequence[str], earlier: Collection[RevisionId] = ()
) -> tuple[RevisionId, ...]:
    """See ``Planner.heads_in``."""
    found = tuple(dict.fromkeys(RevisionId(h) for h in heads))
    if any(h not in entry.revisions and h not in earlier for h in found):
        raise UnknownId("The entry has no such version.")
    return found
