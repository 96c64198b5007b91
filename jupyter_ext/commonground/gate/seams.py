"""Keys in pieces: marks, cells, tags, emoji or spaces stand between them.

``seamless`` gives the text without what may part two pieces. Words that don't belong together come
together, too: so only what is marked as some provider's key counts in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from string import ascii_letters, digits

from .disguises import TextView, put_together, without
from .outline import may_space

MOST_SPACES = 4
"""Spaces that are looked at on either side of a sign; before it, fewer may stand there."""
LEAST_BORDERS = 2
"""Borders between cells in a table of two rows."""
_SIGN = (
    r"(?:\[\^\w{1,3}\]|:[a-z][a-z0-9_+-]{1,30}:|[0-9#]\ufe0f?\u20e3|={2}(?=[A-Za-z0-9])|"
    r"[*|~`\[\]()\\$]|(?<!endr)\+(?!A(?:CR|St|CDb|Ba|MC|Rm))|__|<[!/A-Za-z][^<>\n]{0,60}>|&(?:#\d{2,5}|#x[0-9a-f]{2,4}|[A-Za-z]{2,8});"
    r"|[^\x00-\x7f])"
)
_SIGNS = re.compile(rf"(?<![^\s\w.=-]){_SIGN}(?:{_SIGN}|[ \t]|(?<=[|>])\r?\n){{0,12}}")
"""What may stand between the pieces of a key: marks of Markdown, cells of tables, tags, entities, a
plus sign (but for the one in a mark of Azure's or Endor's), emoji and spaces of other kinds."""
_SIGN_AT_ALL = re.compile(r"[*|+~`\[(\\<&:=$]|__")
_FIRST_IN_ASCII = re.compile(r"[\[:=*|+~`\]()\\$_<&]")
_FIRST = re.compile(r"[\[:=*|+~`\]()\\$_<&0-9#\x80-\U0010ffff]")
A_DIGIT = re.compile(r"[0-9]")
_PIECE = frozenset(ascii_letters + digits + "_.=-")
_LETTER = r"[A-Za-z0-9_.+/=-]"
_GAPS = (r"(?:[ \t,;]{1,3}|\r?\n)", r" [-/|] ")
SPACED = tuple(
    re.compile(rf"(?<![^\s,]){_LETTER}(?:{gap}{_LETTER}){{19,}}(?![^\s,])") for gap in _GAPS
)
"""Letters one by one."""
_CHAINED = r"[ \t]?[A-Za-z0-9_=-]{2,12}[ \t]?"
CHAIN = re.compile(
    rf"[*|+~`$=](?<![*|+~`$=].)(?:(?<!=)|=)(?:[*|+~`$]|={{2}}){{0,7}}{_CHAINED}"
    rf"(?:(?:[*|+~`$]|={{2}}){{1,8}}{_CHAINED}){{3}}"
)
"""Short pieces with signs between them."""
_SOFT = re.compile(
    r"[ \t,;.](?<=[A-Za-z0-9_=-]{6}.)(?:(?<=[ \t])[ \t]{0,2}(?:[(]|/[ \t])?|"
    r"(?<=[ \t])[,;][ \t]?|(?<=[,;])[ \t]?|(?<=\.)\.{1,2})(?=[A-Za-z0-9_=-]{6})"
)
"""What parts two pieces of a key only where both look random: a space, a comma."""
_PIECE_CHARS = ascii_letters + digits + "_=-"
_BEHIND = re.compile(r"[A-Za-z0-9_=-]{6,}")
_ROWS = re.compile(r"(?:^[ \t]*\|?[^\n|]+\|[^\n]*(?:\n|\Z)){2,}", re.MULTILINE)
_CELL = re.compile(r"[^|\n]+")
_NAMED = {
    "lowbar": "_",
    "UnderBar": "_",
    "hyphen": "-",
    "dash": "-",
    "period": ".",
    "sol": "/",
    "plus": "+",
    "equals": "=",
    "colon": ":",
    "commat": "@",
}


_NAMED_ENTITY = re.compile(rf"&({'|'.join(_NAMED)});")


def seamed(text: str) -> bool:
    """Whether a sign stands in it that may stand between the pieces of a key."""
    return not text.isascii() or _SIGN_AT_ALL.search(text) is not None


def seamless(text: str) -> Iterator[TextView]:
    """The pieces that marks, cells, tags, emoji or single spaces part, put together."""
    if seamed(text) and A_DIGIT.search(text):
        named = text
        if "&" in text:
            named = _NAMED_ENTITY.sub(lambda m: _NAMED[m[1]].ljust(len(m[0]), "\\"), text)
        spans = list(_seams(named))
        if spans:
            begins, ends = [0, *(end for _, end in spans)], [*(at for at, _ in spans), len(named)]
            view = put_together(named, list(zip(begins, ends, strict=True)))
            yield replace(view, seams=True)
    for letters, gap in zip(SPACED, _GAPS, strict=True) if may_space(text) else ():
        for run in letters.finditer(text):
            for view in without(run[0], (seam.span() for seam in re.finditer(gap, run[0]))):
                yield replace(view, seams=True, back=_moved(view.back, run.start()))
    if A_DIGIT.search(text):
        for view in without(text, soft_seams(text)):
            yield replace(view, seams=True)
        yield from _columns(text)


def soft_seams(text: str) -> Iterator[tuple[int, int]]:
    """Spaces and commas between two pieces that both look random."""
    for seam in _SOFT.finditer(text):
        start, end = seam.span()
        before = text[max(0, start - 80) : start]
        if _mixes(before[len(before.rstrip(_PIECE_CHARS)) :]):
            behind = _BEHIND.match(text, end)
            if behind is not None and _mixes(behind[0]):
                yield start, end


def _mixes(piece: str) -> bool:
    """Letters with digits or a sign among them."""
    bare = piece.strip("_=-")
    return not bare.isalpha() and not bare.isdigit() and any(char.isalpha() for char in bare)


def _columns(text: str) -> Iterator[TextView]:
    """The cells of each column of a table, one below the other."""
    if text.count("|") < LEAST_BORDERS:
        return
    for table in _ROWS.finditer(text):
        columns: dict[int, list[tuple[int, int]]] = {}
        at = table.start()
        for line in table[0].splitlines(keepends=True):
            cells = [cell for cell in _CELL.finditer(line) if not cell[0].isspace()]
            for number, cell in enumerate(cells):
                left = len(cell[0]) - len(cell[0].lstrip(" \t*`_"))
                right = len(cell[0].rstrip(" \t\r*`_"))
                if left < right and set(cell[0].strip()) - set("-: "):
                    columns.setdefault(number, []).append(
                        (at + cell.start() + left, at + cell.start() + right)
                    )
            at += len(line)
        for spans in columns.values():
            if len(spans) > 1 and sum(_mixes(text[start:end]) for start, end in spans) > 1:
                yield replace(put_together(text, spans), seams=True)


def _signs(text: str) -> Iterator[re.Match[str]]:
    """As ``_SIGNS.finditer``, which is tried only where a sign may begin."""
    end = 0
    for first in (_FIRST_IN_ASCII if text.isascii() else _FIRST).finditer(text):
        if first.start() >= end and (match := _SIGNS.match(text, first.start())):
            yield match
            end = match.end()


def _seams(text: str) -> Iterator[tuple[int, int]]:
    """Where signs part two pieces: right between them, or with a space on either side."""
    for match in _signs(text):
        start, end = left, right = match.span()
        while left and start - left < MOST_SPACES and text[left - 1] in " \t":
            left -= 1
        if not left or start - left == MOST_SPACES or text[left - 1] not in _PIECE:
            continue
        while right < len(text) and right - end < MOST_SPACES and text[right] in " \t":
            right += 1
        if right == len(text) or text[right] not in _PIECE:
            continue
        if (start > left) == (right > end or text[end - 1] in " \t"):
            yield left, right


def _moved(
    back: Callable[[int, int], tuple[int, int]], by: int
) -> Callable[[int, int], tuple[int, int]]:
    def moved(start: int, end: int) -> tuple[int, int]:
        first, last = back(start, end)
        return first + by, last + by

    return moved
