"""Work in progress on this server: what is observed, where it meets, and who is told of it.

What is observed is kept in memory and in no document: a developer who saves two hundred times a day
would otherwise leave two hundred facts, for good. Whoever watches reports again every half minute,
so that a restart of the server is filled in by itself. What people say (focus, leases) and what
they were told are facts, since these are few and must outlast a restart.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ...code.git import git
from ...core.fact import Fact
from ...core.ids import TEAM, member_room
from ...core.plan import Change, Plan
from ...core.role import Member, at_least, require
from ...core.setting import current
from ...core.snapshot import Snapshot
from ...errors import Quarantined, StoreError
from ...service.host import Host
from ...service.tasks import Tasks
from ...service.writer import ContextService
from .bases import OnOneBase
from .board import ClaimSet, not_told, seen_again
from .briefing import Briefing
from .facts import TOLD
from .memo import RememberedComparisons
from .merges import ShadowMerges, ShownWork
from .model import Claim
from .notices import open_for, tellings_in, to_tell
from .overlap import compare
from .pairs import Compare, Meeting, meetings, meetings_of
from .reading import ReadReport, claim_id, read_report
from .requests import CheckWork, DropWork, ReportWork
from .settings import OwnWork, own_in, policy_in
from .stated import HOUR, focus_in, standing_leases
from .tree import NOTEBOOK, ServerTree
from .version import WorkVersion
from .views import WorkEvent

log = logging.getLogger(__name__)

APART = 0.3
"""Seconds between two looks at what has changed: reports in between become one."""
PAGE = 120_000
"""Milliseconds after which a page that reports no more is forgotten: it was closed."""
TREE = "/"
"""What no clone is called: the served folder's own work tree."""
CHECK = "check"
"""The clone of what is only held against others' work."""
GIT_WITHIN = 5.0


class WorkInProgress:
    """Use as ``async with WorkInProgress(host)``. ``compare`` says where two change sets meet."""

    def __init__(self, host: Host, compare: Compare) -> None:
        self._host = host
        self.service = host.service
        self._compare = compare
        self._remembered = RememberedComparisons(compare)
        self._claims = ClaimSet()
        self._merges = ShadowMerges(host.root, self._remembered)
        self._told: dict[str, ReadReport] = {}
        self._met: tuple[Meeting, ...] = ()
        self._shown: object = None
        self._prefix = ""
        self._version = WorkVersion()
        self._moved = asyncio.Event()
        self._tasks = Tasks()
        self._tree = ServerTree(
            host.root, self.service.clock, lambda: _lasting(self.service), self._in_tree
        )
        self._unhook: Callable[[], None] = lambda: None

    async def __aenter__(self) -> WorkInProgress:
        self._prefix = await _prefix(self._host)
        self._unhook = self.service.listeners.watch(self._on_room)
        self._briefing = Briefing(self._host, self.claims, self._prefix)
        self._briefing.begin()
        self._host.file_edited.append(self._edited)
        await self._tree.__aenter__()
        self._tasks.start(self._look())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._unhook()
        self._briefing.end()
        self._host.file_edited.remove(self._edited)
        await self._tree.__aexit__()
        await self._tasks.close()
        self._version.wake()

    # What is reported

    async def report(self, member: Member, given: ReportWork) -> ReadReport:
        """Keep what the member's clone changes now. Raises NotAllowed."""
        require(self.service.acting(member), given.needs)
        own = await self.own_choice(member)
        read = await self._read(given, own, "" if given.source == "clone" else self._prefix)
        here = given.source == "notebook" or self._tree.is_of(given.clone)
        key = claim_id(member.username, given.clone)
        claim = Claim(key, member.username, given.source, read.changes, 0, 0, here)
        self._keep(claim, read, PAGE if given.source == "notebook" else _lasting(self.service))
        if given.source == "notebook":
            for one in given.files:
                if one.path.endswith(NOTEBOOK):  # of other files the server itself sees who writes
                    self._edited(member, one.path, one.cells)
        return read

    def _keep(self, claim: Claim, read: ReadReport, lasts: int) -> None:
        """That is so from now on, for as many milliseconds unless it is said again."""
        now, key = self.service.clock(), claim.id
        known, expires = self._claims.find(key), now + lasts
        self._told[key] = read
        if not claim.changes.files:
            self._put(self._claims.without(key))
        elif known is not None and known.changes == claim.changes:
            self._claims = self._claims.put(seen_again(known, now, expires))
        else:
            at = now if known is None else max(now, known.at + 1)  # the later report counts
            self._put(self._claims.put(replace(claim, at=at, expires=expires)))

    def _edited(self, member: Member, path: str, cells: Sequence[str]) -> None:
        """This server saw the member write there; a reader writes nothing."""
        allowed = at_least(self.service.acting(member).role, ReportWork.needs)
        if allowed and not _hides(path):
            self._tree.wrote(member.username, self._prefix + path, cells)

    async def _in_tree(self, username: str, given: CheckWork) -> None:
        """Keep what that member has changed in the served folder's work tree."""
        kept = [one for one in given.files if not _hides(one.path.removeprefix(self._prefix))]
        given = given.model_copy(update={"files": kept})
        read = await self._read(given, OwnWork(contents=True), "")
        read = await _shown(
            self.service, self._tree, read, username
        )  # what stands there is known all the same
        key = claim_id(username, TREE)
        own = [one for one in self._claims if one.member == username and one.id != key]
        told = [one for one in own if one.here]
        changes = replace(read.changes, files=not_told(read.changes.files, told))
        self._keep(
            Claim(key, username, "tree", changes, 0, 0, here=True), read, _lasting(self.service)
        )

    def drop(self, member: Member, given: DropWork) -> None:
        """Forget that clone of the member's. Raises NotAllowed."""
        require(self.service.acting(member), given.needs)
        self._put(self._claims.without(claim_id(member.username, given.clone)))

    async def check(self, member: Member, given: CheckWork) -> tuple[Meeting, ...]:
        """Where that meets others' work; nothing of it is kept. Raises NotAllowed."""
        require(self.service.acting(member), given.needs)
        read = await self._read(given, OwnWork(), "")
        now = self.service.clock()
        claim = Claim(CHECK, member.username, "clone", read.changes, now, now)
        others = [one for one in self.claims() if one.member != member.username]
        leases = standing_leases(self.service.shared(), now)
        return await asyncio.to_thread(meetings_of, claim, others, leases, self._compare)

    async def _read(self, given: ReportWork | CheckWork, own: OwnWork, prefix: str) -> ReadReport:
        gate = self.service.gate()
        return await asyncio.to_thread(
            read_report,
            given,
            lambda text: gate.check(text).outcome == "pass",
            contents=own.contents,
            key=self._host.secret,
            prefix=prefix,
        )

    # What is known

    def claims(self) -> tuple[Claim, ...]:
        """What was observed and has not expired, by member."""
        return tuple(self._claims.at(self.service.clock()))

    def meetings(self) -> tuple[Meeting, ...]:
        """Where members' work meets, as of the last look."""
        return self._met

    async def texts(self) -> Mapping[str, Mapping[str, str]]:
        """The changed lines by claim and path, of those alone whose author shows them now."""
        shows = await _choices(self.service, self._claims)
        shown = {claim.id: claim for claim in self._claims if shows.get(claim.member, False)}
        told = {key: read for key, read in self._told.items() if key in shown}
        for key, read in told.items():
            if shown[key].source == "tree":
                told[key] = await _shown(self.service, self._tree, read, shown[key].member)
        return {key: read.texts for key, read in told.items()}

    def more_of(self, claim: str) -> int:
        """How many changed files of a claim are not known."""
        known = self._told.get(claim)
        return 0 if known is None else known.more

    async def own_choice(self, member: Member) -> OwnWork:
        """What the member chose for their own work."""
        if member.anonymous:
            return OwnWork()
        return own_in(current((await _own_room(self.service, member)).settings.values()))

    async def notices_for(self, member: Member) -> tuple[Meeting, ...]:
        """What the member was told of and is not at ease with yet, gravest first."""
        if member.anonymous:
            return ()
        rooms = (*self.service.shared(), await _own_room(self.service, member))
        now = self.service.clock()
        return open_for(self._met, tellings_in(rooms), member.username, now)

    async def changed_since(self, version: int, seconds: float) -> None:
        """Returns once there is another version, or after so many seconds."""
        await self._version.changed_since(version, seconds)

    @property
    def version(self) -> int:
        """Another one after each change."""
        return self._version.number

    # What follows

    def _put(self, claims: ClaimSet) -> None:
        if claims != self._claims:
            self._claims = claims
            self._moved.set()

    def _on_room(self, room: object) -> None:
        """Leases and settings may have changed; or somebody snoozed, which wakes who waits."""
        self._moved.set()

    async def _look(self) -> None:
        while True:
            try:
                async with asyncio.timeout(self._until_next_end()):
                    await self._moved.wait()
            except TimeoutError:
                pass
            self._moved.clear()
            try:
                await self._tell(await self._looked())
            except Exception:  # whatever it is: the next change is looked at again
                log.exception("Work in progress could not be looked at")
            await asyncio.sleep(APART)

    def _until_next_end(self) -> float:
        """Seconds until a claim or a lease ends; a minute at most, so that no clock is trusted."""
        now = self.service.clock()
        ends = [one.until for one in standing_leases(self.service.shared(), now)]
        nearest = min((*ends, self._claims.next_end() or now + 60_000))
        return min(max((nearest - now) / 1000, 0.05), 60.0)

    async def _looked(self) -> tuple[Meeting, ...]:
        shows = await _choices(self.service, self._claims)
        now = self.service.clock()
        self._claims = self._claims.at(now)
        kept = {claim.id for claim in self._claims}
        shown = {claim.id for claim in self._claims if shows.get(claim.member, True)}
        self._told = {
            key: read if key in shown else replace(read, texts={}, files={})
            for key, read in self._told.items()
            if key in kept
        }
        leases = standing_leases(self.service.shared(), now)
        claims = tuple(self._claims)
        self._remembered.keep(claim.changes for claim in claims)
        settling = self._merges.settling(self._sides(shown))
        return await asyncio.to_thread(meetings, claims, leases, settling)

    def _sides(self, shown: Collection[str]) -> dict[int, ShownWork]:
        """Whose contents may be merged: what stands in the served folder, and what is shown."""
        sides = {}
        for claim in self._claims:
            if claim.source == "tree":
                sides[id(claim.changes)] = ShownWork(claim.changes, here=self._tree.content)
            elif claim.id in shown and claim.id in self._told:
                sides[id(claim.changes)] = ShownWork(claim.changes, self._told[claim.id].files)
        return sides

    async def _tell(self, met: Sequence[Meeting]) -> None:
        self._met = tuple(met)
        now, shared = self.service.clock(), self.service.shared()
        policy = policy_in(self.service.settings())
        told = to_tell(met, tellings_in(shared), policy.notices, now)
        if told:
            await _record(self.service, told, now)
        said = (focus_in(shared, now), standing_leases(shared, now), policy)
        changes = [(claim.id, claim.changes) for claim in self._claims]
        texts = frozenset(key for key, read in self._told.items() if read.texts)
        shown = (changes, texts, self._met, said)
        if shown == self._shown and not told:
            return
        self._shown = shown
        self.service.tell(WorkEvent.of(version=self._version.grow()))


def _hides(path: str) -> bool:
    """Whether Jupyter hides it: a file below the served folder whose name begins with a dot."""
    return any(part.startswith(".") for part in path.split("/"))


def _lasting(service: ContextService) -> int:
    """Milliseconds after which a claim is forgotten that is not reported again."""
    return policy_in(service.settings()).hours * HOUR


async def _record(
    service: ContextService, told: Sequence[tuple[Meeting, Sequence[str]]], now: int
) -> None:
    """Who was told of which overlap."""
    facts = [
        Fact(
            service.new_id("f"),
            one.id,
            TOLD,
            {"pair": list(one.pair), "to": list(to), "path": one.path, "grade": one.grade},
            "",
            now,
        )
        for one, to in told
    ]
    plan = Plan(((TEAM, Change(facts=tuple(facts))),), thing=facts[0].about)
    try:
        await service.record(plan, "tell_overlap")
    except (Quarantined, StoreError) as error:
        log.warning("An overlap could not be told: %s", error)


async def _choices(service: ContextService, claims: Iterable[Claim]) -> dict[str, bool]:
    """Whether each member with a claim shows its contents now."""
    names = {claim.member for claim in claims}
    return {name: (await _choice_of(service, name)).contents for name in names}


async def _choice_of(service: ContextService, username: str) -> OwnWork:
    """What the member of that name chose for their own work."""
    own = (await service.room(member_room(username))).published
    return own_in(current(own.settings.values()))


async def _shown(
    service: ContextService, tree: ServerTree, read: ReadReport, username: str
) -> ReadReport:
    """The report without the lines of files in which somebody writes who shows none."""
    writers = {
        place: tree.writers(one.path, one.old_path) | {username}
        for place, one in read.files.items()
    }
    names = {name for several in writers.values() for name in several}
    shows = {name for name in names if (await _choice_of(service, name)).contents}
    open_to = [place for place, several in writers.items() if several <= shows]
    return replace(
        read,
        texts={place: read.texts[place] for place in open_to},
        files={place: read.files[place] for place in open_to},
    )


async def _own_room(service: ContextService, member: Member) -> Snapshot:
    return await service.snapshot(member, member_room(member.username))


async def _prefix(host: Host) -> str:
    """Where the served folder lies in its repository; empty where it is none, or its top."""
    try:
        return (await git(host.root, "rev-parse", "--show-prefix", seconds=GIT_WITHIN)).strip("\n")
    except (OSError, TimeoutError):
        return ""


def work_in_progress(host: Host) -> WorkInProgress:
    """The work in progress of this server."""
    return WorkInProgress(host, OnOneBase(host.root, compare))
