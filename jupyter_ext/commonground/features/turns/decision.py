"""A person's click on what a tool proposed: carried out in their name, or declined. Once."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from weakref import WeakValueDictionary

from ...core.ids import member_room
from ...core.role import Member, at_least, require
from ...core.setting import current
from ...core.tool import Standing, ToolCall, with_call
from ...core.turn import Turn
from ...errors import InvalidCommand, NotAllowed, UnknownId
from ...service.host import Host
from ...service.writer import Outcome
from .consent import ALLOW_SETTING, allowed_also, allowed_in, cap_of, offers_of
from .requests import Ask, DecideCall
from .runner import TurnRunner
from .toolbox import SOURCE, ToolShed


class Decisions:
    """One server's clicks. Two at once on one call are one after the other; the first counts."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._turns = host.find(TurnRunner)
        self._shed = ToolShed(host)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._carried_out: dict[str, Outcome] = {}  # by call, until its turn says so, too

    async def __aenter__(self) -> Decisions:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing runs by itself."""

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
        done = self._carried_out.get(call.id)
        if done is None:
            command = self._shed.command(call, turn.id)
            done = await host.service.run(member, command, source=SOURCE)
            self._carried_out[call.id] = done
        if standing is not None:
            await self._let(member, call.tool, standing, str(turn.about))
        thing = done.thing if done.entry is None else done.entry.id
        return replace(call, status="done", by=member.username, allowed="click", thing=thing)

    async def _let(self, member: Member, tool: str, standing: Standing, about: str) -> None:
        """Put on record that this member lets the tool act by itself from now on."""
        service = self._host.service
        own = await service.snapshot(member, member_room(member.username))
        value = allowed_also(allowed_in(current(own.settings.values()), tool), standing, about)
        said = {"command": "set", "name": f"{ALLOW_SETTING}:{tool}", "value": value}
        command = self._host.parse_command(json.dumps(said).encode())
        await service.run(member, command, source=SOURCE)
