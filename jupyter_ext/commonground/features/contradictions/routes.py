"""The route that shows what a command would do, before it is sent."""

from __future__ import annotations

from ...core.command import Command
from ...service.route import PREVIEWED, Asked, post
from .preview import preview
from .views import PreviewAnswer


@post("preview", body=PREVIEWED, answer=PreviewAnswer)
async def previewed(asked: Asked) -> PreviewAnswer:
    """What a command would do: status, gate, readers, contradictions. It writes nothing."""
    command: Command = asked.body
    found = await preview(asked.host.service, asked.member, command)
    return PreviewAnswer.model_validate(found)


ROUTES = (previewed,)
