"""What is here while a part of a file is placed: the rooms, and what the part brought so far."""

from __future__ import annotations

from dataclasses import replace

from ...core.area import areas_in
from ...core.entry import Entry
from ...core.ids import TEAM, EntryId, Room
from ...core.plan import Change
from ...core.planner import Planner
from ...core.setting import current
from ...core.snapshot import Snapshot


class Ground:
    """Grows with what is added; nothing of it is written by this."""

    def __init__(self, planner: Planner) -> None:
        self._rooms = dict(planner.rooms)
        self.planner = replace(planner, rooms=self._rooms)
        self.said: set[tuple[str, str]] = {
            (revision.title, revision.body)
            for room in planner.shared()
            for entry in room.entries.values()
            for revision in entry.revisions.values()
        }
        """Title and text of all that was ever said in the shared rooms."""

    def add(self, name: Room, change: Change) -> None:
        """Take a change in: what comes after it in the same part builds on it."""
        room = self._rooms.get(name) or Snapshot(name, {})
        fresh = {entry.id: entry for entry in change.entries if entry.id not in room.entries}
        entries = dict(room.entries) | fresh
        for revision in change.revisions:
            entry = entries[EntryId(revision.entry)]
            entries[entry.id] = _with(entry, change)
            self.said.add((revision.title, revision.body))
        settings = dict(room.settings) | {setting.id: setting for setting in change.settings}
        facts = dict(room.facts) | {fact.id: fact for fact in change.facts}
        resolutions = dict(room.resolutions) | {one.id: one for one in change.resolutions}
        self._rooms[name] = Snapshot(name, entries, resolutions, settings, facts)
        if change.settings:
            areas = frozenset(areas_in(current(self._rooms[TEAM].settings.values())))
            self.planner = replace(self.planner, areas=areas)


def _with(entry: Entry, change: Change) -> Entry:
    own = {r.id: r for r in change.revisions if r.entry == entry.id}
    return replace(entry, revisions={**entry.revisions, **own})
