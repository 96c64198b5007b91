"""The findings of one server: shared, watched, checked again.

What made a finding comes from the kernel; this checks it against the notebook and the files that
are here, and keeps what is to be kept. Who shares and who checks is the service's word.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from ...core.cell_step import digest
from ...core.fact import Fact
from ...core.ids import EntryId, Room
from ...core.metric import meant, metrics_in
from ...core.notebook import NotebookCell
from ...core.plan import Change, Plan
from ...core.role import Member, require
from ...core.snapshot import Snapshot
from ...errors import Cancelled, CommonGroundError, InvalidCommand, SetupError, UnknownId
from ...service.command_runner import Outcome
from ...service.host import Host
from ...service.tasks import Tasks
from ..freshness.anchors import JudgedAnchor
from ..freshness.keeper import FreshnessKeeper
from ..messages.model import messages_in
from .again import differences, run_again
from .claim import StatedClaim
from .commands import RecordCheck, ShareFinding
from .gathered import Gathered
from .headless import notebook_of_run, with_cells
from .model import CHECKED, CheckState, Difference, FindingCheck, SharedFinding, findings_in
from .names import metrics_used, with_metrics
from .pictures import picture_of
from .resting import Resting, resting_on
from .saved import SavedNotebooks
from .text import body_of
from .watch import FindingWatch, States, environment_here, place_of, served_file

EVERY = 1.0
"""Seconds between two looks at what made findings."""
Rests = Mapping[EntryId, tuple[Resting, ...]]
"""What rests on each finding, newest first."""
log = logging.getLogger(__name__)


class FindingKeeper:
    """Use as ``async with FindingKeeper(host)``: leaving ends its looks and its checks."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._watch = FindingWatch(host.root, self._sources)
        self._tasks = Tasks()
        self._states: States = {}
        self._one_look = asyncio.Lock()
        self._one_check = asyncio.Semaphore(1)
        self._begun: set[str] = set()
        self._saved = SavedNotebooks()
        self._rested: dict[tuple[Room, ...], tuple[Sequence[Snapshot], Rests]] = {}
        self._one_read = asyncio.Lock()

    async def __aenter__(self) -> FindingKeeper:
        self._freshness.follow(self)
        self._tasks.start(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._tasks.close()

    @property
    def _freshness(self) -> FreshnessKeeper:
        return self._host.find(FreshnessKeeper)

    # How they stand

    def findings(self, member: Member) -> tuple[SharedFinding, ...]:
        """Those that reach the member, newest first."""
        return findings_in(self._host.service.view(member))

    def finding(self, member: Member, key: str) -> SharedFinding:
        """One of them, by its id or by its claim (the newest of several). Raises UnknownId."""
        all_of_them, low = self.findings(member), key.casefold()
        named = [one for one in all_of_them if one.id == key]
        named += [one for one in all_of_them if one.claim.casefold() == low]
        found = next(iter(named), None)
        if found is None:
            raise UnknownId("There is no such finding.", "See %cg findings.")
        return found

    def resting(self, member: Member) -> Rests:
        """What rests on each finding that reaches the member, of what they may read.

        Read once for each change, whoever asks: every browser does, after every change.
        """
        rooms = self._host.service.view(member)
        names = tuple(one.room for one in rooms)
        known = self._rested.get(names)
        if known is None or any(
            one is not other for one, other in zip(known[0], rooms, strict=True)
        ):
            found = {one.entry.id: one.entry for one in findings_in(rooms)}
            known = self._rested[names] = (rooms, resting_on(found, rooms, messages_in(rooms)))
        return known[1]

    def anchors(self) -> States:
        """What became of what made each finding, as it was seen last."""
        return self._states

    def refuted(self) -> frozenset[EntryId]:
        """Those whose last check gave something else."""
        rooms = self._host.service.shared()
        found = (
            f for f in findings_in(rooms) if f.check is not None and f.check.state == "differs"
        )
        return frozenset(one.entry.id for one in found)

    async def look(self) -> bool:
        """Look at what made them; whether anything became another."""
        async with self._one_look:
            states = await self._watch.states(findings_in(self._host.service.shared()))
            changed = states != self._states
            self._states = states
            return changed

    async def refresh(self) -> None:
        """Look at what made them, and have everybody told of what became another."""
        if await self.look():
            self._freshness.wake()

    async def _run(self) -> None:
        while True:
            try:
                await self.refresh()
            except (CommonGroundError, OSError) as error:
                log.warning("What made findings was not looked at: %s", error)
            except Exception:  # the next look may do
                log.exception("What made findings was not looked at")
            await asyncio.sleep(EVERY)

    async def _sources(self, path: str) -> Mapping[str, str] | None:
        cells = await self.cells(path)
        return None if cells is None else {one.id: one.cell.source for one in cells}

    async def cells(self, path: str) -> tuple[NotebookCell, ...] | None:
        """A notebook's cells as they stand: live, else of its file; None where it is not there."""
        live = await self._host.notebooks.cells_of(path)
        if live is not None:
            return live
        root = self._host.root.resolve()
        async with self._one_read:
            file = await asyncio.to_thread(served_file, root, path)
            return None if file is None else await asyncio.to_thread(self._saved.cells, file)

    # Sharing

    async def made(self, gathered: Gathered, path: str | None) -> dict[str, Any]:
        """What is kept with a finding: the kernel's word, checked against what is here."""
        held = gathered.model_dump(exclude={"environment", "folder"})
        output = held["output"]
        kind = output.pop("media_type")
        output["picture"] = picture_of(output["picture"], kind)
        path = path or await self._path_of_run(gathered)
        cells = None if path is None else await self.cells(path)
        if gathered.folder and cells is not None:
            held = with_cells(held, cells)
        held["path"] = path or ""
        held["here"] = gathered.environment == environment_here()
        held["order"] = _order_said(gathered, cells)
        for file in held["files"]:
            file["place"] = (
                "" if path is None else place_of(self._host.root.resolve(), path, file["path"])
            )
        return held

    async def _path_of_run(self, gathered: Gathered) -> str | None:
        if not gathered.folder:
            return None
        digests = [one.digest for one in gathered.cells]
        root = self._host.root.resolve()
        return await asyncio.to_thread(notebook_of_run, root, gathered.folder, digests)

    async def share(
        self, member: Member, stated: StatedClaim, made: Mapping[str, Any], area: str | None
    ) -> Outcome:
        """The entry, once it is durable. Raises what the service does."""
        body = body_of(stated, made["output"], made["figures"])
        keyed: dict[str, Any] = {}
        if made["figures"]:
            first = made["figures"][0]
            name = str(first["name"]).replace("_", " ")
            keyed = {"subject": name, "attribute": "value", "value": f"{first['value']!r}"}
            keyed |= {"scope": stated.period} if stated.period else {}
        command = ShareFinding(title=stated.claim, body=body, area=area, made=dict(made), **keyed)
        outcome = await self._host.service.run(member, command, source="cell")
        await self.look()
        self._freshness.wake()
        return outcome

    # Checking

    def start_check(self, member: Member, key: str) -> None:
        """Begin a check; what it finds is told as a fact. Raises UnknownId, NotAllowed."""
        require(self._host.service.acting(member), RecordCheck.needs)
        self.finding(member, key)
        if key not in self._begun:  # whoever waits for one sees what it finds
            self._begun.add(key)
            self._tasks.start(self._check_aside(member, key))

    async def _check_aside(self, member: Member, key: str) -> None:
        try:
            await self.check(member, key)
        except Cancelled:
            return
        except CommonGroundError as error:
            log.warning("A finding was not checked: %s", error)
        finally:
            self._begun.discard(key)

    async def check(self, member: Member, key: str) -> FindingCheck:
        """Run its cells again, apart, and record what came of it.

        Raises UnknownId, NotAllowed, Cancelled, StoreError.
        """
        require(self._host.service.acting(member), RecordCheck.needs)
        finding = self.finding(member, key)
        state, cause, found = await self._run_apart(finding, member)
        command = RecordCheck(finding=finding.id, **_recorded(state, cause, found))
        await self._host.service.run(member, command, source="sidebar")
        self._freshness.wake()
        at = self._host.service.clock()
        return FindingCheck(state, cause, tuple(found), member.username, at)

    async def check_unasked(self, finding: SharedFinding) -> None:
        """The same as the server, for the whole team: what it records is nobody's word.

        Raises Cancelled, StoreError.
        """
        service, entry = self._host.service, finding.entry
        value = _recorded(*await self._run_apart(finding, None))
        fact = Fact(service.new_id("f"), entry.id, CHECKED, value, "", service.clock())
        await service.record(Plan(((entry.room, Change(facts=(fact,))),)), "check")
        self._freshness.wake()

    async def _run_apart(
        self, finding: SharedFinding, member: Member | None
    ) -> tuple[CheckState, str, list[Difference]]:
        async with self._host.service.jobs.running("check", member) as job, self._one_check:
            job.checkpoint()
            return await job.unless_cancelled(self._ran(finding))

    async def _ran(self, finding: SharedFinding) -> tuple[CheckState, str, list[Difference]]:
        sources, problem = await self.as_they_stand(finding)
        if problem:
            return "failed", problem, []
        try:
            given, problem = await run_again(finding, sources, self._host.root.resolve())
        except (InvalidCommand, SetupError) as error:
            return "failed", error.message, []
        if given is None:
            return "failed", problem, []
        found = differences(finding.shared, given)
        nothing = not any(one["checked"] for one in finding.shared["figures"])
        if (
            nothing
            and not finding.shared["tables"]
            and finding.shared["output"].get("table") is None
        ):
            return "failed", "It ran, and there is no figure and no table to compare.", []
        return ("differs" if found else "confirmed"), "", found

    async def as_they_stand(self, finding: SharedFinding) -> tuple[list[str], str]:
        """The sources of the cone's cells of today, in the order in which they ran; or a reason."""
        cells = await self.cells(finding.path) if finding.path else None
        if cells is None:
            return [], "The notebook that it comes from is not there."
        outside = [f["path"] for f in finding.shared["files"] if not f["place"]]
        if outside:
            return [], f"{outside[0][:200]} lies outside of the served folder."
        by_id = {one.id: one.cell.source for one in cells}
        by_digest = {digest(source): source for source in by_id.values()}
        sources = []
        for one in finding.shared["cells"]:
            source = by_id.get(one["cell"]) if one["cell"] else by_digest.get(one["digest"])
            if source is None:
                return [], f"Cell {one['count']} is no longer in {finding.path}."
            sources.append(source)
        return self._computed(sources)

    def _computed(self, sources: Sequence[str]) -> tuple[list[str], str]:
        """They with the team's definitions of today in them; or which of them does not hold."""
        held = [m for m in metrics_in(self._host.service.shared()) if m.state == "accepted"]
        used = {one for source in sources for one in metrics_used(source)}
        try:
            formulas = {one: meant(held, *one).expression for one in sorted(used)}
        except InvalidCommand as problem:
            return [], problem.message
        return [with_metrics(source, formulas) for source in sources], ""


def _recorded(state: CheckState, cause: str, found: Sequence[Difference]) -> dict[str, Any]:
    differences = [{"what": d.what, "old": d.old, "new": d.new} for d in found[:200]]
    return {"state": state, "cause": cause[:2_000], "differences": differences}


def _order_said(gathered: Gathered, cells: Sequence[NotebookCell] | None) -> list[str]:
    """What a reader of the notebook would be wrong about, from numbers of runs and sources."""
    if cells is None:
        return []
    places = {one.id: place for place, one in enumerate(cells)}
    sources = {one.id: one.cell.source for one in cells}
    said = []
    highest, before = -1, 0
    for one in gathered.cells:
        place = places.get(one.cell)
        if place is None:
            said += [f"cell {one.count} is not in the notebook any more"] if one.cell else []
            continue
        if digest(sources[one.cell]) != one.digest:
            said.append(f"cell {one.count} was edited after it ran")
        if place < highest:
            said.append(f"cell {one.count} stands above cell {before} and ran after it")
        if place > highest:
            highest, before = place, one.count
    return said[:20]


def worst(anchors: Sequence[JudgedAnchor]) -> tuple[str, str]:
    """State and cause of a finding, from what became of what made it."""
    for state in ("broken", "touched"):
        causes = [one.cause for one in anchors if one.state == state]
        if causes:
            return state, " ".join(dict.fromkeys(causes))
    return "fresh", ""
