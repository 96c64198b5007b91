"""The event log as lines of a handoff look for it: by version, by thing, by act."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from ...core.event import Event
from ...core.fact import Fact
from ...core.ids import Room
from ...core.resolution import Resolution
from ...core.revision import Revision
from ...core.setting import Setting
from .hours import Window
from .report import ReportLine, ReportSource

WITHIN = 60_000
"""Milliseconds between a change and the event that tells of it, at most."""


class EventIndex:
    """The events of all rooms, found by what they are about; grows with the log, in its order.

    Refused commands are no part of it.
    """

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.by_revision: dict[str, Event] = {}
        self.by_thing: dict[str, list[Event]] = {}
        self.by_act: dict[tuple[str, str], list[Event]] = {}
        self._events: list[Event] = []
        self._latest: list[int] = []
        for event in events:
            self.add(event)

    def add(self, event: Event) -> None:
        """Take one more event."""
        if event.outcome != "done":
            return
        latest = max(self._latest[-1], event.at) if self._latest else event.at
        self._events.append(event)
        self._latest.append(latest)
        if event.entry is not None:
            self.by_thing.setdefault(event.entry, []).append(event)
        if event.revision is not None:
            self.by_revision[event.revision] = event
        else:
            known = self.by_act.setdefault((event.command, event.actor), [])
            insort(known, event, key=lambda e: e.at)  # a clock may have gone back

    def since(self, at: int) -> Iterator[Event]:
        """The events after that time (ms); clocks differ, so earlier ones may be among them."""
        return islice(self._events, bisect_right(self._latest, at), None)


class EventLog:
    """What happened in these rooms until the end of a window, as lines look for it."""

    def __init__(self, index: EventIndex, rooms: Collection[Room], window: Window) -> None:
        self.window = window
        self._index = index
        self._rooms = rooms
        self._news: dict[str | None, list[Event]] = {}
        for event in index.since(window.since):
            if window.holds(event.at) and event.room in rooms:
                self._news.setdefault(event.entry, []).append(event)

    def _has(self, event: Event) -> bool:
        return event.room in self._rooms and event.at <= self.window.until

    def news(self, about: str) -> tuple[ReportSource, ...]:
        """What happened to that entry or thing in the window."""
        return tuple(source_of(event) for event in self._news.get(about, ()))

    def news_of(self, about: str, facts: Sequence[Fact]) -> tuple[ReportSource, ...]:
        """The same of a thing with these facts, oldest first; other servers' facts where no event
        is here."""
        recent = self.news(about)
        if recent:
            return recent
        return tuple(fact_source(f) for f in facts if self.window.holds(f.at))

    def began(self, fact: Fact) -> ReportSource:
        """The first event about the thing of that fact."""
        about = self._index.by_thing.get(fact.about, ())
        first = next((event for event in about if self._has(event)), None)
        return fact_source(fact) if first is None else source_of(first)

    def _event_of(self, revision: Revision) -> Event | None:
        event = self._index.by_revision.get(revision.id)
        return event if event is not None and self._has(event) else None

    def of_revision(self, revision: Revision) -> ReportSource:
        """The event that added the version; the version itself where another server has it."""
        event = self._event_of(revision)
        if event is not None:
            return source_of(event)
        return ReportSource(revision.id, revision.at, revision.author, revision.status)

    def new_elsewhere(self, revisions: Iterable[Revision]) -> Iterator[Revision]:
        """The versions of the window that another server logged: those here are in ``news``."""
        for revision in revisions:
            if self.window.holds(revision.at) and self._event_of(revision) is None:
                yield revision

    def of_act(self, command: str, one: Setting | Resolution | Fact, did: str) -> ReportSource:
        """The event of a command that added no version: that of its author, right after it."""
        events = self._index.by_act.get((command, one.by), [])
        place = bisect_left(events, one.at, key=lambda event: event.at)
        for event in events[place:]:
            if event.at - one.at > WITHIN:
                break
            if not self._has(event):
                continue
            if isinstance(one, Setting) and event.detail.get("name", one.name) != one.name:
                continue
            if isinstance(one, Fact) and event.entry != one.about:
                continue
            return source_of(event)
        return ReportSource(one.id, one.at, one.by, did)

    def sets(self, name: str) -> tuple[ReportSource, ...]:
        """The changes of that setting in the window."""
        events = self._news.get(None, ())
        return tuple(
            source_of(e) for e in events if e.command == "set" and e.detail.get("name") == name
        )

    def rest(self, lines: Iterable[ReportLine]) -> Iterator[ReportLine]:
        """A line for whatever else was done in the window, so that no event goes untold."""
        cited = {source.id for line in lines for source in line.sources}
        left: dict[tuple[str, str | None], list[Event]] = {}
        for about, events in self._news.items():
            for event in events:
                if event.id not in cited and event.actor:
                    left.setdefault((event.command, about), []).append(event)
        for (command, about), events in left.items():
            last = events[-1]
            yield ReportLine(
                "other",
                f"{command}/{about}",
                command.replace("_", " "),
                tuple(map(source_of, events)),
                about=about,
                by=last.actor,
                at=last.at,
                room=last.room,
            )


def source_of(event: Event) -> ReportSource:
    """The event as what a line rests on."""
    return ReportSource(event.id, event.at, event.actor, event.command)


def fact_source(fact: Fact) -> ReportSource:
    """The fact itself, where its event is in the log of another server."""
    return ReportSource(fact.id, fact.at, fact.by, fact.name)
