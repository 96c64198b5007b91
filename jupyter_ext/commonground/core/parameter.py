"""What a verb's line is made of: options and flags, words at their place, and the free text.

They are click's parameters, so click converts, checks and completes their values. A parameter may
name what it is one of (``completes``: ``member``, ``area``), for whoever completes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from ..errors import InvalidCommand


class OneOf(click.Choice[str]):
    """One of some words. ``wrong`` is what is said of any other; without it, which there are."""

    def __init__(self, choices: Sequence[str], wrong: str = "") -> None:
        super().__init__(choices)
        self._wrong = wrong

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word. Raises InvalidCommand for one that is not among them."""
        if value in self.choices:
            return str(value)
        name = str(param.name) if param is not None else "word"
        raise InvalidCommand(
            self._wrong or f"There is no {name} {str(value)[:40]!r}.",
            f"Write one of: {', '.join(self.choices)}.",
        )


class Word(click.Argument):
    """One word (or several in quotes) at its place before the free text.

    ``missing`` is what is said where it is not there; without it, it may be left out. ``completes``
    names what it is one of (``member``, ``area``), for whoever completes it. With ``bare``, only a
    word of that form (a regular expression) may stand without quotes.
    """

    def __init__(
        self, name: str, type: click.ParamType[Any] | None = None, *, missing: str = "",
        bare: str = "", completes: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__([name], type=type, required=bool(missing))
        self.missing = missing
        self.bare = bare
        self.completes = completes


class Marked(click.Argument):
    """All words before the free text that begin with one of some marks: ``@name``, ``#area``."""

    def __init__(self, name: str, marks: str, *, completes: str | None = None) -> None:
        super().__init__([name], nargs=-1)
        self.marks = marks
        self.completes = completes


class VerbOption(click.Option):
    """``--name VALUE`` or, without a ``value``, the flag ``--name``."""

    def __init__(
        self, name: str, value: str = "", type: click.ParamType[Any] | None = None, *,
        default: str | None = None, required: bool = False, hidden: bool = False,
        completes: str | None = None,
    ) -> None:  # fmt: skip
        given: dict[str, Any] = {"hidden": hidden}
        given |= {"metavar": value, "default": default} if value else {"is_flag": True}
        super().__init__([f"--{name}"], type=type, required=required, **given)
        self.value = value
        self.completes = completes

    @property
    def written(self) -> str:
        """As it is written, with its value."""
        return f"{self.opts[0]} {self.value}".strip()


@dataclass(frozen=True, slots=True)
class FreeText:
    """What follows options and words, or stands below the line of a cell magic.

    ``missing`` is what is said where neither has any; without it, it may be left out. ``late``:
    options may also stand in it or behind it. ``strict``: so that any option is meant as one.
    ``completes``: what the whole of it is one of.
    """

    name: str = "TEXT"
    missing: str = ""
    late: bool = False
    strict: bool = False
    completes: str = ""
