"""Verbs: what is written behind ``%cg``, who wrote it where, and what it shows."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..core.question import Question
from ..core.role import Member
from ..core.turn import Turn
from .host import Host

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
    vars: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a verb shows: Markdown for everybody, and richer forms by MIME type."""

    markdown: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def bundle(self) -> dict[str, Any]:
        """The MIME bundle, with its plain form."""
        return {PLAIN: self.markdown, MARKDOWN: self.markdown, **self.data}


Handler = Callable[[Host, Call], Awaitable[Shown]]


@dataclass(frozen=True, slots=True)
class Verb:
    """A word (or two: ``handoff today``) behind ``%cg``; ``%%name`` is a cell magic of its own.

    ``usage`` are rows of ``%cg help``: what is written, and what it does.
    """

    name: str
    run: Handler
    usage: tuple[tuple[str, str], ...] = ()


def encoded(**fields: Any) -> bytes:
    """A command as a request's body, so that verbs are read as strictly as routes."""
    return json.dumps(fields).encode()
