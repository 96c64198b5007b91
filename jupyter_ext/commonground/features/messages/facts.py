"""What the facts of messages hold, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from ...core.texts import Id, Name, Person, Prose


class MessageSent(TypedDict, total=False):
    """A message as it was sent: ``to`` are ``@name``, ``#area`` or ``@all``."""

    kind: Name
    to: list[Person]
    title: Prose
    body: Prose
    due: int | None
    turn: Id | None
    parts: dict[str, Prose | list[Prose]]
    sides: list[Id]


class LineSaid(TypedDict, total=False):
    """A line in a message's thread; ``entry`` holds the answer."""

    text: Prose
    entry: Id | None


class MessageWithdrawn(TypedDict):
    """Why its author took a message back."""

    reason: Prose


FACTS: Mapping[str, type] = {
    "message:sent": MessageSent,
    "message:reply": LineSaid,
    "message:answer": LineSaid,
    "message:accepted": LineSaid,
    "message:withdrawn": MessageWithdrawn,
}
