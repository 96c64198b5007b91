"""Commands: role, plan, gate, then the disk; what is refused is on record as well."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from ..core.command import Command
from ..core.entry import Entry
from ..core.event import Event
from ..core.ids import EntryId, RevisionId, member_room, room_owner
from ..core.plan import Plan
from ..core.planner import Planner
from ..core.revision import Revision, read_revision
from ..core.role import Member, Role, at_least, require
from ..core.scope import by_client
from ..core.turn import TurnId
from ..core.views import OutcomeView
from ..errors import Cancelled, Quarantined, StoreError, UnknownId, UserError
from ..gate.long_texts import LongVerdicts, read_aside, read_plan_aside
from ..gate.passage import refusal, through
from ..store.base import Store
from . import audit_event
from .jobs import current_job, settled
from .news import News
from .room_writer import RoomWriter
from .rooms import Rooms
from .rules import Rules
from .team_gate import TeamGate
from .team_state import TeamState

SERVER = Member("", "Common Ground", "admin")
"""Who speaks where no member does: it is in no list of members and no message is for it."""

Objection = Callable[[Member, Command], Awaitable[None]]
"""Asked before a command is planned; raises NotAllowed for what this member may not do as things
outside of the documents are now."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: the entry as it is now, the revision added, the thing it is about."""

    entry: Entry | None
    revision: RevisionId | None
    redacted: tuple[dict[str, str], ...] = ()
    thing: str | None = None

    def view(self) -> OutcomeView:
        """As it is answered; ``redacted`` says what the gate took out, if anything."""
        given: dict[str, object] = {"entry": self.entry, "revision": self.revision}
        given |= {"thing": self.thing} if self.thing else {}
        return OutcomeView.of(**given, **({"redacted": self.redacted} if self.redacted else {}))


@dataclass(frozen=True, slots=True)
class CommandRunner:
    """``clock`` gives milliseconds since 1970 and ``new_id`` fresh, unguessable ids."""

    store: Store
    rooms: Rooms
    team: TeamState
    gate: TeamGate
    rules: Rules
    writer: RoomWriter
    news: News
    clock: Callable[[], int]
    new_id: Callable[[str], str]
    people: Callable[[], Mapping[str, Member]]
    objections: list[Objection] = field(default_factory=list)

    async def run(self, member: Member, command: Command, source: str) -> Outcome:
        """Carry out a command for ``member``; returns once it is durable.

        Raises NotAllowed, UnknownId, InvalidCommand, Quarantined, StoreError; then nothing has
        changed.
        """
        member = self.team.acting(member)
        try:
            return await self._run(member, command, source)
        except Cancelled:
            raise
        except UserError as error:
            if not (member.anonymous or command.unnamed):
                await self._log_refusal(member, command, source, error)
            raise

    async def record(self, plan: Plan, command: str) -> Outcome:
        """Write down what the server itself says and nobody asked for, under no member's name.

        Raises Quarantined, StoreError; then nothing has changed.
        """
        passed = through(plan, self.gate.current().check, self.rules)
        return await self._carry_out(SERVER, passed.plan, self._as_server(command, passed.plan))

    async def plan(self, member: Member, command: Command, source: str) -> Plan:
        """What the command would change. Raises NotAllowed, UnknownId, InvalidCommand."""
        member = self.team.acting(member)
        require(member, command.needed(member))
        return await self._plan(member, command, source)

    async def _run(self, member: Member, command: Command, source: str) -> Outcome:
        require(member, command.needed(member))  # first: who may not send it costs no reading
        for objected in self.objections:
            await objected(member, command)
        long = await self._read_aside(member, command, source)
        plan = await self._plan(member, command, source)
        try:
            passed = through(
                plan, long.check(self.gate.current()), self.rules, reveals=command.reveals
            )
        except Quarantined as error:
            note = await self._keep_privately(member, command)
            raise refusal(error.findings, note) from None  # type: ignore[arg-type]
        plan = passed.plan
        if command.unnamed:
            return await self._unnamed(plan, command)
        with settled():
            event = self._event(member, command.command, source, plan)
            done = await self._carry_out(member, plan, event)
        return replace(done, redacted=passed.redacted)

    async def _unnamed(self, plan: Plan, command: Command) -> Outcome:
        """Write it down as the server's own; nothing at all where there is nothing to write."""
        if not plan.writes:
            return Outcome(None, None, thing=plan.thing)
        with settled():
            return await self._carry_out(SERVER, plan, self._as_server(command.command, plan))

    def _as_server(self, command: str, plan: Plan) -> Event:
        return self._event(SERVER, command, "server", plan)

    async def _read_aside(self, member: Member, command: Command, source: str) -> LongVerdicts:
        """What takes the gate long is read beside the loop: the plan is made again after it."""
        gate = self.gate.current()
        if not command.bulk:
            return await read_aside(gate, command.model_dump())
        job = current_job()

        def told(done: int, total: int) -> None:
            if job is not None:
                job.reach(done, total)
                job.checkpoint()

        plan = await self._plan(member, command, source)
        return await read_plan_aside(gate, plan, self.rules, told)

    async def _plan(self, member: Member, command: Command, source: str) -> Plan:
        await self._require_readable(member, command)
        await self.rooms.room(member_room(member.username))
        planner = self.planner(member, source)
        if command.versions is not None:
            planner = replace(planner, earlier=await self._earlier(planner, *command.versions))
        if command.reveals:
            planner = replace(planner, sealed=await self.rooms.sealed(command.thing))
        return command.plan(planner)

    async def _require_readable(self, member: Member, command: Command) -> None:
        """Raises UnknownId for a turn that the member may not read: there is none, to them."""
        for key in command.turns:
            turn = await self.store.get_turn(TurnId(key))
            if turn is None or not turn.readable_by(member):
                raise UnknownId("There is no such turn.", "Name a shared one, or one of your own.")

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

    async def _keep_privately(self, member: Member, command: Command) -> str | None:
        """What the gate kept back is not lost: it becomes a note of its author; the note's id."""
        text = command.kept_text
        if text is None:
            return None
        plan = self.planner(member, "quarantine").add_entry("note", text)
        await self._carry_out(member, plan, self._event(member, "add", "quarantine", plan))
        return plan.entry

    def planner(self, member: Member, source: str) -> Planner:
        """What a command of the member's is planned with, as things are now."""
        settings = self.team.settings()
        return Planner(
            member,
            self.rooms.staged(member),
            lambda kind: self.rules.governance.status(settings, kind, _vote(member, source)),
            frozenset(self.team.areas()),
            self.clock(),
            self.new_id,
            source,
            settings=self.rules.settings,
            people=self.people,
        )

    async def _carry_out(self, member: Member, plan: Plan, event: Event) -> Outcome:
        rooms = [await self.rooms.room(name) for name, _ in plan.writes]
        shared = any(room_owner(name) is None for name, _ in plan.writes)
        if shared and member is not SERVER:
            await self.writer.introduce(member)
        changes = [change for _, change in plan.writes]
        await self.writer.write(list(zip(rooms, changes, strict=True)), event)
        self.news.of_plan(plan)
        if plan.entry is None:
            return Outcome(None, None, thing=plan.thing)
        entry = next(e for r in rooms if (e := r.published.entries.get(plan.entry)) is not None)
        return Outcome(entry, plan.revision, thing=plan.thing)

    def _event(self, member: Member, command: str, source: str, plan: Plan) -> Event:
        made = self.new_id("a")
        return audit_event.done(
            member, command, source, plan, types=self.rules.facts, id=made, at=self.clock()
        )

    async def _log_refusal(
        self, member: Member, command: Command, source: str, error: UserError
    ) -> None:
        """Refused commands are on record too, without their words; a full disk is no reason."""
        made, at = self.new_id("a"), self.clock()
        event = audit_event.refused(member, command.command, source, error.code, id=made, at=at)
        with suppress(StoreError):
            await self.store.log(event)


def _vote(member: Member, source: str) -> Role:
    """The role with which a new version is judged: a client's is no owner's, whoever sent it."""
    capped = by_client(source) and at_least(member.role, "contributor")
    return "contributor" if capped else member.role
