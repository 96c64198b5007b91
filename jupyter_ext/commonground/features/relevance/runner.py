"""The index of what a team shares, kept up to date as it changes, and asked for one question.

Reads snapshots in a thread, never on the event loop, and only what is new. Writes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ...ai.embedding import Nearness
from ...core.area import area_of
from ...core.dispute import groups
from ...core.entry import Entry
from ...core.ids import EntryId, Room, member_room, room_area
from ...core.prompt import CHARS_PER_TOKEN, render_entry
from ...core.role import Member, at_least
from ...core.selection import Selection
from ...core.setting import Setting, current
from ...core.skill import skill_titled
from ...errors import Cancelled, CommonGroundError
from ...service.host import Host, Wanted
from ...service.jobs import LongJob
from ...service.tasks import Tasks
from ...service.writer import ContextService
from .model import Rankable, Sought
from .ranking import Ranking
from .rules import BUDGET, Wishes, select
from .settings import BUDGET_SETTING, MUTE, PIN
from .standing import StandingEntries

log = logging.getLogger(__name__)

SLICE = 200
"""Entries that are taken in between two looks at other work."""
LONG = 200
"""Entries whose meaning takes a second to read, and more: then it is told how far that is."""


@dataclass(frozen=True, slots=True)
class _InPlay:
    """The areas in play, and those of them that are the asker's own, whatever they ask."""

    areas: frozenset[str]
    own: frozenset[str]


class RelevanceIndex:
    """``nearness`` reads what texts mean; None: entries are ranked by their words alone.

    Use as ``async with RelevanceIndex(service, ...)``: leaving ends what still reads.
    """

    def __init__(self, service: ContextService, nearness: Nearness | None = None) -> None:
        self._service = service
        self._ranking = Ranking(None if nearness is None else nearness.rows)
        self._standing = StandingEntries()
        self._rooms: dict[Room, Mapping[EntryId, Entry]] = {}
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
        areas = (room_area(snapshot.room) for snapshot in self._service.view(member))
        reached = frozenset(area for area in areas if area is not None)
        play = self._in_play(member, wanted, reached)
        sought = Sought(wanted.text, play.areas)
        pins = self._said(PIN, self._service.settings())
        wishes = Wishes(
            named=wanted.named,
            pinned=frozenset(pins),
            muted=frozenset(await self._muted(member)),
            groups=groups(self._service.disputes),
            budget=min(self._budget(), wanted.most),
        )
        async with self._turn:
            await self._look()
            epochs = self._standing.epochs(
                play.own,
                pinned=pins,
                contested=wishes.groups.keys(),
                now=self._service.clock(),
                budget=wishes.budget,
            )
            wishes = replace(wishes, epochs=epochs)
            return await asyncio.to_thread(self._choose, sought, reached, wishes)

    def _choose(self, sought: Sought, reached: frozenset[str], wishes: Wishes) -> Selection:
        ranked = self._ranking.rank(sought, also=wishes.pinned | wishes.named)
        together = {id for one in ranked for id in wishes.groups.get(EntryId(one.id), ())}
        wanted = {one.id for one in ranked} | together | wishes.held
        found = (self._ranking.get(id) for id in wanted)
        shown = Sought("", reached)  # sides of a dispute come along from areas that are not in play
        items = {item.id: item for item in found if item is not None and shown.reaches(item.area)}
        return select(ranked, items, wishes)

    # What is asked with

    def _in_play(self, member: Member, wanted: Wanted, reached: frozenset[str]) -> _InPlay:
        """The areas in play, of those that reach the asker: theirs, the paths', those named.

        Where none is, all of them. What a removed area holds is in play for everybody.
        """
        areas = self._service.areas()
        own = set(reached)
        if at_least(member.role, "owner"):  # everything reaches them; what is theirs is less
            own = {name for name, area in areas.items() if member.username in area.members}
        paths = (area_of(path, areas.values()) for path in wanted.paths)
        asked = {name for name in areas if f"#{name}".lower() in wanted.text.lower()}
        asked |= {area.name for area in paths if area is not None} | {*wanted.areas}
        asked |= {area for area in map(self._area_of, wanted.named) if area is not None}
        found = (reached & (own | asked) or reached) | (reached - areas.keys())
        return _InPlay(found, reached & own & areas.keys())

    def _area_of(self, entry: EntryId) -> str | None:
        found = (room.room for room in self._service.shared() if entry in room.entries)
        return next(map(room_area, found), None)

    def _budget(self) -> int:
        setting = self._service.settings().get(BUDGET_SETTING)
        return BUDGET if setting is None or setting.value is None else int(setting.value)

    def _said(self, name: str, settings: Mapping[str, Setting]) -> dict[EntryId, int]:
        """Of which entries it is said, and since when."""
        on = ((key, s) for key, s in settings.items() if s.value and key.startswith(f"{name}:"))
        return {EntryId(key.partition(":")[2]): s.at for key, s in on}

    async def _muted(self, member: Member) -> dict[EntryId, int]:
        if member.anonymous:
            return {}
        own = await self._service.snapshot(member, member_room(member.username))
        return self._said(MUTE, current(own.settings.values()))

    # What is known

    def _start_reading(self) -> None:
        self._reading.start(self._read())

    async def _read(self) -> None:
        """Take in what is new, then read its meaning, a little at a time.

        The first time, and whenever much is new, it is a job that everybody sees; an owner may end
        it: what was not read is ranked by its words, until the next change.
        """
        try:
            async with self._turn:
                await self._look()
                left = self._ranking.unread
            if left < LONG:
                await self._read_on()
                return
            async with self._service.jobs.running("relevance", total=left, estimates=True) as job:
                await self._read_on(job)
        except Cancelled:
            log.info("What is new is ranked by its words alone: its reading was cancelled")
        except CommonGroundError:
            log.exception("What is new is ranked by its words alone")

    async def _read_on(self, job: LongJob | None = None) -> None:
        left = 1
        while left:
            async with self._turn:
                before = self._ranking.unread
                left = await asyncio.to_thread(self._ranking.read)
            if job is not None:
                job.step(max(before - left, 0))

    async def _look(self) -> None:
        """Take in what changed: a room, or an entry, that did not is the same object."""
        for room in self._service.shared():
            before = self._rooms.get(room.room, {})
            if room.entries is before:
                continue
            known = self._known
            fresh = [entry for id, entry in room.entries.items() if known.get(id) is not entry]
            gone = [id for id in before if id not in room.entries]
            names = {name: m.display_name for name, m in self._service.known().items()}
            for start in range(0, max(len(fresh), len(gone)), SLICE):
                part, ended = fresh[start : start + SLICE], gone[start : start + SLICE]
                await asyncio.to_thread(self._take_in, part, ended, names)
            self._rooms[room.room] = room.entries

    def _take_in(
        self, fresh: Sequence[Entry], gone: Sequence[EntryId], names: Mapping[str, str]
    ) -> None:
        for entry in fresh:
            if entry.live and not _is_skill(entry):
                item = _item(entry, names)
                self._ranking.put(item)
                self._standing.put(entry, item.tokens)
            else:
                self._ranking.drop(entry.id)
                self._standing.put(entry, 0)
            self._known[entry.id] = entry
        for id in gone:
            self._ranking.drop(id)
            self._standing.drop(id)
            self._known.pop(id, None)


def _is_skill(entry: Entry) -> bool:
    """A skill is shown to a model that uses it, and not as one entry among others."""
    return entry.kind == "knowledge" and any(skill_titled(r.title) for r in entry.in_force)


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
        area=room_area(entry.room),
        at=newest.at,
        author=f"{names.get(newest.author, '')} {newest.author}".strip(),
        also=" ".join(sorted(before)),
        tokens=len(render_entry(entry)) // CHARS_PER_TOKEN + 1,
        always=entry.kind == "convention" and bool(entry.in_force),
    )


def relevance_runner(host: Host) -> RelevanceIndex:
    """The index of this server."""
    return RelevanceIndex(host.service, host.nearness)
