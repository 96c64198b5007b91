"""JSON Lines as people hand them in: the first line that is none is named, with what it should be.

Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..errors import UserError


def lines_of(data: bytes, name: str, shape: str) -> list[str]:
    """The lines of a file of that name. Raises UserError, which tells the ``shape``."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{name} is not UTF-8 text.", shape) from error
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def rows_of(lines: Iterable[str], shape: str) -> Iterator[tuple[int, Any]]:
    """What each line holds, with its number, without empty lines. Raises UserError."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UserError(f"Line {number} is not JSON: {error}.", shape) from error
        yield number, row
