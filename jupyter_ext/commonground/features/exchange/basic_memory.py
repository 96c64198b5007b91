"""A project of basic-memory: notes with observations and relations in Markdown. Pure.

An observation that says what the team decided or holds to becomes an entry of that kind; all
others, and relations, stay in the note's own entry, which is knowledge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...core.entry import SharedKind
from . import frontmatter
from .note import ForeignNote, lines_with_code
from .notes import author_of, dated, titled, with_fields

_OBSERVATION = re.compile(r"^[ \t]*[-*][ \t]+\[([^\]\[()]{2,60})\][ \t]+(\S.*?)[ \t]*$")
"""``- [category] what is observed #tag (why)``; ``[ ]`` and ``[x]`` are boxes to tick."""
_KINDS: dict[str, SharedKind] = {
    "decision": "decision",
    "convention": "convention",
    "rule": "convention",
    "standard": "convention",
    "constraint": "convention",
    "requirement": "convention",
    "policy": "convention",
}


@dataclass(frozen=True, slots=True)
class Observation:
    """A line that observes something; ``place`` is its index among the lines."""

    place: int
    category: str
    text: str


def notes_in(path: str, text: str) -> Iterator[ForeignNote]:
    """The note's entry, then one for each observation that is a decision or a convention."""
    fields, below, line = frontmatter.split(text)
    title, body, line = titled(path, fields, below, line)
    lines = body.split("\n")
    taken = {one.place: one for one in observations(lines) if _kind(one) is not None}
    rest = "\n".join(said for n, said in enumerate(lines) if n not in taken)
    at, author = dated(fields), author_of(fields)
    whole = with_fields(rest, fields, title)
    if whole.strip():
        yield ForeignNote(path, line, "knowledge", title, whole, at, author)
    for one in taken.values():
        kind = _kind(one)
        if kind is not None:
            said = lines[one.place].strip()
            yield ForeignNote(path, line + one.place, kind, one.text, said, at, author, said)


def observations(lines: list[str]) -> Iterator[Observation]:
    """The observations among the lines of a note, outside of code."""
    for place, (line, code) in enumerate(lines_with_code(lines)):
        found = None if code else _OBSERVATION.match(line.rstrip("\r"))
        if found is not None:
            yield Observation(place, found[1].strip().lower(), found[2])


def _kind(observation: Observation) -> SharedKind | None:
    return _KINDS.get(observation.category)
