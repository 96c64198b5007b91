"""The words of a Markdown text, for excerpts on one line, without marks of how it is drawn.

It reads no grammar: a piece that was cut out of a text is read as well as a whole one.
"""

from __future__ import annotations

import re

_MARKS = re.compile(r"```\w*|[*`]+|^ {0,3}(?:#{1,6}|>|[-+]) ", re.MULTILINE)
_RULE = re.compile(r"[\s|:-]*-{2,}[\s|:-]*")
"""The line below the head of a table, or one between paragraphs."""
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


def undrawn(text: str) -> str:
    """The text on one line; a table's cells stand apart as “one · two”, its rows by semicolons."""
    lines = (_line(line) for line in _MARKS.sub("", text).splitlines())
    return " ".join(" ".join(filter(None, lines)).split()).removesuffix(";")


def _line(line: str) -> str:
    stripped = line.strip()
    if _RULE.fullmatch(stripped):
        return ""
    if not stripped.startswith("|") and not stripped.endswith("|"):
        return stripped
    cells = (cell.strip() for cell in _BETWEEN_CELLS.split(stripped))
    return f"{' · '.join(filter(None, cells))};"
