"""A thread as a model is shown it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...core.conversation import Conversation, Spoken, turn_lines
from ...core.fact import Fact
from ...core.fields import MAX_TITLE
from ...core.turn import Turn
from .thread import Step, Thread, thread_of


def conversation(facts: Sequence[Fact]) -> Conversation | None:
    """A thread as a conversation; None where these are no thread's facts."""
    thread = thread_of(facts)
    if thread is None:
        return None
    ids = tuple(step.what for step in thread.steps if step.kind == "turn")
    constraints = tuple(Spoken(f"@{c.by}", c.text) for c in thread.constraints)
    return Conversation(
        thread.title, ids, lambda turns, entries: thread_lines(thread, turns, entries), constraints
    )


def followed(earlier: Sequence[Turn]) -> Conversation | None:
    """The turns that a question follows up, oldest first, as a conversation; None for none."""
    if not earlier:
        return None
    return Conversation(
        earlier[0].question[:MAX_TITLE],
        tuple(turn.id for turn in earlier),
        lambda turns, entries: [
            line for turn in earlier if turn.id in turns for line in turn_lines(turn)
        ],
    )


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
