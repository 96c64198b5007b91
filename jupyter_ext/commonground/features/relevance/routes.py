"""The route that says what of the context concerns a text, as a question of it would be shown."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from ...service.host import Wanted
from ...service.route import Asked, get
from .runner import RelevanceIndex
from .views import RelevantAnswer


class RelevantQuery(BaseModel):
    """``text`` is a question, or what somebody looks at; ``path`` the notebook that is open."""

    text: Annotated[str, StringConstraints(max_length=4_000)] = ""
    path: Annotated[str, StringConstraints(max_length=1_000)] | None = None


@get("relevant", query=RelevantQuery, answer=RelevantAnswer)
async def relevant(asked: Asked) -> RelevantAnswer:
    """The entries that concern a text, best first, each with its reason; and the best others."""
    query: RelevantQuery = asked.query
    paths = () if query.path is None else (query.path,)
    index = asked.host.find(RelevanceIndex)
    selection = await index.choose(asked.member, Wanted(query.text, paths))
    return RelevantAnswer.of(selection=selection.to_wire())


ROUTES = (relevant,)
