"""The routes of the team: who is here, who is context owner, areas, policies."""

from __future__ import annotations

from typing import Any

from ...core.area import advice
from ...core.ids import room_area
from ...service.route import Asked, get
from ...service.writer import ContextService
from .policy import policies_in
from .worktree import WorkTree


def _members(service: ContextService) -> list[dict[str, Any]]:
    online = {m.username: m.to_wire() | {"online": True} for m in service.present()}
    seen = {
        username: {"username": username, **shown, "online": False}
        for username, shown in service.rooms.members().items()
    }
    return list((seen | online).values())


@get("members", answer=dict[str, Any])
async def members(asked: Asked) -> dict[str, Any]:
    """Everyone who wrote here or is here now, and whether they are connected."""
    return {"members": _members(asked.host.service)}


@get("people", answer=dict[str, Any])
async def people(asked: Asked) -> dict[str, Any]:
    """Members, who is context owner until when, areas, policies, and what reaches you."""
    service = asked.host.service
    known = _members(service)
    duty = service.team.duty()
    rooms = service.rooms_of(asked.member)
    return {
        "members": known,
        "duty": None if duty is None else duty.to_wire(),
        "areas": [area.to_wire() for area in service.areas().values()],
        "policies": policies_in(service.settings()),
        "following": [area for room in rooms if (area := room_area(room)) is not None],
        "advice": advice(len(known), len(service.areas())),
    }


@get("areas/suggested", answer=dict[str, Any])
async def suggested_areas(asked: Asked) -> dict[str, Any]:
    """Areas from CODEOWNERS, and from who touches which folder, that are not there yet."""
    service = asked.host.service
    found = await WorkTree(asked.host.root).suggested(asked.host.names())
    return found.without(service.areas()).to_wire()


ROUTES = (members, people, suggested_areas)
