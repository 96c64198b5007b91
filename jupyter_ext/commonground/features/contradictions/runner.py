"""What contradicts what in the shared rooms, kept up to date as they change.

Reads snapshots, compares only what is new, in a thread that lets others run, and keeps what the
rules found. Writes nothing.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable
from itertools import islice

from ...ai.embedding import HashedWords, Nearness, Vectors
from ...core.dispute import Dispute, open_disputes, statement
from ...core.entry import Entry
from ...core.fact import Fact
from ...core.ids import EntryId, RevisionId, Room, room_owner
from ...core.revision import Revision
from ...core.snapshot import Snapshot
from ...core.statement import Contradiction, Statement
from ...service.jobs import current_job
from ...service.writer import ContextService
from .candidates import Candidates
from .nearest import Neighbourhood
from .relation import RELATED, Relations, relations, says_today, with_words
from .rules import apart, contradictions, forget_texts, read_in_slices

SLICE = 25
"""Statements compared between two looks at other work."""


NEAREST = 4
"""Neighbours of a statement that are worth a judge's time, however little alike they are: of the
contradictions that strangers reported, one in six is less alike than anything that looked safe."""
WORTH_ASKING = 0.25
"""Likeness from which a person is asked how two stand to each other: 24 in 25 contradictions are
at least as alike, and of two statements at random one in twelve is."""

BREATH = 50
"""Comparisons after which other threads have a turn."""


class ContradictionIndex:
    """The findings of today's shared statements. One ``look`` at a time; each sees what is new."""

    reads = frozenset((RELATED,))

    def __init__(self, nearness: Nearness | None = None) -> None:
        self._nearness = nearness or Nearness(HashedWords)
        self._unpaired: dict[str, Statement] = {}
        self._over = threading.Event()
        """Set when what is being read of neighbours is of no use any more."""
        self._entries: dict[EntryId, Entry] = {}
        self._heads: dict[RevisionId, tuple[Entry, Revision]] = {}
        self._candidates = Candidates()
        self._findings: dict[tuple[str, str], Contradiction] = {}
        self._repeated: dict[RevisionId, RevisionId] = {}
        """Earlier versions whose text a version of today repeats."""
        self._relations = Relations()
        self._facts: dict[Room, tuple[int, list[Fact]]] = {}
        """What people said in each room, and how many of its facts were read."""
        self._looking = asyncio.Lock()
        self.hints: tuple[Dispute, ...] = ()

    async def forget(self) -> None:
        """Forget what was read and found, every text of it: the documents were made anew."""
        async with self._looking:
            self._entries.clear()
            self._heads.clear()
            self._candidates = Candidates()
            self._findings.clear()
            self._repeated.clear()
            self._relations = Relations()
            self._facts.clear()
            self.hints = ()
            self._unpaired.clear()
            self._over.set()
            self._over = threading.Event()
            await asyncio.to_thread(self._nearness.forget)
            forget_texts()

    async def look(self, snapshots: Iterable[Snapshot]) -> tuple[Dispute, ...]:
        """Read what changed, compare it, and say what is in dispute, with the hints."""
        async with self._looking:
            rooms = tuple(s for s in snapshots if room_owner(s.room) is None)
            fresh, job = self._read(rooms), current_job()
            if job is not None:
                job.expect(len(fresh))
            for start in range(0, len(fresh), SLICE):
                part = fresh[start : start + SLICE]
                for each in await asyncio.to_thread(self._compare, part):
                    self._findings[each.a, each.b] = each
                if job is not None:
                    job.step(len(part))
            self._relations = self._related(rooms)
            found = with_words(self._findings.values(), self._relations)
            told = open_disputes(found, self._heads, rooms)
            self.hints = tuple(one for one in told if not one.sure)
            return told

    async def against(self, said: Statement, but: Iterable[EntryId]) -> list[Contradiction]:
        """What a statement that is not there yet would contradict, but for these entries."""
        left_out = {revision.id for key in but for revision in self._speaking(key)}
        async with self._looking:
            near = self._nearness.similarity
            found = await asyncio.to_thread(self._candidates.against, said, near)
        return [each for each in found if {each.a, each.b}.isdisjoint(left_out)]

    async def nearest(
        self, said: Statement, but: Iterable[EntryId], most: int
    ) -> list[tuple[Entry, Revision]]:
        """What somebody should look at who says this: the nearest entries, nearest first.

        Without these entries, and without what holds elsewhere or is far off the subject.
        """
        async with self._looking:
            everyone = self._candidates.all()
            heads = [self._heads[RevisionId(each.id)] for each in everyone]
        left_out = frozenset(but)
        near = await asyncio.to_thread(self._near, said, everyone, heads, left_out)
        found: dict[EntryId, tuple[Entry, Revision]] = {}
        for head in near:
            found.setdefault(head[0].id, head)
        return list(found.values())[:most]

    def _near(
        self,
        said: Statement,
        everyone: list[Statement],
        heads: list[tuple[Entry, Revision]],
        left_out: frozenset[EntryId],
    ) -> list[tuple[Entry, Revision]]:
        rows = self._vectors(everyone, threading.Event())
        row = self._nearness.vectors([said])[0]

        def may(place: int) -> bool:
            return heads[place][0].id not in left_out and not apart(said, everyone[place])

        found = Neighbourhood(rows).nearest(row, len(everyone), may)
        return [heads[place] for place, alike in found if alike >= WORTH_ASKING]

    async def pairs(self) -> list[tuple[Statement, Statement]]:
        """Near neighbours, since the last call, between which no rule is sure of anything.

        Nearest first. Only what can clash: of two entries that hold in the same place.
        """
        async with self._looking:
            everyone, over = self._candidates.all(), self._over
            fresh = [each for each in everyone if each.id in self._unpaired]
            self._unpaired.clear()
        try:  # seconds, for thousands of entries: nobody else waits for it
            found = await asyncio.to_thread(self._pairs, fresh, everyone, over)
        except asyncio.CancelledError:
            over.set()  # the thread ends at once
            raise
        if over.is_set():
            # What was forgotten meanwhile may have been read again.
            await asyncio.to_thread(self._nearness.forget)
            return []
        return [pair for pair in found if self._may_clash(*pair)]

    def add(self, found: Contradiction, of: tuple[Statement, Statement]) -> bool:
        """Keep what a judge found in these two; False where their texts are no longer those."""
        if not self.stands(of):
            return False
        self._findings[found.a, found.b] = found
        return True

    def stands(self, pair: tuple[Statement, Statement]) -> bool:
        """Whether both say the same today, and nothing was found between them."""
        return self._may_clash(*pair) and all(self._candidates.get(s.id) == s for s in pair)

    def _pairs(
        self, fresh: list[Statement], everyone: list[Statement], over: threading.Event
    ) -> list[tuple[Statement, Statement]]:
        if not fresh or len(everyone) < 2:
            return []
        around = Neighbourhood(self._vectors(everyone, over))
        found: dict[tuple[str, str], tuple[float, Statement, Statement]] = {}
        for said in fresh:
            if over.is_set():
                return []
            row = self._nearness.vectors([said])[0]
            near = around.nearest(row, NEAREST, self._beside(said, everyone))
            for place, how in near:
                one, two = sorted((said, everyone[place]), key=lambda s: s.id)
                found[one.id, two.id] = (how, one, two)
            time.sleep(0)
        ranked = sorted(found.values(), key=lambda p: (-p[0], p[1].id, p[2].id))
        return [(one, two) for _, one, two in ranked]

    def _vectors(self, everyone: list[Statement], over: threading.Event) -> Vectors:
        """A row for each; in small parts, so that others have a turn."""
        for start in range(0, len(everyone), SLICE):
            self._nearness.vectors(everyone[start : start + SLICE])
            time.sleep(0)
            if over.is_set():
                break
        return self._nearness.vectors([] if over.is_set() else everyone)

    def _beside(self, said: Statement, everyone: list[Statement]) -> Callable[[int], bool]:
        """Whether the statement at a place is another entry's, and may hold in the same place."""
        own = self._heads.get(RevisionId(said.id))

        def beside(place: int) -> bool:
            other = self._heads.get(RevisionId(everyone[place].id))
            there = own is not None and other is not None and own[0].id != other[0].id
            return there and not apart(said, everyone[place])

        return beside

    def _may_clash(self, a: Statement, b: Statement) -> bool:
        one, two = self._heads.get(RevisionId(a.id)), self._heads.get(RevisionId(b.id))
        known = self._findings.get((a.id, b.id))
        if one is None or two is None or (known is not None and known.sure):
            return False
        if self._relations.answered(one[1].id, two[1].id):
            return False
        linked = two[1].id in one[1].links or one[1].id in two[1].links
        return one[0].id != two[0].id and not linked

    @property
    def relations(self) -> Relations:
        """What people said of pairs of entries, as of the last look."""
        return self._relations

    def head(self, revision: RevisionId) -> tuple[Entry, Revision] | None:
        """A version that speaks today, with its entry, as of the last look."""
        return self._heads.get(revision)

    def _compare(self, fresh: list[Statement]) -> list[Contradiction]:
        found = []
        for said in fresh:
            for _ in read_in_slices(said):
                time.sleep(0)  # whoever waits for the interpreter goes first: commands do
            self._candidates.put(said)
            self._unpaired[said.id] = said
            near = self._candidates.near(said)
            for start in range(0, len(near), BREATH):
                found += contradictions(said, near[start : start + BREATH])
                time.sleep(0)
        return found

    def _read(self, rooms: Iterable[Snapshot]) -> list[Statement]:
        """What speaks since the last look. An entry that did not change is the same object."""
        fresh = []
        for room in rooms:
            for key, entry in room.entries.items():
                if self._entries.get(key) is entry:
                    continue
                before = {revision.id: revision for revision in self._speaking(key)}
                self._entries[key] = entry
                now = {revision.id: revision for revision in self._speaking(key)}
                for gone in before.keys() - now.keys():
                    del self._heads[gone]
                    self._candidates.drop(gone)
                for revision in now.values():
                    self._heads[revision.id] = (entry, revision)
                    self._repeated.update(dict.fromkeys(says_today(entry, revision), revision.id))
                    if revision.id not in before:
                        fresh.append(statement(entry, revision))
        return fresh

    def _related(self, rooms: Iterable[Snapshot]) -> Relations:
        """What people said. A room only gains facts: those that were read are not read again."""
        for room in rooms:
            read, kept = self._facts.get(room.room, (0, []))
            if read > len(room.facts):
                read, kept = 0, []
            fresh = islice(room.facts.values(), read, None)
            kept = [*kept, *(fact for fact in fresh if fact.name == RELATED)]
            self._facts[room.room] = len(room.facts), kept
        facts = (fact for _, kept in self._facts.values() for fact in kept)
        return relations(facts, lambda r: self._repeated.get(r, r))

    def _speaking(self, key: EntryId) -> list[Revision]:
        entry = self._entries.get(key)
        return [] if entry is None else [head for head in entry.standing if head.speaks]


def index_of(service: ContextService) -> ContradictionIndex:
    """The index that this service keeps up to date."""
    index = service.rules.index
    if not isinstance(index, ContradictionIndex):
        raise TypeError("This service looks for contradictions by other means.")
    return index
