"""What the facts of comparisons hold, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from ...core.texts import Id, Name, Prose
from .model import ARGUE, DECIDE, JUDGE, OPTION, PHASE, RUN, SAVE, SCORE, START, VERSION


class Started(TypedDict, total=False):
    """A comparison as it began."""

    goal: Prose
    criteria: list[dict[str, Any]]
    check: Prose
    benchmark: Prose | None
    scoring: Name
    path: Name | None
    cell: Id | None
    area: Name | None


class OptionAdded(TypedDict, total=False):
    """An option as people described it."""

    option: Id
    place: int
    name: Prose
    sketch: Prose
    constraints: list[Prose]


class VersionWritten(TypedDict, total=False):
    """A version of an option: a turn's, or a person's text."""

    option: Id
    turn: Id
    text: Prose
    instruction: Prose


class OptionMeasured(TypedDict, total=False):
    """What the sandbox measured of a version."""

    option: Id
    version: Id
    result: dict[str, Any]


class OptionSaved(TypedDict, total=False):
    """Where a version was written to."""

    option: Id
    version: Id
    folder: Prose


class Scored(TypedDict, total=False):
    """A score, of a person or of the model in a turn."""

    option: Id
    criterion: Name
    score: int
    why: Prose
    model: Prose
    turn: Id


class Argued(TypedDict, total=False):
    """What somebody said for or against."""

    option: Id | None
    criterion: Name | None
    side: Name
    text: Prose


class PhaseTurned(TypedDict, total=False):
    """The phase, and minutes until its end."""

    phase: Name
    minutes: float | None


class Decided(TypedDict, total=False):
    """How it ended: the option (None: none), the decision's entry, and why."""

    option: Id | None
    entry: Id | None
    reason: Prose


FACTS: Mapping[str, type] = {
    START: Started,
    OPTION: OptionAdded,
    VERSION: VersionWritten,
    RUN: OptionMeasured,
    SAVE: OptionSaved,
    SCORE: Scored,
    JUDGE: Scored,
    ARGUE: Argued,
    PHASE: PhaseTurned,
    DECIDE: Decided,
}
