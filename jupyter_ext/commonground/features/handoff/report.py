"""The report of a handoff as plain values: its parts, its lines, and what each line rests on.

Nothing stands in it without a source. ``outline.py`` makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from ...core.ids import Room
from .hours import Window

Part = Literal["state", "actions", "awareness", "contingencies", "acknowledgement"]
PARTS: tuple[Part, ...] = get_args(Part)
"""The parts of every handoff, in their order; one without lines is there and says so."""
PREFIX = "ho"
"""How the ids of handoffs begin."""
WRITTEN, ACKNOWLEDGED = "handoff:written", "handoff:acknowledged"
EXTRACT = 160
"""Characters of a body that a line takes beside its title."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a line is about: the part it stands in, and how it begins."""

    part: Part
    lead: str


TOPICS: Mapping[str, Topic] = {
    "decided": Topic("state", "Decided"),
    "agreed": Topic("state", "Agreed"),
    "ended": Topic("state", "No longer holds"),
    "working": Topic("actions", "In progress"),
    "asked": Topic("actions", "Open question"),
    "passed": Topic("actions", "Handed over, to be accepted"),
    "proposed": Topic("actions", "Proposed, waits for the owner"),
    "learned": Topic("awareness", "New knowledge"),
    "discussed": Topic("awareness", "Discussed"),
    "announced": Topic("awareness", "Announced"),
    "answered": Topic("awareness", "Answered"),
    "withdrawn": Topic("awareness", "Withdrawn"),
    "dismissed": Topic("awareness", "No contradiction"),
    "thing": Topic("awareness", "Also worked on"),
    "setting": Topic("awareness", "Setting"),
    "other": Topic("awareness", "Also done"),
    "disputed": Topic("contingencies", "In dispute"),
    "away": Topic("contingencies", "Away"),
    "accepted": Topic("acknowledgement", "Taken over"),
    "written": Topic("acknowledgement", "Handed over in writing"),
    "restated": Topic("acknowledgement", "Acknowledged"),
}
"""Every topic, in the order of the lines of a part."""


class Sourceless(ValueError):
    """A line without a source: a mistake in the program, since nobody could check what it says."""


@dataclass(frozen=True, slots=True)
class ReportSource:
    """What a line rests on: an event of the log by its id, with who did what (``did``) and when.

    Where another server logged it, the immutable version or fact itself, by its own id.
    """

    id: str
    at: int
    by: str
    did: str

    def to_wire(self) -> dict[str, Any]:
        """JSON: the fields as they are."""
        return {"id": self.id, "at": self.at, "by": self.by, "did": self.did}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One thing to know. Raises Sourceless where it rests on nothing.

    ``by`` is whose it is, beside who changed its text later (``editors``) and who accepted it.
    ``item`` names what it is about, once in a handoff; ``about`` is the entry or thing that a click
    opens, if there is one. ``text`` and ``detail`` are extracts of what people wrote; ``phrase`` is
    how a model put the two, where one did. ``open``: it waits for somebody.
    """

    topic: str
    item: str
    text: str
    sources: tuple[ReportSource, ...]
    detail: str = ""
    about: str | None = None
    by: str = ""
    editors: tuple[str, ...] = ()
    accepted_by: str = ""
    at: int = 0
    room: Room | None = None
    open: bool = False
    new: bool = True
    phrase: str | None = None

    def __post_init__(self) -> None:
        if not self.sources or not all(source.id for source in self.sources):
            raise Sourceless(f"A line about {self.item} names no source.")

    @property
    def part(self) -> Part:
        """Where it stands."""
        return TOPICS[self.topic].part

    @property
    def extract(self) -> str:
        """What it says without any model: the title, and the beginning of the text."""
        return f"{self.text}: {self.detail}" if self.detail else self.text

    def to_wire(self, most: int | None = None) -> dict[str, Any]:
        """JSON for the sidebar; the sources' details stand beside all lines.

        ``most``: of so many sources, the latest, are the ids given; ``cited`` counts all of them.
        """
        return {
            "topic": self.topic,
            "lead": TOPICS[self.topic].lead,
            "text": self.text,
            "detail": self.detail,
            "phrase": self.phrase,
            "about": self.about,
            "by": self.by,
            "editors": list(self.editors),
            "accepted_by": self.accepted_by,
            "at": self.at,
            "room": self.room,
            "open": self.open,
            "new": self.new,
            "sources": [source.id for source in self.latest(most)],
            "cited": len(self.sources),
        }

    def latest(self, most: int | None) -> tuple[ReportSource, ...]:
        """The last sources, at most so many; None: all of them."""
        return self.sources if most is None else self.sources[-most:]


@dataclass(frozen=True, slots=True)
class Page:
    """Which lines are asked for: ``lines`` of each part (None: all of them) after ``skip`` others.

    ``part`` names the only one that is wanted; ``cited`` is how many sources a line gives at most.
    """

    lines: int | None = None
    skip: int = 0
    part: str | None = None
    cited: int | None = None

    def of(self, lines: Sequence[ReportLine]) -> Sequence[ReportLine]:
        """The lines of a part that are on it."""
        return lines[self.skip : self._end]

    def rest(self, lines: int) -> dict[str, Any]:
        """As JSON, how many lines a part has and whether some stand after the page."""
        return {"count": lines, "more": self._end is not None and self._end < lines}

    @property
    def _end(self) -> int | None:
        return None if self.lines is None else self.skip + self.lines


@dataclass(frozen=True, slots=True)
class Outline:
    """A handoff: its window, and its lines in their order."""

    window: Window
    lines: tuple[ReportLine, ...] = ()

    def part(self, name: Part) -> tuple[ReportLine, ...]:
        """The lines of a part; empty where there is nothing to say."""
        return tuple(line for line in self.lines if line.part == name)

    @property
    def news(self) -> int:
        """Lines about something that happened in the window."""
        return sum(line.new for line in self.lines)

    def to_wire(self, page: Page | None = None) -> dict[str, Any]:
        """JSON: all five parts (those of the page), and every source of their lines once.

        On a page, ``count`` is how many lines a part has, and ``more`` says that some stand after
        those given.
        """
        paged, page = page is not None, page or Page()
        parts = {name: self.part(name) for name in PARTS if page.part in (None, name)}
        given = {name: page.of(lines) for name, lines in parts.items()}
        sources = {s.id: s for lines in given.values() for x in lines for s in x.latest(page.cited)}
        return {
            "since": self.window.since,
            "until": self.window.until,
            "zones": list(self.window.zones),
            "news": self.news,
            "open": sum(line.open for line in self.lines),
            "parts": [
                {"part": name, "lines": [line.to_wire(page.cited) for line in lines]}
                | (page.rest(len(parts[name])) if paged else {})
                for name, lines in given.items()
            ],
            "sources": [source.to_wire() for source in sources.values()],
        }


def distinct(sources: Iterable[ReportSource]) -> tuple[ReportSource, ...]:
    """Each source once, in the order given."""
    return tuple({source.id: source for source in sources}.values())


def short(text: str, length: int = EXTRACT) -> str:
    """The text on one line, cut before a word where it is longer."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head, _, _ = line[: length - 2].rpartition(" ")
    return f"{head or line[: length - 2]} …"
