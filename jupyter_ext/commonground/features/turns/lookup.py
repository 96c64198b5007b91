"""Threads by id or by title."""

from __future__ import annotations

from ...core.role import Member
from ...errors import InvalidCommand
from ...service.writer import ContextService
from .thread import Thread, find_thread, named, thread_in, threads_in
from .thread_commands import OpenThread


async def thread_named(
    service: ContextService, member: Member, name: str, *, source: str
) -> Thread:
    """The open thread of that id or title; a new one where there is none."""
    known = named(threads_in(service.shared()), name)
    if known is not None:
        return known
    if name.startswith("h_") and thread_in(service.shared(), name) is not None:
        raise InvalidCommand("That thread is closed.", "Open another one.")
    if len(name) > 200:
        raise InvalidCommand("A thread's name has at most 200 characters.", "Shorten it.")
    outcome = await service.run(member, OpenThread(title=name), source=source)
    return find_thread(service.shared(), str(outcome.thing))
