"""A thread in words, for cells."""

from __future__ import annotations

from collections.abc import Callable

from ...core.markdown import inline
from .thread import Thread

NameOf = Callable[[str], str]
"""How a member is displayed, by username."""


def thread_markdown(thread: Thread, name_of: NameOf) -> str:
    """A thread: who takes part, and whose constraints hold in it."""
    people = ", ".join(inline(name_of(name)) for name in thread.people)
    turns = sum(step.kind == "turn" for step in thread.steps)
    count = f"{turns} {'question' if turns == 1 else 'questions'}"
    lines = [f"- {inline(name_of(one.by))}: {inline(one.text[:300])}" for one in thread.constraints]
    head = f"**{inline(thread.title)}** ({people}; {count})"
    if not lines:
        return f"{head}\n\nNo constraints yet: `%cg constraint --thread NAME TEXT`"
    return "\n".join([head, "", "Constraints:", "", *lines])
