"""The routes of handoffs: today's, since you left, the last one in writing; and acknowledging."""

from __future__ import annotations

from ...core.command import parse_as
from ...core.role import Member
from ...core.setting import zone_named
from ...errors import InvalidCommand
from ...server.handler import GroundHandler, route, source_of
from .commands import AcknowledgeHandoff
from .runner import Handing, Handoff


async def handed(handing: Handing, member: Member, kind: str, zone: str | None) -> Handoff:
    """The handoff of that kind. Raises InvalidCommand where there is no such kind or zone."""
    zone = None if zone is None else zone_named(zone)
    match kind:
        case "today":
            return await handing.today(member, zone)
        case "since":
            return await handing.since(member, zone)
        case "written":
            return await handing.written(zone)
    raise InvalidCommand(
        f"There is no handoff for {kind[:20]!r}.", "Ask for today, since or written."
    )


class HandoffHandler(GroundHandler):
    """``GET handoff``."""

    @route("read")
    async def get(self) -> None:
        """Five parts, each line with its sources; with ``phrase=1`` in the model's words."""
        kind, zone = self.get_query_argument("for", "today"), self.get_query_argument("zone", None)
        made = await handed(self.ground.handing, self.member, kind, zone)
        if self.get_query_argument("phrase", "0") == "1":
            made = await self.ground.handing.phrase(self.member, made)
        self.answer(made.to_wire())


class AcknowledgeHandler(GroundHandler):
    """``POST handoff/acknowledge``."""

    @route("write")
    async def post(self) -> None:
        """Say up to when you know what happened, and in your own words what you take over."""
        command = parse_as(AcknowledgeHandoff, self.request.body)
        source = source_of(self.request.headers.get("X-CommonGround-Client"))
        outcome = await self.ground.service.run(self.member, command, source=source)
        self.answer(outcome.to_wire())


HANDOFF_ROUTES: tuple[tuple[str, type[GroundHandler]], ...] = (
    ("handoff", HandoffHandler),
    ("handoff/acknowledge", AcknowledgeHandler),
)
