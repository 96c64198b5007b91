"""The route that shows what a command would do, before it is sent."""

from __future__ import annotations

from typing import Any

from ...core.command import Command
from ...service.route import PREVIEWED, Asked, post
from .preview import preview


@post("preview", body=PREVIEWED, answer=dict[str, Any])
async def previewed(asked: Asked) -> dict[str, Any]:
    """What a command would do: status, gate, readers, contradictions. It writes nothing."""
    command: Command = asked.body
    return (await preview(asked.host.service, asked.member, command)).to_wire()


ROUTES = (previewed,)
