"""The only writer of the context: identity, role, transaction, then everyone who listens.

Callers hand in who asks (the server's word) and a typed command. The service refuses to know HTTP,
sockets and notebooks; listeners get what became durable, and never anything before.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol

from .core.commands import Accept, Add, AnyCommand, Edit, Retire, Share
from .core.entries import (
    TEAM,
    Entry,
    EntryId,
    Kind,
    Revision,
    RevisionId,
    Room,
    Snapshot,
    Status,
    member_room,
    room_owner,
)
from .core.roles import NEEDS, CommandName, Member, first_status, may
from .crdt.room import ContextRoom, Staged
from .errors import InvalidCommand, NotAllowed, StoreError, UnknownId
from .store.base import Store, Update

log = logging.getLogger(__name__)

COMPACT_AFTER = 500
"""Updates of a room after which opening it writes a snapshot."""


class Listener(Protocol):
    """Somebody who follows: a feed socket. Must not raise and must not block."""

    @property
    def member(self) -> Member:
        """Who listens: decides what they are told."""
        ...

    def on_update(self, room: Room, update: bytes) -> None:
        """An update of a room that this member may read is durable."""
        ...

    def on_event(self, event: dict[str, Any]) -> None:
        """A JSON event for this member (see the feed's frames)."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: the entry as it is now, and the revision that was added."""

    entry: Entry
    revision: RevisionId

    def to_wire(self) -> dict[str, Any]:
        """JSON for the answer."""
        return {"entry": self.entry.to_wire(), "revision": self.revision}


def may_read(member: Member, room: Room) -> bool:
    """Shared rooms are for everyone who got in; a member's own room for nobody else."""
    owner = room_owner(room)
    return owner is None or (owner == member.username and not member.anonymous)


class ContextService:
    """Use as ``async with ContextService(store, ...) as service``; closing finishes what runs.

    ``clock`` gives milliseconds since 1970 and ``new_id`` fresh, unguessable ids.
    """

    def __init__(
        self, store: Store, *, clock: Callable[[], int], new_id: Callable[[str], str]
    ) -> None:
        self.store = store
        self.clock = clock
        self.new_id = new_id
        self._rooms: dict[Room, ContextRoom] = {}
        self._opening: dict[Room, asyncio.Lock] = {}
        self._listeners: list[Listener] = []
        self._problem: str | None = None

    async def __aenter__(self) -> ContextService:
        await self.store.open()
        await self.room(TEAM)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.store.close()

    # Reading

    def rooms_of(self, member: Member) -> tuple[Room, ...]:
        """The rooms whose documents this member's feed carries."""
        return (TEAM,) if member.anonymous else (TEAM, member_room(member.username))

    async def room(self, name: Room) -> ContextRoom:
        """The room, read from the store the first time. Raises StoreError."""
        found = self._rooms.get(name)
        if found is not None:
            return found
        async with self._opening.setdefault(name, asyncio.Lock()):
            if name not in self._rooms:
                self._rooms[name] = await self._read(name)
            return self._rooms[name]

    async def _read(self, name: Room) -> ContextRoom:
        found = await self.store.load(name)
        room = ContextRoom(name, found.generation, found.snapshot)
        for update in found.updates:
            room.load(update)
        room.loaded()
        if len(found.updates) > COMPACT_AFTER:
            await self._compact(room, found.seq)
        return room

    async def _compact(self, room: ContextRoom, seq: int) -> None:
        try:
            await self.store.compact(room.room, room.update_since(), seq)
        except StoreError as error:
            log.warning("%s was not compacted, which costs only time: %s", room.room, error)

    async def snapshot(self, member: Member, name: Room) -> Snapshot:
        """What the room holds. Raises UnknownId for a room that is not the member's to read."""
        if not may_read(member, name):
            raise UnknownId("There is no such room.")
        return (await self.room(name)).published

    def members_seen(self) -> dict[str, dict[str, Any]]:
        """How everyone who wrote to the team's context is displayed, by username."""
        return self._rooms[TEAM].members()

    # Listening

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell ``listener`` what happens from now on; call the result to stop. Presence follows."""
        self._listeners.append(listener)
        self._tell_presence()

        def leave() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)
                self._tell_presence()

        return leave

    def present(self) -> tuple[Member, ...]:
        """Who is connected, each once, by display name."""
        found = {x.member.username: x.member for x in self._listeners}
        return tuple(sorted(found.values(), key=lambda m: (m.display_name, m.username)))

    def _tell_presence(self) -> None:
        self.tell({"type": "presence", "members": [m.to_wire() for m in self.present()]})

    def tell(self, event: dict[str, Any], *, only: str | None = None) -> None:
        """Send an event to all listeners, or to those of one username only."""
        for listener in tuple(self._listeners):
            if only is None or (listener.member.username == only and not listener.member.anonymous):
                listener.on_event(event)

    def health(self) -> dict[str, Any]:
        """Whether the store takes writes: ``ok``, and a ``message`` where it does not."""
        return {"ok": self._problem is None, "message": self._problem}

    def store_failed(self, error: StoreError) -> None:
        """A write was refused: tell everyone, once."""
        self._set_problem(str(error))

    def store_works(self) -> None:
        """A write was taken."""
        self._set_problem(None)

    def _set_problem(self, problem: str | None) -> None:
        if problem != self._problem:
            self._problem = problem
            self.tell({"type": "health", "store": self.health()})

    # Writing

    async def run(self, member: Member, command: AnyCommand, *, source: str) -> Outcome:
        """Carry out a command for ``member``; returns once it is durable.

        Raises NotAllowed, UnknownId, InvalidCommand, StoreError; then nothing has changed.
        """
        require(member, command.command)
        match command:
            case Add():
                return await self._add(
                    member, command.kind, command.title, command.body, source=source
                )
            case Share():
                await self._own_note(member, command)
                return await self._add(
                    member, command.kind, command.title, command.body, source="note"
                )
            case Edit():
                return await self._edit(member, command, source)
            case Retire():
                return await self._change_status(member, command, "retired", source)
            case Accept():
                return await self._change_status(member, command, "accepted", source)

    async def _add(
        self, member: Member, kind: Kind, title: str, body: str, *, source: str
    ) -> Outcome:
        room = await self.room(member_room(member.username) if kind == "note" else TEAM)
        now = self.clock()
        entry = Entry(EntryId(self.new_id("e")), kind, room.room, member.username, now)
        revision = self._revision(
            member, entry.id, (), title, body, first_status(kind, member.role), source, now
        )
        return await self._write(room, member, revision, entry)

    async def _own_note(self, member: Member, command: Share) -> None:
        room = await self.room(member_room(member.username))
        note = _entry_in(room.staged, command.note)
        if note.kind != "note":
            raise InvalidCommand("Only a note can be shared; this is shared already.")
        _heads_in(note, command.heads)

    async def _edit(self, member: Member, command: Edit, source: str) -> Outcome:
        room, entry = await self._find(member, command.entry)
        parents = _heads_in(entry, command.heads)
        status = first_status(entry.kind, member.role)
        revision = self._revision(
            member, entry.id, parents, command.title, command.body, status, source, self.clock()
        )
        return await self._write(room, member, revision)

    async def _change_status(
        self, member: Member, command: Retire | Accept, status: Status, source: str
    ) -> Outcome:
        room, entry = await self._find(member, command.entry)
        parents = _heads_in(entry, command.heads)
        if status == "accepted" and len(parents) != 1:
            raise InvalidCommand(
                "An entry in dispute can't be accepted as it is.",
                "Edit it first: the text you save ends the dispute.",
            )
        last = entry.revisions[parents[-1]]
        revision = self._revision(
            member, entry.id, parents, last.title, last.body, status, source, self.clock()
        )
        return await self._write(room, member, revision)

    async def _find(self, member: Member, entry_id: str) -> tuple[ContextRoom, Entry]:
        for name in self.rooms_of(member):
            room = await self.room(name)
            entry = room.staged.entries.get(EntryId(entry_id))
            if entry is not None:
                return room, entry
        raise UnknownId("There is no such entry.")

    def _revision(
        self,
        member: Member,
        entry: EntryId,
        parents: tuple[RevisionId, ...],
        title: str,
        body: str,
        status: Status,
        source: str,
        now: int,
    ) -> Revision:
        return Revision(
            id=RevisionId(self.new_id("r")),
            entry=entry,
            parents=parents,
            author=member.username,
            at=now,
            title=title,
            body=body,
            status=status,
            source=source,
        )

    async def _write(
        self, room: ContextRoom, member: Member, revision: Revision, entry: Entry | None = None
    ) -> Outcome:
        if room.room == TEAM:
            await self._introduce(room, member)
        await self._append(room, room.stage(revision, entry))
        return Outcome(room.published.entries[revision.entry], revision.id)

    async def _introduce(self, room: ContextRoom, member: Member) -> None:
        wire = member.to_wire()
        shown = {key: wire[key] for key in ("display_name", "initials", "color")}
        staged = room.stage_member(member.username, shown)
        if staged is not None:
            await self._append(room, staged)

    async def _append(self, room: ContextRoom, staged: Staged) -> None:
        update = Update(room.room, staged.origin, staged.origin_seq, staged.data, room.generation)
        try:
            await asyncio.shield(self._durably(room, staged, update))
        except StoreError as error:
            self.store_failed(error)
            raise

    async def _durably(self, room: ContextRoom, staged: Staged, update: Update) -> None:
        """Append and publish; runs to its end even if the caller goes away meanwhile."""
        try:
            await self.store.append(update)
        except BaseException:
            room.roll_back(staged)
            raise
        try:
            self._show(room.room, staged.data)  # first: people wait for this, for the rest nobody
        finally:
            room.publish(staged)
        self.store_works()

    def _show(self, room: Room, update: bytes) -> None:
        for listener in tuple(self._listeners):
            if may_read(listener.member, room):
                listener.on_update(room, update)


def require(member: Member, command: CommandName) -> None:
    """Raise NotAllowed, with what would help, unless the member's role permits the command."""
    if member.anonymous:
        raise NotAllowed(
            "You are here anonymously, and anonymous visitors only read.",
            "Ask a colleague for a personal link (commonground invite NAME) and open it.",
        )
    if not may(member, command):
        raise NotAllowed(
            f"Your role here is {member.role}; this needs {NEEDS[command]}.",
            "Ask the context owner to do it, or an admin for the role.",
        )


def _entry_in(snapshot: Snapshot, entry_id: str) -> Entry:
    entry = snapshot.entries.get(EntryId(entry_id))
    if entry is None:
        raise UnknownId("There is no such entry.")
    return entry


def _heads_in(entry: Entry, heads: list[str]) -> tuple[RevisionId, ...]:
    """The named revisions of that entry. They need not be current: that is what a dispute is."""
    found = tuple(dict.fromkeys(RevisionId(h) for h in heads))
    if any(h not in entry.revisions for h in found):
        raise UnknownId("The entry has no such version.")
    return found
