"""An answer is not the end of it: the same question once more, and one that follows it up.

Where the first one was asked in a cell that somebody has open, so are these: the new answer takes
the place of the old one there, and a follow-up gets a cell of its own below.
"""

from __future__ import annotations

from dataclasses import replace

from ...core.question import Begun, Question
from ...core.role import Member
from ...core.turn import Turn
from ...errors import CommonGroundError, InvalidCommand
from ...service.host import Host
from .edit import TOOL as EDIT_TOOL
from .requests import Ask, AskAgain
from .thread import PREFIX as THREAD
from .thread import thread_in

ASKED_AGAIN = ("h_", "m_", "t_")
"""How the ids of things begin whose questions can be asked once more: threads, messages, turns."""


async def ask_again(
    host: Host, member: Member, turn_id: str, source: str, wanted: AskAgain | None = None
) -> Turn:
    """The same question once more, in the member's name. Raises UnknownId, InvalidCommand, Busy."""
    wanted = wanted or AskAgain()
    earlier, _ = await host.turns.turn(member, turn_id)
    if earlier.status == "streaming":
        raise InvalidCommand("Its answer still comes.", "Stop it first, or wait for its end.")
    if earlier.about is not None and not earlier.about.startswith(ASKED_AGAIN):
        raise InvalidCommand(
            "This question belongs to a comparison.", "Draft its option again there."
        )
    question = Question(
        earlier.question,
        earlier.visibility,
        source,
        path=earlier.path,
        about=earlier.about,
        edit=any(call.tool == EDIT_TOOL for call in earlier.calls),
        skill=earlier.skill,
        model=wanted.model,
    )
    if wanted.how == "beside":
        first = earlier.beside or earlier.id
        return await host.turns.ask(member, replace(question, cell=earlier.cell, beside=first))
    if wanted.how == "continue":
        question = replace(question, begun=_begun(earlier))
    if not await _in_open_cell(host, earlier):
        return await host.turns.ask(member, question)
    question = replace(question, cell=earlier.cell, kernel_waits=False)
    turn = await host.turns.ask(member, question)
    await host.notebooks.begin(turn, instead_of=earlier.id)
    return turn


def _begun(earlier: Turn) -> Begun:
    if earlier.status == "failed" or not earlier.text.strip():
        raise InvalidCommand("No answer was begun.", "Ask again instead.")
    return Begun(earlier.id, earlier.text)


async def follow_up(host: Host, member: Member, wanted: Ask, source: str) -> Turn:
    """A question about an earlier answer, which the model is shown with it.

    Raises UnknownId, InvalidCommand, Busy, Quarantined.
    """
    earlier, _ = await host.turns.turn(member, str(wanted.follows))
    private = wanted.visibility == "private"
    if earlier.visibility == "private" and not private:
        raise InvalidCommand(
            "That answer is yours alone, and a shared question would tell of it.",
            "Follow it up in private, or share it first.",
        )
    thread = earlier.about if (earlier.about or "").startswith(f"{THREAD}_") else None
    about = earlier.id if private or thread is None else thread
    question = Question(
        wanted.question,
        wanted.visibility,
        source,
        about=about,
        model=wanted.model,
        values=wanted.values,
    )
    if private or not await _in_open_cell(host, earlier):
        return await host.turns.ask(member, question)
    return await _ask_below(host, member, earlier, question, thread)


async def _ask_below(
    host: Host, member: Member, earlier: Turn, question: Question, thread: str | None
) -> Turn:
    """Ask in a new cell below the earlier one, as if somebody had typed it there."""
    path, cell = str(earlier.path), host.service.new_id("cell")
    source = f"%%ai{_in_thread(host, thread)}\n{question.text}"
    if not await host.notebooks.put_cell(path, str(earlier.cell), cell, source):
        return await host.turns.ask(member, question)
    question = replace(question, path=path, cell=cell, kernel_waits=False)
    try:
        turn = await host.turns.ask(member, question)
    except CommonGroundError:
        await host.notebooks.take_cell(path, cell)
        raise
    await host.notebooks.begin(turn, instead_of=None)
    return turn


def _in_thread(host: Host, thread: str | None) -> str:
    found = None if thread is None else thread_in(host.service.shared(), thread)
    return "" if found is None or found.closed else f" --thread {found.id}"


async def _in_open_cell(host: Host, turn: Turn) -> bool:
    if turn.visibility == "private" or turn.path is None or turn.cell is None:
        return False
    return await host.notebooks.holds(turn.path, turn.cell)
