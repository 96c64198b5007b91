"""The index of what a team shares, kept up to date as it changes, and asked for one question.

Reads snapshots in a thread, never on the event loop, and only what is new. Writes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...ai.embedding import Nearness
from ...core.area import area_of
from ...core.dispute import groups
from ...core.entry import Entry
from ...core.ids import EntryId, area_room, member_room, room_owner
from ...core.prompt import CHARS_PER_TOKEN, render_entry
from ...core.role import Member, at_least
from ...core.selection import Selection
from ...core.setting import current
from ...core.snapshot import Snapshot
from ...errors import CommonGroundError
from ...service.host import Host, Wanted
from ...service.tasks import Tasks
from ...service.writer import ContextService
from .model import Rankable, Sought
from .ranking import Ranking
from .rules import BUDGET, Wishes, select
from .settings import BUDGET_SETTING, MUTE, PIN

log = logging.getLogger(__name__)

SLICE = 200
"""Entries that are taken in between two looks at other work."""


class RelevanceIndex:
    """``nearness`` reads what texts mean; None: entries are ranked by their words alone.

    Use as ``async with RelevanceIndex(service, ...)``: leaving ends what still reads.
    """

    def __init__(self, service: ContextService, nearness: Nearness | None = None) -> None:
        self._service = service
        self._ranking = Ranking(None if nearness is None else nearness.rows)
        self._known: dict[EntryId, Entry] = {}
        self._turn = asyncio.Lock()
        self._reading = Tasks()
        self._stop_listening: Callable[[], None] = lambda: None

    async def __aenter__(self) -> RelevanceIndex:
        self._stop_listening = self._service.when_compared(self._start_reading)
        self._start_reading()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop_listening()
        await self._reading.close()

    async def choose(self, member: Member, wanted: Wanted) -> Selection:
        """What is shown for a question of the member's, and why."""
        view, disputes = self._service.view(member), self._service.disputes
        here = {id for snapshot in view for id, e in snapshot.entries.items() if e.live}
        sought = Sought(wanted.text, self._areas(member, wanted, view))
        wishes = Wishes(
            pinned=self._said(PIN, self._service.settings()),
            muted=await self._muted(member),
            groups=groups(disputes),
            budget=min(self._budget(), wanted.most),
        )
        async with self._turn:
            await self._look()
            return await asyncio.to_thread(self._choose, sought, here, wishes)

    def _choose(self, sought: Sought, here: set[EntryId], wishes: Wishes) -> Selection:
        also = wishes.pinned & here
        ranked = [r for r in self._ranking.rank(sought, also=also) if EntryId(r.id) in here]
        together = {id for one in ranked for id in wishes.groups.get(EntryId(one.id), ())}
        wanted = {one.id for one in ranked} | (together & here)
        found = ((id, self._ranking.get(id)) for id in wanted)
        return select(ranked, {id: item for id, item in found if item is not None}, wishes)

    # What is asked with

    def _areas(
        self, member: Member, wanted: Wanted, view: Sequence[Snapshot]
    ) -> frozenset[str] | None:
        """The areas in play: the asker's, those of the paths, those that the question names."""
        areas = self._service.areas()
        if at_least(member.role, "owner"):  # everything reaches them; what is theirs is less
            own = {name for name, area in areas.items() if member.username in area.members}
        else:
            reached = {snapshot.room for snapshot in view}
            own = {name for name in areas if area_room(name) in reached}
        paths = (area_of(path, areas.values()) for path in wanted.paths)
        named = {name for name in areas if f"#{name}".lower() in wanted.text.lower()}
        found = own | named | {area.name for area in paths if area is not None}
        return frozenset(found) if found else None

    def _budget(self) -> int:
        setting = self._service.settings().get(BUDGET_SETTING)
        return BUDGET if setting is None or setting.value is None else int(setting.value)

    def _said(self, name: str, settings: Mapping[str, Any]) -> frozenset[EntryId]:
        on = (key for key, s in settings.items() if s.value and key.startswith(f"{name}:"))
        return frozenset(EntryId(key.partition(":")[2]) for key in on)

    async def _muted(self, member: Member) -> frozenset[EntryId]:
        if member.anonymous:
            return frozenset()
        own = await self._service.snapshot(member, member_room(member.username))
        return self._said(MUTE, current(own.settings.values()))

    # What is known

    def _start_reading(self) -> None:
        self._reading.start(self._read())

    async def _read(self) -> None:
        """Take in what is new, then read its meaning, a little at a time."""
        try:
            async with self._turn:
                await self._look()
            while True:
                async with self._turn:
                    if not await asyncio.to_thread(self._ranking.read):
                        return
        except CommonGroundError:
            log.exception("What is new is ranked by its words alone")

    async def _look(self) -> None:
        """Take in entries that changed: an entry that did not is the same object."""
        rooms = [s for s in self._service.shared() if room_owner(s.room) is None]
        now = {id: entry for s in rooms for id, entry in s.entries.items() if entry.live}
        fresh = [entry for id, entry in now.items() if self._known.get(id) is not entry]
        gone = [id for id in self._known if id not in now]
        names = {n: m.display_name for n, m in self._service.known().items()} if fresh else {}
        for start in range(0, max(len(fresh), len(gone)), SLICE):
            part, ended = fresh[start : start + SLICE], gone[start : start + SLICE]
            await asyncio.to_thread(self._take_in, part, ended, names)

    def _take_in(
        self, fresh: Sequence[Entry], gone: Sequence[EntryId], names: Mapping[str, str]
    ) -> None:
        for entry in fresh:
            self._ranking.put(_item(entry, names))
            self._known[entry.id] = entry
        for id in gone:
            self._ranking.drop(id)
            del self._known[id]


def _item(entry: Entry, names: Mapping[str, str]) -> Rankable:
    speaking = [revision for revision in entry.standing if revision.speaks]
    newest = speaking[-1]
    before = {r.title for r in entry.revisions.values()} - {r.title for r in speaking}
    held = "\n".join(dict.fromkeys(r.body for r in speaking if r.body))
    others = [r.title for r in speaking[:-1]]
    return Rankable(
        id=entry.id,
        title=newest.title,
        body="\n".join([*others, held]) if others else held,
        kind=entry.kind,
        area=newest.area,
        at=newest.at,
        author=f"{names.get(newest.author, '')} {newest.author}".strip(),
        also=" ".join(sorted(before)),
        tokens=len(render_entry(entry)) // CHARS_PER_TOKEN + 1,
        always=entry.kind == "convention" and bool(entry.in_force),
    )


def relevance_runner(host: Host) -> RelevanceIndex:
    """The index of this server."""
    return RelevanceIndex(host.service, host.nearness)
