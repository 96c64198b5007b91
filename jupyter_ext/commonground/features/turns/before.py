"""What ``%%ai`` says of an earlier answer: a line above its own, or the answer in its place.

The model is asked meanwhile, and nobody waits for this: a cell that runs unattended goes on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ...core.precedent import ALWAYS_ASKED, Precedent, precedent_line, precedent_markdown
from ...errors import CommonGroundError
from ...service.host import Host
from ...service.verb import CELL, Call, Shown

log = logging.getLogger(__name__)

AT_MOST = 0.5
"""Seconds that a cell's answer waits for the line above it, once it is asked."""


async def taken(host: Host, call: Call, text: str) -> Shown | None:
    """The earlier answer, for a question that takes one; None where it has to be asked."""
    found = await _found(host, call, text)
    return None if found is None else Shown(precedent_markdown(found, _now(host), call.path))


@asynccontextmanager
async def looking(host: Host, call: Call, text: str) -> AsyncIterator[Look]:
    """Look for an earlier answer while the model is asked; only for a cell that people read."""
    task: asyncio.Task[Precedent | None] | None = None
    if call.source == CELL and not call["fresh"]:
        task = asyncio.get_running_loop().create_task(_found(host, call, text))
    try:
        yield Look(host, call.path, task)
    finally:
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked for while a question is asked."""

    host: Host
    path: str | None
    task: asyncio.Task[Precedent | None] | None

    async def line(self) -> str:
        """The line above the answer; empty where there is none, or it is not known in time."""
        if self.task is None:
            return ""
        await asyncio.wait({self.task}, timeout=AT_MOST)
        found = self.task.result() if self.task.done() else None
        return "" if found is None else precedent_line(found, _now(self.host), self.path)


def _now(host: Host) -> int:
    return host.service.clock()


async def _found(host: Host, call: Call, text: str) -> Precedent | None:
    if host.precedents is None or any(call[flag] for flag in ALWAYS_ASKED):
        return None
    try:
        return await host.precedents.precedent_for(
            call.member, text.strip(), "shared", (call.path, call.cell)
        )
    except CommonGroundError as error:
        log.info("No earlier answer was looked for: %s", error)
        return None
    except Exception:  # whatever it is: the question itself goes on
        log.exception("No earlier answer was looked for.")
        return None
