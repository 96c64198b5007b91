"""The models of one server: the usual one, and those that a question may name; each made once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AsyncExitStack

from ...ai.base import Model, ModelInfo
from ...ai.offers import ModelOffers, NoOffers, Offer
from ...core.turn import Usage
from ...errors import CommonGroundError, InvalidCommand
from ...gate.gate import Gate
from ...service.guarded_model import GuardedModel, guarded_errors
from ...service.host import Costing, CostingOf

log = logging.getLogger(__name__)


class AnsweringModels:
    """``choose`` gives the usual model at the first need, ``costing`` what it costs.

    ``costing_of`` gives what any of them costs, where more than one is asked.
    """

    def __init__(
        self,
        choose: Callable[[], Model],
        gate: Callable[[], Gate],
        costing: Costing,
        offers: ModelOffers | None = None,
        costing_of: CostingOf | None = None,
    ) -> None:
        self._choose = choose
        self._gate = gate
        self._costing = costing
        self._offers = offers or NoOffers()
        self._costing_of = costing_of
        self._made: dict[str | None, Model] = {}

    def model(self, name: str | None = None) -> Model:
        """The model of that name, else the usual one.

        Raises NoModel with how to get one, InvalidCommand where no model is called so here.
        """
        if name is not None and self._is_usual(name):
            name = None
        if name not in self._made:
            with guarded_errors(self._gate):
                self._made[name] = GuardedModel(self._chosen(name), self._gate)
        return self._made[name]

    def info(self) -> tuple[ModelInfo | None, str | None]:
        """What is shown about the usual one, or why there is none."""
        try:
            return self.model().info, None
        except CommonGroundError as error:
            return None, str(error)

    def offered(self) -> tuple[Offer, ...]:
        """What a question may name, the usual one first."""
        usual, _ = self.info()
        first = () if usual is None else (Offer(usual.name, usual.label),)
        return (*first, *(o for o in self._offers.offers if usual is None or o.name != usual.name))

    def cost(self, usage: Usage, info: ModelInfo | None = None) -> float | None:
        """US dollars for that usage of that model, else of the usual one; None: nobody knows."""
        try:
            if info is None or self._costing_of is None:
                return self._costing(usage)
            return self._costing_of(info, usage)
        except Exception:  # whatever it is: the answer is there and has to be saved
            log.exception("What a turn cost is not known")
            return None

    async def close(self) -> None:
        """Release all of them."""
        async with AsyncExitStack() as stack:
            for model in self._made.values():
                stack.push_async_callback(model.close)
        self._made.clear()

    def _is_usual(self, name: str) -> bool:
        usual, _ = self.info()
        return usual is not None and usual.name == name

    def _chosen(self, name: str | None) -> Model:
        if name is None:
            return self._choose()
        if name not in {offer.name for offer in self._offers.offers}:
            known = ", ".join(offer.name for offer in self.offered()) or "none"
            raise InvalidCommand(f"There is no model {name[:60]!r} here.", f"Models: {known}.")
        return self._offers.choose(name)
