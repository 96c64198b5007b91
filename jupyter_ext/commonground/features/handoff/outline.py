"""What changed in a stretch of time and what is open at its end, each with its source.

Pure, and no model takes part: the outline is made of the event log, and of snapshots for what the
events speak of. Every open item stands in it exactly once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...core.credits import credits_of
from ...core.dispute import Dispute
from ...core.entry import Entry, in_order
from ...core.event import Event
from ...core.fact import Fact, ordered
from ...core.fold import Folds, Refold
from ...core.ids import EntryId, Room, room_owner
from ...core.revision import Revision
from ...core.setting import Setting, current
from ...core.snapshot import Snapshot
from ...core.undrawn import undrawn
from ..messages.model import Audience, Message, messages_in
from .events import EventIndex, EventLog
from .hours import Window, time_in
from .report import (
    ACKNOWLEDGED,
    PARTS,
    PREFIX,
    TOPICS,
    WRITTEN,
    Outline,
    ReportLine,
    distinct,
    short,
)

_ORDER = {topic: place for place, topic in enumerate(TOPICS)}
_BY_KIND: Mapping[str, str] = {
    "decision": "decided",
    "convention": "agreed",
    "work": "working",
    "discussion": "discussed",
    "knowledge": "learned",
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
    def shared(self) -> tuple[Snapshot, ...]:
        """The rooms to tell of; a member's own is never among them."""
        return tuple(
            snapshot
            for snapshot in self.snapshots
            if room_owner(snapshot.room) is None
            and (self.rooms is None or snapshot.room in self.rooms)
        )


def outline(window: Window, events: Iterable[Event], scene: Scene) -> Outline:
    """The handoff of that window. ``events`` are the log from its beginning, oldest first."""
    return outline_of(window, EventIndex(events), scene)


def outline_of(window: Window, index: EventIndex, scene: Scene) -> Outline:
    """The same, from a log that is indexed."""
    told = scene.shared
    log = EventLog(index, {snapshot.room for snapshot in told}, window)
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


def _place(line: ReportLine) -> tuple[int, int, bool, int, str]:
    return (PARTS.index(line.part), _ORDER[line.topic], not line.new, line.at, line.item)


def _entries(scene: Scene, told: Sequence[Snapshot], log: EventLog) -> Iterator[ReportLine]:
    for snapshot in told:
        for entry in in_order(snapshot.entries.values()):
            line = _entry(entry, log)
            if line is not None:
                yield line


def _entry(entry: Entry, log: EventLog) -> ReportLine | None:
    """The one line of an entry: what is open about it, else what changed in the window."""
    standing = entry.standing
    heads = standing or entry.heads
    if entry.kind == "note" or not heads:
        return None
    news = log.news(entry.id)
    elsewhere = sorted(log.new_elsewhere(entry.revisions.values()), key=lambda r: (r.at, r.id))
    sources = distinct([*news, *map(log.of_revision, [*elsewhere, *heads])])
    new = any(log.window.holds(source.at) for source in sources)
    topic, is_open = _topic(entry, standing)
    if not new and not is_open:
        return None
    return ReportLine(
        topic,
        entry.id,
        " / ".join(dict.fromkeys(short(head.title) for head in heads)),
        sources,
        detail=_detail(topic, heads),
        about=entry.id,
        **_whose(entry, heads[-1]),
        at=max(source.at for source in sources),
        room=entry.room,
        open=is_open,
        new=new,
    )


def _whose(entry: Entry, revision: Revision) -> dict[str, Any]:
    """Who ended it, else whose it is, who changed it later and who accepted it."""
    whose = credits_of(entry, revision)
    if whose.ended is not None:
        return {"by": whose.ended.by}
    return {"by": whose.author, "editors": whose.editors, "accepted_by": whose.accepter}


def _topic(entry: Entry, standing: Sequence[Revision]) -> tuple[str, bool]:
    if not any(revision.speaks for revision in standing):
        return "ended", False
    if len(standing) > 1:
        return "disputed", True
    if standing[-1].status == "proposed":
        return "proposed", True
    return _BY_KIND[entry.kind], entry.kind == "work"


def _detail(topic: str, heads: Sequence[Revision]) -> str:
    if topic == "disputed":
        return f"{len(heads)} versions stand side by side"
    last = heads[-1]
    if topic == "ended":
        return short(last.reason) or last.status
    return short(undrawn(last.body))


def _disputes(scene: Scene, told: Sequence[Snapshot], log: EventLog) -> Iterator[ReportLine]:
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
    dispute: Dispute, sides: Sequence[Revision], entries: Mapping[EntryId, Entry], log: EventLog
) -> ReportLine:
    sides = sorted(sides, key=lambda side: (side.at, side.id))
    sources, last = distinct(map(log.of_revision, sides)), sides[-1]
    return ReportLine(
        "disputed",
        "+".join(dispute.sides),
        " / ".join(short(side.title) for side in sides),
        sources,
        detail=short(dispute.why),
        about=last.entry,
        **_whose(entries[last.entry], last),
        at=max(source.at for source in sources),
        room=entries[last.entry].room,
        open=True,
        new=any(log.window.holds(source.at) for source in sources),
    )


def _dismissals(told: Sequence[Snapshot], log: EventLog) -> Iterator[ReportLine]:
    titles = {r.id: r for s in told for e in s.entries.values() for r in e.revisions.values()}
    for resolution in (r for s in told for r in s.resolutions.values()):
        command = "dismiss" if resolution.outcome == "dismissed" else "resolve"
        source = log.of_act(command, resolution, command)
        sides = [titles[side] for side in resolution.sides if side in titles]
        if resolution.outcome != "dismissed" or not sides or not log.window.holds(source.at):
            continue  # a resolved one is told by the decision that resolved it
        yield ReportLine(
            "dismissed",
            resolution.id,
            " / ".join(short(side.title) for side in sides),
            (source,),
            detail=short(resolution.reason),
            about=sides[0].entry,
            by=resolution.by,
            at=source.at,
        )


_THINGS: Folds[tuple[Fact, ...]] = Folds("", lambda: Refold(tuple))


def facts_of(told: Sequence[Snapshot], about: str) -> tuple[Fact, ...]:
    """What was said of that thing, oldest first."""
    return _THINGS.thing(told, about) or ()


def _messages(scene: Scene, told: Sequence[Snapshot], log: EventLog) -> Iterator[ReportLine]:
    for message in messages_in(told):
        line = _message(message, facts_of(told, message.id), scene.audience, log)
        if line is not None:
            yield line


def _message(
    message: Message, facts: Sequence[Fact], audience: Audience, log: EventLog
) -> ReportLine | None:
    is_open = bool(message.waits_for(audience))
    recent = log.news_of(message.id, facts)
    new = bool(recent)
    if not new and not is_open:
        return None
    sent = next(f for f in facts if f.name == "message:sent")
    topic, detail, by = _message_says(message, is_open)
    begin = [] if log.news(message.id) else [log.began(sent)]
    sources = distinct([*recent, *begin])
    return ReportLine(
        topic,
        message.id,
        short(message.title) or short(undrawn(message.body)) or message.kind,
        sources,
        detail=detail,
        about=message.id,
        by=by,
        at=max(source.at for source in sources),
        open=is_open,
        new=new,
    )


def _message_says(message: Message, is_open: bool) -> tuple[str, str, str]:
    """Topic, detail, and whose word it is."""
    if message.withdrawn is not None:
        return "withdrawn", "", message.author
    if message.kind == "query":
        if message.answers:
            last = message.answers[-1]
            return "answered", short(undrawn(last.text)), last.by
        return "asked", short(undrawn(message.body)), message.author
    if message.kind == "handoff":
        taken = [line for line in message.lines if line.kind == "accepted"]
        if taken:
            return "accepted", short(undrawn(taken[-1].text)), taken[-1].by
        left = str(message.parts.get("left", "")) or message.body
        return "passed", short(undrawn(left)), message.author
    return "announced", short(undrawn(message.body)), message.author


_NAMES = ("title", "goal", "name", "text")
"""Where a thing that is no message says what it is, the first that holds a text."""


def _things(told: Sequence[Snapshot], log: EventLog) -> Iterator[ReportLine]:
    """Comparisons, sprints and whatever else has facts: that something was said of it."""
    for facts in _THINGS.things(told):
        about = facts[0].about
        if about.startswith(("m_", f"{PREFIX}_")):
            continue
        sources = distinct(log.news_of(about, facts))
        if sources:
            last = facts[-1]
            yield ReportLine(
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


def _handoffs(told: Sequence[Snapshot], log: EventLog) -> Iterator[ReportLine]:
    """What was handed over in writing, and who said it again."""
    for fact in ordered(f for s in told for f in s.facts.values() if f.name == WRITTEN):
        if log.window.holds(fact.at) and isinstance(fact.value.get("until"), int):
            until, zone = int(fact.value["until"]), str(fact.value.get("zone", "UTC"))
            source = log.of_act("write_handoff", fact, "write_handoff")
            text = f"{zone}, {time_in(until, zone)}"
            yield ReportLine("written", fact.about, text, (source,), about=fact.about, at=fact.at)
    for fact in ordered(f for s in told for f in s.facts.values() if f.name == ACKNOWLEDGED):
        if log.window.holds(fact.at):
            source = log.of_act("acknowledge_handoff", fact, "acknowledge_handoff")
            text = short(str(fact.value.get("restated", ""))) or "seen"
            yield ReportLine("restated", fact.id, text, (source,), by=fact.by, at=fact.at)


def _settings(told: Sequence[Snapshot], log: EventLog) -> Iterator[ReportLine]:
    for snapshot in told:
        for name, setting in sorted(current(snapshot.settings.values()).items()):
            source = log.of_act("set", setting, "set")
            sources = distinct([*log.sets(name), source])
            new = any(log.window.holds(s.at) for s in sources)
            if _is_away_after(setting, log.window.until):
                until = time_in(int(setting.value["until"]), log.window.zone)
                who = name.removeprefix("away:")
                line = ReportLine("away", name, f"{who}, until {until}", sources, new=new)
            elif new:
                line = ReportLine("setting", name, name, sources, detail=_value(setting.value))
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
