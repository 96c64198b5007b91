"""Verbs of ``%cg`` from a terminal: the words are handed over as they are, the server answers."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from .connection import talking
from .output import echo_lines, safe


def say(verb: str, words: Sequence[str], root: Path | None) -> None:
    """Have the server carry out a verb with these words, and print what it shows.

    Raises our errors.
    """
    with talking(root) as client:
        shown = client.say(verb, spoken(words))
    echo_lines(safe(str(shown["text/markdown"])).splitlines())


def spoken(words: Sequence[str]) -> str:
    """The words as a line of a cell: those with blanks in quotes."""
    return " ".join(shlex.quote(word) if " " in word else word for word in words)
