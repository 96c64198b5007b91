"""The notebook's cell of a turn that ended: completed where its kernel could not do it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from ...core.notebook import Notebooks
from ...core.question import Question
from ...core.turn import Turn
from ...service.events import FeedEvent
from .save import TurnSaver
from .views import TurnEvent

log = logging.getLogger(__name__)


class TurnCell:
    """``tell`` sends an event to all listeners: only shared turns have cells.

    ``ended`` waits for the end of a turn that is under way.
    """

    def __init__(
        self,
        notebooks: Notebooks,
        saver: TurnSaver,
        tell: Callable[[FeedEvent], None],
        ended: Callable[[str], Awaitable[None]],
    ) -> None:
        self._ended = ended
        self._notebooks = notebooks
        self._saver = saver
        self._tell = tell

    async def finish(self, turn: Turn, question: Question) -> None:
        """See that the cell holds the whole answer. What fails is logged; the turn has the text."""
        try:
            if question.find is not None:
                turn = await self._moved(turn, await question.find())
            if turn.beside is not None:
                await self._ended(turn.beside)
                await self._notebooks.finish_beside(replace(turn, cell=question.cell))
                return
            await self._notebooks.finish(
                turn,
                insert=question.insert,
                kernel_writes=question.kernel_writes,
                kernel_waits=question.kernel_waits,
            )
        except Exception:
            log.exception("The cell of turn %s was not completed", turn.id)

    async def _moved(self, turn: Turn, path: str | None) -> Turn:
        """The turn with the place where its notebook is now."""
        if path is None or path == turn.path:
            return turn
        moved = replace(turn, path=path)
        await self._saver.end(moved)
        self._tell(TurnEvent.of(turn=moved))
        return moved


def has_cell(turn: Turn, question: Question | None = None) -> bool:
    """Whether the turn belongs to a cell that everyone sees, or stands beside one that does."""
    beside = question is not None and turn.beside is not None and question.cell is not None
    return (turn.cell is not None or beside) and turn.visibility == "shared"
