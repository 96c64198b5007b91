"""The routes of summaries: which there are, looking for groups, and a text for one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ...core.fields import Identifier, Wire
from ...service.route import Asked, get, post
from .clusters import MOST
from .views import GroupsAnswer, SummariesAnswer, SummaryTextView, group_view, made_view
from .writer import SummaryWriter


class DraftSummary(Wire):
    """The entries that are to become one."""

    entries: Annotated[list[Identifier], Field(min_length=2, max_length=MOST)]


@get("summaries", answer=SummariesAnswer)
async def summaries(asked: Asked) -> SummariesAnswer:
    """Summaries that wait for the owner, and those that took the place of several entries."""
    made = asked.host.find(SummaryWriter).made()
    return SummariesAnswer.of(summaries=[made_view(one) for one in made])


@post("summaries/look", answer=GroupsAnswer)
async def look(asked: Asked) -> GroupsAnswer:
    """Look for small entries that speak of one subject; no model is asked."""
    found = await asked.host.find(SummaryWriter).groups(asked.member)
    return GroupsAnswer.of(groups=[group_view(group) for group in found])


@post("summaries/draft", body=DraftSummary, answer=SummaryTextView)
async def draft(asked: Asked) -> SummaryTextView:
    """A text for several entries, to edit and propose: by a capable model, or as an extract."""
    text = await asked.host.find(SummaryWriter).draft(asked.member, asked.body.entries)
    return SummaryTextView.of(
        title=text.title, body=text.body, model=text.model, why=text.why, missing=text.missing
    )


ROUTES = (summaries, look, draft)
