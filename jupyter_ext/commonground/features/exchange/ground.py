"""What is here while a part of a file is placed: the rooms, and what the part brought so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...core.area import areas_in
from ...core.entry import Entry
from ...core.fact import Fact
from ...core.ids import TEAM, EntryId, Room
from ...core.plan import Change
from ...core.planner import Planner
from ...core.resolution import Resolution
from ...core.revision import Revision
from ...core.setting import Setting, current
from ...core.snapshot import Snapshot


class ImportGround:
    """Grows with what is added; nothing of it is written by this.

    It is made in the loop's thread, and asks no document from then on: any thread may have it.
    """

    def __init__(self, planner: Planner) -> None:
        self._rooms = dict(planner.rooms)
        self._grown: dict[Room, _Grown] = {}
        people = frozenset(planner.people())
        self.planner = replace(planner, rooms=self._rooms, people=lambda: people)
        self.said: set[tuple[str, str]] = {
            (revision.title, revision.body)
            for room in planner.shared()
            for entry in room.entries.values()
            for revision in entry.revisions.values()
        }
        """Title and text of all that was ever said in the shared rooms."""

    def add(self, name: Room, change: Change) -> None:
        """Take a change in: what comes after it in the same part builds on it."""
        room = self._own(name)
        for entry in change.entries:
            room.entries.setdefault(entry.id, entry)
        for revision in change.revisions:
            key = EntryId(revision.entry)
            room.entries[key] = _with(room.entries[key], revision)
            self.said.add((revision.title, revision.body))
        room.settings.update({setting.id: setting for setting in change.settings})
        room.facts.update({fact.id: fact for fact in change.facts})
        room.resolutions.update({one.id: one for one in change.resolutions})
        if change.settings:
            areas = frozenset(areas_in(current(self._rooms[TEAM].settings.values())))
            self.planner = replace(self.planner, areas=areas)

    def _own(self, name: Room) -> _Grown:
        """What the room holds as our own copy, made the first time."""
        found = self._grown.get(name)
        if found is None:
            room = self._rooms.get(name) or Snapshot(name, {})
            found = _Grown(
                dict(room.entries), dict(room.resolutions), dict(room.settings), dict(room.facts)
            )
            self._grown[name] = found
            self._rooms[name] = Snapshot(
                name, found.entries, found.resolutions, found.settings, found.facts
            )
        return found


@dataclass(frozen=True, slots=True)
class _Grown:
    """The parts of a room, which grow."""

    entries: dict[EntryId, Entry]
    resolutions: dict[str, Resolution]
    settings: dict[str, Setting]
    facts: dict[str, Fact]


def _with(entry: Entry, revision: Revision) -> Entry:
    return replace(entry, revisions={**entry.revisions, revision.id: revision})
