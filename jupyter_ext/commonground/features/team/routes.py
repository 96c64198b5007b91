"""The routes of the team: who is here, who is context owner, areas, policies."""

from __future__ import annotations

from ...core.area import advice
from ...core.deletion import delete_policy
from ...core.facilitator import reveal_policy
from ...core.ids import room_area
from ...service.route import Asked, get
from ...service.writer import ContextService
from .policy import policies_in
from .views import KnownMember, MembersAnswer, PeopleAnswer, SuggestedAreas
from .worktree import WorkTree


def _members(service: ContextService) -> tuple[KnownMember, ...]:
    online = {m.username: KnownMember.of(**m.to_wire(), online=True) for m in service.present()}
    seen = {
        username: KnownMember.of(username=username, **shown, online=False)
        for username, shown in service.rooms.members().items()
    }
    invited = {
        username: KnownMember.of(**service.acting(member).to_wire(), online=False)
        for username, member in service.people.invited().items()
    }
    return tuple((seen | invited | online).values())


@get("members", answer=MembersAnswer)
async def members(asked: Asked) -> MembersAnswer:
    """Everyone who wrote here, is here now or was invited, and whether they are connected."""
    return MembersAnswer(members=_members(asked.host.service))


@get("people", answer=PeopleAnswer)
async def people(asked: Asked) -> PeopleAnswer:
    """Members, who is context owner until when, areas, policies, and what reaches you."""
    service = asked.host.service
    known, areas = _members(service), service.areas()
    followed = (room_area(room) for room in service.rooms_of(asked.member))
    return PeopleAnswer.of(
        members=known,
        duty=service.team.duty(),
        areas=list(areas.values()),
        policies=policies_in(service.settings()),
        reveal=reveal_policy(service.settings()),
        thread_delete=delete_policy(service.settings()),
        following=[area for area in followed if area in areas],
        advice=advice(len(known), len(areas)),
    )


@get("areas/suggested", answer=SuggestedAreas)
async def suggested_areas(asked: Asked) -> SuggestedAreas:
    """Areas from CODEOWNERS, and from who touches which folder, that are not there yet."""
    service = asked.host.service
    names = {name: who.display_name for name, who in service.people.everybody().items()}
    found = await WorkTree(asked.host.root).suggested(names)
    return SuggestedAreas.model_validate(found.without(service.areas()).through(service.gate()))


ROUTES = (members, people, suggested_areas)
