"""Handoffs as they were written down for everybody, and who acknowledged what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...core.event import Event
from ...core.fact import ordered
from ...core.revision import texts_of
from ...core.snapshot import Snapshot
from ...core.zone import canonical_zone
from .events import source_of
from .hours import Window
from .report import ACKNOWLEDGED, PARTS, TOPICS, WRITTEN, Outline, ReportLine, ReportSource


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A handoff as it was written down for everybody: the end of a day in a time zone."""

    id: str
    zone: str
    since: int
    until: int
    at: int
    parts: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)

    def outline(self, events: Iterable[Event]) -> Outline:
        """As it was written; ``events`` tell of its sources."""
        known = {event.id: event for event in events}
        lines = (
            _read_line(line, known, place)
            for name in PARTS
            for place, line in enumerate(self.parts.get(name, ()))
        )
        window = Window(self.since, self.until, (self.zone,))
        return Outline(window, tuple(line for line in lines if line is not None))


def _read_line(
    fields: Mapping[str, Any], known: Mapping[str, Event], place: int
) -> ReportLine | None:
    """A line of the record; None for what another version wrote and this one can't read."""
    topic, ids = str(fields.get("topic")), texts_of(fields.get("sources"))
    if topic not in TOPICS or not ids:
        return None
    about = fields.get("about")
    sources = tuple(source_of(known[i]) if i in known else ReportSource(i, 0, "", "") for i in ids)
    return ReportLine(
        topic,
        f"{topic}/{place}",
        str(fields.get("text", "(no words are kept)")),
        sources,
        detail=str(fields.get("detail", "")),
        about=None if about is None else str(about),
        by=str(fields.get("by") or sources[-1].by),
        editors=texts_of(fields.get("editors")),
        accepted_by=str(fields.get("accepted_by", "")),
        at=sources[-1].at,
        open=bool(fields.get("open")),
        new=bool(fields.get("new")),
    )


def written_in(snapshots: Iterable[Snapshot]) -> tuple[WrittenReport, ...]:
    """All handoffs that were written, oldest first."""
    facts = ordered(f for s in snapshots for f in s.facts.values() if f.name == WRITTEN)
    return tuple(
        WrittenReport(
            fact.about,
            canonical_zone(str(fact.value["zone"])),
            int(fact.value["since"]),
            int(fact.value["until"]),
            fact.at,
            _parts(fact.value.get("parts")),
        )
        for fact in facts
        if {"zone", "since", "until"} <= set(fact.value)
    )


def _parts(value: Any) -> dict[str, Sequence[Mapping[str, Any]]]:
    found = value if isinstance(value, Mapping) else {}
    return {name: list(found.get(name, [])) for name in PARTS}


def recorded(made: Outline, *, texts: bool = True) -> dict[str, Any]:
    """What a written handoff keeps: its zone and window, and for each part its lines.

    Without ``texts`` a line keeps its topic, what it is about and its sources, and no words.
    """
    whose = ("by", "editors", "accepted_by")
    words = ("text", "detail") if texts else ()
    kept = ("topic", "about", "sources", "open", "new", *whose, *words)
    return {
        "zone": made.window.zone,
        "since": made.window.since,
        "until": made.window.until,
        "parts": {
            name: [
                {key: value for key in kept if (value := line.to_wire()[key])}
                for line in made.part(name)
            ]
            for name in PARTS
        },
    }


def acknowledged(snapshots: Iterable[Snapshot], username: str) -> tuple[int, int]:
    """Up to when (ms) the member said that they know, and when they last said so; 0 for never."""
    found = [
        (int(fact.value.get("until") or 0), fact.at)
        for snapshot in snapshots
        for fact in snapshot.facts.values()
        if fact.name == ACKNOWLEDGED and fact.by == username
    ]
    return max((until for until, _ in found), default=0), max((at for _, at in found), default=0)
