"""Which requests are made once more where the connection breaks: those that change nothing twice.

A command goes under a key of its own, so that the server carries it out once however often it
comes; what only reads may be asked again; everything else is asked once.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import httpx2

from ..errors import NetworkError
from .call import ApiCall

WAITS = (0.2, 0.6)
"""Seconds before a request is made once more. A server's memory of keys ends with it, and it takes
longer to start again."""


def key_for(call: ApiCall[Any]) -> str | None:
    """A fresh key for a command; None for what is none."""
    return secrets.token_hex(16) if call.command else None


def waits_for(call: ApiCall[Any]) -> Iterator[float]:
    """The pauses after which that call may be made once more."""
    return iter(WAITS if call.safe or call.command else ())


def may_pass(error: NetworkError) -> bool:
    """Whether the connection broke, rather than that somebody answered or let us wait."""
    cause = error.__cause__
    return isinstance(cause, httpx2.TransportError) and not isinstance(
        cause, httpx2.TimeoutException
    )
