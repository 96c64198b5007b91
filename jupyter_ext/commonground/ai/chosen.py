"""The model that people chose among those of this machine, else the usual one; it may change."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack

from ..core.prompt import Prompt
from ..core.turn import Usage
from ..errors import NoModel
from .base import Filled, Form, Model, ModelInfo, Piece
from .learning import LearningModel, Learns
from .nearby import Nearby, NearbyModel

NOBODY = ModelInfo("none", "no model", "embedded", 8_000, demo=True)
"""What is said where nobody is chosen any more, and there is no usual one."""


class ChosenModel:
    """``choice`` says which server and model hold now, ``make`` makes that, ``usual`` the other."""

    def __init__(
        self,
        choice: Callable[[], tuple[Nearby, str] | None],
        make: Callable[[Nearby, str], NearbyModel],
        usual: Callable[[], Model],
    ) -> None:
        self._choice = choice
        self._make = make
        self._usual = usual
        self._made: dict[tuple[Nearby, str] | None, Model] = {}

    @property
    def info(self) -> ModelInfo:
        """That of the model which answers now."""
        try:
            return self.now().info
        except NoModel:
            return NOBODY

    def now(self) -> Model:
        """The model that answers now. Raises NoModel."""
        choice = self._choice()
        if choice not in self._made:
            made = self._usual() if choice is None else LearningModel(self._make(*choice))
            self._made[choice] = made
        return self._made[choice]

    @property
    def learned(self) -> bool:
        """Whether nothing about the model that answers now is left to be found out."""
        model = self.now()
        return not isinstance(model, Learns) or model.learned

    async def learn(self) -> Usage:
        """As that model does. Raises NoModel, ModelError."""
        model = self.now()
        return await model.learn() if isinstance(model, Learns) else Usage()

    def stream(self, prompt: Prompt) -> AbstractAsyncContextManager[AsyncIterator[Piece]]:
        """As that model does. Raises NoModel."""
        return self.now().stream(prompt)

    async def fill(self, prompt: Prompt, form: type[Form]) -> Filled[Form]:
        """As that model does."""
        return await self.now().fill(prompt, form)

    async def close(self) -> None:
        """Release all that were asked."""
        async with AsyncExitStack() as stack:
            for model in self._made.values():
                stack.push_async_callback(model.close)
        self._made.clear()
