"""A folder of Markdown notes (Obsidian and its like): each note an entry of knowledge. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from . import frontmatter
from .frontmatter import Fields
from .note import ForeignNote, time_of

_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$")
_TITLED = ("title", "name")
_DATED = ("modified", "updated", "date", "created")
NOTHING = "It says nothing beside its title."


def notes_in(path: str, text: str) -> Iterator[ForeignNote]:
    """The note of a file; none where it says nothing beside its title."""
    fields, below, line = frontmatter.split(text)
    title, body, line = titled(path, fields, below, line)
    whole = with_fields(body, fields, title)
    if whole.strip():
        yield ForeignNote(path, line, "knowledge", title, whole, dated(fields), author_of(fields))


def titled(path: str, fields: Fields, text: str, line: int) -> tuple[str, str, int]:
    """A note's title, its text without that, and the line on which the text begins.

    The title is the head's, else the first heading's where that comes before all else, else the
    file's name.
    """
    named = frontmatter.text_in(fields, *_TITLED)
    lines = text.split("\n")
    first = next((n for n, one in enumerate(lines) if one.strip()), 0)
    heading = _HEADING.match(lines[first].rstrip("\r"))
    if heading is not None and (not named or _same(named, heading[1])):
        return heading[1], "\n".join(lines[first + 1 :]).strip("\n"), line + first + 1
    stem = posixpath.splitext(posixpath.basename(path))[0]
    return named or stem, text.strip("\n"), line + first


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def with_fields(body: str, fields: Fields, title: str) -> str:
    """A text with its head's fields below it, so that nothing of them is lost."""
    without = [name for name in _TITLED if _same(str(fields.get(name, "")), title)]
    head = frontmatter.said(fields, *without)
    return "\n\n".join(filter(None, (body.rstrip(), head)))


def dated(fields: Fields) -> int:
    """When it was written, as its head says; 0 where it does not."""
    return time_of(frontmatter.text_in(fields, *_DATED))


def author_of(fields: Fields) -> str:
    """Who wrote it, as its head says."""
    return frontmatter.text_in(fields, "author")[:100]
