"""A handoff: what changed in a stretch of time and what is open at its end, each with its source.

Pure, and no model takes part: the outline is made of the event log, and of snapshots for what the
events speak of. Every open item stands in it exactly once, and nothing stands in it without a
source. Refuses to know who reads it and how it is shown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from ...core.dispute import Dispute
from ...core.entry import Entry, in_order
from ...core.event import Event
from ...core.fact import Fact, ordered, things
from ...core.ids import EntryId, Room, room_owner
from ...core.resolution import Resolution
from ...core.revision import Revision, texts_of
from ...core.setting import Setting, current
from ...core.snapshot import Snapshot
from ..messages.model import Audience, Message, messages_in
from .hours import Window, told

Part = Literal["state", "actions", "awareness", "contingencies", "acknowledgement"]
PARTS: tuple[Part, ...] = get_args(Part)
"""The parts of every handoff, in their order; one without lines is there and says so."""

PREFIX = "ho"
"""How the ids of handoffs begin."""
WRITTEN, ACKNOWLEDGED = "handoff:written", "handoff:acknowledged"
EXTRACT = 160
"""Characters of a body that a line takes beside its title."""
WITHIN = 60_000
"""Milliseconds between a change and the event that tells of it, at most."""


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
_ORDER = {topic: place for place, topic in enumerate(TOPICS)}
_BY_KIND: Mapping[str, str] = {
    "decision": "decided",
    "convention": "agreed",
    "work": "working",
    "discussion": "discussed",
    "knowledge": "learned",
}


class Sourceless(ValueError):
    """A line without a source: a mistake in the program, since nobody could check what it says."""


@dataclass(frozen=True, slots=True)
class Source:
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
class Line:
    """One thing to know. Raises Sourceless where it rests on nothing.

    ``item`` names what it is about, once in a handoff; ``about`` is the entry or thing that a click
    opens, if there is one. ``text`` and ``detail`` are extracts of what people wrote; ``phrase`` is
    how a model put the two, where one did. ``open``: it waits for somebody.
    """

    topic: str
    item: str
    text: str
    sources: tuple[Source, ...]
    detail: str = ""
    about: str | None = None
    by: str = ""
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

    def to_wire(self) -> dict[str, Any]:
        """JSON for the sidebar; the sources' details stand beside all lines."""
        return {
            "topic": self.topic,
            "lead": TOPICS[self.topic].lead,
            "text": self.text,
            "detail": self.detail,
            "phrase": self.phrase,
            "about": self.about,
            "by": self.by,
            "at": self.at,
            "room": self.room,
            "open": self.open,
            "new": self.new,
            "sources": [source.id for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Outline:
    """A handoff: its window, and its lines in their order."""

    window: Window
    lines: tuple[Line, ...] = ()

    def part(self, name: Part) -> tuple[Line, ...]:
        """The lines of a part; empty where there is nothing to say."""
        return tuple(line for line in self.lines if line.part == name)

    @property
    def news(self) -> int:
        """Lines about something that happened in the window."""
        return sum(line.new for line in self.lines)

    def to_wire(self) -> dict[str, Any]:
        """JSON: all five parts, and every source once."""
        sources = {source.id: source for line in self.lines for source in line.sources}
        return {
            "since": self.window.since,
            "until": self.window.until,
            "zones": list(self.window.zones),
            "news": self.news,
            "parts": [
                {"part": name, "lines": [line.to_wire() for line in self.part(name)]}
                for name in PARTS
            ],
            "sources": [source.to_wire() for source in sources.values()],
        }


@dataclass(frozen=True, slots=True)
class Scene:
    """What the events speak of: the shared snapshots, the disputes of today, who there is.

    ``rooms`` are those whose entries and things are told, of all that are there; None: all.
    """

    snapshots: tuple[Snapshot, ...]
    disputes: tuple[Dispute, ...] = ()
    audience: Audience = field(default_factory=Audience)
    rooms: frozenset[Room] | None = None

    @property
    def told(self) -> tuple[Snapshot, ...]:
        """The rooms to tell of; a member's own is never among them."""
        return tuple(
            snapshot
            for snapshot in self.snapshots
            if room_owner(snapshot.room) is None
            and (self.rooms is None or snapshot.room in self.rooms)
        )


def outline(window: Window, events: Iterable[Event], scene: Scene) -> Outline:
    """The handoff of that window. ``events`` are the log from its beginning, oldest first."""
    told = scene.told
    log = Log(events, {snapshot.room for snapshot in told}, window)
    lines = [
        *_entries(scene, told, log),
        *_disputes(scene, told, log),
        *_messages(scene, told, log),
        *_settings(told, log),
        *_dismissals(told, log),
        *_things(told, log),
        *_handoffs(told, log),
    ]
    lines += log.rest(lines)
    return Outline(window, tuple(sorted(lines, key=_place)))


def _place(line: Line) -> tuple[int, int, bool, int, str]:
    return (PARTS.index(line.part), _ORDER[line.topic], not line.new, line.at, line.item)


class Log:
    """The events as lines look for them. Refused commands and private rooms are no part of it."""

    def __init__(self, events: Iterable[Event], rooms: Collection[Room], window: Window) -> None:
        self.window = window
        self._by_revision: dict[str, Event] = {}
        self._news: dict[str | None, list[Event]] = {}
        self._began: dict[str, Event] = {}
        self._by_act: dict[tuple[str, str], list[Event]] = {}
        for event in events:
            if event.outcome != "done" or event.room not in rooms or event.at > window.until:
                continue
            if event.revision is not None:
                self._by_revision[event.revision] = event
            if event.entry is not None:
                self._began.setdefault(event.entry, event)
            if event.revision is None:
                self._by_act.setdefault((event.command, event.actor), []).append(event)
            if window.holds(event.at):
                self._news.setdefault(event.entry, []).append(event)

    def news(self, about: str) -> tuple[Source, ...]:
        """What happened to that entry or thing in the window."""
        return tuple(_source(event) for event in self._news.get(about, ()))

    def began(self, fact: Fact) -> Source:
        """The first event about the thing of that fact."""
        event = self._began.get(fact.about)
        return _said(fact) if event is None else _source(event)

    def of_revision(self, revision: Revision) -> Source:
        """The event that added the version; the version itself where another server has it."""
        event = self._by_revision.get(revision.id)
        if event is not None:
            return _source(event)
        return Source(revision.id, revision.at, revision.author, revision.status)

    def is_new(self, revision: Revision) -> bool:
        """Whether the version came in the window."""
        return self.window.holds(self.of_revision(revision).at)

    def of_act(self, command: str, one: Setting | Resolution | Fact, did: str) -> Source:
        """The event of a command that added no version: that of its author, right after it."""
        events = self._by_act.get((command, one.by), [])
        place = bisect_left(events, one.at, key=lambda event: event.at)
        for event in events[place:]:
            if event.at - one.at > WITHIN:
                break
            if isinstance(one, Setting) and event.detail.get("name", one.name) != one.name:
                continue
            if isinstance(one, Fact) and event.entry != one.about:
                continue
            return _source(event)
        return Source(one.id, one.at, one.by, did)

    def sets(self, name: str) -> tuple[Source, ...]:
        """The changes of that setting in the window."""
        events = self._news.get(None, ())
        return tuple(
            _source(e) for e in events if e.command == "set" and e.detail.get("name") == name
        )

    def rest(self, lines: Iterable[Line]) -> Iterator[Line]:
        """A line for whatever else was done in the window, so that no event goes untold."""
        cited = {source.id for line in lines for source in line.sources}
        left: dict[tuple[str, str | None], list[Event]] = {}
        for about, events in self._news.items():
            for event in events:
                if event.id not in cited and event.actor:
                    left.setdefault((event.command, about), []).append(event)
        for (command, about), events in left.items():
            last = events[-1]
            yield Line(
                "other",
                f"{command}/{about}",
                command.replace("_", " "),
                tuple(map(_source, events)),
                about=about,
                by=last.actor,
                at=last.at,
                room=last.room,
            )


def _source(event: Event) -> Source:
    return Source(event.id, event.at, event.actor, event.command)


def _distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple({source.id: source for source in sources}.values())


def short(text: str, length: int = EXTRACT) -> str:
    """The text on one line, cut before a word where it is longer."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head, _, _ = line[: length - 2].rpartition(" ")
    return f"{head or line[: length - 2]} …"


# Entries


def _entries(scene: Scene, told: Sequence[Snapshot], log: Log) -> Iterator[Line]:
    for snapshot in told:
        for entry in in_order(snapshot.entries.values()):
            line = _entry(entry, log)
            if line is not None:
                yield line


def _entry(entry: Entry, log: Log) -> Line | None:
    """The one line of an entry: what is open about it, else what changed in the window."""
    heads = entry.standing or entry.heads
    if entry.kind == "note" or not heads:
        return None
    fresh = [r for r in entry.revisions.values() if log.is_new(r)]
    recent = [log.of_revision(r) for r in sorted(fresh, key=lambda r: (r.at, r.id))]
    sources = _distinct([*log.news(entry.id), *recent, *map(log.of_revision, heads)])
    new = any(log.window.holds(source.at) for source in sources)
    topic, is_open = _topic(entry, heads)
    if not new and not is_open:
        return None
    last = heads[-1]
    return Line(
        topic,
        entry.id,
        " / ".join(dict.fromkeys(short(head.title) for head in heads)),
        sources,
        detail=_detail(topic, heads),
        about=entry.id,
        by=last.author,
        at=max(source.at for source in sources),
        room=entry.room,
        open=is_open,
        new=new,
    )


def _topic(entry: Entry, heads: Sequence[Revision]) -> tuple[str, bool]:
    if not entry.live:
        return "ended", False
    if entry.disputed:
        return "disputed", True
    if heads[-1].status == "proposed":
        return "proposed", True
    return _BY_KIND[entry.kind], entry.kind == "work"


def _detail(topic: str, heads: Sequence[Revision]) -> str:
    if topic == "disputed":
        return f"{len(heads)} versions stand side by side"
    last = heads[-1]
    if topic == "ended":
        return short(last.reason) or last.status
    return short(last.body)


def _disputes(scene: Scene, told: Sequence[Snapshot], log: Log) -> Iterator[Line]:
    entries = {e.id: e for snapshot in scene.snapshots for e in snapshot.entries.values()}
    shown = {key for snapshot in told for key in snapshot.entries}
    for dispute in scene.disputes:
        sides = [
            entries[entry].revisions[side]
            for entry, side in zip(dispute.entries, dispute.sides, strict=True)
            if entry in entries and side in entries[entry].revisions
        ]
        if len(sides) == 2 and any(entry in shown for entry in dispute.entries):
            yield _contradiction(dispute, sides, entries, log)


def _contradiction(
    dispute: Dispute, sides: Sequence[Revision], entries: Mapping[EntryId, Entry], log: Log
) -> Line:
    sides = sorted(sides, key=lambda side: (side.at, side.id))
    sources, last = _distinct(map(log.of_revision, sides)), sides[-1]
    return Line(
        "disputed",
        "+".join(dispute.sides),
        " / ".join(short(side.title) for side in sides),
        sources,
        detail=short(dispute.why),
        about=last.entry,
        by=last.author,
        at=max(source.at for source in sources),
        room=entries[last.entry].room,
        open=True,
        new=any(log.window.holds(source.at) for source in sources),
    )


def _dismissals(told: Sequence[Snapshot], log: Log) -> Iterator[Line]:
    titles = {r.id: r for s in told for e in s.entries.values() for r in e.revisions.values()}
    for resolution in (r for s in told for r in s.resolutions.values()):
        command = "dismiss" if resolution.outcome == "dismissed" else "resolve"
        source = log.of_act(command, resolution, command)
        sides = [titles[side] for side in resolution.sides if side in titles]
        if resolution.outcome != "dismissed" or not sides or not log.window.holds(source.at):
            continue  # a resolved one is told by the decision that resolved it
        yield Line(
            "dismissed",
            resolution.id,
            " / ".join(short(side.title) for side in sides),
            (source,),
            detail=short(resolution.reason),
            about=sides[0].entry,
            by=resolution.by,
            at=source.at,
        )


# Messages and other things


def _messages(scene: Scene, told: Sequence[Snapshot], log: Log) -> Iterator[Line]:
    facts = things(told, "m_")
    for message in messages_in(told):
        line = _message(message, facts[message.id], scene.audience, log)
        if line is not None:
            yield line


def _message(message: Message, facts: Sequence[Fact], audience: Audience, log: Log) -> Line | None:
    is_open = bool(message.waits_for(audience))
    recent = log.news(message.id)
    elsewhere = [_said(f) for f in facts if log.window.holds(f.at)] if not recent else []
    new = bool(recent or elsewhere)
    if not new and not is_open:
        return None
    sent = next(f for f in facts if f.name == "message:sent")
    topic, detail, by = _message_says(message, is_open)
    sources = _distinct([*recent, *elsewhere, *([] if recent else [log.began(sent)])])
    return Line(
        topic,
        message.id,
        short(message.title) or short(message.body) or message.kind,
        sources,
        detail=detail,
        about=message.id,
        by=by,
        at=max(source.at for source in sources),
        open=is_open,
        new=new,
    )


def _said(fact: Fact) -> Source:
    return Source(fact.id, fact.at, fact.by, fact.name)


def _message_says(message: Message, is_open: bool) -> tuple[str, str, str]:
    """Topic, detail, and whose word it is."""
    if message.withdrawn is not None:
        return "withdrawn", "", message.author
    if message.kind == "query":
        if message.answers:
            last = message.answers[-1]
            return "answered", short(last.text), last.by
        return "asked", short(message.body), message.author
    if message.kind == "handoff":
        taken = [line for line in message.lines if line.kind == "accepted"]
        if taken:
            return "accepted", short(taken[-1].text), taken[-1].by
        return "passed", short(str(message.parts.get("left", "")) or message.body), message.author
    return "announced", short(message.body), message.author


_NAMES = ("title", "goal", "name", "text")
"""Where a thing that is no message says what it is, the first that holds a text."""


def _things(told: Sequence[Snapshot], log: Log) -> Iterator[Line]:
    """Comparisons, sprints and whatever else has facts: that something was said of it."""
    for about, facts in things(told, "").items():
        if about.startswith(("m_", f"{PREFIX}_")):
            continue
        recent = log.news(about)
        elsewhere = [_said(f) for f in facts if log.window.holds(f.at)] if not recent else []
        sources = _distinct([*recent, *elsewhere])
        if sources:
            last = facts[-1]
            yield Line(
                "thing",
                about,
                _name_of(facts),
                sources,
                about=about,
                by=last.by,
                at=max(source.at for source in sources),
            )


def _name_of(facts: Iterable[Fact]) -> str:
    for fact in facts:
        for key in _NAMES:
            said = fact.value.get(key)
            if isinstance(said, str) and said.strip():
                return short(said)
    return next((fact.name.partition(":")[0] for fact in facts), "something")


def _handoffs(told: Sequence[Snapshot], log: Log) -> Iterator[Line]:
    """What was handed over in writing, and who said it again."""
    for fact in ordered(f for s in told for f in s.facts.values() if f.name == WRITTEN):
        if log.window.holds(fact.at) and isinstance(fact.value.get("until"), int):
            until, zone = int(fact.value["until"]), str(fact.value.get("zone", "UTC"))
            source = log.of_act("write_handoff", fact, "write_handoff")
            text = f"{zone}, {told_in(until, zone)}"
            yield Line("written", fact.about, text, (source,), about=fact.about, at=fact.at)
    for fact in ordered(f for s in told for f in s.facts.values() if f.name == ACKNOWLEDGED):
        if log.window.holds(fact.at):
            source = log.of_act("acknowledge_handoff", fact, "acknowledge_handoff")
            text = short(str(fact.value.get("restated", ""))) or "seen"
            yield Line("restated", fact.id, text, (source,), by=fact.by, at=fact.at)


def told_in(at: int, zone: str) -> str:
    """A time in a zone that a document names; in UTC where this system knows no such zone."""
    try:
        return told(at, zone)
    except (KeyError, ValueError, OSError):
        return told(at, "UTC")


# Settings


def _settings(told: Sequence[Snapshot], log: Log) -> Iterator[Line]:
    for snapshot in told:
        for name, setting in sorted(current(snapshot.settings.values()).items()):
            source = log.of_act("set", setting, "set")
            sources = _distinct([*log.sets(name), source])
            new = any(log.window.holds(s.at) for s in sources)
            if _is_away_after(setting, log.window.until):
                until = told_in(int(setting.value["until"]), log.window.zone)
                who = name.removeprefix("away:")
                line = Line("away", name, f"{who}, until {until}", sources, new=new)
            elif new:
                line = Line("setting", name, name, sources, detail=_value(setting.value))
            else:
                continue
            yield replace(line, by=setting.by, at=max(s.at for s in sources), room=snapshot.room)


def _is_away_after(setting: Setting, at: int) -> bool:
    return setting.name.startswith("away:") and bool(setting.value) and at < setting.value["until"]


def _value(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, str):
        return short(value)
    return "changed"


@dataclass(frozen=True, slots=True)
class Written:
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


def _read_line(fields: Mapping[str, Any], known: Mapping[str, Event], place: int) -> Line | None:
    """A line of the record; None for what another version wrote and this one can't read."""
    topic, ids = str(fields.get("topic")), texts_of(fields.get("sources"))
    if topic not in TOPICS or not ids:
        return None
    about = fields.get("about")
    sources = tuple(_source(known[i]) if i in known else Source(i, 0, "", "") for i in ids)
    return Line(
        topic,
        f"{topic}/{place}",
        str(fields.get("text", "(no words are kept)")),
        sources,
        detail=str(fields.get("detail", "")),
        about=None if about is None else str(about),
        by=sources[-1].by,
        at=sources[-1].at,
        open=bool(fields.get("open")),
        new=bool(fields.get("new")),
    )


def written_in(snapshots: Iterable[Snapshot]) -> tuple[Written, ...]:
    """All handoffs that were written, oldest first."""
    facts = ordered(f for s in snapshots for f in s.facts.values() if f.name == WRITTEN)
    return tuple(
        Written(
            fact.about,
            str(fact.value["zone"]),
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
    kept = ("topic", "about", "sources", "open", "new", *(("text", "detail") if texts else ()))
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
