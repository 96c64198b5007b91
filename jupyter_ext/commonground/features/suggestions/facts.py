"""What the facts of suggestions hold, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from ...core.texts import Id, Name, Person, Prose
from .model import ACCEPTED, AGAIN, DISMISSED, MADE, NEVER, SWEPT, TAKEN


class QuoteFact(TypedDict):
    """Whose words, and which."""

    by: Person
    text: Prose


class SuggestionMade(TypedDict):
    """A suggestion, with where it comes from."""

    kind: Id
    title: Prose
    body: Prose
    area: Name | None
    origin: Name
    turn: Id | None
    thread: Id | None
    quotes: list[QuoteFact]


class SuggestionAccepted(TypedDict):
    """The entry that somebody made of it."""

    entry: Id | None


class NothingMore(TypedDict):
    """The fact's name says it all."""


class Swept(TypedDict):
    """How many threads were looked through, and how many suggestions came of it."""

    threads: int
    made: int


FACTS: Mapping[str, type] = {
    MADE: SuggestionMade,
    ACCEPTED: SuggestionAccepted,
    TAKEN: NothingMore,
    DISMISSED: NothingMore,
    NEVER: NothingMore,
    AGAIN: NothingMore,
    SWEPT: Swept,
}
