"""What people wrote in a file, as entries to be: a passage for each heading, with where it stands.

Pure, and by structure alone. Every line that says something is in exactly one passage, as it was
written; headings become titles. Front matter, comments and imports are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...core.commonmark import block_tokens
from ...core.entry import SharedKind
from ...core.fields import MAX_BODY, MAX_TITLE
from .block import lines_of
from .item import one_line, plain_body

_FRONT = re.compile(r"---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMPORT = re.compile(r"@\S+")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_GLOBS = re.compile(r"^(?:globs|paths|applyTo):[ \t]*(.*)$((?:\n[ \t]+-.*$)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a file: ``line`` (from 1) is where it begins, ``heading`` the anchor above it."""

    path: str
    line: int
    heading: str
    title: str
    body: str
    kind: SharedKind

    @property
    def found(self) -> str:
        """Where it was found, for people."""
        return f"{self.path}:{self.line}" + (f"#{self.heading}" if self.heading else "")


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines below one heading; ``trail`` is that and those above it, but for the file's title."""

    line: int
    trail: tuple[str, ...]
    lines: tuple[str, ...]


def passages_in(path: str, text: str, *, items: bool = False) -> list[Passage]:
    """The passages of a text. ``items``: each item of a list is one of its own."""
    text = _without_front(text)
    found: list[Passage] = []
    for part in _parts(text):
        for piece in _items_of(part) if items else [part]:
            found += _passages(path, piece, items=items)
    return found


def content_lines(text: str) -> list[str]:
    """Every line that a passage has to hold: all but headings and what says nothing."""
    text = _without_front(text)
    lines = text.split("\n")
    headings = {n for _, _, begin, end in _headings(text) for n in range(begin, end)}
    return [lines[n] for n in _said(lines) if n not in headings]


def headings_with_lines(text: str) -> list[tuple[int, str, int, int]]:
    """Level, text, first line (from 0) and the line behind each heading of a file."""
    return list(_headings(_without_front(text)))


def headings_in(text: str) -> list[str]:
    """The headings of a text but the first."""
    return [title for _, title, _, _ in headings_with_lines(text)][1:]


def _without_front(text: str) -> str:
    """The text with one kind of line ends, and empty lines in place of its front matter."""
    text = "\n".join(line.rstrip("\r\n") for line in lines_of(text))
    front = _FRONT.match(text)
    return text if front is None else "\n" * front[0].count("\n") + text[front.end() :]


def globs_in(text: str) -> tuple[str, ...]:
    """The patterns of paths that a file of rules names at its head."""
    front = _FRONT.match(text.replace("\r\n", "\n"))
    match = None if front is None else _GLOBS.search(front[0])
    if match is None:
        return ()
    rows = [row.strip().removeprefix("-") for row in match[2].splitlines()] or match[1].split(",")
    return tuple(g for row in rows if (g := row.strip().strip("[]\"' ")))


def kind_of(trail: Sequence[str], body: str) -> SharedKind:
    """What a text is, by the words of its headings, then by how it speaks."""
    for title in reversed(trail):
        for kind, words in _TITLES:
            if words.search(title):
                return kind
    return "convention" if _ORDERS.search(body) else "knowledge"


_TITLES: tuple[tuple[SharedKind, re.Pattern[str]], ...] = (
    ("decision", re.compile(r"(?i)\bdecisions?\b|\badrs?\b|\brationale\b|\bwhy we\b")),
    ("work", re.compile(r"(?i)\bto-?dos?\b|\bin progress\b|\broadmap\b|\bcurrent (work|focus)\b")),
    (
        "convention",
        re.compile(
            r"(?i)\bconventions?\b|\brules?\b|\bstyles?\b|\bguidelines?\b|\bstandards?\b|\bnaming\b"
            r"|\bpractices?\b|\bdo'?s\b|\bdon'?ts?\b|\bnever\b|\balways\b|\bmust\b|\bpolic(y|ies)\b"
            r"|\bprinciples?\b|\bcommits?\b|\bpull requests?\b|\brequirements?\b"
        ),
    ),
)
_ORDERS = re.compile(
    r"(?i)\b(must(n't)?|never|always|don'?t|do not|should(n't)?|avoid|prefer|required?|ensure)\b"
)


def slug(heading: str) -> str:
    """The anchor of a heading, as code hosts make it."""
    kept = "".join(c for c in heading.lower() if c.isalnum() or c in " -_")
    return kept.strip().replace(" ", "-")


def _parts(text: str) -> Iterator[_Part]:
    lines = text.split("\n")
    trail: list[tuple[int, str]] = []
    start = 0
    for number, (level, title, begin, end) in enumerate(_headings(text)):
        yield from _part(lines, trail, start, begin)
        above = [one for one in trail if one[0] < level]
        if number == 1 and above and above[0][0] == 1:
            above = [(0, above[0][1])]  # the title of the whole file
        trail = [*above, (level, title)]
        start = end
    yield from _part(lines, trail, start, len(lines))


def _headings(text: str) -> Iterator[tuple[int, str, int, int]]:
    """Level, text, first line and the line behind each heading that is in nothing else."""
    tokens = block_tokens(text)
    for token, inside in pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map is not None:
            title = _CLOSING.sub("", inside.content)
            yield int(token.tag[1:]), one_line(title), token.map[0], token.map[1]


def _part(
    lines: Sequence[str], trail: Iterable[tuple[int, str]], start: int, end: int
) -> Iterator[_Part]:
    """Those lines, if any of them says something."""
    inside = list(lines[start:end])
    said = _said(inside)
    if said:
        first, last = said[0], said[-1]
        inner = [title for level, title in trail if title and level > 0]
        titles = tuple(inner or [title for _, title in trail if title])
        yield _Part(start + first + 1, titles, tuple(inside[first : last + 1]))


def _said(lines: Sequence[str]) -> list[int]:
    """Which lines say something: not blank, no import, no comment, no rule across the page."""
    text = "\n".join(lines)
    bare = _COMMENT.sub(lambda m: "\n" * m[0].count("\n"), text).split("\n")
    return [
        n
        for n, line in enumerate(bare)
        if line.strip() and not _IMPORT.fullmatch(line.strip()) and line.strip(" -*_") != ""
    ]


def _items_of(part: _Part) -> Iterator[_Part]:
    """A part by the items of its lists; what stands between them is a part, too."""
    tokens = block_tokens("\n".join(part.lines))
    begins = [t.map[0] for t in tokens if t.type == "list_item_open" and t.level == 1 and t.map]
    lists = ("bullet_list_open", "ordered_list_open")
    ends = [t.map[1] for t in tokens if t.type in lists and t.level == 0 and t.map]
    cuts = sorted({0, *begins, *ends, len(part.lines)})
    for start, end in pairwise(cuts):
        inside = part.lines[start:end]
        said = _said(inside)
        if said:
            lines = tuple(inside[said[0] : said[-1] + 1])
            yield replace(part, line=part.line + start + said[0], lines=lines)


_MARK = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")


def _passages(path: str, part: _Part, *, items: bool) -> Iterator[Passage]:
    """One, or several where the text is longer than an entry may be."""
    trail = part.trail
    heading = slug(trail[-1]) if trail else ""
    first = part.lines[0]
    mark = _MARK.match(first) if items else None
    kind = kind_of(trail, "\n".join(part.lines))
    if mark is not None:
        title, body = _cut(one_line(first[mark.end() :])), _of_item(part.lines, mark.end())
        body = "" if body == title else body
        yield Passage(path, part.line, heading, title, body, kind)
        return
    name = _title(path, trail, first)
    line = part.line
    pieces = list(_pieces(part.lines))
    for number, piece in enumerate(pieces, 1):
        title = _cut(f"{name} ({number} of {len(pieces)})" if len(pieces) > 1 else name)
        yield Passage(path, line, heading, title, plain_body("\n".join(piece)), kind)
        line += len(piece)


def _of_item(lines: Sequence[str], indent: int) -> str:
    """The text of a list's item without its mark and its indentation."""
    rest = [line[indent:] if not line[:indent].strip() else line for line in lines[1:]]
    return plain_body("\n".join([lines[0][indent:], *rest]))


def _title(path: str, trail: Sequence[str], first: str) -> str:
    """The heading, with those above it."""
    if not trail:
        return one_line(first.lstrip("#>*-+ ")).rstrip(":") or path
    return ": ".join(trail)


def _cut(title: str) -> str:
    title = title.strip() or "(untitled)"
    return title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1].rstrip() + "…"


def _pieces(lines: Sequence[str]) -> Iterator[list[str]]:
    """Parts of at most what a body holds, cut where a block ends if that is anyhow possible."""
    piece: list[str] = []
    size = 0
    for line in lines:
        cut = size + len(line) >= MAX_BODY or (not line and size > MAX_BODY * 3 // 4)
        if piece and cut:
            yield piece
            piece, size = [], 0
        while len(line) >= MAX_BODY:
            yield [line[: MAX_BODY - 1]]
            line = line[MAX_BODY - 1 :]
        piece.append(line)
        size += len(line) + 1
    if piece:
        yield piece
