"""A question to the model, and where it comes from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .ids import EntryId
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
    edit: bool = False
    seen: tuple[NotebookCell, ...] = ()
