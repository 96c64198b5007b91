"""The tools of one answer: each use becomes a call in its turn, and whatever is read is cleaned.

Reads run as the member who asks. What would change something, or be seen by others, is planned and
then waits for a person, unless this member let the tool act here. A suggestion is put before people
at once, who accept or refuse each part of it.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pydantic import ValidationError

from ...core.command import Command, parse_as, parse_json
from ...core.ids import member_room
from ...core.prompt import as_data
from ...core.question import Question
from ...core.role import Member, require
from ...core.setting import current
from ...core.tool import CallId, CallStatus, Standing, ToolCall, ToolResult, ToolSpec, ToolUse
from ...errors import CommonGroundError, InvalidCommand, NotAllowed
from ...gate.gate import Gate
from ...service.host import Host
from ...service.tool import (
    ProposalTool,
    ReadTool,
    RunTool,
    SuggestedIn,
    SuggestionTool,
    Tool,
    ToolAsked,
)
from .consent import cap_of, offers_of, standing_of
from .growing_answer import GrowingAnswer
from .requests import Ask

log = logging.getLogger(__name__)

MAX_RESULT = 8_000
"""Characters of a tool's result."""
MAX_MALFORMED = 1_000
"""Characters of an input that is kept though it can't be read."""
SOURCE = "tool"
"""Where a command comes from that a model proposed."""
PROPOSED = (
    "Proposed. A person decides whether it is done, and may not do so soon: nothing has happened "
    "yet. Go on with your answer, and say that you proposed it."
)
SUGGESTED = (
    "Put before the people in the notebook, who accept or refuse each part of it. Nothing has "
    "changed yet. Go on with your answer, and say in a sentence what you proposed and why."
)


@dataclass(frozen=True, slots=True)
class ToolShed:
    """All tools of one server."""

    host: Host

    @property
    def specs(self) -> tuple[ToolSpec, ...]:
        """What a model is told, the same for everybody."""
        return tuple(tool.spec for tool in self.host.tools) if self.host.options.tools else ()

    def tool(self, name: str) -> Tool:
        """The tool of that name. Raises InvalidCommand."""
        for tool in self.host.tools:
            if tool.name == name and isinstance(tool, Tool):
                return tool
        raise InvalidCommand("There is no such tool.", "Use those that you were told of.")

    def allowed(self, call: ToolCall, turn: str) -> Command | RunTool:
        """What a person's click on that call carries out. Raises InvalidCommand."""
        tool = self.tool(call.tool)
        if isinstance(tool, ReadTool | SuggestionTool):
            raise InvalidCommand("This tool changes nothing, so there is nothing to allow.")
        return tool if isinstance(tool, RunTool) else _made(tool, call.input.encode(), turn)

    async def fitting(self, text: str) -> str:
        """The text cleaned, then cut: what is cut first may be half a secret that nobody knows."""
        gate = self.host.service.gate()
        cleaned = (await asyncio.to_thread(gate.for_prompt, text[: 4 * MAX_RESULT])).text
        if len(cleaned) <= MAX_RESULT:
            return cleaned
        return f"{cleaned[:MAX_RESULT]}\n… {len(text) - MAX_RESULT:,} characters left out …"


class _Came(NamedTuple):
    """What came of a call, before it is cleaned."""

    status: CallStatus
    text: str
    changes: dict[str, Any]


class AnswerTools:
    """The toolbox of one answer, for the member who asked."""

    def __init__(
        self, shed: ToolShed, answer: GrowingAnswer, member: Member, save: Callable[[], Any]
    ) -> None:
        self._shed = shed
        self._host = shed.host
        self._answer = answer
        self._member = member
        self._save = save
        self._only: frozenset[str] | None = None

    @property
    def specs(self) -> tuple[ToolSpec, ...]:
        """What the model is told."""
        return tuple(spec for spec in self._shed.specs if self._has(spec.name))

    def keep_to(self, names: frozenset[str]) -> None:
        """Have no others any more; a skill that is taken up within another one adds none."""
        self._only = names if self._only is None else self._only & names

    def _has(self, name: str) -> bool:
        return self._only is None or name in self._only

    async def carry_out(self, uses: Sequence[ToolUse]) -> Sequence[ToolResult]:
        """One after the other, in the order in which the model asked."""
        return [await self._carry_out(use) for use in uses]

    async def _carry_out(self, use: ToolUse) -> ToolResult:
        service, loop = self._host.service, asyncio.get_running_loop()
        call = ToolCall(
            CallId(service.new_id("u")),
            await self._cleaned(use.name[:64]),
            await self._shown_input(use.input),
            service.clock(),
            place=self._answer.place(),
        )
        began = loop.time()
        await self._keep(call)
        try:
            came = await self._came(call, use)
        except asyncio.CancelledError:
            self._answer.put_call(replace(call, status="stopped", seconds=loop.time() - began))
            raise
        text = await self._shed.fitting(came.text)
        seconds = round(loop.time() - began, 3)
        call = replace(call, status=came.status, result=text, seconds=seconds, **came.changes)
        await self._keep(call)
        return ToolResult(use.id, as_data(text), failed=came.status == "failed")

    async def _keep(self, call: ToolCall) -> None:
        self._answer.put_call(call)
        await self._save()

    async def _came(self, call: ToolCall, use: ToolUse) -> _Came:
        """What came of it; an error of the tool is what came, too."""
        try:
            async with asyncio.timeout(self._host.options.tool_bounds.seconds):
                return await self._done(call, use)
        except CommonGroundError as error:
            return _Came("failed", str(error), {})
        except TimeoutError:
            return _Came("failed", "It took too long, and was stopped.", {})
        except Exception:
            log.exception("The tool %s failed by an error that nobody expected", call.tool)
            return _Came("failed", "The server made a mistake; its log says what happened.", {})

    async def _done(self, call: ToolCall, use: ToolUse) -> _Came:
        service = self._host.service
        member = service.acting(self._member)
        require(member, Ask.needs)
        tool = self._shed.tool(use.name)
        if not self._has(tool.name):
            raise InvalidCommand("The skill that you use may not use this tool.")
        cap = cap_of(service.settings(), tool.name)
        if cap == "off":
            raise NotAllowed("The context owner switched this tool off.")
        if isinstance(tool, ReadTool):
            given = parse_as(tool.input, (use.input or "{}").encode())
            asked = ToolAsked(self._host, member, self._answer.question, given, self.keep_to)
            return _Came("done", await tool.read(asked), {})
        turn = self._answer.turn
        if isinstance(tool, SuggestionTool):
            return await self._suggest(member, tool, call)
        if isinstance(tool, RunTool):
            parse_as(tool.input, call.input.encode())
        else:
            command = _made(tool, call.input.encode(), turn.id)
            # What nobody could do is not proposed.
            await service.plan(member, command, source=SOURCE)
        offers = offers_of(cap, turn.about)
        own = await service.snapshot(member, member_room(member.username))
        allowed = standing_of(current(own.settings.values()), tool.name, offers, turn.about)
        if allowed is None or self._only is not None:  # no one allowed it to what a skill says
            return _Came("proposed", PROPOSED, {"offers": offers})
        if isinstance(tool, RunTool):
            asked = run_asked(self._host, member, self._answer.question, tool, call)
            done = {"by": member.username, "allowed": allowed}
            return _Came("done", await tool.run(asked), done)
        return await self._act(member, command, allowed)

    async def _suggest(self, member: Member, tool: SuggestionTool, call: ToolCall) -> _Came:
        """Put it before everybody in the notebook, as the member who asks."""
        question, turn = self._answer.question, self._answer.turn
        if turn.visibility == "private" or question.path is None or question.cell is None:
            raise InvalidCommand(
                "This is asked in no notebook cell that others see.",
                "Say in words what you would change.",
            )
        if not question.seen:
            raise InvalidCommand(
                "The cells of this notebook are not known here.",
                "Say in words what you would change; `%%ai --edit` makes them known.",
            )
        given = parse_as(tool.input, call.input.encode())
        clean = self._host.service.gate().for_prompt
        where = SuggestedIn(
            turn.id,
            question.path,
            self._host.notebooks.file_of(question.path),
            question.cell,
            question.seen,
            lambda text: clean(text).text,
        )
        command = await asyncio.to_thread(tool.suggest, given, where)
        done = await self._host.service.run(member, command, source=SOURCE)
        others = self._host.others_at(member, question.path, command.cells)
        said = f"{SUGGESTED} {others} Say so, by name." if others else SUGGESTED
        return _Came("done", said, {"thing": done.thing})

    async def _act(self, member: Member, command: Command, allowed: Standing) -> _Came:
        """Carry it out in the member's name, who allowed the tool to act here."""
        done = await self._host.service.run(member, command, source=SOURCE)
        thing = done.thing if done.entry is None else done.entry.id
        changes = {"by": member.username, "allowed": allowed, "thing": thing}
        return _Came("done", f"Done, as {member.display_name} allows this tool to.", changes)

    async def _shown_input(self, text: str) -> str:
        """The input as it is kept: others read it where the turn is shared."""
        try:
            value = parse_json((text or "{}").encode(errors="replace"))
        except InvalidCommand:
            return await self._public(text[:MAX_MALFORMED])
        shown = await asyncio.to_thread(self._strings_cleaned, value, self._gate)
        return json.dumps(shown, ensure_ascii=False)

    @property
    def _gate(self) -> Gate | None:
        shared = self._answer.turn.visibility == "shared"
        return self._host.service.gate() if shared else None

    async def _public(self, text: str) -> str:
        return text if self._gate is None else await self._cleaned(text)

    async def _cleaned(self, text: str) -> str:
        return (await asyncio.to_thread(self._host.service.gate().for_prompt, text)).text

    def _strings_cleaned(self, value: Any, gate: Gate | None) -> Any:
        if gate is None:
            return value
        if isinstance(value, str):
            return gate.for_prompt(value).text
        if isinstance(value, list):
            return [self._strings_cleaned(each, gate) for each in value]
        if isinstance(value, dict):
            return {
                gate.for_prompt(key).text: self._strings_cleaned(each, gate)
                for key, each in value.items()
            }
        return value


def run_asked(
    host: Host, member: Member, question: Question, tool: RunTool, call: ToolCall
) -> ToolAsked:
    """A use of the tool as it was shown to people: what the gate took out is not run either."""
    return ToolAsked(host, member, question, parse_as(tool.input, call.input.encode()))


def _made(tool: ProposalTool, raw: bytes, turn: str) -> Command:
    try:
        return tool.make(parse_as(tool.input, raw), turn)
    except ValidationError:
        raise InvalidCommand("This can't be proposed.", "Correct the input.") from None
