"""Verbs: what is written behind ``%cg``, who wrote it where, and what it shows."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from ..core.grammar import Grammar
from ..core.question import Question
from ..core.role import Member
from ..core.syntax import Arguments, Syntax
from ..core.turn import Turn
from .host import Host

MARKDOWN, PLAIN = "text/markdown", "text/plain"
CELL = "cell"
"""The source of what stands in a notebook that others read."""


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a verb. ``line`` is what follows it, ``body`` the lines below a cell magic.

    ``arguments`` is the line as the verb's syntax reads it. ``question`` makes a shared question
    that is asked from this cell (or headless run); a turn that the verb starts is given to ``own``,
    so that the cell that asked may follow and stop it.
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
    arguments: Arguments = field(default_factory=Arguments)

    def __getitem__(self, name: str) -> Any:
        """The value of an option or a word."""
        return self.arguments[name]

    @property
    def text(self) -> str:
        """The free text of the line."""
        return self.arguments.text


@dataclass(frozen=True, slots=True)
class Shown:
    """What a verb shows: Markdown for everybody, and richer forms by MIME type.

    ``turn`` is a question that was asked from a cell, whose answer is shown there as it grows;
    ``data`` then tells whether to ``insert`` its code.
    """

    markdown: str
    data: Mapping[str, Any] = field(default_factory=dict)
    turn: Turn | None = None

    def bundle(self) -> dict[str, Any]:
        """The MIME bundle, with its plain form."""
        return {PLAIN: self.markdown, MARKDOWN: self.markdown, **self.data}


Handler = Callable[[Host, Call], Awaitable[Shown]]
Hidden = Callable[[Host, Call], Awaitable[str | None]]
"""Where to say instead what is still hidden from others; None: nothing of it is."""


def always(elsewhere: str) -> Hidden:
    """Says in any case where else to say it."""

    async def hidden(host: Host, call: Call) -> str | None:
        """The same for every line."""
        return elsewhere

    return hidden


@dataclass(frozen=True, slots=True)
class Verb:
    """What is written behind ``%cg`` (or as a cell magic of its own), and what carries it out.

    A cell is read by everybody, so what ``hidden`` says of a line that stands in one is all that
    happens: a verb whose words stay hidden from others, always or for now, declares it here.
    """

    syntax: Syntax
    run: Handler
    hidden: Hidden | None = None

    @property
    def name(self) -> str:
        """One word or two, or ``%%name``."""
        return self.syntax.name


class Verbs:
    """All verbs of one server, by name."""

    def __init__(self, verbs: Iterable[Verb]) -> None:
        self._verbs = {verb.name: verb for verb in verbs}

    @cached_property
    def grammar(self) -> Grammar:
        """How they are written."""
        return Grammar(verb.syntax for verb in self._verbs.values())

    async def perform(self, host: Host, word: str, call: Call) -> Shown:
        """Read a verb's line and carry it out. Raises InvalidCommand, saying what would be right.

        ``word`` is the first word, or ``%%name`` for a cell magic. A verb with a flag ``--help``
        shows all help instead.
        """
        reading = self.grammar.read(word, call.line, call.body)
        if reading.arguments.values.get("help") is True:
            return Shown(self.grammar.help())
        verb = self._verbs[reading.syntax.name]
        call = replace(call, line=reading.line, arguments=reading.arguments)
        if call.source == CELL and verb.hidden is not None:
            elsewhere = await verb.hidden(host, call)
            if elsewhere is not None:
                return Shown(elsewhere)
        return await verb.run(host, call)


def encoded(**fields: Any) -> bytes:
    """A command as a request's body, so that verbs are read as strictly as routes."""
    return json.dumps(fields).encode()
