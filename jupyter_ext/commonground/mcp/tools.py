"""Tools as clients list and call them: a feature's own, as the member whose token it is.

A read runs as that member. What changes something is a command in their name, down the one way
that all commands go: role, policy, gate, limits, record. The record names the client.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any

from mcp_types import CallToolResult, TextContent, ToolAnnotations
from mcp_types import Tool as ListedTool
from pydantic import ValidationError

from ..core.command import parse_as
from ..core.question import Question
from ..errors import CommonGroundError, InvalidCommand, NotAllowed
from ..features.turns.consent import cap_of
from ..service.client_offer import ClientOffer
from ..service.host import Host
from ..service.tool import ProposalTool, ReadTool, ToolAsked, UsableByClients, client_spec
from ..service.writer import Outcome
from .caller import Caller
from .cleaning import fitting
from .failures import broken, failed

KEY = "commonground/key"
"""In a call's ``_meta``: the same key again is the same command, and is carried out once."""


class ClientTools:
    """The tools of one server."""

    def __init__(self, host: Host, offer: ClientOffer) -> None:
        self._host = host
        self._tools = {tool.name: tool for tool in offer.tools}

    def listed(self, caller: Caller) -> Sequence[ListedTool]:
        """Those that the caller's token lets it use, by name."""
        settings = self._host.service.settings()
        return [
            _listed(tool)
            for tool in self._tools.values()
            if tool.scope in caller.scopes and cap_of(settings, tool.name) != "off"
        ]

    def knows(self, name: str) -> bool:
        """Whether there is such a tool, for whoever may use it."""
        return name in self._tools

    async def call(
        self, caller: Caller, name: str, given: Mapping[str, Any], key: str | None
    ) -> CallToolResult:
        """What came of a tool that there is; an error is what came, too."""
        try:
            async with asyncio.timeout(self._host.options.tool_bounds.seconds):
                return await self._called(caller, name, given, key)
        except TimeoutError:
            return failed(InvalidCommand("It took too long, and was stopped.", "Ask for less."))
        except CommonGroundError as error:
            return failed(error)
        except Exception:  # noqa: BLE001 the edge: it is logged in there, and the client is told
            return broken(f"The tool {name[:64]}")

    async def _called(
        self, caller: Caller, name: str, given: Mapping[str, Any], key: str | None
    ) -> CallToolResult:
        tool = self._tools[name]
        caller.require(tool.scope)
        if cap_of(self._host.service.settings(), tool.name) == "off":
            raise NotAllowed("The context owner switched this tool off.", "Do without it.")
        raw = json.dumps(given).encode()
        if isinstance(tool, ReadTool):
            return await self._read(caller, tool, raw)
        return await self._propose(caller, tool, raw, key)

    async def _read(self, caller: Caller, tool: ReadTool, raw: bytes) -> CallToolResult:
        question = Question("", "private", caller.source)
        member = self._host.service.acting(caller.member)
        asked = ToolAsked(self._host, member, question, parse_as(tool.input, raw))
        return _said(await fitting(self._host, await tool.read(asked)))

    async def _propose(
        self, caller: Caller, tool: ProposalTool, raw: bytes, key: str | None
    ) -> CallToolResult:
        try:
            command = tool.make(parse_as(tool.input, raw), "")
        except ValidationError:
            raise InvalidCommand("This can't be done.", "Correct the input.") from None
        outcome = await self._host.commands.run(
            caller.member, command, source=caller.source, key=key
        )
        done = _done(outcome)
        return _said(done.pop("text"), done)


def _listed(tool: UsableByClients) -> ListedTool:
    spec, reads = client_spec(tool), isinstance(tool, ReadTool)
    # Nothing here takes anything away: a proposal adds a version, a message or a line.
    hints = ToolAnnotations(
        title=spec.name.replace("_", " ").capitalize(),
        read_only_hint=reads,
        destructive_hint=False,
        idempotent_hint=reads,
        open_world_hint=False,
    )
    return ListedTool(
        name=spec.name,
        description=spec.description,
        input_schema={"type": "object", **spec.schema},
        annotations=hints,
    )


def _done(outcome: Outcome) -> dict[str, Any]:
    """What a command did, in words and as data; the text that was sent is not said again."""
    taken_out = [{"label": one.get("label", "")} for one in outcome.redacted]
    gate = " The gate took something out of it that looks like a secret." if taken_out else ""
    entry = outcome.entry
    if entry is None:
        return {"text": f"Done: {outcome.thing}.{gate}", "id": outcome.thing, "gate": taken_out}
    status = entry.standing[-1].status
    state = "It waits for the context owner." if status == "proposed" else "It holds."
    if entry.kind == "note":
        state = "Only your member sees it."
    text = f"Added {entry.id}, a {entry.kind}. {state}{gate}"
    return {"text": text, "id": entry.id, "status": status, "gate": taken_out}


def _said(text: str, structured: dict[str, Any] | None = None) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(type="text", text=text)], structured_content=structured
    )
