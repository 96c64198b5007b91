"""Handoffs over one server's service: what is today's, what came since a member left, and the ones
that are written down when a zone's day ends.

It reads the log, who is here and the schedule; ``routes.py`` and ``pages.py`` show what it makes.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass, replace
from typing import Any

from ...core.area import members_by_area
from ...core.event import Event
from ...core.fact import Fact
from ...core.ids import TEAM, member_room
from ...core.plan import Change, Plan
from ...core.prompt import Prompt
from ...core.role import Member, require
from ...core.zone import zone_named
from ...errors import CommonGroundError, InvalidCommand, Quarantined, UnknownId
from ...service.host import Host
from ...service.own_calls import OwnCalls
from ...service.writer import ContextService
from ..messages.model import Audience
from .events import EventIndex
from .hours import Hours, Window, hours_in, hours_of, today_in
from .outline import Scene, outline_of
from .prompt import phrased, question
from .report import PREFIX, WRITTEN, Outline, Page, ReportLine
from .visits import BREAK, Absence, absence
from .written import WrittenReport, acknowledged, recorded, written_in

log = logging.getLogger(__name__)

PAGE = 2_000
"""Rows of the log that are read at a time."""
LOOK_AGAIN = 60.0
"""Seconds after which the clock and the settings are looked at again, at the latest."""
PHRASE_WITHIN = 60.0
"""Seconds that a model has for its phrases."""
WAYS = (
    "You put the notes of a handoff between colleagues into plain sentences. You add nothing and "
    "leave nothing out."
)


@dataclass(frozen=True, slots=True)
class HandoffReport:
    """What a member is told: the outline, and what the page around it says."""

    kind: str
    outline: Outline
    names: dict[str, str]
    written: tuple[WrittenReport, ...] = ()
    opens: bool = False
    model: str | None = None
    problem: str | None = None

    def to_wire(self, page: Page | None = None) -> dict[str, Any]:
        """JSON for the sidebar and for pages: all of it, or one page."""
        return self.outline.to_wire(page) | {
            "for": self.kind,
            "names": self.names,
            "opens": self.opens,
            "model": self.model,
            "problem": self.problem,
            "written": [
                {"id": one.id, "zone": one.zone, "since": one.since, "until": one.until}
                for one in self.written
            ],
        }


class HandoffWriter:
    """Makes handoffs. ``pause`` is how long (ms) somebody must be away to have left.

    ``run()`` writes them on schedule, until it is cancelled.
    """

    def __init__(
        self,
        service: ContextService,
        calls: OwnCalls,
        *,
        pause: int = BREAK,
    ) -> None:
        self._service = service
        self._calls = calls
        self._pause = pause
        self._events: list[Event] = []
        self._index = EventIndex()
        self._read_to = 0
        self._reading = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> HandoffWriter:
        self._task = asyncio.get_running_loop().create_task(self.run())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    # What a member is told

    async def report(self, member: Member, kind: str, zone: str | None = None) -> HandoffReport:
        """The handoff of that kind. Raises InvalidCommand where there is no such kind or zone."""
        zone = None if zone is None else zone_named(zone)
        match kind:
            case "today":
                return await self.today(member, zone)
            case "since":
                return await self.since(member, zone)
            case "written":
                return await self.written(zone)
        raise InvalidCommand(
            f"There is no handoff for {kind[:20]!r}.", "Ask for today, since or written."
        )

    async def today(self, member: Member, zone: str | None = None) -> HandoffReport:
        """All that the team did in the member's day, or in a zone's."""
        settings, now = self._service.settings(), self._service.clock()
        hours = hours_of(settings, member.username)
        if zone is not None:
            own = {one.zone: one for one in hours}
            hours = (own.get(zone) or hours_in(settings).get(zone) or Hours(zone),)
        made = await self._outline(today_in(hours, now), await self._scene())
        return HandoffReport("today", made, self._names())

    async def since(self, member: Member, zone: str | None = None) -> HandoffReport:
        """What concerns the member of all that happened since they were last here."""
        settings, now = self._service.settings(), self._service.clock()
        zones = tuple(one.zone for one in hours_of(settings, member.username))
        away = await self._absence(member, now)
        window = Window(away.since, now, zones or ((zone,) if zone else ("UTC",)))
        rooms = frozenset(snapshot.room for snapshot in self._service.view(member))
        made = await self._outline(window, replace(await self._scene(), rooms=rooms))
        made = replace(made, lines=tuple(x for x in made.lines if not _own(x, member.username)))
        written = tuple(w for w in written_in(self._service.shared()) if window.holds(w.at))
        return HandoffReport("since", made, self._names(), written, away.opens)

    async def written(self, zone: str | None = None) -> HandoffReport:
        """The last handoff that was written down, of that zone or of any. Raises UnknownId."""
        found = [w for w in written_in(self._service.shared()) if zone in (None, w.zone)]
        if not found:
            raise UnknownId(
                "No handoff was written yet.",
                "One is when a day ends in a zone that somebody set (zone:USERNAME); until then: "
                "commonground handoff",
            )
        await self._catch_up()
        return HandoffReport("written", found[-1].outline(self._events), self._names())

    async def _absence(self, member: Member, now: int) -> Absence:
        if member.anonymous:
            return absence((), 0, 0, now, pause=self._pause)
        await self._catch_up()
        name = member.username
        deeds = [(e.at, e.at) for e in self._events if e.actor == name and e.outcome == "done"]
        own = await self._service.room(member_room(name))
        known, when = acknowledged([*self._service.shared(), own.published], name)
        signs = [*deeds, *self._service.attendance.signs(name, now)]
        return absence(signs, known, when, now, pause=self._pause)

    async def _scene(self) -> Scene:
        await self._service.compare()  # what was said a moment ago may contradict something
        areas = members_by_area(self._service.shared())
        known = frozenset(self._service.known()).union(*areas.values())
        audience = Audience(known, areas)
        return Scene(self._service.shared(), self._service.disputes, audience)

    def _names(self) -> dict[str, str]:
        return {name: member.display_name for name, member in self._service.known().items()}

    async def _outline(self, window: Window, scene: Scene) -> Outline:
        await self._catch_up()
        # Off the event loop: the log of a year is long.
        return await asyncio.to_thread(outline_of, window, self._index, scene)

    async def _catch_up(self) -> None:
        """Read what was logged since the last time; words stay where a redaction finds them."""
        async with self._reading:
            while rows := await self._service.store.events(self._read_to, PAGE):
                for row in rows:
                    event = _without_words(row.event)
                    self._events.append(event)
                    self._index.add(event)
                self._read_to = rows[-1].seq

    # Phrases

    async def phrase(self, member: Member, made: HandoffReport) -> HandoffReport:
        """The same, in the words of a model that can be relied on; else as it is, saying why.

        Raises NotAllowed: the member may not ask the model.
        """
        require(member, "contributor")
        try:
            info = self._calls.info()
            if info.demo:
                return replace(made, problem=f"{info.label} writes no prose: extracts.")
            async with asyncio.timeout(PHRASE_WITHIN):
                answer = await self._answer(made.outline, member)
        except TimeoutError:
            return replace(made, problem="The model took too long: extracts.")
        except CommonGroundError as error:
            return replace(made, problem=str(error))
        return replace(made, outline=phrased(made.outline, answer), model=info.label)

    async def _answer(self, made: Outline, member: Member) -> str:
        clean = self._service.gate().for_prompt(question(made)).text
        return await self._calls.text("handoff", Prompt(WAYS, "", "", clean), member)

    # On schedule

    async def run(self) -> None:
        """Write what is due, first what became due while no server ran; then wait for the next."""
        while True:
            try:
                await self.write_due()
            except CommonGroundError as error:
                log.error("A handoff was not written, and will be tried again: %s", error)
            await asyncio.sleep(self._seconds_to_wait())

    def _seconds_to_wait(self) -> float:
        now = self._service.clock()
        dues = (hours.next_end(now) for hours in hours_in(self._service.settings()).values())
        return min([LOOK_AGAIN, *((due - now) / 1000 + 0.05 for due in dues)])

    async def write_due(self) -> tuple[str, ...]:
        """Write the handoff of each zone whose last working day ended without one; their ids.

        It covers all since the zone's handoff before, so days on which no server ran are in it.
        """
        now, written = self._service.clock(), written_in(self._service.shared())
        made = []
        for zone, hours in hours_in(self._service.settings()).items():
            due = hours.last_end(now)
            before = max((w.until for w in written if w.zone == zone), default=0)
            if before >= due or due <= hours.at:
                continue
            window = hours.whole(due)
            since = min(window.since, before) if before else window.since
            made.append(await self._write(replace(window, since=since)))
        return tuple(made)

    async def _write(self, window: Window) -> str:
        made = await self._outline(window, await self._scene())
        try:
            return await self._record(recorded(made), window)
        except Quarantined:  # the gate knows a secret today that it did not know then
            return await self._record(recorded(made, texts=False), window)

    async def _record(self, value: dict[str, Any], window: Window) -> str:
        """Under ids that every server would give it: written twice, it is there once."""
        key = hashlib.sha256(f"{window.zone} {window.until}".encode()).hexdigest()[:25]
        about = f"{PREFIX}_{key}"
        fact = Fact(f"f_{key}", about, WRITTEN, value, "", self._service.clock())
        plan = Plan(((TEAM, Change(facts=(fact,))),), thing=about)
        await self._service.record(plan, "write_handoff")
        return about


def _without_words(event: Event) -> Event:
    """What is kept in memory: which setting it was, and nothing else that was written."""
    detail = event.detail if event.command == "set" else {}
    return replace(event, text=None, detail=detail)


def _own(line: ReportLine, username: str) -> bool:
    """Whether it tells the member only of what they did themselves."""
    return not line.open and all(source.by == username for source in line.sources)


def handoff_writer(host: Host) -> HandoffWriter:
    """The handoffs of this server."""
    return HandoffWriter(host.service, host.find(OwnCalls), pause=host.options.away_after * 60_000)
