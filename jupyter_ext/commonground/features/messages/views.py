"""What is answered of messages."""

from __future__ import annotations

from pydantic import Field

from ...core.views import View
from .model import LineKind, MessageKind, State, Todo


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


class InboxItem(MessageView):
    """A message as it concerns you: what you have to do, and whether you read it."""

    todo: Todo | None
    unread: bool
    mine: bool
    overdue: bool


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
