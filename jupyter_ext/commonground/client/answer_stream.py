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


class StreamReading:
    """How far a stream was read: a stream that is opened again begins with what was given."""

    def __init__(self) -> None:
        self._given = self._position = self._failures = 0

    def begin(self) -> None:
        """It is opened."""
        self._position = 0

    def fresh(self, text: str) -> str:
        """What of that piece was not given yet."""
        found = text[max(0, self._given - self._position) :]
        self._position += len(text)
        if found:
            self._given, self._failures = self._given + len(found), 0
        return found

    def broke(self, error: NetworkError | None = None) -> None:
        """It ended too early. Raises NetworkError once that went on for too long."""
        self._failures += 1
        if self._failures > RETRIES:
            raise error or NetworkError(
                "The answer's stream keeps breaking off.",
                "The side panel shows the answer once the server is back.",
            )

    @property
    def wait(self) -> float:
        """Seconds until it is opened again."""
        return min(0.1 * 2.0**self._failures, 3.0)


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
    reading = StreamReading()
    while True:
        reading.begin()
        try:
            for line in api.lines(LINE, path):
                if isinstance(line, TurnAnswer):
                    yield turn_of(line)
                    return
                fresh = reading.fresh(line.text)
                if fresh:
                    yield fresh
            reading.broke()  # it ended without the turn: the server is going down
        except httpx2.ReadTimeout:
            continue
        except httpx2.TransportError as error:
            reading.broke(unreachable(api.url, api.served, error))
        sleep(reading.wait)
