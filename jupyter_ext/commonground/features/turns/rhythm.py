"""How often this team asks, so how long its provider is to keep what all asks share.

Remembers when turns began; the store tells of those before the server's start.
"""

from __future__ import annotations

import logging
from bisect import insort
from collections.abc import Mapping

from ...core.rhythm import PUBLISHED, REMEMBERED, CachePrices, Life, life_for
from ...core.turn import Turn, Usage
from ...errors import StoreError
from ...service.host import Costing
from ...service.writer import ContextService

log = logging.getLogger(__name__)

TRIED = 1_000
"""Tokens by which a model's prices are read off: far from where a longer prompt costs more."""
_TRIALS: Mapping[Life, Usage] = {
    "5m": Usage(TRIED, tokens_written=TRIED),
    "1h": Usage(TRIED, tokens_written=TRIED, tokens_hour=TRIED),
}


class TeamRhythm:
    """``costing`` says what the model that answers costs."""

    def __init__(self, service: ContextService, costing: Costing) -> None:
        self._service = service
        self._costing = costing
        self._begun: list[int] = []

    async def begin(self) -> None:
        """Read when the team asked before; where that can't be read, begin anew."""
        try:
            before = await self._service.store.spent(self._service.clock() - REMEMBERED)
        except StoreError as error:
            log.warning("How often the team asks is not known: %s", error)
            return
        for each in before:
            insort(self._begun, each.at)

    def asked(self, turn: Turn) -> None:
        """A turn begins."""
        insort(self._begun, turn.at)
        old = turn.at - REMEMBERED
        while self._begun[0] < old:
            del self._begun[0]

    def life(self) -> Life:
        """How long what an ask of now shares with others is to be kept."""
        return life_for(self._begun, self._service.clock(), self._prices())

    def _prices(self) -> CachePrices:
        read = self._costing(Usage(TRIED, tokens_cached=TRIED))
        write: dict[Life, float] = {}
        for life, usage in _TRIALS.items():
            cost = self._costing(usage)
            if cost is not None:
                write[life] = cost
        return PUBLISHED if read is None or len(write) < len(_TRIALS) else CachePrices(read, write)
