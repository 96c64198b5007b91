"""The contract of a model: a prompt in, text as it grows and its usage out.

Knows nothing of notebooks, members or entries.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

from ..core.prompt import Prompt
from ..core.turns import Usage


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What people are told: ``label`` is shown beside every answer.

    ``window`` is the input that fits, in tokens; ``demo`` marks the embedded model, whose prose
    proves the wiring and nothing else.
    """

    name: str
    label: str
    kind: Literal["anthropic", "compatible", "embedded", "scripted"]
    window: int
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """The next piece of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """The end of the answer. ``stop_reason`` is the provider's word (``end_turn``, ``max_tokens``).

    ``usage.tokens_in`` counts the whole prompt, ``usage.tokens_cached`` the part read from the
    provider's cache and ``cache_written`` the part written to it, which is priced differently.
    """

    usage: Usage
    stop_reason: str
    cache_written: int = 0


Piece = Text | Done


class Model(Protocol):
    """Promises:

    - ``stream`` yields ``Text`` pieces in order and ends with exactly one ``Done``.
    - Leaving the ``async with`` block (also by cancellation) closes the provider's stream at once.
    - Every failure is a ModelError or NoModel of ours with a remedy; what had been yielded stands.
    - The key is in no repr, error, log record or attribute that prints.
    """

    @property
    def info(self) -> ModelInfo:
        """Name, label and limits. Never blocks."""
        ...

    def stream(self, prompt: Prompt) -> AbstractAsyncContextManager[AsyncIterator[Piece]]:
        """Ask, and read the answer as it comes: ``async with model.stream(p) as pieces``."""
        ...

    async def close(self) -> None:
        """Release connections and processes. Idempotent."""
        ...
