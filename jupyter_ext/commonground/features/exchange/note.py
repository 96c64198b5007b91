"""A note of another program, and the records that it becomes. Pure.

Every line of a note is in one of its entries; no entry says what no line says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from ...core.entry import SharedKind
from ...core.fields import MAX_BODY, MAX_TITLE
from ...core.visible import visible
from .intake import digest

Program = Literal["basic-memory", "agent-mail", "notes"]
Json = dict[str, Any]
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
LONGEST_PLACE = 450


@dataclass(frozen=True, slots=True)
class ForeignNote:
    """A piece of a file that becomes an entry: ``path`` and ``line`` say where it stands."""

    path: str
    line: int
    kind: SharedKind
    title: str
    body: str
    at: int = 0
    author: str = ""
    part: str = ""
    """What tells it from others of the same file, however that is edited."""


@dataclass(slots=True)
class ForeignFolder:
    """What was read of a folder: records, and what was left out, with the reason."""

    records: list[Json] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def records_of(program: Program, note: ForeignNote) -> Iterator[Json]:
    """The entry of a note as records; one whose text is too long for one entry is several."""
    title = title_of(note.title)
    bodies = list(pieces(note.body)) or [""]
    for number, body in enumerate(bodies, 1):
        many = f" ({number} of {len(bodies)})" if len(bodies) > 1 else ""
        named = cut(title, MAX_TITLE - len(many)) + many
        part = f"{note.part}#{number}" if number > 1 else note.part
        entry = digest(program, note.path, part)
        yield {
            "record": "entry",
            "room": "team",
            "id": f"e_{entry}",
            "kind": note.kind,
            "created_by": note.author or program,
            "created_at": note.at,
            "revisions": [
                {
                    "id": f"r_{digest(entry, named, body)}",
                    "author": note.author or program,
                    "at": note.at,
                    "title": named,
                    "body": body,
                    "status": "proposed",
                    "source": program,
                    "reason": f"Found in {_place(note)}",
                }
            ],
        }


def _place(note: ForeignNote) -> str:
    by = f", by {note.author} as it says" if note.author else ""
    return visible(f"{note.path[-LONGEST_PLACE:]}:{note.line}{by}")


def title_of(text: str) -> str:
    """A title of one line that says something."""
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)
    turned = "".join(
        c for c in shown if c not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    one = " ".join(visible(turned).split())
    said = any(unicodedata.category(c)[0] in "LNPS" for c in one)
    return cut(one, MAX_TITLE) if said else "Untitled"


def cut(text: str, most: int) -> str:
    """A text of at most so many characters: a longer one ends in an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def pieces(body: str) -> Iterator[str]:
    """A text in pieces that fit into entries: parted at headings, else at lines, else anywhere."""
    if not body.strip():
        return
    if len(body) <= MAX_BODY:
        yield body
        return
    taken: list[str] = []
    size = 0
    for block in _blocks(body):
        if taken and size + len(block) > MAX_BODY:
            yield "\n".join(taken)
            taken, size = [], 0
        taken.append(block)
        size += len(block) + 1
    if taken:
        yield "\n".join(taken)


def _blocks(body: str) -> Iterator[str]:
    """Sections from heading to heading; one that is too long line by line, or cut."""
    section: list[str] = []
    for line, code in lines_with_code(body.split("\n")):
        if line.startswith("#") and not code and section:
            yield from _fitting(section)
            section = []
        section.append(line)
    yield from _fitting(section)


def _fitting(section: Sequence[str]) -> Iterator[str]:
    whole = "\n".join(section)
    if len(whole) < MAX_BODY:
        yield whole
        return
    for line in section:
        for start in range(0, max(len(line), 1), MAX_BODY - 1):
            yield line[start : start + MAX_BODY - 1]


def lines_with_code(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is within a fence of code (or one of its ends)."""
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        if fence:
            closes = found is not None and found[1].startswith(fence) and not line.strip(" `~")
            yield line, True
            fence = "" if closes else fence
        else:
            fence = found[1] if found is not None else ""
            yield line, bool(fence)


def time_of(text: str) -> int:
    """Milliseconds since 1970 for a time as people and programs write it; 0 for anything else."""
    said = text.strip().replace("Z", "+00:00")
    for read in (datetime.fromisoformat, _day):
        try:
            found = read(said)
        except ValueError:
            continue
        aware = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
        return max(0, round(aware.timestamp() * 1000))
    return 0


def _day(text: str) -> datetime:
    found = date.fromisoformat(text[:10])
    return datetime(found.year, found.month, found.day, tzinfo=UTC)
