"""A question to the model, and where it comes from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from .ids import EntryId
from .named_thing import NamedThing
from .notebook import NotebookCell
from .turn import Visibility

TRIAL = "trial"
"""The source of a question that only tries something."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A question that tries a proposed entry: as if it held, or as if it was not there."""

    entry: EntryId
    holds: bool


@dataclass(frozen=True, slots=True)
class Begun:
    """An answer that broke off: its turn, and what had come of it."""

    turn: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, from where. ``kernel_writes`` tells whether the asking kernel's output still
    reaches the notebook (its browser is there); ``find`` where that is now, should it be renamed.
    ``kernel_waits``: the kernel waits for the answer and writes it; else the server does.
    ``edit``: changes of the notebook's cells are wanted; ``seen`` are its cells as they were when
    the question was asked.
    """

    text: str
    visibility: Visibility
    source: str
    path: str | None = None
    cell: str | None = None
    insert: bool = False
    about: str | None = None
    kernel_writes: Callable[[], bool] = lambda: False
    find: Callable[[], Awaitable[str | None]] | None = None
    kernel_waits: bool = True
    skill: str | None = None
    """The skill that it is asked with, by name."""
    trial: Trial | None = None
    model: str | None = None
    """The name of the model that is asked; None: the usual one."""
    fresh: bool = False
    """Whether it begins anew, whatever was asked in the cells above."""
    beside: str | None = None
    """The turn that another model answers; this answer is drawn beside that one."""
    begun: Begun | None = None
    """An answer that broke off, which this one goes on with."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What the asker's kernel says of the variables that the question names."""
    brought: tuple[NamedThing, ...] = ()
    """What its asker brings along, beside what it names."""
    edit: bool = False
    seen: tuple[NotebookCell, ...] = ()
