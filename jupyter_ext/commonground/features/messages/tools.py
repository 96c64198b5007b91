"""The tools by which a model proposes messages. A person sends them, in their own name."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ...core.fields import Title, Wire
from ...service.tool import proposes
from .commands import MAX_RECIPIENTS, Announce, Query, Recipient, Text


class Letter(Wire):
    """A message to come."""

    to: Annotated[
        list[Recipient],
        Field(
            min_length=1,
            max_length=MAX_RECIPIENTS,
            description="@username of a person, #area, or @all.",
        ),
    ]
    title: Title
    body: Text = ""


@proposes("ask_team", Letter)
def ask_team(given: Letter, turn: str) -> Query:
    """Propose a question to people of the team, for what only they can know. Nothing is sent before
    a person allows it; their answer comes later, not to you."""
    return Query(to=given.to, title=given.title, body=given.body, turn=turn)


@proposes("announce", Letter)
def announce(given: Letter, turn: str) -> Announce:
    """Propose an announcement that people of the team have to know and acknowledge. Nothing is sent
    before a person allows it."""
    return Announce(to=given.to, title=given.title, body=given.body)


TOOLS = (ask_team, announce)
