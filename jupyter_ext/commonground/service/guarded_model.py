"""A model whose words about itself pass the gate: its server's errors, its label, its address.

A provider quotes what it was sent, and what it quotes ends in turns, in the status and in logs. So
nobody is handed a model, or an error of one, that has not gone through here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import replace

from ..ai.base import Filled, Form, Model, ModelInfo, Piece
from ..ai.learning import Learns
from ..core.prompt import Prompt
from ..core.turn import Usage
from ..errors import CommonGroundError
from ..gate.gate import Gate


class GuardedModel:
    """The model, and the gate as it is at each error."""

    def __init__(self, model: Model, gate: Callable[[], Gate]) -> None:
        self._model = model
        self._gate = gate
        self._cleaned: tuple[ModelInfo, Gate, ModelInfo] | None = None

    @property
    def info(self) -> ModelInfo:
        """Name, label and limits; neither name nor label holds a secret."""
        info, gate = self._model.info, self._gate()
        if self._cleaned is None or self._cleaned[0] != info or self._cleaned[1] is not gate:
            name, label = (gate.for_prompt(text).text for text in (info.name, info.label))
            self._cleaned = (info, gate, replace(info, name=name, label=label))
        return self._cleaned[2]

    @property
    def learned(self) -> bool:
        """Whether nothing about it is left to be found out."""
        return not isinstance(self._model, Learns) or self._model.learned

    async def learn(self) -> Usage:
        """As the model does, where something is to be found out. Raises ModelError."""
        if not isinstance(self._model, Learns):
            return Usage()
        with guarded_errors(self._gate):
            return await self._model.learn()

    def stream(self, prompt: Prompt) -> AbstractAsyncContextManager[AsyncIterator[Piece]]:
        """As the model does."""
        return self._stream(prompt)

    @asynccontextmanager
    async def _stream(self, prompt: Prompt) -> AsyncIterator[AsyncIterator[Piece]]:
        with guarded_errors(self._gate):
            async with self._model.stream(prompt) as pieces:
                yield pieces

    async def fill(self, prompt: Prompt, form: type[Form]) -> Filled[Form]:
        """As the model does."""
        with guarded_errors(self._gate):
            return await self._model.fill(prompt, form)

    async def close(self) -> None:
        """As the model does."""
        with guarded_errors(self._gate):
            await self._model.close()


@contextmanager
def guarded_errors(gate: Callable[[], Gate]) -> Iterator[None]:
    """What is raised inside says nothing that the gate keeps back, and drags no cause along."""
    try:
        yield
    except CommonGroundError as error:
        error.message = gate().for_prompt(error.message).text
        error.remedy = gate().for_prompt(error.remedy).text
        error.args = (error.message,)
        error.__cause__ = None
        error.__suppress_context__ = True
        raise
