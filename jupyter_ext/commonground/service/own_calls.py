"""The server's own questions to the model: what no member asked as a question of theirs.

The one way in which a feature asks a model beside turns: it says what for, the team's budget is
asked before, and what was used is on record behind, so that no caller can forget either.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel

from ..ai.base import Counted, Done, Filled, Model, ModelInfo, TextPiece
from ..core.prompt import Prompt
from ..core.role import Member
from ..core.spent import Purpose, Spent
from ..core.turn import Usage
from ..errors import CommonGroundError, StoreError
from .guarded_model import GuardedModel
from .host import Allowance, Costing
from .writer import ContextService

log = logging.getLogger(__name__)

Form = TypeVar("Form", bound=BaseModel)


class NoAllowance:
    """Nobody bounds what is spent."""

    async def check(self, member: Member | None) -> None:
        """It fits."""

    def spent(self, spent: Spent) -> None:
        """It is no matter."""


class OwnCalls:
    """``model`` gives the model at the first need. Members in ``by`` had it done: it is theirs.

    Raises OverBudget before anything is asked, NoModel, ModelError.
    """

    def __init__(
        self,
        service: ContextService,
        model: Callable[[], Model],
        costing: Costing = lambda usage: None,
        allowance: Allowance | None = None,
    ) -> None:
        self._service = service
        self._model = model
        self._costing = costing
        self._allowance = allowance or NoAllowance()

    async def __aenter__(self) -> OwnCalls:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing runs by itself."""

    def info(self) -> ModelInfo:
        """What is known of the model. Raises NoModel with how to get one."""
        return self._guarded().info

    def capable(self) -> ModelInfo | None:
        """The same, if its judgement counts; None for a demo model, and where there is none."""
        try:
            info = self.info()
        except CommonGroundError:
            return None
        return None if info.demo or not info.forms else info

    @property
    def learned(self) -> bool:
        """Whether all is known of what the model can do, or there is none."""
        try:
            return self._guarded().learned
        except CommonGroundError:
            return True

    async def learn(self) -> ModelInfo:
        """Find out what it can do, by small requests."""
        model = await self._allowed(None)
        usage = await model.learn()
        if usage != Usage():
            await self._keep("probe", model.info, usage, None)
        return model.info

    async def fill(
        self, purpose: Purpose, prompt: Prompt, form: type[Form], by: Member | None = None
    ) -> Filled[Form]:
        """Ask for a form."""
        model = await self._allowed(by)
        filled = await model.fill(prompt, form)
        await self._keep(purpose, model.info, filled.usage, by)
        return filled

    async def text(self, purpose: Purpose, prompt: Prompt, by: Member | None = None) -> str:
        """Ask for a text; what is cut off has its cost, too."""
        model, usage, parts = await self._allowed(by), Usage(), list[str]()
        try:
            async with model.stream(prompt) as pieces:
                async for piece in pieces:
                    if isinstance(piece, TextPiece):
                        parts.append(piece.text)
                    elif isinstance(piece, Counted | Done):
                        usage = piece.usage
        finally:
            if usage != Usage():
                await self._keep(purpose, model.info, usage, by)
        return "".join(parts)

    async def _allowed(self, by: Member | None) -> GuardedModel:
        model = self._guarded()
        await self._allowance.check(by)
        return model

    def _guarded(self) -> GuardedModel:
        model = self._model()
        if isinstance(model, GuardedModel):
            return model
        return GuardedModel(model, self._service.gate)

    async def _keep(
        self, purpose: Purpose, info: ModelInfo, usage: Usage, by: Member | None
    ) -> None:
        cost = self._costing(usage)
        asker = "" if by is None else by.username
        id, at = self._service.new_id("q"), self._service.clock()
        spent = Spent(id, asker, at, info.label, usage, cost, None, purpose)
        self._allowance.spent(spent)
        try:
            await self._service.store.put_spent(spent)
        except StoreError as error:  # the answer is worth more than its price
            log.error("What was spent on a %s is not on record: %s", purpose, error)
