"""The tools by which a model proposes messages, and by which a client of a member sends them.

A model's messages are sent by a person, in their own name.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ...core.fields import Identifier, Title, Wire
from ...service.tool import ToolAsked, for_clients, proposes, reads
from .commands import (
    MAX_RECIPIENTS,
    Acknowledge,
    Announce,
    AnswerQuery,
    FileName,
    Handoff,
    PostReply,
    Query,
    Recipient,
    Said,
    TakeOver,
    Text,
)
from .inbox import inbox_of
from .model import find_message
from .text import message_as_text, standing_as_text


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


@proposes(
    "ask_team",
    Letter,
    "message",
    told="Ask people of the team, in your member's name, what only they can know. It is sent at "
    "once; their answer comes later: read_inbox and read_message have it then.",
)
def ask_team(given: Letter, turn: str) -> Query:
    """Propose a question to people of the team, for what only they can know. Nothing is sent before
    a person allows it; their answer comes later, not to you."""
    return Query(to=given.to, title=given.title, body=given.body, turn=turn or None)


@proposes(
    "announce",
    Letter,
    "message",
    told="Announce something that people of the team have to know and acknowledge, in your "
    "member's name. It is sent at once.",
)
def announce(given: Letter, turn: str) -> Announce:
    """Propose an announcement that people of the team have to know and acknowledge. Nothing is sent
    before a person allows it."""
    return Announce(to=given.to, title=given.title, body=given.body)


class HandOver(Letter):
    """Work that is handed to somebody."""

    left: Annotated[Said, Field(description="What is left to do; if nothing is, say so.")]
    interface: Annotated[Text, Field(description="What others may count on.")] = ""
    examples: Text = ""
    files: list[FileName] = Field(default_factory=list, max_length=100)


class OneMessage(Wire):
    """Which message."""

    message: Annotated[Identifier, Field(description="Its id, as read_inbox gives it.")]


class SaidBelow(OneMessage):
    """What is said below it."""

    text: Said


class Restated(OneMessage):
    """What is taken over."""

    restated: Annotated[Said, Field(description="In your member's own words.")]


class NoInput(Wire):
    """Nothing has to be said."""


@for_clients
@reads("read_inbox", NoInput)
async def read_inbox(asked: ToolAsked) -> str:
    """Read which messages (questions, announcements, handoffs) wait for your member, are new to
    them, or are waited for by them: each with its id and what is to be done."""
    found = inbox_of(asked.host.service, asked.member)
    live = [one for one in found if one.todo or one.unread or one.waiting]
    lines = [standing_as_text(one, asked.host.name_of) for one in live]
    return "\n".join(lines) or "Nothing waits for your member."


@for_clients
@reads("read_message", OneMessage)
async def read_message(asked: ToolAsked) -> str:
    """Read one message whole, with everything that was said below it."""
    message = find_message(asked.host.service.shared(), asked.input.message)
    return message_as_text(message, asked.host.name_of)


@for_clients
@proposes("hand_over", HandOver, "message")
def hand_over(given: HandOver, turn: str) -> Handoff:
    """Hand a piece of work over to people of the team, in your member's name. It stays open until
    one of them says what they take over."""
    return Handoff.model_validate(given.model_dump())


@for_clients
@proposes("take_over", Restated, "message")
def take_over(given: Restated, turn: str) -> TakeOver:
    """Take over a handoff that is addressed to your member, by restating what is taken over. Only
    when your member said so: others count on it from then on."""
    return TakeOver(message=given.message, restated=given.restated)


@for_clients
@proposes("answer_question", SaidBelow, "message")
def answer_question(given: SaidBelow, turn: str) -> AnswerQuery:
    """Answer a colleague's question, in your member's name. Question and answer become a discussion
    of the team."""
    return AnswerQuery(message=given.message, text=given.text)


@for_clients
@proposes("reply", SaidBelow, "message")
def reply(given: SaidBelow, turn: str) -> PostReply:
    """Say something below a message, in your member's name."""
    return PostReply(message=given.message, text=given.text)


@for_clients
@proposes("acknowledge", OneMessage, "message")
def acknowledge(given: OneMessage, turn: str) -> Acknowledge:
    """Say that your member has seen a message. Only when they have."""
    return Acknowledge(message=given.message)


TOOLS = (
    ask_team,
    announce,
    read_inbox,
    read_message,
    hand_over,
    take_over,
    answer_question,
    reply,
    acknowledge,
)
