"""The context of one team on one server: read here, and written only here.

Callers hand in the member whom the server knows them to be, and a typed command. Listeners get
what became durable, and never anything before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AsyncExitStack
from types import TracebackType

from ..core.area import Area
from ..core.command import Command
from ..core.dispute import Dispute
from ..core.ids import Room
from ..core.plan import Plan
from ..core.role import Member
from ..core.setting import Setting
from ..core.snapshot import Snapshot
from ..crdt.room import ContextRoom
from ..errors import UnknownId
from ..gate.gate import Gate
from ..store.base import HistoryRow, Store, Update
from .command_runner import CommandRunner
from .command_runner import Outcome as Outcome
from .disputes import Disputes
from .events import FeedEvent
from .health import StoreHealth
from .jobs import LongJobs
from .listeners import Listener, Listeners
from .news import News
from .people import People
from .room_writer import RoomWriter
from .rooms import Rooms, may_read
from .rules import Rules
from .tasks import Tasks
from .team_gate import TeamGate
from .team_state import TeamState


class ContextService:
    """Use as ``async with ContextService(store, ...) as service``; closing finishes what runs.

    ``clock`` gives milliseconds since 1970 and ``new_id`` fresh, unguessable ids. ``gate_key`` is
    the team's key for fingerprints of secrets; ``own`` gives those of its own secrets as of now.
    ``rules`` are what the features say of roles, settings and disputes; ``invited`` are those whom
    the server lets in by name, whether or not they ever came.

    What is asked for often has a method here; the rest is a part's: ``rooms``, ``team``,
    ``listeners``, ``attendance``, ``people``, ``jobs``, ``store_health``.
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
        invited: Callable[[], Iterable[Member]] = tuple,
    ) -> None:
        self.store = store
        self.rules = rules
        self.clock = clock
        self.new_id = new_id
        self.rooms = Rooms(store)
        self.team = TeamState(self.rooms, rules.governance, clock)
        self.listeners = Listeners(self.rooms, self.team, clock)
        self.attendance = self.listeners.attendance
        self.people = People(self.rooms, self.listeners, invited)
        self.jobs = LongJobs(self.listeners.tell)
        self._tasks = Tasks()
        self.store_health = StoreHealth(store, self.listeners.tell, self._tasks)
        self._gate = TeamGate(self.team, gate_key, own)
        self._disputes = Disputes(rules.index, self.rooms, self.listeners)
        news = News(self.listeners, self._disputes, self._tasks)
        self._writer = RoomWriter(store, self.rooms, self.listeners, self.store_health, news)
        self._commands = CommandRunner(
            store,
            self.rooms,
            self.team,
            self._gate,
            rules,
            self._writer,
            news,
            clock,
            new_id,
            self.people.everybody,
        )
        self.planner = self._commands.planner
        """What a command of a member's is planned with, as things are now."""
        self.objections = self._commands.objections
        """Asked before each command that a member sends."""
        self._opened = AsyncExitStack()

    async def __aenter__(self) -> ContextService:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.store.close)
            await self.store.open()
            stack.push_async_callback(self._tasks.close)
            await self.store_health.look()
            await self.rooms.open()
            await self.team.open_areas()
            self._tasks.start(_first_look(self))
            self._tasks.start(self.store_health.watch())
            self._opened = stack.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._opened.aclose()

    # Writing

    async def run(self, member: Member, command: Command, *, source: str) -> Outcome:
        """Carry out a command for ``member``; returns once it is durable.

        Raises NotAllowed, UnknownId, InvalidCommand, Quarantined, StoreError; then nothing has
        changed.
        """
        return await self._commands.run(member, command, source)

    async def plan(self, member: Member, command: Command, *, source: str) -> Plan:
        """What the command would change. Raises NotAllowed, UnknownId, InvalidCommand."""
        return await self._commands.plan(member, command, source)

    async def record(self, plan: Plan, command: str) -> Outcome:
        """Write down what the server itself says and nobody asked for, under no member's name.

        Raises Quarantined, StoreError; then nothing has changed.
        """
        return await self._commands.record(plan, command)

    async def receive(self, update: Update) -> None:
        """Take what another server made durable; the same update again is harmless.

        Raises StoreError, then nothing of it is shown.
        """
        await self._writer.receive(update)

    def gate(self) -> Gate:
        """The gate with the team's secret values and the owner's exceptions as they are now."""
        return self._gate.current()

    # Reading

    async def room(self, name: Room) -> ContextRoom:
        """The room, read from the store the first time. Raises StoreError."""
        return await self.rooms.room(name)

    def rooms_of(self, member: Member) -> tuple[Room, ...]:
        """The rooms whose documents this member's feed carries: the areas are those they follow."""
        return self.team.rooms_of(member)

    def shared(self) -> tuple[Snapshot, ...]:
        """All rooms that the team shares, the areas' included, as they are on the disk."""
        return self.rooms.shared()

    def view(self, member: Member) -> tuple[Snapshot, ...]:
        """The shared rooms that reach this member: what their questions are answered with."""
        return self.team.view(member)

    async def snapshot(self, member: Member, name: Room) -> Snapshot:
        """What the room holds. Raises UnknownId for a room that is not the member's to read."""
        if not may_read(member, name):
            raise UnknownId("There is no such room.")
        return (await self.rooms.room(name)).published

    async def history(self, member: Member, entry: str) -> tuple[HistoryRow, ...]:
        """The versions of an entry that compaction took out of its document, oldest first.

        Raises UnknownId: there is no such entry, or it is another member's.
        """
        return await self.rooms.history(member, entry)

    # The team

    def settings(self) -> Mapping[str, Setting]:
        """The team's settings by name, each as it is now."""
        return self.team.settings()

    def areas(self) -> Mapping[str, Area]:
        """The team's areas by name."""
        return self.team.areas()

    def acting(self, member: Member) -> Member:
        """The member with the role that the team's settings and the rota give them now."""
        return self.team.acting(member)

    def known(self) -> dict[str, Member]:
        """Everyone who wrote to the team's context or is connected, by username."""
        return self.people.known()

    # Listening

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell ``listener`` what happens from now on; call the result to stop. Presence follows."""
        return self.listeners.add(listener, self._disputes.event())

    def present(self) -> tuple[Member, ...]:
        """Who is connected, each once, by display name."""
        return self.listeners.present()

    def tell(self, event: FeedEvent, *, only: str | None = None) -> None:
        """Send an event to all listeners, or to those of one username only."""
        self.listeners.tell(event, only=only)

    # Disputes

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """Entries that contradict each other, as far as they have been compared."""
        return self._disputes.found

    async def compare(self) -> None:
        """Look for contradictions in what is new, and tell of disputes that came or went."""
        await self._disputes.compare()

    def when_compared(self, call: Callable[[], None]) -> Callable[[], None]:
        """Call it after each look for contradictions; it must not block. The result stops that."""
        return self._disputes.when_compared(call)

    async def renewed(self) -> None:
        """Documents were made anew: forget what was read of the old ones, and tell who follows."""
        await self._disputes.forget()
        await self.listeners.regroup()
        await self.compare()


async def _first_look(service: ContextService) -> None:
    """After a start everything is new; it is background work, so there is nothing to cancel."""
    async with service.jobs.running("index", estimates=True, cancellable=False):
        await service.compare()
