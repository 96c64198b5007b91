"""The only writer of the context: identity, role, transaction, then everyone who listens.

Callers hand in who asks (the server's word) and a typed command. The service refuses to know HTTP,
sockets and notebooks; listeners get what became durable, and never anything before.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Protocol

from ..core.area import Area, areas_in, followed
from ..core.command import Command
from ..core.dispute import Dispute
from ..core.duty import Duty
from ..core.entry import Entry
from ..core.event import Event
from ..core.fact import Fact, ordered
from ..core.ids import TEAM, EntryId, RevisionId, Room, area_room, member_room, room_owner
from ..core.plan import Plan
from ..core.planner import Planner
from ..core.revision import Revision, read_revision
from ..core.role import Member, at_least, require
from ..core.setting import Setting, current, history
from ..core.snapshot import Snapshot
from ..crdt.room import ContextRoom, Staged
from ..errors import Quarantined, StoreError, UnknownId, UserError
from ..gate.gate import Gate
from ..gate.passage import refusal, through
from ..store.base import HistoryRow, Store, Update
from .presence import Attendance
from .rules import Rules

log = logging.getLogger(__name__)

PROBE_EVERY = 2.0
"""Seconds between two attempts to write while the store takes no writes."""
SERVER = Member("", "Common Ground", "admin")
"""Who speaks where no member does: it is in no list of members and no message is for it."""
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


@dataclass(eq=False, slots=True)
class _Following:
    """A listener, and the rooms whose documents it is sent."""

    listener: Listener
    rooms: tuple[Room, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: the entry as it is now, the revision added, the thing it is about."""

    entry: Entry | None
    revision: RevisionId | None
    redacted: tuple[dict[str, str], ...] = ()
    thing: str | None = None

    def to_wire(self) -> dict[str, Any]:
        """JSON for the answer; ``redacted`` says what the gate took out, if anything."""
        entry = None if self.entry is None else self.entry.to_wire()
        wire: dict[str, Any] = {"entry": entry, "revision": self.revision}
        wire |= {"thing": self.thing} if self.thing else {}
        return wire | ({"redacted": list(self.redacted)} if self.redacted else {})


def may_read(member: Member, room: Room) -> bool:
    """Shared rooms are for everyone who got in; a member's own room for nobody else."""
    owner = room_owner(room)
    return owner is None or (owner == member.username and not member.anonymous)


class ContextService:
    """Use as ``async with ContextService(store, ...) as service``; closing finishes what runs.

    ``clock`` gives milliseconds since 1970 and ``new_id`` fresh, unguessable ids. ``gate_key`` is
    the team's key for fingerprints of secrets; ``own`` gives those of its own secrets as of now.
    ``rules`` are what the features say of roles, settings and disputes.
    """

    def __init__(
        self,
        store: Store,
        *,
        rules: Rules,
        clock: Callable[[], int],
        new_id: Callable[[str], str],
        gate_key: bytes = b"",
        own: Callable[[], Collection[bytes]] = frozenset,
    ) -> None:
        self.store = store
        self.rules = rules
        self.clock = clock
        self.new_id = new_id
        self._rooms: dict[Room, ContextRoom] = {}
        self._opening: dict[Room, asyncio.Lock] = {}
        self._listeners: list[_Following] = []
        self._gate_key = gate_key or secrets.token_bytes(32)
        self._own = own
        self._gate: tuple[frozenset[str], Collection[bytes], Gate] | None = None
        self._problem: str | None = None
        self._compared: list[Callable[[], None]] = []
        self.attendance = Attendance()
        self._disputes: tuple[Dispute, ...] = ()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> ContextService:
        await self.store.open()
        await self.room(TEAM)
        for name in await self.store.rooms():
            if room_owner(name) is None:
                await self.room(name)
        for area in self.areas():
            await self.room(area_room(area))
        self._later(self.compare())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.store.close()

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # Reading

    def rooms_of(self, member: Member) -> tuple[Room, ...]:
        """The rooms whose documents this member's feed carries: the areas are those they follow."""
        if member.anonymous:
            return (TEAM,)
        own = self._rooms.get(member_room(member.username))
        wishes = {} if own is None else current(own.published.settings.values())
        found = followed(
            self.areas(),
            member.username,
            all_of_them=at_least(self.acting(member).role, "owner"),
            wish=wishes["follow"].value if "follow" in wishes else None,
        )
        return (TEAM, *(area_room(name) for name in found), member_room(member.username))

    def shared(self) -> tuple[Snapshot, ...]:
        """All rooms that the team shares, the areas' included, as they are on the disk."""
        return tuple(
            room.published for name, room in self._rooms.items() if room_owner(name) is None
        )

    def view(self, member: Member) -> tuple[Snapshot, ...]:
        """The shared rooms that reach this member: what their questions are answered with."""
        names = (name for name in self.rooms_of(member) if room_owner(name) is None)
        return tuple(self._rooms[name].published for name in names if name in self._rooms)

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
        room = ContextRoom(name, found.generation, found.snapshot, found.updates)
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

    def known(self) -> dict[str, Member]:
        """Everyone who wrote to the team's context or is connected, by username."""
        seen = {u: Member(u, str(s["display_name"])) for u, s in self.members_seen().items()}
        return seen | {m.username: m for m in self.present()}

    # Listening

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell ``listener`` what happens from now on; call the result to stop. Presence follows."""
        following = _Following(listener, self.rooms_of(listener.member))
        self._listeners.append(following)
        username = listener.member.username
        self.attendance.came(username, self.clock())
        listener.on_event(self._disputes_event())
        self._tell_presence()

        def leave() -> None:
            if following in self._listeners:
                self._listeners.remove(following)
                self.attendance.left(username, self.clock())
                self._tell_presence()

        return leave

    def present(self) -> tuple[Member, ...]:
        """Who is connected, each once, by display name."""
        members = (self.acting(x.listener.member) for x in self._listeners)
        found = {member.username: member for member in members}
        return tuple(sorted(found.values(), key=lambda m: (m.display_name, m.username)))

    def _tell_presence(self) -> None:
        self.tell({"type": "presence", "members": [m.to_wire() for m in self.present()]})

    def tell(self, event: dict[str, Any], *, only: str | None = None) -> None:
        """Send an event to all listeners, or to those of one username only."""
        for following in tuple(self._listeners):
            member = following.listener.member
            if only is None or (member.username == only and not member.anonymous):
                following.listener.on_event(event)

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
            began = self._problem is None
            self._problem = problem
            self.tell({"type": "health", "store": self.health()})
            if began:
                self._later(self._until_it_works())

    async def _until_it_works(self) -> None:
        """After a refused write: try until the store takes one, so that nobody has to."""
        while self._problem is not None:
            await asyncio.sleep(PROBE_EVERY)
            with suppress(StoreError):
                await self.store.probe()
                self.store_works()

    # The team

    def setting(self, name: str) -> Any:
        """The value that a setting of the team has now; None if nobody set it."""
        found = self.settings().get(name)
        return None if found is None else found.value

    def settings(self) -> Mapping[str, Setting]:
        """The team's settings by name, each as it is now."""
        return current(self._rooms[TEAM].published.settings.values())

    def areas(self) -> Mapping[str, Area]:
        """The team's areas by name."""
        return areas_in(self.settings())

    def duty(self) -> Duty | None:
        """Who is context owner now, until when and who is next; None without a rota."""
        changes = history(self._rooms[TEAM].published.settings.values(), "rota-change")
        return self.rules.governance.duty(self.settings(), changes, self.clock())

    def acting(self, member: Member) -> Member:
        """The member with the role that the team's settings and the rota give them now."""
        return self.rules.governance.acting(member, self.settings(), self.duty())

    async def history(self, member: Member, entry: str) -> tuple[HistoryRow, ...]:
        """The versions of an entry that compaction took out of its document, oldest first.

        Raises UnknownId: there is no such entry, or it is another member's.
        """
        shared = [snapshot.room for snapshot in self.shared()]
        own = [] if member.anonymous else [member_room(member.username)]
        for name in [*shared, *own]:
            if EntryId(entry) in (await self.room(name)).published.entries:
                return await self.store.history(name, entry)
        raise UnknownId("There is no such entry.")

    # Writing

    async def run(self, member: Member, command: Command, *, source: str) -> Outcome:
        """Carry out a command for ``member``; returns once it is durable.

        Raises NotAllowed, UnknownId, InvalidCommand, Quarantined, StoreError; then nothing has
        changed.
        """
        member = self.acting(member)
        try:
            return await self._run(member, command, source)
        except UserError as error:
            if not member.anonymous:
                await self._log_refusal(member, command, source, error)
            raise

    async def record(self, plan: Plan, command: str) -> Outcome:
        """Write down what the server itself says and nobody asked for, under no member's name.

        Raises Quarantined, StoreError; then nothing has changed.
        """
        passed = through(plan, self.gate().check)
        event = Event(
            id=self.new_id("a"),
            at=self.clock(),
            actor=SERVER.username,
            role=SERVER.role,
            command=command,
            source="server",
            entry=plan.thing,
            room=plan.room,
            text="\n".join(passed.plan.said()) or None,
        )
        return await self._carry_out(SERVER, passed.plan, event)

    async def plan(self, member: Member, command: Command, *, source: str) -> Plan:
        """What the command would change. Raises NotAllowed, UnknownId, InvalidCommand."""
        return await self._plan(self.acting(member), command, source)

    async def _plan(self, member: Member, command: Command, source: str) -> Plan:
        require(member, command.needed(member))
        await self.room(member_room(member.username))
        planner = self._planner(member, source)
        if command.versions is not None:
            planner = replace(planner, earlier=await self._earlier(planner, *command.versions))
        if command.reveals:
            planner = replace(planner, sealed=await self._sealed(command.thing))
        return command.plan(planner)

    async def _sealed(self, thing: str | None) -> tuple[Fact, ...]:
        """What all members sealed about it, wherever it is kept."""
        names = {*self._rooms, *await self.store.rooms()}
        own = [await self.room(name) for name in sorted(names) if room_owner(name) is not None]
        found = (f for room in own for f in room.staged.facts.values())
        return ordered(f for f in found if f.about == thing and f.sealed)

    async def _earlier(
        self, planner: Planner, key: str, named: Sequence[str]
    ) -> Mapping[RevisionId, Revision]:
        """The versions which compaction took out of the document, if these are among them."""
        for name, room in planner.rooms.items():
            entry = room.entries.get(EntryId(key))
            if entry is not None and not {RevisionId(n) for n in named} <= entry.revisions.keys():
                rows = await self.store.history(name, key)
                found = (read_revision(row.id, row.wire) for row in rows)
                return {r.id: r for r in found if r is not None}
        return {}

    async def _run(self, member: Member, command: Command, source: str) -> Outcome:
        plan = await self._plan(member, command, source)
        try:
            passed = through(plan, self.gate().check, reveals=command.reveals)
        except Quarantined as error:
            note = await self._keep_privately(member, command)
            raise refusal(error.findings, note) from None  # type: ignore[arg-type]
        plan = passed.plan
        event = self._event(member, command.command, source, plan)
        return replace(await self._carry_out(member, plan, event), redacted=passed.redacted)

    async def _keep_privately(self, member: Member, command: Command) -> str | None:
        """What the gate kept back is not lost: it becomes a note of its author."""
        text = command.kept_text
        if text is None:
            return None
        plan = self._planner(member, "quarantine").add_entry("note", text)
        event = self._event(member, "add", "quarantine", plan)
        await self._carry_out(member, plan, event)
        return plan.entry

    def gate(self) -> Gate:
        """The gate with the team's secret values and the owner's exceptions as they are now."""
        settings = self.settings()
        names = {n for n, s in settings.items() if n.startswith("exception:") and s.value}
        exceptions = frozenset(name.removeprefix("exception:") for name in names)
        own = self._own()
        if self._gate is None or self._gate[:2] != (exceptions, own):
            made = Gate(self._gate_key, own=own, exceptions=exceptions)
            self._gate = (exceptions, own, made)
        return self._gate[2]

    def _event(
        self,
        member: Member,
        command: str,
        source: str,
        plan: Plan | None,
        outcome: str = "",
    ) -> Event:
        """The command for the audit chain: what was written enters it as a commitment only."""
        said = plan.said() if plan is not None else ()
        text = "\n".join(said)
        changed = [] if plan is None else [s for _, c in plan.writes for s in c.settings]
        return Event(
            id=self.new_id("a"),
            at=self.clock(),
            actor=member.username,
            role=member.role,
            command=command,
            source=source,
            entry=None if plan is None else plan.entry or plan.thing,
            revision=None if plan is None else plan.revision,
            room=TEAM if plan is None else plan.room,
            outcome=outcome or "done",
            detail={"name": changed[0].name} if changed else {},
            text=text if plan is not None and text else None,
        )

    async def _log_refusal(
        self, member: Member, command: Command, source: str, error: UserError
    ) -> None:
        """Refused commands are on record too, without their words; a full disk is no reason."""
        with suppress(StoreError):
            await self.store.log(self._event(member, command.command, source, None, error.code))

    def _planner(self, member: Member, source: str) -> Planner:
        own = member_room(member.username)
        rooms = {
            name: room.staged
            for name, room in self._rooms.items()
            if room_owner(name) is None or name == own
        }
        settings = self.settings()
        return Planner(
            member,
            rooms,
            lambda kind: self.rules.governance.status(settings, kind, member.role),
            frozenset(self.areas()),
            self.clock(),
            self.new_id,
            source,
            settings=self.rules.settings,
        )

    async def _carry_out(self, member: Member, plan: Plan, event: Event) -> Outcome:
        rooms = [await self.room(name) for name, _ in plan.writes]
        shared = any(room_owner(name) is None for name, _ in plan.writes)
        if shared and member is not SERVER:
            await self._introduce(self._rooms[TEAM], member)
        pairs = list(zip(rooms, plan.writes, strict=True))
        staged = [(room, room.stage(change)) for room, (_, change) in pairs]
        for place, (room, one) in enumerate(staged):
            try:
                await self._append(room, one, event if place == 0 else None)
            except BaseException:
                for rest, lost in staged[place + 1 :]:
                    rest.roll_back(lost)
                raise
        self._settled(plan)
        if plan.entry is None:
            return Outcome(None, None, thing=plan.thing)
        entry = next(e for r in rooms if (e := r.published.entries.get(plan.entry)) is not None)
        return Outcome(entry, plan.revision, thing=plan.thing)

    async def _introduce(self, room: ContextRoom, member: Member) -> None:
        wire = member.to_wire()
        shown = {key: wire[key] for key in ("display_name", "initials", "color")}
        staged = room.stage_member(member.username, shown)
        if staged is not None:
            await self._append(room, staged)

    async def _append(self, room: ContextRoom, staged: Staged, event: Event | None = None) -> None:
        update = Update(room.room, staged.origin, staged.origin_seq, staged.data, room.generation)
        try:
            await asyncio.shield(self._durably(room, staged, update, event))
        except StoreError as error:
            self.store_failed(error)
            raise

    async def _durably(
        self, room: ContextRoom, staged: Staged, update: Update, event: Event | None
    ) -> None:
        """Append and publish; runs to its end even if the caller goes away meanwhile."""
        try:
            await self.store.append(update, event)
        except BaseException:
            room.roll_back(staged)
            raise
        try:
            self._show(room.room, staged.data)  # first: people wait for this, for the rest nobody
        finally:
            room.publish(staged)
        room.staged  # noqa: B018 read now what changed: the next command is planned with it
        self.store_works()

    async def receive(self, update: Update) -> None:
        """Take what another server made durable; the same update again is harmless.

        Raises StoreError, then nothing of it is shown.
        """
        room = await self.room(update.room)
        await asyncio.shield(self._take_in(room, update))

    async def _take_in(self, room: ContextRoom, update: Update) -> None:
        await self.store.append(update)
        known = room.published.facts
        room.receive(update.data)
        self._show(update.room, update.data)
        news = room.published.facts
        self._tell_facts(update.room, [news[key] for key in news.keys() - known.keys()])
        self._later(self.compare())

    def _show(self, room: Room, update: bytes) -> None:
        for following in tuple(self._listeners):
            if room in following.rooms:
                following.listener.on_update(room, update)

    # After a command

    def put_room(self, room: ContextRoom) -> None:
        """Go on with a document that was made anew; ``renewed`` tells everyone."""
        self._rooms[room.room] = room

    async def renewed(self) -> None:
        """Documents were made anew: forget what was read of the old ones, and tell who follows."""
        await self.rules.index.forget()
        await self._regroup()
        await self.compare()

    def _settled(self, plan: Plan) -> None:
        """What follows from it: rooms and roles by new settings, disputes by new versions."""
        if any(change.settings for _, change in plan.writes):
            self._later(self._regroup())
        shared = [change for name, change in plan.writes if room_owner(name) is None]
        if any(change.revisions or change.resolutions for change in shared):
            self._later(self.compare())
        for name, change in plan.writes:
            self._tell_facts(name, change.facts)

    def _tell_facts(self, room: Room, facts: Collection[Fact]) -> None:
        """Tell those who follow the room that something new was said of these things."""
        if not facts:
            return
        event = {
            "type": "facts",
            "about": sorted({f.about for f in facts}),
            "names": sorted({f.name for f in facts}),
        }
        for following in tuple(self._listeners):
            if room in following.rooms:
                following.listener.on_event(event)

    async def _regroup(self) -> None:
        """Settings changed: open new areas' rooms, tell everyone their role and rooms."""
        for name in self.areas():
            await self.room(area_room(name))
        for following in tuple(self._listeners):
            member = self.acting(following.listener.member)
            following.rooms = self.rooms_of(member)
            rooms = [
                {"name": name, "generation": (await self.room(name)).generation}
                for name in following.rooms
            ]
            following.listener.on_event({"type": "you", "user": member.to_wire(), "rooms": rooms})
        self._tell_presence()

    async def compare(self) -> None:
        """Look for contradictions in what is new, and tell of disputes that came or went."""
        disputes = await self.rules.index.look(self.shared())
        if disputes != self._disputes:
            self._disputes = disputes
            self.tell(self._disputes_event())
        for call in tuple(self._compared):
            call()

    def when_compared(self, call: Callable[[], None]) -> Callable[[], None]:
        """Call it after each look for contradictions; it must not block. The result stops that."""
        self._compared.append(call)
        return lambda: self._compared.remove(call) if call in self._compared else None

    def _disputes_event(self) -> dict[str, Any]:
        return {"type": "disputes", "items": [d.to_wire() for d in self._disputes]}

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """Entries that contradict each other, as far as they have been compared."""
        return self._disputes
