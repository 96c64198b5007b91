"""Keeps entries tied to the code that they speak of: found in their text, judged as it changes.

The server's own work: what it ties is a fact under nobody's name, and the entry stays as it is.
Private notes are not looked at.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from ...core.command import Command
from ...core.entry import Entry
from ...core.fact import Fact
from ...core.ids import EntryId, RevisionId, Room, room_owner
from ...core.plan import Change, Plan, by_room
from ...core.role import Member, at_least
from ...core.snapshot import Snapshot
from ...errors import CommonGroundError
from ...service.host import CodeState, Host
from ...service.tasks import Tasks
from .anchors import (
    TIED,
    CodeAnchor,
    EntryFreshness,
    JudgedAnchor,
    anchors_of,
    tied_version,
    version_of,
)
from .guard import AnchorCommand, require_held
from .served import ServedRepository
from .views import FreshnessEvent


class AnchorSource(Protocol):
    """What says by itself what became of what some entries rest on; it looks in its own time, and
    wakes the keeper."""

    def anchors(self) -> Mapping[EntryId, tuple[JudgedAnchor, ...]]:
        """What became of it, by entry, as it was seen last."""
        ...

    def refuted(self) -> Collection[EntryId]:
        """The entries that were looked at again and are not so."""
        ...


EVERY = 2.0
"""Seconds between two looks at the work tree."""
log = logging.getLogger(__name__)


class FreshnessKeeper:
    """Use as ``async with FreshnessKeeper(host)``: leaving ends its looks."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._served = ServedRepository(host.root)
        self._tasks = Tasks()
        self._one = asyncio.Lock()
        self._wake = asyncio.Event()
        self._states: dict[EntryId, EntryFreshness] = {}
        self._sources: list[AnchorSource] = []

        self.looked = False
        """Whether it is known which entries speak of code."""

    def follow(self, source: AnchorSource) -> None:
        """Have what that knows of entries in the same answer, instead of what their text names."""
        self._sources.append(source)

    def wake(self) -> None:
        """Look soon."""
        self._wake.set()

    async def __aenter__(self) -> FreshnessKeeper:
        self._unwatch = self._host.service.listeners.watch(self._heard)
        self._host.service.objections.append(self._require_held)
        self._tasks.start(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._unwatch()
        self._host.service.objections.remove(self._require_held)
        await self._tasks.close()

    def _heard(self, room: Room) -> None:
        if room_owner(room) is None:
            self._wake.set()

    async def _require_held(self, member: Member, command: Command) -> None:
        """Raises NotAllowed: that what is gone no longer matters is the owner's word."""
        if not isinstance(command, AnchorCommand) or at_least(member.role, "owner"):
            return
        await self._look_if_due()
        if self._served.known:
            told = told_of_entries(self._shared_rooms()).get(command.entry, ())
            await require_held(self._served, told, member, command)

    def _shared_rooms(self) -> list[Snapshot]:
        return [s for s in self._host.service.shared() if room_owner(s.room) is None]

    async def _run(self) -> None:
        self._wake.set()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY):
                    await self._wake.wait()
            await self._look_if_due()

    async def _look_if_due(self) -> None:
        """Look where something may be new, after a look that is under way; what fails is logged."""
        try:
            async with self._one:
                if self._wake.is_set() or await self._served.changed():
                    self._wake.clear()
                    await self._look()
        except (CommonGroundError, OSError, TimeoutError) as error:
            log.warning("The anchors of entries were not looked at: %s", error)
        except Exception:  # a question is worth more than what became of its entries' code
            log.exception("The anchors of entries were not looked at")

    async def code_states(self) -> Mapping[EntryId, CodeState]:
        """Each entry that is tied to code, looked at now; what sources say, as they saw it."""
        await self._look_if_due()
        return self.known_states()

    def known_states(self) -> Mapping[EntryId, CodeState]:
        """The same, as of the last look."""
        refuted = {key for source in self._sources for key in source.refuted()}
        return {
            key: CodeState(one.state == "broken", one.state == "touched", one.cause, key in refuted)
            for key, one in self._states.items()
        }

    def ties(self, entry: EntryId) -> bool:
        """Whether it speaks of code that is, or was, there."""
        return entry in self._states and self._states[entry].state != "unanchored"

    def seen_by(self, member: Member) -> list[EntryFreshness]:
        """What became of the anchors of the entries that reach this member."""
        reached = {key for room in self._host.service.view(member) for key in room.entries}
        return [one for key, one in self._states.items() if key in reached]

    async def look(self) -> None:
        """Tie what is new, judge all, and tell what changed. Raises OSError, StoreError."""
        async with self._one:
            await self._look()

    async def _look(self) -> None:
        await self._served.look()
        given = {key: one for source in self._sources for key, one in source.anchors().items()}
        states = {key: EntryFreshness(key, anchors) for key, anchors in given.items()}
        if self._served.known:
            rooms = self._shared_rooms()
            told = told_of_entries(rooms)
            live = [
                entry
                for room in rooms
                for entry in room.entries.values()
                if entry.live and entry.id not in given
            ]
            await self._tie(live, told)
            states |= await self._judged(live, told)
        self._tell(states)

    async def _tie(self, live: Sequence[Entry], told: dict[str, list[Fact]]) -> None:
        writes: list[tuple[Room, Change]] = []
        for entry in live:
            fact = await self._tied(entry, told.get(entry.id, []))
            if fact is not None:
                told.setdefault(entry.id, []).append(fact)
                writes.append((entry.room, Change(facts=(fact,))))
        if writes:
            await self._host.service.record(Plan(by_room(writes)), "anchor")

    async def _tied(self, entry: Entry, facts: Sequence[Fact]) -> Fact | None:
        """What is to be said of the entry's anchors; None where nothing is new."""
        version = version_of(entry)
        if version is None:
            return None
        before = anchors_of(facts)
        if tied_version(facts) == version:
            fresh = self._retied(before)
        else:
            fresh = await self._anew(entry, version, before)
        if tuple(fresh) == before:
            return None
        value = {"revision": version, "anchors": [one.to_wire() for one in fresh]}
        service = self._host.service
        return Fact(service.new_id("f"), entry.id, TIED, value, "", service.clock())

    async def _anew(
        self, entry: Entry, version: RevisionId, before: Sequence[CodeAnchor]
    ) -> list[CodeAnchor]:
        """Those that a new version's text names, and those that were set by hand."""
        revision = entry.revisions[version]
        found = await self._served.anchors_in(f"{revision.title}\n{revision.body}")
        hand = self._retied(one for one in before if one.hand)
        named = {one.name for one in hand}
        return [*hand, *(one for one in found if one.name not in named)]

    def _retied(self, anchors: Iterable[CodeAnchor]) -> list[CodeAnchor]:
        """Those that are not tied yet, and those of an entry that holds, as they are now."""
        found: dict[str, CodeAnchor] = {}
        for one in anchors:
            now = self._served.confirmed(one) if one.again else one
            if now is not None:
                now = now if now.digest else self._served.tied(now)
                found.setdefault(now.name, now)
        return list(found.values())

    async def _judged(
        self, live: Sequence[Entry], told: Mapping[str, Sequence[Fact]]
    ) -> dict[EntryId, EntryFreshness]:
        states: dict[EntryId, EntryFreshness] = {}
        for entry in live:
            anchors = anchors_of(told.get(entry.id, ()))
            if anchors:
                states[entry.id] = EntryFreshness(entry.id, await self._served.judged(anchors))
        return states

    def _tell(self, states: dict[EntryId, EntryFreshness]) -> None:
        changed = states != self._states
        self.looked = True
        self._states = states
        if changed:
            self._host.service.tell(FreshnessEvent.of())


def told_of_entries(rooms: Iterable[Snapshot]) -> dict[str, list[Fact]]:
    """What was said of anchors and of use, by the entry."""
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for room in rooms:
        for fact in room.facts.values():
            if fact.name.startswith(("anchor:", "use:")):
                found[fact.about].append(fact)
    return found
