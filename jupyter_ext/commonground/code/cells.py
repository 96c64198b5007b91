"""The cells of a notebook file, each with the lines of the file that its source stands on.

Git and editors speak of lines of the file, people of cells; this knows both, and not what a cell
means.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .grammars import LANGUAGES

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_PIECES: Final = re.compile(r"[^\n]*\n|[^\n]+")
_DECODER: Final = json.JSONDecoder(strict=False)
_MAGIC: Final = re.compile(r"^[ \t]*(?:%[%\w]|![\w!%/. ]).*$", re.MULTILINE)
_OF_PYTHON: Final = re.compile(r"\s*%%(time|timeit|capture|prun)\b")
"""Cell magics whose cell is Python all the same."""


@dataclass(frozen=True, slots=True)
class CellSource:
    """A cell: ``name`` is ``cell:ID``, or its number from 0 where the file gives no ids.

    ``lines[n]`` is the line of the file on which the source's line n stands, from 1; ``language``
    is None for text. ``source`` has an empty line for each magic; they stand in ``magics``.
    """

    name: str
    start: int
    end: int
    source: str
    lines: tuple[int, ...]
    language: str | None
    magics: tuple[str, ...]


def cells(data: bytes) -> list[CellSource]:
    """The cells in order; none where this is no notebook, or no JSON at all."""
    text = data.decode("utf-8", "replace")
    try:
        return _cells(text)
    except (ValueError, RecursionError):
        return []


def _cells(text: str) -> list[CellSource]:
    lines = _Lines(text)
    language = "python"
    places: list[tuple[int, int]] = []
    for key, start, _end in _members(text, _skip(text, 0)):
        if key == "cells":
            places = list(_elements(text, start))
        elif key == "metadata":
            language = _language(_DECODER.raw_decode(text, start)[0])
    return [_cell(text, lines, number, place, language) for number, place in enumerate(places)]


def _cell(
    text: str, lines: _Lines, number: int, place: tuple[int, int], language: str
) -> CellSource:
    value = _DECODER.raw_decode(text, place[0])[0]
    if not isinstance(value, dict):
        raise ValueError("a cell is an object")
    source, kept = value.get("source", ""), [lines.at(place[0])]
    for key, start, _ in _members(text, place[0]):
        if key == "source":
            kept = _source_lines(text, lines, start, source)
    name = value.get("id")
    name = f"cell:{name if isinstance(name, str) and name else number}"
    joined = "".join(map(str, source)) if isinstance(source, list) else str(source)
    span = (lines.at(place[0]), lines.at(place[1] - 1))
    if value.get("cell_type") != "code" or _is_text(joined) or language not in LANGUAGES:
        return CellSource(name, *span, joined, tuple(kept), None, ())
    magics = _MAGIC.findall(joined) if language == "python" else []
    plain = _MAGIC.sub("", joined) if magics else joined
    return CellSource(
        name,
        *span,
        plain,
        tuple(kept),
        language,
        tuple(" ".join(magic.split()) for magic in magics),
    )


def _is_text(source: str) -> bool:
    """Whether a cell magic makes another language of it."""
    return source.lstrip().startswith("%%") and _OF_PYTHON.match(source) is None


def _source_lines(text: str, lines: _Lines, start: int, source: object) -> list[int]:
    """For each line of the source, the line of the file: an element may hold several, or a part."""
    if not isinstance(source, list):
        return [lines.at(start)] * (str(source).count("\n") + 1)
    kept: list[int] = []
    whole = True
    for (place, _), element in zip(_elements(text, start), source, strict=False):
        pieces = _PIECES.findall(str(element))
        kept += [lines.at(place)] * (len(pieces) - (not whole and bool(pieces)))
        whole = not pieces or pieces[-1].endswith("\n")
    return [*kept, kept[-1] if kept else lines.at(start)]


def _language(metadata: object) -> str:
    if not isinstance(metadata, dict):
        return "python"
    for key, field in (("kernelspec", "language"), ("language_info", "name")):
        part = metadata.get(key)
        if isinstance(part, dict) and isinstance(part.get(field), str):
            return str(part[field]).lower()
    return "python"


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _members(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Each key of the object that starts here, with the range of its value."""
    if text[at : at + 1] != "{":
        raise ValueError("an object was expected")
    at = _skip(text, at + 1)
    while text[at : at + 1] == '"':
        key, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise ValueError("a colon was expected")
        start = _skip(text, at + 1)
        _, end = _DECODER.raw_decode(text, start)
        yield key, start, end
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at : at + 1] == "," else len(text)


def _elements(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The range of each element of the list that starts here."""
    if text[at : at + 1] != "[":
        raise ValueError("a list was expected")
    at = _skip(text, at + 1)
    while at < len(text) and text[at] != "]":
        _, end = _DECODER.raw_decode(text, at)
        yield at, end
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at : at + 1] == "," else len(text)


class _Lines:
    """On which line of a text a place is."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._line = text, 0, 1

    def at(self, place: int) -> int:
        """Quick where places are asked in order."""
        if place < self._at:
            self._at, self._line = 0, 1
        self._line += self._text.count("\n", self._at, place)
        self._at = place
        return self._line
