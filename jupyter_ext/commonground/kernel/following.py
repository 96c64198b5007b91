"""Follow an answer to its end, wherever it is shown, and stop its model on an interrupt."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from ..errors import ModelError

if TYPE_CHECKING:
    from ..client.client import Client
    from ..core.turn import Turn
    from .display import Output

    Begun = tuple[Turn, Output, bool]
    """A question's turn, where its answer is shown, and whether the cell waits for it."""


def follow(client: Client, begin: Callable[[], Begun | None], msg_id: str | None) -> None:
    """Begin, then show the answer to its end; an interrupt stops the model and keeps what came.

    Where the server writes the answer into the cell, the kernel is free as soon as it has begun.
    """
    from .display import CellStopped

    begun: Begun | None = None
    try:
        with _interrupt_deferred() as interrupted:
            begun = begin()
        if interrupted:
            raise KeyboardInterrupt
        if begun is None or not begun[2]:
            return
        ended = _to_the_end(client, begun[0], begun[1], msg_id)
    except KeyboardInterrupt:
        if begun is None:
            raise CellStopped("Common Ground: interrupted, after the command was done.") from None
        turn, output, _ = begun
        with _interrupt_deferred():
            output.finish(client.stop(turn.id, msg_id=msg_id))
        raise CellStopped("Common Ground: stopped. What had come by then is kept.") from None
    begun[1].finish(ended)
    if ended.status == "failed":
        raise ModelError("The question was not answered.", "The output says why.")


def _to_the_end(client: Client, turn: Turn, output: Output, msg_id: str | None) -> Turn:
    ended = turn
    for piece in client.stream(turn.id, msg_id=msg_id):
        if isinstance(piece, str):
            output.grow(piece)
        else:
            ended = piece
    return ended


@contextmanager
def _interrupt_deferred() -> Iterator[list[Literal[True]]]:
    """Hold an interrupt back while a question is handed over, or nobody could stop its answer.

    Yields a list that is non-empty once an interrupt has come.
    """
    came: list[Literal[True]] = []
    if threading.current_thread() is not threading.main_thread():
        yield came
        return
    before = signal.signal(signal.SIGINT, lambda *_: came.append(True))
    try:
        yield came
    finally:
        signal.signal(signal.SIGINT, before)
