"""Messages as a model is shown them: data, with each person's words as theirs. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...core.area import members_by_area
from ...core.conversation import MAX_SAID, Conversation, Spoken, line_of, name_of, turn_lines
from ...core.fact import Fact
from ...core.prompt import as_data, trim
from ...core.role import Member
from ...core.snapshot import Snapshot
from ...core.turn import Turn
from .model import Audience, Message, Standing, inbox, message_of, messages_in

MAX_MESSAGES = 20


def open_messages(member: Member, snapshots: Sequence[Snapshot], now: int) -> str:
    """What waits for the asker and what they wait for, for the prompt; empty if there is nothing.

    This is the briefing of this domain.
    """
    if member.anonymous:
        return ""
    audience = Audience(frozenset((member.username,)), members_by_area(snapshots))
    found = inbox(messages_in(snapshots), member.username, audience, now)
    open_ = [one for one in found if one.todo or (one.mine and not one.message.ended)]
    return "\n".join(_open_message(one) for one in open_[:MAX_MESSAGES])


def _open_message(one: Standing) -> str:
    message = one.message
    state = f"waits for you to {one.todo}" if one.todo else "waits for others"
    late = ' overdue="yes"' if one.overdue else ""
    lines = "".join(line_of(Spoken(f"@{x.by}", x.text), MAX_SAID) for x in message.lines[-5:])
    return (
        f'<message kind="{message.kind}" from="{name_of("@" + message.author)}" '
        f'to="{name_of(", ".join(message.to))}" state="{state}"{late}>'
        f"<title>{as_data(message.title)}</title>{_said(message)}{lines}</message>"
    )


def _said(message: Message) -> str:
    parts = [
        f"{name}: {', '.join(value) if isinstance(value, list) else value}"
        for name, value in message.parts.items()
    ]
    text = "\n".join(filter(None, (message.body, *parts)))
    return f"<body>{as_data(trim(text, MAX_SAID))}</body>" if text else ""


def message_lines(message: Message) -> list[Spoken]:
    """A message and everything in its thread."""
    said = "\n\n".join(filter(None, (message.title, message.body)))
    asked = Spoken(f"@{message.author}", f"({message.kind} to {', '.join(message.to)}) {said}")
    return [asked, *(Spoken(f"@{line.by}", line.text) for line in message.lines)]


def conversation(facts: Sequence[Fact]) -> Conversation | None:
    """A message as a conversation, after the turn that asked it; None for other facts."""
    message = message_of(facts)
    if message is None:
        return None

    def lines(turns: Mapping[str, Turn], entries: Mapping[str, tuple[str, str]]) -> list[Spoken]:
        asked = [line for turn in turns.values() for line in turn_lines(turn)]
        return [*asked, *message_lines(message)]

    return Conversation(message.title, () if message.turn is None else (message.turn,), lines)
