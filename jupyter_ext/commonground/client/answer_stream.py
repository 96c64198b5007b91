"""An answer's stream that is opened again where it breaks, each piece of text given once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import httpx2
from pydantic import TypeAdapter

from ..core.turn import Turn
from ..core.views import TurnAnswer, TurnText, TurnView
from ..errors import NetworkError
from .api_connection import ApiConnection
from .wire_errors import unreachable

RETRIES = 6
"""Attempts to go on with a stream that broke, without any progress in between."""
LINE: TypeAdapter[TurnText | TurnAnswer] = TypeAdapter(TurnText | TurnAnswer)
"""What a line of the stream is."""


class HasTurn(Protocol):
    """An answer that tells of one turn, with its text."""

    @property
    def turn(self) -> TurnView:
        """The turn."""
        ...


def turn_of(answer: HasTurn) -> Turn:
    """The turn that was answered."""
    return Turn.from_wire(answer.turn.plain())


def answer_stream(
    api: ApiConnection, path: str, sleep: Callable[[float], object]
) -> Iterator[str | Turn]:
    """The answer's text piece by piece, then the finished turn, once.

    A stream begins with all the text there is. So one that breaks is opened again, and what was
    given already is left out; a turn that ended meanwhile ends it. Raises NetworkError when the
    server stays away.
    """
    given, failures = 0, 0
    while True:
        position = 0
        try:
            for line in api.lines(LINE, path):
                if isinstance(line, TurnAnswer):
                    yield turn_of(line)
                    return
                text = line.text
                fresh = text[max(0, given - position) :]
                position += len(text)
                if fresh:
                    given, failures = given + len(fresh), 0
                    yield fresh
            failures += 1  # it ended without the turn: the server is going down
        except httpx2.ReadTimeout:
            continue
        except httpx2.TransportError as error:
            failures += 1
            if failures > RETRIES:
                raise unreachable(api.url, api.served, error) from error
        if failures > RETRIES:
            raise NetworkError(
                "The answer's stream keeps breaking off.",
                "The side panel shows the answer once the server is back.",
            )
        sleep(min(0.1 * 2**failures, 3.0))
