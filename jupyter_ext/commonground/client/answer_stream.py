"""An answer's stream that is opened again where it breaks, each piece of text given once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx2

from ..core.turn import Turn
from ..errors import NetworkError
from .api_connection import ApiConnection
from .wire_errors import unreachable

RETRIES = 6
"""Attempts to go on with a stream that broke, without any progress in between."""


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
            for value in api.lines(path):
                if "turn" in value:
                    yield Turn.from_wire(value["turn"])
                    return
                text = str(value["text"])
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
