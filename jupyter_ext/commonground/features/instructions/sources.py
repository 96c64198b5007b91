"""What a repository says of itself beside instruction files: decision records, guides, its README.

Pure, and by structure alone: which files these are, and their passages with the place of each.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace

from ...core.entry import SharedKind
from .block import lines_of
from .item import plain_body
from .passages import Passage, headings_with_lines, passages_in
from .places import is_instructions

_RECORDS = re.compile(
    r"(?i)(^|/)(adrs?|decisions?|decision-records?|architecture-decisions?)/"
    r"(?:[^/]+/)*(?:adr-?)?\d{1,8}[^/]*\.md$"
)
_GUIDES = re.compile(r"(?i)(^|\.github/|docs/)contributing\.md$")
_README = re.compile(r"(?i)^readme\.md$")
_OVER = re.compile(r"(?i)\b(superseded|deprecated|rejected)\b")
_STATUS = re.compile(r"(?im)^(?:[*-][ \t]+)?\*{0,2}status\*{0,2}[ \t]*:[ \t]*\*{0,2}[ \t]*(.+)$")
STATUS_WITHIN = 30
"""Lines in which a record says its status, where no heading does."""
_NUMBER = re.compile(r"(?i)^(?:adr[- ]?)?\d{1,8}[.:)]?[ \t-]*")
_DECISION = re.compile(r"(?i)^(decision|decision outcome|outcome)s?$")
_CONSEQUENCES = re.compile(r"(?i)^(positive |negative )?consequences$")
_NO_CONTEXT = re.compile(
    r"(?i)\b(licen[cs]e|badges?|install(ation|ing)?|sponsors?|credits?|acknowledge?ments?|"
    r"table of contents|contents|contributors|authors?|changelog|support|contact|getting started|"
    r"quick ?start|usage|screenshots?|demo|features|links|resources|thanks|star history)\b"
)


def is_source(path: str) -> bool:
    """Whether a first context is made of the file."""
    return (
        is_instructions(path)
        or is_record(path)
        or any(pattern.search(path) for pattern in (_GUIDES, _README))
    )


def is_record(path: str) -> bool:
    """Whether it is an architecture decision record, by its folder and its number."""
    return _RECORDS.search(path) is not None


def source_passages(path: str, text: str) -> list[Passage]:
    """What a file says: a decision record is one passage, any other has one for each heading."""
    if is_record(path):
        found = record(path, text)
        return [] if found is None else [found]
    passages = passages_in(path, text)
    if _README.search(path):
        return [p for p in passages if not _NO_CONTEXT.search(p.title)]
    if _GUIDES.search(path):
        kinds: dict[SharedKind, SharedKind] = {"knowledge": "convention"}
        return [replace(p, kind=kinds.get(p.kind, p.kind)) for p in passages]
    return passages


def record(path: str, text: str) -> Passage | None:
    """What a decision record (MADR, Nygard) decides; None for one that does not hold any more."""
    lines = [line.rstrip("\r\n") for line in lines_of(text)]
    headings = headings_with_lines(text)
    if not headings or _OVER.search(_status(lines, headings)):
        return None
    _, title, first, after = headings[0]
    decided = [
        (begin, _end(headings, n, len(lines)))
        for n, (_, name, begin, _) in enumerate(headings)
        if _DECISION.match(name) or _CONSEQUENCES.match(name)
    ]
    kept = [line for begin, end in _apart(decided) for line in lines[begin:end]]
    body = plain_body("\n".join(kept or lines[after:]))
    name = _NUMBER.sub("", title).strip() or posixpath.basename(path)
    passages = passages_in(path, f"# {name}\n\n{body}" if body else f"# {name}")
    line = decided[0][0] + 1 if decided else first + 1
    if not passages:
        return None
    return Passage(path, line, passages[0].heading, name[:200], body[:20_000], "decision")


def _status(lines: list[str], headings: list[tuple[int, str, int, int]]) -> str:
    """What a record says of its status: below a heading, in a list, or at the file's head."""
    for number, (_, name, _, after) in enumerate(headings):
        if name.lower() == "status":
            return "\n".join(lines[after : _end(headings, number, len(lines))])
    found = _STATUS.search("\n".join(lines[:STATUS_WITHIN]))
    return found[1] if found is not None else ""


def _end(headings: list[tuple[int, str, int, int]], number: int, last: int) -> int:
    """Where the section of a heading ends."""
    level = headings[number][0]
    return next((begin for lv, _, begin, _ in headings[number + 1 :] if lv <= level), last)


def _apart(sections: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sections that lie in no other one of them."""
    return [
        one
        for one in sections
        if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in sections)
    ]
