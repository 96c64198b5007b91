"""Conversations gathered for their export, as whoever asks may read them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from ...core.role import Member
from ...core.turn import Turn
from ...errors import InvalidCommand, UnknownId
from ...service.host import Host
from .export import ENDINGS, Conversed, as_markdown, as_notebook, conversed
from .thread import Thread

MOST = 200
"""Answers of one conversation that are exported, the latest."""


async def thread_talk(host: Host, member: Member, thread: Thread) -> Conversed:
    """A thread: what everybody may see of it."""
    ids = [step.what for step in thread.steps if step.kind == "turn"][-MOST:]
    turns = {t.id: t for t in await _turns(host, member, ids) if t.visibility == "shared"}
    entries = {
        str(entry.id): (entry.standing[-1].title, entry.standing[-1].body)
        for room in host.service.view(member)
        for entry in room.entries.values()
        if entry.live
    }
    return conversed(thread, {str(id): turn for id, turn in turns.items()}, entries)


async def turn_talk(host: Host, member: Member, turn_id: str) -> Conversed:
    """A turn with those whose answers it goes on from, oldest first. Raises UnknownId."""
    turn, _ = await host.turns.turn(member, turn_id)
    said = [turn]
    while (turn.about or "").startswith("t_") and len(said) < MOST:
        found = await _turns(host, member, [str(turn.about)])
        if not found:
            break
        turn = found[0]
        said.append(turn)
    return Conversed(said[-1].question.splitlines()[0][:80], (), said[::-1])


async def _turns(host: Host, member: Member, ids: Iterable[str]) -> list[Turn]:
    found: list[Turn] = []
    for id in ids:
        with suppress(UnknownId):
            found.append((await host.turns.turn(member, id))[0])
    return found


def exported(host: Host, talk: Conversed, form: str) -> str:
    """The conversation in that form."""
    write = as_markdown if form == "markdown" else as_notebook
    return write(talk, host.name_of)


def form_of(name: str) -> str:
    """The form that a file's name asks for. Raises InvalidCommand."""
    found = next((form for form, end in ENDINGS.items() if name.lower().endswith(end)), None)
    if found is None:
        raise InvalidCommand(
            f"{name[:80]!r} is no name of a file for a thread.", "End it in .md or .ipynb."
        )
    return found
