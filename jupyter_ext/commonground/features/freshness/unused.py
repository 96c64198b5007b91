"""Notices what of the team's context nobody uses, and has its author asked, once.

What is shown of entries to questions is read from their record; nobody learns who used what.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain

from ...core.entry import SHARED_KINDS
from ...core.fact import Fact
from ...core.ids import EntryId, Room, room_owner
from ...core.plan import Change, Plan, by_room
from ...core.role import Member
from ...core.snapshot import Snapshot
from ...core.turn import Turn
from ...errors import CommonGroundError
from ...service.host import Host
from ...service.tasks import Tasks
from .decay import ASKED, DAY, Unused, cited, days_of, is_due, unused
from .keeper import FreshnessKeeper, told_of_entries
from .views import FreshnessEvent

EVERY = 60.0
"""Seconds between two looks, where nothing changes."""
PAGE = 50
log = logging.getLogger(__name__)


class UnusedKeeper:
    """Use as ``async with UnusedKeeper(host)``: leaving ends its looks."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._tasks = Tasks()
        self._one = asyncio.Lock()
        self._wake = asyncio.Event()
        self._shown: dict[str, int] = {}  # versions, and when a question was shown them last
        self._read_until, self._read_days = 0, -1
        self._asked: dict[EntryId, Unused] = {}

    async def __aenter__(self) -> UnusedKeeper:
        self._unwatch = self._host.service.listeners.watch(self._heard)
        self._host.turn_ended.append(self._use)
        self._tasks.start(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._host.turn_ended.remove(self._use)
        self._unwatch()
        await self._tasks.close()

    def asked_of(self, member: Member) -> list[Unused]:
        """Of which of their entries this member is asked whether they still hold."""
        if member.anonymous:
            return []
        return [one for one in self._asked.values() if one.author == member.username]

    async def look(self) -> None:
        """Ask about what is unused for too long. Raises StoreError."""
        async with self._one:
            await self._look()

    async def _look(self) -> None:
        keeper = self._host.find(FreshnessKeeper)
        await keeper.code_states()
        if not keeper.looked:
            return  # what speaks of code is not known
        rooms = [s for s in self._host.service.shared() if room_owner(s.room) is None]
        await self._read_turns()
        asked = await self._ask(rooms, keeper)
        if asked != self._asked:
            self._asked = asked
            self._host.service.tell(FreshnessEvent.of())

    def _heard(self, room: Room) -> None:
        if room_owner(room) is None:
            self._wake_if_asked()

    def _wake_if_asked(self) -> None:
        """What is asked may be answered; nothing else is so soon, in a matter of days."""
        if self._asked:
            self._wake.set()

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            try:
                await self.look()
            except CommonGroundError as error:
                log.warning("Nobody was asked about what is not used: %s", error)
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY):
                    await self._wake.wait()

    async def _ask(
        self, rooms: Iterable[Snapshot], keeper: FreshnessKeeper
    ) -> dict[EntryId, Unused]:
        """Those that are asked about by now."""
        service, rooms = self._host.service, list(rooms)
        told, settings, now = told_of_entries(rooms), service.settings(), service.clock()
        named = cited(chain.from_iterable(room.entries.values() for room in rooms))
        asked: dict[EntryId, Unused] = {}
        writes: list[tuple[Room, Change]] = []
        for entry in chain.from_iterable(room.entries.values() for room in rooms):
            shown = max((self._shown.get(version, 0) for version in entry.revisions), default=0)
            used = max(shown, named.get(entry.id, 0))
            found = unused(entry, told.get(entry.id, ()), used)
            if found is None or keeper.ties(entry.id):
                continue
            if is_due(found, days_of(entry.kind, settings), now):
                value = {"revision": found.revision}
                fact = Fact(service.new_id("f"), entry.id, ASKED, value, "", now)
                writes.append((entry.room, Change(facts=(fact,))))
                found = unused(entry, [*told.get(entry.id, ()), fact], used)
            if found is not None and found.asked is not None:
                asked[entry.id] = found
        if writes:
            await service.record(Plan(by_room(writes)), "unused")
        return asked

    async def _read_turns(self) -> None:
        """What shared questions were shown since the last time, as the store has them.

        Private ones are known only of this run: of them nothing is read.
        """
        now, settings = self._host.service.clock(), self._host.service.settings()
        days = max(days_of(kind, settings) or 0 for kind in SHARED_KINDS)
        oldest = self._read_until if days <= self._read_days else now - (days + 1) * DAY
        self._read_until, self._read_days = now, max(days, self._read_days)
        last = None
        while True:
            page = await self._host.service.store.turns(reader="", limit=PAGE, before=last)
            for turn in page:
                self._count(turn)
            if len(page) < PAGE or page[-1].at < oldest:
                return
            last = page[-1].id

    def _use(self, turn: Turn) -> None:
        self._count(turn)
        self._wake_if_asked()

    def _count(self, turn: Turn) -> None:
        for version in turn.shown:
            self._shown[version] = max(self._shown.get(version, 0), turn.at)
