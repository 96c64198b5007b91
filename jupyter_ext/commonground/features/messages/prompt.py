"""Messages and threads as a model is shown them: data, with each person's words as theirs.

Pure, and beside ``prompt.py``. Refuses to know where turns and facts come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...core.area import areas_in
from ...core.entry import Snapshot
from ...core.prompt import Clean, as_data, trim
from ...core.role import Member
from ...core.setting import current
from ...core.turn import Turn
from ..turns.thread import Step, Thread
from .model import Audience, Message, Standing, inbox, messages_in

MODEL = "the assistant"
"""Whose lines the model's own earlier answers are."""
MAX_MESSAGES = 20
MAX_SAID = 800
"""Characters of each text of a message that a prompt holds."""
MAX_LINE = 6_000
"""Characters of each line of a thread."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of a conversation: whose it is, and what it says."""

    by: str
    text: str


def areas_of(snapshots: Iterable[Snapshot]) -> dict[str, frozenset[str]]:
    """The members of each area, as the settings in the snapshots have them."""
    settings = current(s for snapshot in snapshots for s in snapshot.settings.values())
    return {name: frozenset(area.members) for name, area in areas_in(settings).items()}


def open_messages(member: Member, snapshots: Sequence[Snapshot], now: int) -> str:
    """What waits for the asker and what they wait for, for the prompt; empty if there is nothing.

    This is the briefing of this domain.
    """
    if member.anonymous:
        return ""
    audience = Audience(frozenset((member.username,)), areas_of(snapshots))
    found = inbox(messages_in(snapshots), member.username, audience, now)
    open_ = [one for one in found if one.todo or (one.mine and not one.message.ended)]
    return "\n".join(_open_message(one) for one in open_[:MAX_MESSAGES])


def _open_message(one: Standing) -> str:
    message = one.message
    state = f"waits for you to {one.todo}" if one.todo else "waits for others"
    late = ' overdue="yes"' if one.overdue else ""
    lines = "".join(_line(Spoken(f"@{x.by}", x.text), MAX_SAID) for x in message.lines[-5:])
    return (
        f'<message kind="{message.kind}" from="{_name("@" + message.author)}" '
        f'to="{_name(", ".join(message.to))}" state="{state}"{late}>'
        f"<title>{as_data(message.title)}</title>{_said(message)}{lines}</message>"
    )


def _said(message: Message) -> str:
    parts = [
        f"{name}: {', '.join(value) if isinstance(value, list) else value}"
        for name, value in message.parts.items()
    ]
    text = "\n".join(filter(None, (message.body, *parts)))
    return f"<body>{as_data(trim(text, MAX_SAID))}</body>" if text else ""


def thread_lines(
    thread: Thread, turns: Mapping[str, Turn], entries: Mapping[str, tuple[str, str]]
) -> list[Spoken]:
    """What was said in a thread, oldest first. ``entries`` are those brought in: title and text.

    A turn or an entry that is not given is not shown.
    """
    return [line for step in thread.steps for line in _spoken(step, turns, entries)]


def _spoken(
    step: Step, turns: Mapping[str, Turn], entries: Mapping[str, tuple[str, str]]
) -> list[Spoken]:
    if step.kind == "line":
        return [Spoken(f"@{step.by}", step.what)]
    if step.kind == "turn":
        turn = turns.get(step.what)
        return [] if turn is None else turn_lines(turn)
    said = entries.get(step.what)
    if said is None:
        return []
    return [Spoken(f"@{step.by}", "\n\n".join(filter(None, ("(brought in) " + said[0], said[1]))))]


def turn_lines(turn: Turn) -> list[Spoken]:
    """Question and answer of a turn."""
    lines = [Spoken(f"@{turn.asker}", turn.question)]
    return [*lines, Spoken(MODEL, turn.text)] if turn.text else lines


def message_lines(message: Message) -> list[Spoken]:
    """A message and everything in its thread."""
    said = "\n\n".join(filter(None, (message.title, message.body)))
    asked = Spoken(f"@{message.author}", f"({message.kind} to {', '.join(message.to)}) {said}")
    return [asked, *(Spoken(f"@{line.by}", line.text) for line in message.lines)]


def render_conversation(
    title: str,
    constraints: Iterable[Spoken],
    lines: Sequence[Spoken],
    budget: int,
    clean: Clean = str,
) -> str:
    """A conversation within ``budget`` characters: every constraint, and the newest lines.

    Each constraint and each line says whose it is; constraints that don't fit are named as left
    out, never merged into another person's.
    """
    parts = [f"<thread><title>{as_data(clean(title))}</title>"]
    room = budget - len(parts[0])
    missing = 0
    for one in constraints:
        text = as_data(trim(clean(one.text), MAX_SAID))
        block = f'<constraint from="{_name(one.by)}">{text}</constraint>'
        if len(block) <= room:
            parts.append(block)
            room -= len(block)
        else:
            missing += 1
    if missing:
        parts.append(f"<omitted>{missing} constraints did not fit.</omitted>")
    kept: list[str] = []
    limit = max(min(MAX_LINE, room // 3), 200)
    for said in reversed(lines):
        block = _line(Spoken(said.by, clean(said.text)), limit)
        if len(block) > room:
            break
        kept.append(block)
        room -= len(block)
    if len(kept) < len(lines):
        parts.append(f"<omitted>{len(lines) - len(kept)} earlier lines did not fit.</omitted>")
    return "\n".join([*parts, *reversed(kept), "</thread>"])


def _line(said: Spoken, limit: int) -> str:
    return f'<line from="{_name(said.by)}">{as_data(trim(said.text, limit))}</line>'


def _name(text: str) -> str:
    """A name as an attribute's value."""
    return as_data(text).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
