"""Whose answer comes first: one member's questions from the cells of a notebook, in order.

Each of them reads the cells above it with their answers, so it waits for those that the same person
asked before; a colleague's questions wait for nobody.
"""

from __future__ import annotations

from collections import defaultdict

from ...core.question import Question
from ...errors import Busy
from .growing_answer import GrowingAnswer

MOST_WAITING = 100
"""Questions of one member that may wait in a notebook."""
Line = tuple[str, str]
"""An asker and a notebook's path."""


def line_of(asker: str, question: Question) -> Line | None:
    """Where the question is to wait; None for one that waits for nothing, or whose kernel does.

    An answer beside another one waits for nothing: it reads what that one read.
    """
    if (
        question.beside is not None
        or question.kernel_waits
        or question.path is None
        or question.cell is None
    ):
        return None
    return asker, question.path


class NotebookQueue:
    """Answers by line: first the one that grows."""

    def __init__(self) -> None:
        self._lines: defaultdict[Line, list[GrowingAnswer]] = defaultdict(list)

    def ahead(self, asker: str, question: Question) -> int:
        """How many are before the question. Raises Busy where too many wait."""
        line = line_of(asker, question)
        ahead = 0 if line is None else len(self._lines.get(line, ()))
        if ahead > MOST_WAITING:
            raise Busy(
                f"{MOST_WAITING} of your questions in this notebook wait for their answers.",
                "Wait until some of them have ended, or stop them, then run the cell again.",
                retry_after=30,
            )
        return ahead

    def enter(self, answer: GrowingAnswer) -> None:
        """It is the last one from now on; those that were before it may have ended meanwhile."""
        line = line_of(answer.turn.asker, answer.question)
        ahead = 0
        if line is not None:
            ahead = len(self._lines[line])
            self._lines[line].append(answer)
        answer.move_up(min(ahead, answer.turn.ahead))

    def leave(self, answer: GrowingAnswer) -> None:
        """It has ended: those behind it move up."""
        line = line_of(answer.turn.asker, answer.question)
        if line is None:
            return
        self._lines[line].remove(answer)
        for ahead, other in enumerate(self._lines[line]):
            other.move_up(ahead)
        if not self._lines[line]:
            del self._lines[line]
