"""What the facts of threads hold, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from ...core.texts import Id, Prose


class ThreadOpened(TypedDict):
    """A thread's title."""

    title: Prose


class ThreadText(TypedDict):
    """A line, or what somebody holds the answers to."""

    text: Prose


class ConstraintLifted(TypedDict):
    """The constraint that holds no more."""

    constraint: Id


class TurnInThread(TypedDict):
    """A turn that became part of the thread."""

    turn: Id


class EntryBrought(TypedDict):
    """An entry that somebody brought in."""

    entry: Id


class TurnRated(TypedDict):
    """A thumb: ``up``, ``down`` or ``none``."""

    value: Id


FACTS: Mapping[str, type] = {
    "thread:opened": ThreadOpened,
    "thread:renamed": ThreadOpened,
    "thread:line": ThreadText,
    "thread:constraint": ThreadText,
    "thread:lifted": ConstraintLifted,
    "thread:turn": TurnInThread,
    "thread:brought": EntryBrought,
    "turn:rated": TurnRated,
}
