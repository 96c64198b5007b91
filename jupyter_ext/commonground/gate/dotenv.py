"""The values in a ``.env`` file, or in JSON of names and values.

Pure. For finding values again in texts, not for configuring anything: where the format's dialects
differ, both readings are given. What can't be read is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_ASSIGNED = re.compile(
    r"^[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*"
    r"(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>[^']*)'|`(?P<tick>[^`]*)`|(?P<bare>[^\r\n]*))",
    re.MULTILINE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
MAX_DEPTH = 8


def assigned(text: str) -> Iterator[tuple[str, str]]:
    """Names and values of a ``.env`` file; several lines of one name count each."""
    for match in _ASSIGNED.finditer(text):
        name = match["name"]
        if match["double"] is not None:
            yield name, match["double"]
            yield name, _ESCAPED.sub(lambda m: {"n": "\n"}.get(m[1], m[1]), match["double"])
        elif match["bare"] is not None:
            bare = match["bare"].strip()
            yield name, bare
            yield name, re.split(r"\s#", bare)[0].strip()
        else:
            yield name, match["single"] if match["single"] is not None else match["tick"]


def in_json(text: str) -> Iterator[tuple[str, str]]:
    """Names and texts in JSON, however they are nested; nothing where it is no JSON."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return
    yield from _leaves("", found, MAX_DEPTH)


def _leaves(name: str, value: Any, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif depth and isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(str(key), inner, depth - 1)
    elif depth and isinstance(value, list):
        for inner in value:
            yield from _leaves(name, inner, depth - 1)
