"""What is asked of a sprint: the board with its plan, the checks, the review.

Gathers from the service what the pure parts of ``core`` need, and computes off the event loop what
takes long. It writes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping

from ...core.fact import facts_about
from ...core.ids import TEAM, member_room
from ...core.role import Member
from ...core.snapshot import Snapshot
from ...core.turn import Turn, TurnId
from ...errors import UnknownId
from ...service.facilitating import facilitates, invited
from ...service.host import Host
from ...service.writer import ContextService
from .called import as_displayed, naming
from .checks import PlanFinding, Team, check, decided_in
from .fold import current_sprint, sprints_in
from .model import Sprint
from .plan import schedule_of
from .poker import Poker, facilitator_of, own_estimate, rounds_in
from .review import Review, look_back
from .views import BoardAnswer, PokerView

PAGE = 200
"""Turns that are read at once."""
MOST_TURNS = 5_000
"""Turns that a review looks at."""


def found_sprint(service: ContextService, goal: str | None = None) -> Sprint | None:
    """The sprint that runs, or the newest with that goal; None where there is none.

    Each member has one name in it, however tasks were assigned to them.
    """
    team = [snapshot for snapshot in service.shared() if snapshot.room == TEAM]
    if goal is None:
        found = current_sprint(team)
    else:
        found = next((s for s in reversed(sprints_in(team)) if s.goal == goal), None)
    return None if found is None else as_displayed(found, people(service))


def named_sprint(service: ContextService, goal: str | None = None) -> Sprint:
    """The same. Raises UnknownId where there is none."""
    found = found_sprint(service, goal)
    if found is None:
        raise UnknownId("There is no such sprint.", "Begin one: %cg sprint new GOAL")
    return found


def view(service: ContextService, member: Member, sprint: Sprint | None) -> BoardAnswer:
    """What a browser and a notebook are given: the board, the plan and who is who."""
    around = board(service, sprint)
    if sprint is None:
        return BoardAnswer.of(**around)
    return BoardAnswer.of(
        **around,
        invited=invited(service, sprint.noted),
        may_reveal=facilitates(service, member, sprint.by),
    )


async def whole_view(service: ContextService, member: Member, sprint: Sprint | None) -> BoardAnswer:
    """The same with the rounds of planning poker that are open, and what the reader estimates."""
    found = view(service, member, sprint)
    rounds = () if sprint is None else rounds_in(service.shared(), sprint.id)
    if sprint is None or not rounds:
        return found
    own: tuple[Snapshot, ...] = ()
    if not member.anonymous:
        own = (await service.snapshot(member, member_room(member.username)),)
    shown = tuple(_round(service, member, sprint, each, own) for each in rounds)
    return found.model_copy(update={"poker": shown})


def _round(
    service: ContextService,
    member: Member,
    sprint: Sprint,
    poker: Poker,
    own: Iterable[Snapshot],
) -> PokerView:
    mine = None if poker.revealed else own_estimate(facts_about(own, poker.id), poker.id)
    return PokerView.of(
        id=poker.id,
        task=poker.task,
        by=poker.by,
        at=poker.at,
        estimated=poker.estimated,
        estimates=poker.estimates if mine is None else (mine,),
        revealed=poker.revealed,
        invited=invited(service, poker.estimated),
        may_reveal=facilitates(service, member, facilitator_of(poker, sprint, member)),
    )


def board(service: ContextService, sprint: Sprint | None) -> Mapping[str, object]:
    """The values of a board's fields."""
    around = {"sprint": sprint, "people": people(service), "areas": sorted(service.areas())}
    if sprint is None:
        return around
    plan = schedule_of(sprint)
    return around | {
        "waits": plan.waits,
        "critical": plan.path,
        "length": plan.length,
        "timeline": plan.timeline,
        "loads": plan.loads,
    }


def people(service: ContextService) -> dict[str, str]:
    """How everybody known is displayed, by username; areas name some who were never here."""
    named = {who: who for area in service.areas().values() for who in area.members}
    return named | {who: m.display_name for who, m in sorted(service.known().items())}


def displayed(service: ContextService, name: str) -> str:
    """How whoever goes by that name is displayed; the name itself where that is no member."""
    return naming(people(service))(name)


async def checks(service: ContextService, sprint: Sprint) -> tuple[PlanFinding, ...]:
    """What is wrong with the plan; off the loop, since decisions are compared with every task."""
    shared = service.shared()
    known, areas = people(service), service.areas()

    def look() -> tuple[PlanFinding, ...]:
        return check(sprint, Team(known, areas, decided_in(shared)))

    return await asyncio.to_thread(look)


async def review(host: Host, member: Member, sprint: Sprint) -> Review:
    """The sprint looked back on, with the questions that were asked in the open meanwhile."""
    turns = [turn async for turn in _shared_turns(host, member, sprint.at)]
    service = host.service
    return look_back(sprint, service.shared(), service.disputes, turns, service.clock())


async def _shared_turns(host: Host, member: Member, since: int) -> AsyncIterator[Turn]:
    """Shared turns since then, newest first, with their answers."""
    before: TurnId | None = None
    for _ in range(MOST_TURNS // PAGE):
        found = await host.turns.turns(member, limit=PAGE, before=before)
        for turn in found:
            if turn.at < since:
                return
            if turn.visibility == "shared":
                yield turn
        if len(found) < PAGE:
            return
        before = found[-1].id
