"""The routes that show what a command would do before it is sent, and what an entry is near to."""

from __future__ import annotations

from pydantic import BaseModel

from ...core.command import Command
from ...core.fields import Identifier
from ...service.route import PREVIEWED, Asked, get, post
from .neighbours import NearestEntries
from .preview import preview
from .views import NearAnswer, PreviewAnswer


@post("preview", body=PREVIEWED, answer=PreviewAnswer)
async def previewed(asked: Asked) -> PreviewAnswer:
    """What a command would do: status, gate, readers, contradictions. It writes nothing."""
    command: Command = asked.body
    found = await preview(asked.host.service, asked.member, command)
    return PreviewAnswer.model_validate(found)


class NearQuery(BaseModel):
    """``revision`` is the version whose neighbours are wanted."""

    revision: Identifier


@get("near", query=NearQuery, answer=NearAnswer)
async def near(asked: Asked) -> NearAnswer:
    """The entries nearest to a version of an entry: how does each stand to it? See ``relate``."""
    query: NearQuery = asked.query
    finder = asked.host.find(NearestEntries)
    return NearAnswer.of(near=await finder.near(asked.member, query.revision))


ROUTES = (previewed, near)
