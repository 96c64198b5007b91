"""JSON with comments, as editors keep their settings in: one member is put in, and no byte changed.

Pure. What stands around the new member (comments, order, spaces, line ends) stays as it is.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ..errors import InvalidCommand

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_TRAILING = re.compile(r'"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])', re.DOTALL)
_DECODER = json.JSONDecoder()


def bare(text: str) -> str:
    """The text as plain JSON, each character in its place: what is no JSON became blanks."""
    no_comments = _TOKEN.sub(lambda m: m[0] if m[0][0] == '"' else _blanks(m[0]), text)
    return _TRAILING.sub(lambda m: m[0] if m[0][0] == '"' else " ", no_comments)


def _blanks(comment: str) -> str:
    return re.sub(r"[^\n]", " ", comment)


def read_object(text: str) -> dict[str, Any]:
    """The object that the text is; an empty text is an empty one. Raises InvalidCommand."""
    try:
        found = json.loads(bare(text)) if text.strip() else {}
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InvalidCommand("The file is no object in JSON.", "Mend it, then try again.")
    return found


def with_member(text: str, path: tuple[str, ...], value: object) -> str:
    """The text with a value at that path, which holds none yet. Raises InvalidCommand."""
    newline = "\r\n" if "\r\n" in text else "\n"
    whole = text if text.strip() else "{}\n"
    plain, at = bare(whole), _start(bare(whole), 0)
    depth = 0
    for key in path[:-1]:
        inside = _member(plain, at, key)
        if inside is None:
            for name in reversed(path[depth + 1 :]):
                value = {name: value}
            break
        at, depth = inside, depth + 1
        if plain[at] != "{":
            raise InvalidCommand(f"“{key}” is no object in that file.", "Mend it, then try again.")
    made = _inserted(whole, plain, at, path[depth], value, newline, depth + 1)
    if read_object(made) != _merged(read_object(whole), path, _innermost(value, path[depth + 1 :])):
        raise InvalidCommand("The file could not be changed safely.", "Add the lines by hand.")
    return made


def _innermost(value: object, path: tuple[str, ...]) -> object:
    for key in path:
        if isinstance(value, dict) and set(value) == {key}:
            value = value[key]
    return value


def _merged(found: dict[str, Any], path: tuple[str, ...], value: object) -> dict[str, Any]:
    first, *rest = path
    inner = _merged(found.get(first, {}), tuple(rest), value) if rest else value
    return {**found, first: inner}


def _start(plain: str, at: int) -> int:
    while plain[at].isspace() or plain[at] == "\ufeff":
        at += 1
    return at


def _member(plain: str, at: int, wanted: str) -> int | None:
    """Where the value of that key begins, in the object that begins at ``at``."""
    at = _start(plain, at + 1)
    while plain[at] == '"':
        key, at = _DECODER.raw_decode(plain, at)
        value = _start(plain, _start(plain, at) + 1)
        if key == wanted:
            return value
        _, at = _DECODER.raw_decode(plain, value)
        at = _start(plain, at)
        at = _start(plain, at + 1) if plain[at] == "," else at
    return None


def _inserted(
    text: str, plain: str, at: int, key: str, value: object, newline: str, depth: int
) -> str:
    """The text with the member as the first one of the object that begins at ``at``."""
    empty = plain[_start(plain, at + 1)] == "}"
    unit = _indent(text)
    body = json.dumps(value, indent=unit, ensure_ascii=False)
    lines = f"{json.dumps(key)}: {body}".split("\n")
    shown = newline.join(f"{unit * depth}{line}" for line in lines)
    if empty:
        end = f"{newline}{unit * (depth - 1)}{text[at + 1 :].lstrip()}"
        return f"{text[: at + 1]}{newline}{shown}{end}"
    return f"{text[: at + 1]}{newline}{shown},{text[at + 1 :]}"


def _indent(text: str) -> str:
    found = re.search(r"\n([ \t]+)\S", text)
    return found[1] if found else "  "
