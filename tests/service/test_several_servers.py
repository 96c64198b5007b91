"""Several servers with a store each, cut off from each other and meeting again in any order."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from commonground.core.command import Command
from commonground.core.entry import Entry
from commonground.core.ids import TEAM, RevisionId, Room
from commonground.core.role import Member
from commonground.features.contradictions.commands import Resolve
from commonground.features.entries.commands import Add, Edit, Retire, Revert
from commonground.features.review.commands import Accept, Merge, Reject, Seen
from commonground.registry import context_service
from commonground.service.writer import ContextService, Outcome
from commonground.store.base import Update
from commonground.store.memory import MemoryStore
from tests.effort import examples

T = TypeVar("T")
PEOPLE = [Member(f"m{i}", f"Member {i}", role="owner") for i in range(7)]
KINDS = st.sampled_from(["convention", "decision", "work", "discussion", "knowledge"])


@dataclass(eq=False)
class Server:
    """A service, its store, and what reached its clients: the mail for the others."""

    number: int
    store: MemoryStore
    service: ContextService
    member: Member
    sent: list[bytes] = field(default_factory=list)
    due: list[tuple[str, bytes]] = field(default_factory=list)
    """Mail that has not arrived here: an id that no other message has, and the update."""

    def on_update(self, room: Room, update: bytes) -> None:
        if room == TEAM:
            self.sent.append(update)

    def on_event(self, event: object) -> None:
        """Events are not for other servers."""


class Servers(RuleBasedStateMachine):
    """Commands on any server, mail that is held back, shuffled, doubled; servers that restart."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.ids, self.clock = itertools.count(1), itertools.count(1_700_000_000_000)
        self.servers: list[Server] = []
        self.accepted: dict[RevisionId, str] = {}
        self.cut: set[int] = set()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    @initialize(count=st.integers(3, 7))
    def open(self, count: int) -> None:
        for number in range(count):
            store = MemoryStore()
            service = self.do(self.opened(store))
            server = Server(number, store, service, PEOPLE[number])
            service.listen(server)
            self.servers.append(server)

    async def opened(self, store: MemoryStore) -> ContextService:
        service = context_service(
            store, clock=lambda: next(self.clock), new_id=lambda p: f"{p}_{next(self.ids)}"
        )
        return await service.__aenter__()

    def run(self, at: int, command: Callable[[list[Entry]], Command | None]) -> None:
        server = self.servers[at % len(self.servers)]
        snapshot = self.do(server.service.snapshot(server.member, TEAM))
        wanted = command(sorted(snapshot.entries.values(), key=lambda e: e.id))
        if wanted is None:
            return
        outcome: Outcome = self.do(server.service.run(server.member, wanted, source="sidebar"))
        assert outcome.entry is not None
        assert outcome.revision is not None
        said = outcome.entry.revisions[outcome.revision]
        self.accepted[said.id] = said.title
        self.post(server)

    def post(self, server: Server) -> None:
        for update in server.sent:
            for other in self.servers:
                if other is not server:
                    other.due.append((f"mail-{next(self.ids)}", update))
        server.sent.clear()

    @rule(at=st.integers(0, 6), kind=KINDS, number=st.integers(0, 99))
    def add(self, at: int, kind: Any, number: int) -> None:
        self.run(at, lambda _: Add(kind=kind, title=f"entry {number}"))

    @rule(at=st.integers(0, 6), pick=st.integers(0, 50), number=st.integers(0, 99))
    def edit(self, at: int, pick: int, number: int) -> None:
        self.run(at, _on(pick, lambda e, h: Edit(entry=e.id, heads=h, title=f"edited {number}")))

    @rule(at=st.integers(0, 6), pick=st.integers(0, 50))
    def edit_what_was_long_ago(self, at: int, pick: int) -> None:
        """Heads that are current no more."""

        def stale(entry: Entry, _: list[str]) -> Command:
            oldest = min(entry.revisions.values(), key=lambda r: (r.at, r.id))
            return Edit(entry=entry.id, heads=[oldest.id], title="from an old tab")

        self.run(at, _on(pick, stale))

    @rule(at=st.integers(0, 6), pick=st.integers(0, 50), which=st.sampled_from("tar"))
    def judge(self, at: int, pick: int, which: str) -> None:
        def judged(entry: Entry, heads: list[str]) -> Command:
            if which == "t":
                return Retire(entry=entry.id, heads=heads)
            if which == "r":
                return Reject(entry=entry.id, heads=heads, reason="not so")
            return Accept(entry=entry.id, heads=heads[:1])

        self.run(at, _on(pick, judged))

    @rule(at=st.integers(0, 6), pick=st.integers(0, 50))
    def revert(self, at: int, pick: int) -> None:
        def reverted(entry: Entry, heads: list[str]) -> Command:
            oldest = min(entry.revisions.values(), key=lambda r: (r.at, r.id))
            return Revert(entry=entry.id, heads=heads, to=oldest.id)

        self.run(at, _on(pick, reverted))

    @rule(at=st.integers(0, 6), pick=st.integers(0, 50), other=st.integers(0, 50))
    def end_together(self, at: int, pick: int, other: int) -> None:
        """Merge two entries, or resolve a contradiction between them."""

        def together(entries: list[Entry]) -> Command | None:
            if len(entries) < 2:
                return None
            one, two = entries[pick % len(entries)], entries[other % len(entries)]
            if one.id == two.id:
                return None
            if pick % 2:
                seen = [Seen(entry=e.id, heads=[h.id for h in e.heads]) for e in (one, two)]
                return Merge(entries=seen, title="one of two")
            sides: list[str] = [one.heads[0].id, two.heads[0].id]
            return Resolve(sides=sides, keep=sides[:1], title="decided", reason="because")

        self.run(at, together)

    @rule(at=st.integers(0, 6))
    def cut_off(self, at: int) -> None:
        self.cut ^= {at}

    @rule(at=st.integers(0, 6), random=st.randoms(use_true_random=False))
    def some_mail_arrives(self, at: int, random: Any) -> None:
        server = self.servers[at % len(self.servers)]
        if server.number in self.cut:
            return
        random.shuffle(server.due)
        for _ in range(random.randint(0, len(server.due))):
            self.deliver(server, server.due.pop(), twice=random.random() < 0.2)

    def deliver(self, server: Server, mail: tuple[str, bytes], *, twice: bool = False) -> None:
        origin, data = mail
        for _ in range(2 if twice else 1):
            self.do(server.service.receive(Update(TEAM, origin, 1, data)))
        server.sent.clear()  # what came from outside is not mailed on: its sender did that

    @rule(at=st.integers(0, 6))
    def restart(self, at: int) -> None:
        server = self.servers[at % len(self.servers)]
        self.do(server.service.__aexit__(None, None, None))
        server.service = self.do(self.opened(server.store))
        server.service.listen(server)

    def teardown(self) -> None:
        try:
            if self.servers:
                self.everyone_meets()
        finally:
            for server in self.servers:
                self.do(server.service.__aexit__(None, None, None))
            self.runner.close()

    def everyone_meets(self) -> None:
        for server in self.servers:
            while server.due:
                self.deliver(server, server.due.pop(0))
        found = [self.do(server.service.snapshot(server.member, TEAM)) for server in self.servers]
        wires = [{k: e.to_wire() for k, e in s.entries.items()} for s in found]
        assert all(wire == wires[0] for wire in wires)
        assert all(s.resolutions == found[0].resolutions for s in found)
        there = {r.id: r for e in found[0].entries.values() for r in e.revisions.values()}
        assert {key: there[key].title for key in self.accepted} == self.accepted
        for entry in found[0].entries.values():
            named = {p for r in entry.revisions.values() for p in r.parents}
            assert {h.id for h in entry.heads} == set(entry.revisions) - named


def _on(
    pick: int, make: Callable[[Entry, list[str]], Command]
) -> Callable[[list[Entry]], Command | None]:
    """A command on one of the entries with all of its heads; nothing where there is none."""

    def made(entries: list[Entry]) -> Command | None:
        if not entries:
            return None
        entry = entries[pick % len(entries)]
        return make(entry, [head.id for head in entry.heads])

    return made


TestServers = Servers.TestCase
TestServers.settings = settings(
    parent=settings.get_profile("default"),
    max_examples=examples(500),
    stateful_step_count=25,
)
