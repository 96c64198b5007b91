"""A conversation as a model is shown it: data, with each person's words as theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .fact import Fact
from .prompt import as_data, trim
from .tool import ToolCall
from .turn import Turn

MODEL = "the assistant"
"""Whose lines the model's own earlier answers are."""
MAX_SAID = 800
"""Characters of each constraint, and of each text of a message, that a prompt holds."""
MAX_LINE = 6_000
"""Characters of each line of a thread."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of a conversation: whose it is, and what it says."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a question may be about: a thread, or a message with its answers.

    ``turns`` are ids of turns that belong to it; ``lines`` makes its lines, oldest first, of those
    of them that the asker may be shown, and of the live entries' titles and texts by id.
    """

    title: str
    turns: tuple[str, ...]
    lines: Callable[[Mapping[str, Turn], Mapping[str, tuple[str, str]]], list[Spoken]]
    constraints: tuple[Spoken, ...] = ()


ConversationOf = Callable[[Sequence[Fact]], Conversation | None]
"""A thing as a conversation, from its facts; None where it is no thing of that kind."""


def turn_lines(turn: Turn) -> list[Spoken]:
    """Question and answer of a turn, and what came of clicks on what it proposed."""
    lines = [Spoken(f"@{turn.asker}", turn.question)]
    if turn.text:
        lines.append(Spoken(MODEL, turn.text))
    return [*lines, *map(_clicked, filter(_by_click, turn.calls))]


def _by_click(call: ToolCall) -> bool:
    """Whether a person decided it after the answer: the model has not been told what came of it."""
    return call.allowed == "click" or call.status == "declined"


def _clicked(call: ToolCall) -> Spoken:
    who = f"@{call.by}" if call.by else "somebody"
    if call.status == "declined":
        return Spoken(f"the tool {call.tool}", f"Declined by {who}; nothing was done.")
    made = f" It made {call.thing}." if call.thing else ""
    gave = f"\n\n{trim(call.result, MAX_SAID)}" if call.result else ""
    return Spoken(f"the tool {call.tool}", f"{call.status}, allowed by {who}.{made}{gave}")


def render_conversation(
    title: str,
    constraints: Iterable[Spoken],
    lines: Sequence[Spoken],
    budget: int,
) -> str:
    """A conversation within ``budget`` characters: every constraint, and the newest lines.

    Each constraint and each line says whose it is; constraints that don't fit are named as left
    out, never merged into another person's.
    """
    parts = [f"<thread><title>{as_data(title)}</title>"]
    room = budget - len(parts[0])
    missing = 0
    for one in constraints:
        text = as_data(trim(one.text, MAX_SAID))
        block = f'<constraint from="{name_of(one.by)}">{text}</constraint>'
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
        block = line_of(said, limit)
        if len(block) > room:
            break
        kept.append(block)
        room -= len(block)
    if len(kept) < len(lines):
        parts.append(f"<omitted>{len(lines) - len(kept)} earlier lines did not fit.</omitted>")
    return "\n".join([*parts, *reversed(kept), "</thread>"])


def line_of(said: Spoken, limit: int) -> str:
    """One line as data, with whose it is; its text cut to ``limit`` characters."""
    return f'<line from="{name_of(said.by)}">{as_data(trim(said.text, limit))}</line>'


def name_of(text: str) -> str:
    """A name as an attribute's value."""
    return as_data(text).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
