"""Replicas of one sprint's facts, which members write to and which exchange what they have."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from commonground.core.command import Command
from commonground.core.fact import Fact
from commonground.core.ids import TEAM, Room, member_room, room_owner
from commonground.core.plan import Plan
from commonground.core.planner import Planner
from commonground.core.role import Member
from commonground.core.snapshot import Snapshot
from commonground.features.sprint.commands import SprintNew
from commonground.features.sprint.fold import fold
from commonground.features.sprint.model import Sprint
from commonground.features.sprint.task_commands import SprintImport

ADA = Member("ada", "Ada Lovelace")
BOB = Member("bob", "Bob Brown")


class Replica:
    """One server's facts. ``clock`` may differ between replicas, as clocks do."""

    _numbers = count()

    def __init__(self, clock: int = 1_000) -> None:
        self.facts: dict[Room, dict[str, Fact]] = {}
        self.clock = clock
        self.sprint = ""

    def run(self, command: Command, by: Member = ADA) -> Plan:
        """Carry the command out, as the service would."""
        self.clock += 1
        rooms = {TEAM: self.room(TEAM), (own := member_room(by.username)): self.room(own)}
        planner = Planner(
            by,
            rooms,
            lambda kind: "accepted",
            frozenset(),
            self.clock,
            lambda prefix: f"{prefix}_{next(self._numbers):x}",
            "cell",
            sealed=tuple(self._sealed(command.thing)) if command.reveals else (),
        )
        plan = command.plan(planner)
        for room, change in plan.writes:
            self.take(change.facts, room)
        self.sprint = plan.thing or self.sprint
        return plan

    def take(self, facts: Iterable[Fact], room: Room = TEAM) -> None:
        """Facts from here or from elsewhere; the same ones again are harmless."""
        self.facts.setdefault(room, {}).update({fact.id: fact for fact in facts})

    def meet(self, other: Replica) -> None:
        """Both have everything then."""
        for room in {*self.facts, *other.facts}:
            both = self.facts.get(room, {}) | other.facts.get(room, {})
            self.take(both.values(), room)
            other.take(both.values(), room)
        self.sprint = other.sprint = self.sprint or other.sprint

    def now(self) -> Sprint:
        """The sprint as it is here."""
        found = fold(f for f in self.facts[TEAM].values() if f.about == self.sprint)
        assert found is not None
        return found

    def room(self, room: Room = TEAM) -> Snapshot:
        """What is in a room here."""
        return Snapshot(room, {}, facts=dict(self.facts.get(room, {})))

    def _sealed(self, thing: str | None) -> Iterable[Fact]:
        own = (facts for room, facts in self.facts.items() if room_owner(room) is not None)
        return [f for facts in own for f in facts.values() if f.sealed and f.about == thing]


def copies(first: Replica, skews: Iterable[int]) -> list[Replica]:
    """Replicas that have all that one has, their clocks ahead of its by so many milliseconds."""
    made = []
    for skew in skews:
        replica = Replica(first.clock + skew)
        replica.meet(first)
        made.append(replica)
    return made


def begun(text: str = "", goal: str = "Ship it") -> Replica:
    """A replica with a sprint, and the tasks of a file where one is given."""
    replica = Replica()
    replica.run(SprintNew(goal=goal))
    if text:
        replica.run(SprintImport(sprint=replica.sprint, text=text))
    return replica
