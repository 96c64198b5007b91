"""The contract of a model: a prompt in, text as it grows or a filled form, and its usage out.

A prompt is text in four parts; see ``core/prompt.py`` for how it is made.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from ..core.prompt import Prompt
from ..core.tool import ToolUse
from ..core.turn import Usage

Ability = Literal["tools", "pictures", "forms"]
ModelKind = Literal[
    "anthropic", "compatible", "local", "embedded", "scripted", "bedrock", "vertex", "foundry"
]
"""Where it runs: at the provider, at a base URL, on this machine, within us, or in a cloud."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What people are told: ``label`` is shown beside every answer.

    ``window`` is the input that fits, in tokens; ``demo`` marks the embedded model, whose prose
    proves the wiring and nothing else.
    """

    name: str
    label: str
    kind: Literal[
        "anthropic", "compatible", "embedded", "scripted", "local", "bedrock", "vertex", "foundry"
    ]
    window: int
    demo: bool = False
    tools: bool = False
    """Whether it can ask for tools; one that can't is told of none."""
    sees: bool = False
    """Whether it reads pictures; one that doesn't is shown none."""
    forms: bool = True
    """Whether it fills in forms (JSON after a schema); one that doesn't judges nothing."""
    lacks: tuple[Ability, ...] = ()
    """What it was found not to do."""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """The next piece of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class ThinkingPiece:
    """The next piece of what it thinks before it answers, as far as its provider tells."""

    text: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What the provider has counted so far, and will charge whatever becomes of the answer.

    As in ``Done``; a later one takes the place of the one before.
    """

    usage: Usage


@dataclass(frozen=True, slots=True)
class Done:
    """The end of the answer.

    ``stop_reason`` is the provider's word (``end_turn``, ``max_tokens``).

    With ``tool_use`` it waits for the ``uses``; ``said`` are its message's blocks, to be sent again
    with their results.
    """

    usage: Usage
    stop_reason: str
    uses: tuple[ToolUse, ...] = ()
    said: tuple[Mapping[str, Any], ...] = ()


Piece = TextPiece | ThinkingPiece | Counted | Done

Form = TypeVar("Form", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Filled(Generic[Form]):
    """A form that the model was to fill in; None where what came is no such form.

    The usage is paid either way.
    """

    form: Form | None
    usage: Usage


def read_form(text: str, form: type[Form]) -> Form | None:
    """The form in a text that is JSON, or holds one object between other words; else None."""
    start, end = text.find("{"), text.rfind("}")
    try:
        return form.model_validate_json(text[start : end + 1])
    except ValidationError:
        return None


class Model(Protocol):
    """Promises:

    - ``stream`` yields ``TextPiece`` and ``ThinkingPiece`` pieces in order and ends with exactly
      one ``Done``. A ``Counted`` comes as soon as the provider has counted, so that what is stopped
      has its cost.
    - ``fill`` gives a form that its own rules accept, or none; it never guesses a field. Cancelling
      it closes the request.
    - Leaving the ``async with`` block (also by cancellation) closes the provider's stream at once.
    - Every failure is a ModelError or NoModel of ours with a remedy; what had been yielded stands.
    - What it asks of tools comes whole with ``Done``, or not at all; it carries nothing out.
    - The key is in no repr, error, log record or attribute that prints.
    """

    @property
    def info(self) -> ModelInfo:
        """Name, label and limits. Never blocks."""
        ...

    def stream(self, prompt: Prompt) -> AbstractAsyncContextManager[AsyncIterator[Piece]]:
        """Ask, and read the answer as it comes: ``async with model.stream(p) as pieces``."""
        ...

    async def fill(self, prompt: Prompt, form: type[Form]) -> Filled[Form]:
        """Ask for a structured answer. A model that can't give one raises ModelRequest."""
        ...

    async def close(self) -> None:
        """Release connections and processes. Idempotent."""
        ...
