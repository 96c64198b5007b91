"""What stands at a note's head between two lines of dashes: YAML, or JSON. Pure.

It is data: every scalar is a text, no alias is followed, and what can't be read stays a part of
the note's text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

_OPEN = re.compile(r"\ufeff?---(json|yaml)?[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
MOST = 50_000
"""Characters of a head that is read."""
MOST_DEPTH = 20
Fields = dict[str, Any]


def split(text: str) -> tuple[Fields, str, int]:
    """The fields of a head, the text below it, and the line on which that begins.

    Without a head that can be read: no fields, and the whole text.
    """
    opened = _OPEN.match(text)
    closed = None if opened is None else _CLOSE.search(text, opened.end())
    plain = text.removeprefix("\ufeff")
    if opened is None or closed is None or closed.start() > MOST:
        return {}, plain, 1
    fields = _read(text[opened.end() : closed.start()], as_json=opened[1] == "json")
    if fields is None:
        return {}, plain, 1
    end = text.find("\n", closed.end())
    begin = len(text) if end == -1 else end + 1
    return fields, text[begin:], text.count("\n", 0, begin) + 1


def said(fields: Fields, *without: str) -> str:
    """The fields as one line each, as they read; nothing of those that are named."""
    return "\n".join(
        f"{key}: {line}"
        for key, value in fields.items()
        if key not in without and (line := ", ".join(scalars(value)))
    )


def scalars(value: Any, depth: int = MOST_DEPTH) -> Iterator[str]:
    """The texts in a value, with the names of the fields within."""
    if depth == 0:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            found = " ".join(scalars(inner, depth - 1))
            yield f"{key}: {found}" if found else str(key)
    elif isinstance(value, list):
        for inner in value:
            yield from scalars(inner, depth - 1)
    elif value is not None and str(value).strip():
        yield str(value).strip()


def text_in(fields: Fields, *names: str) -> str:
    """The first of these fields that holds a text of its own; empty where none does."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _read(head: str, *, as_json: bool) -> Fields | None:
    try:
        value = json.loads(head) if as_json else yaml.load(head, Loader=_Loader)
    except (ValueError, yaml.YAMLError, RecursionError, TypeError):
        return None
    if value is None and not head.strip():
        return {}
    return {str(k): v for k, v in value.items()} if isinstance(value, dict) else None


class _Loader(yaml.BaseLoader):  # type: ignore[misc]  # it has no types
    """Reads every scalar as a text, and follows no alias: a few of those can mean millions."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """A node. Raises where it is an alias."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "an alias is not read here", mark)
        return super().compose_node(parent, index)
