"""A person's click on what a tool proposed: carried out in their name, or declined. Once.

What a click begins to run goes on behind the answer to it, until it ends or somebody stops it.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import replace
from weakref import WeakValueDictionary

from ...core.ids import member_room
from ...core.question import Question
from ...core.role import Member, at_least, require
from ...core.setting import current
from ...core.tool import Standing, ToolCall, with_call
from ...core.turn import Turn
from ...errors import CommonGroundError, InvalidCommand, NotAllowed, UnknownId
from ...service.host import Host
from ...service.tasks import Tasks
from ...service.tool import RunTool
from ...service.writer import Outcome
from .consent import ALLOW_SETTING, allowed_also, allowed_in, cap_of, offers_of
from .requests import Ask, DecideCall
from .runner import TurnRunner
from .toolbox import SOURCE, ToolShed, run_asked

log = logging.getLogger(__name__)


class Decisions:
    """One server's clicks. Two at once on one call are one after the other; the first counts."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._turns = host.find(TurnRunner)
        self._shed = ToolShed(host)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._carried_out: dict[str, Outcome] = {}  # by call, until its turn says so, too
        self._tasks = Tasks()
        self._running: dict[str, asyncio.Task[None]] = {}  # by call

    async def __aenter__(self) -> Decisions:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._tasks.close()

    async def decide(self, member: Member, turn_id: str, call_id: str, wanted: DecideCall) -> Turn:
        """The turn after it. Raises UnknownId, NotAllowed, InvalidCommand, Quarantined."""
        lock = self._locks.setdefault(call_id, asyncio.Lock())
        async with lock:
            turn, _ = await self._turns.turn(member, turn_id)
            call = next((c for c in turn.calls if c.id == call_id), None)
            member = self._host.service.acting(member)
            require(member, Ask.needs)
            if call is None:
                raise UnknownId("There is no such call in this answer.")
            if wanted.verdict == "stop":
                return await self._stopped(member, turn, call)
            if call.status != "proposed":
                raise InvalidCommand("This has been decided.", "Look at what came of it.")
            return await self._decided(member, turn, call, wanted)

    async def _decided(
        self, member: Member, turn: Turn, call: ToolCall, wanted: DecideCall
    ) -> Turn:
        if wanted.verdict == "decline":
            if member.username != turn.asker and not at_least(member.role, "owner"):
                raise NotAllowed(
                    "Only who asked may decline this.", "Leave it; nothing happens by itself."
                )
            ended = replace(call, status="declined", by=member.username)
        else:
            ended = await self._allowed(member, turn, call, wanted.standing)
        await self._turns.keep_call(turn, ended)
        self._carried_out.pop(call.id, None)
        return replace(turn, calls=with_call(turn.calls, ended))

    async def _allowed(
        self, member: Member, turn: Turn, call: ToolCall, standing: Standing | None
    ) -> ToolCall:
        host = self._host
        cap = cap_of(host.service.settings(), call.tool)
        if cap == "off":
            raise NotAllowed("The context owner switched this tool off.")
        if standing is not None and standing not in offers_of(cap, turn.about):
            raise NotAllowed(
                "The team does not let this tool be allowed for so long.", "Allow it this once."
            )
        what = self._shed.allowed(call, turn.id)
        if isinstance(what, RunTool):
            begun = replace(call, status="running", by=member.username, allowed="click")
            self._begin(member, turn, begun, what)
        else:
            done = self._carried_out.get(call.id)
            if done is None:
                done = await host.service.run(member, what, source=SOURCE)
                self._carried_out[call.id] = done
            thing = done.thing if done.entry is None else done.entry.id
            begun = replace(call, status="done", by=member.username, allowed="click", thing=thing)
        if standing is not None:
            await self._let(member, call.tool, standing, str(turn.about))
        return begun

    # What runs

    def _begin(self, member: Member, turn: Turn, call: ToolCall, tool: RunTool) -> None:
        task = self._tasks.start(self._run(member, turn, call, tool))
        self._running[call.id] = task
        task.add_done_callback(lambda _: self._running.pop(call.id, None))

    async def _run(self, member: Member, turn: Turn, call: ToolCall, tool: RunTool) -> None:
        """Run it to its end, and keep what came; stopped, it says so."""
        began = asyncio.get_running_loop().time()
        question = Question(turn.question, turn.visibility, SOURCE, path=turn.path)
        ended = replace(call, status="stopped")
        try:
            async with self._locks.setdefault(call.id, asyncio.Lock()):
                pass  # the click is kept first
            asked = run_asked(self._host, member, question, tool, call)
            text = await tool.run(asked)
            ended = replace(call, status="done", result=await self._shed.fitting(text))
        except CommonGroundError as error:
            ended = replace(call, status="failed", result=await self._shed.fitting(str(error)))
        except Exception:
            log.exception("The tool %s failed by an error that nobody expected", call.tool)
            said = "The server made a mistake; its log says what happened."
            ended = replace(call, status="failed", result=said)
        finally:
            took = round(asyncio.get_running_loop().time() - began, 3)
            await asyncio.shield(self._turns.keep_call(turn, replace(ended, seconds=took)))

    async def _stopped(self, member: Member, turn: Turn, call: ToolCall) -> Turn:
        """The turn once the run is over. Who asked may, who allowed it, and the owner."""
        if member.username not in (turn.asker, call.by) and not at_least(member.role, "owner"):
            raise NotAllowed("Only who asked or allowed this may stop it.", "Ask one of them.")
        if call.status != "running" or call.by is None:
            raise InvalidCommand("This does not run.", "Look at what came of it.")
        task = self._running.get(call.id)
        if task is None:  # another server's life began it
            ended = replace(call, status="stopped")
            await self._turns.keep_call(turn, ended)
            return replace(turn, calls=with_call(turn.calls, ended))
        task.cancel()
        await asyncio.wait([task])
        return (await self._turns.turn(member, turn.id))[0]

    async def _let(self, member: Member, tool: str, standing: Standing, about: str) -> None:
        """Put on record that this member lets the tool act by itself from now on."""
        service = self._host.service
        own = await service.snapshot(member, member_room(member.username))
        value = allowed_also(allowed_in(current(own.settings.values()), tool), standing, about)
        said = {"command": "set", "name": f"{ALLOW_SETTING}:{tool}", "value": value}
        command = self._host.parse_command(json.dumps(said).encode())
        await service.run(member, command, source=SOURCE)
