"""Threads as clients follow them: what was said, with each person's words as theirs."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.role import Member
from ...core.turn import Turn, TurnId
from ...service.client_resource import ClientResource, ListedResource
from ...service.host import Host
from .thread import Step, Thread, find_thread, threads_in

MOST_STEPS = 100
"""Steps of a thread that are given, the latest."""


async def _threads(host: Host, member: Member) -> Sequence[ListedResource]:
    return [_line(thread) for thread in threads_in(host.service.shared())]


def _line(thread: Thread) -> ListedResource:
    state = "closed" if thread.closed else "open"
    return ListedResource(thread.id, thread.title, (thread.title, state, thread.place), state)


async def _read(host: Host, member: Member, id: str) -> str:
    thread = find_thread(host.service.shared(), id)
    lines = [f"{thread.id} (thread by {host.name_of(thread.author)}): {thread.title}"]
    lines += [f"Holds: {c.text} ({host.name_of(c.by)})" for c in thread.constraints]
    if len(thread.steps) > MOST_STEPS:
        lines.append(f"({len(thread.steps) - MOST_STEPS} earlier ones left out)")
    for step in thread.steps[-MOST_STEPS:]:
        lines += await _step(host, member, step)
    return "\n\n".join(lines)


async def _step(host: Host, member: Member, step: Step) -> Sequence[str]:
    who = host.name_of(step.by)
    if step.kind == "line":
        return [f"{who}: {step.what}"]
    if step.kind == "brought":
        return [f"{who} brought in {step.what}"]
    turn = await host.service.store.get_turn(TurnId(step.what))
    return _asked(who, turn) if turn is not None and _is_shared(turn) else []


def _is_shared(turn: Turn) -> bool:
    """Whether everybody reads it; a member's own private question is in no thread's text."""
    return turn.visibility == "shared"


def _asked(who: str, turn: Turn) -> Sequence[str]:
    return [f"{who} asked the AI: {turn.question}", f"AI: {turn.text}"]


RESOURCES = (ClientResource("thread", "A conversation with the AI.", _threads, _read),)
