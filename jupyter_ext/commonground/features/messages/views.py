"""What is answered of messages."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from ...core.views import View
from .model import Audience, LineKind, Message, MessageKind, Standing, State, Todo


class MessageParts(View):
    """What a handoff carries, beside its title and text; only what it has."""

    schema_: str = Field("", alias="schema")
    interface: str = ""
    examples: str = ""
    files: tuple[str, ...] = ()
    left: str = ""


class MessageLine(View):
    """Something said in a message's thread."""

    id: str
    kind: LineKind
    by: str
    at: int
    text: str
    entry: str | None


class MessageView(View):
    """One message with everything that was said about it, its state and whom it waits for."""

    id: str
    kind: MessageKind
    author: str
    at: int
    to: tuple[str, ...]
    title: str
    body: str
    due: int | None
    turn: str | None
    sides: tuple[str, ...]
    parts: MessageParts
    lines: tuple[MessageLine, ...]
    acknowledged: dict[str, int]
    facts: tuple[str, ...]
    state: State
    waits_for: tuple[str, ...]

    @classmethod
    def of_message(cls, message: Message, audience: Audience, **more: object) -> Self:
        """The message as it stands for these people; ``more`` are the fields of a longer view."""
        same = MessageView.model_fields.keys() - {"state", "waits_for"}
        fields = {name: getattr(message, name) for name in same} | more
        return cls.of(
            state=message.state(audience), waits_for=message.waits_for(audience), **fields
        )


class InboxItem(MessageView):
    """A message as it concerns you: what you have to do, and whether you read it."""

    todo: Todo | None
    unread: bool
    mine: bool
    overdue: bool

    @classmethod
    def of_standing(cls, one: Standing, audience: Audience) -> Self:
        """The message, and how the member stands to it."""
        own = InboxItem.model_fields.keys() - MessageView.model_fields.keys()
        return cls.of_message(one.message, audience, **{name: getattr(one, name) for name in own})


class InboxAnswer(View):
    """Messages that concern you, most urgent first, and whom you can address."""

    items: tuple[InboxItem, ...]
    todo: int
    unread: int
    overdue: int
    members: tuple[str, ...]
    areas: tuple[str, ...]


class MessageAnswer(View):
    """One message."""

    message: MessageView
