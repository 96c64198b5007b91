"""What ``%cg`` and our cell magics do beyond questions and entries: a table of verbs.

A handler is given who asks, what was written and where, and answers with what to show; cells and
headless runs use the same one. It refuses to know who sent it: routes establish that.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..asking import Question
from ..core.roles import Member
from ..core.turns import Turn
from ..errors import InvalidCommand
from .context import Ground

MARKDOWN, PLAIN = "text/markdown", "text/plain"


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a verb. ``line`` is what follows it, ``body`` the lines below a cell magic.

    ``question`` makes a shared question that is asked from this cell (or headless run); a turn that
    the verb starts is given to ``own``, so that the cell that asked may follow and stop it.
    """

    member: Member
    line: str
    body: str
    source: str
    question: Callable[[str], Question]
    own: Callable[[Turn], None] = lambda turn: None
    path: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a verb shows: Markdown for everybody, and richer forms by MIME type."""

    markdown: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def bundle(self) -> dict[str, Any]:
        """The MIME bundle, with its plain form."""
        return {PLAIN: self.markdown, MARKDOWN: self.markdown, **self.data}


Verb = Callable[[Ground, Call], Awaitable[Shown]]

VERBS: dict[str, Verb] = {}
"""By the word behind ``%cg``; a cell magic of its own stands here as ``%%name``."""


async def perform(ground: Ground, verb: str, call: Call) -> Shown:
    """Carry out a verb. Raises InvalidCommand where there is none of that name."""
    found = VERBS.get(verb)
    if found is None:
        raise InvalidCommand(f"%cg does not know {verb[:40]!r}.", "Try %cg help.")
    return await found(ground, call)
