"""What the facts of claims hold, by name. What is observed is no fact: see ``runner.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from ...core.texts import Id, Name, Person, Prose

FOCUS, LEASED, RELEASED = "work:focus", "work:leased", "work:released"
TOLD, SNOOZED = "overlap:told", "overlap:snoozed"
FOCUS_PREFIX, LEASE_PREFIX, OVERLAP_PREFIX = "fo", "ls", "ov"
"""How the ids of what these facts are about begin."""


class FocusDeclared(TypedDict):
    """What somebody says they are at; an empty text ends it."""

    text: Prose
    area: Name | None
    until: int


class PathsLeased(TypedDict):
    """What somebody asks the others to leave alone, until when (ms since 1970), and why."""

    paths: list[Name]
    until: int
    why: Prose


class LeaseReleased(TypedDict):
    """The fact's name says it all."""


class OverlapTold(TypedDict):
    """Where the work of two members meets, and who was told of it."""

    pair: list[Person]
    to: list[Person]
    path: Name
    grade: Id


class OverlapSnoozed(TypedDict):
    """Until when its author wants to hear no more of it (ms since 1970)."""

    until: int


FACTS: Mapping[str, type] = {
    FOCUS: FocusDeclared,
    LEASED: PathsLeased,
    RELEASED: LeaseReleased,
    TOLD: OverlapTold,
    SNOOZED: OverlapSnoozed,
}
