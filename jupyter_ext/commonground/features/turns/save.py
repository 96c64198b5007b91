"""Turns on the disk: as they begin, while they grow, and at their end."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from ...core.turn import Turn
from ...errors import StoreError
from ...service.writer import ContextService
from .growing_answer import GrowingAnswer

log = logging.getLogger(__name__)

RETRY_SAVE = 1.0
"""Seconds between attempts to save a finished answer that the store did not take."""


class TurnSaver:
    """Saves turns in the service's store and reports to its health."""

    def __init__(self, service: ContextService) -> None:
        self._store = service.store
        self._health = service.store_health

    async def begin(self, turn: Turn) -> None:
        """Save a turn before its stream is opened. Raises StoreError."""
        try:
            await self._store.put_turn(turn)
        except StoreError as error:
            self._health.failed(error)
            raise

    async def growing(self, answer: GrowingAnswer) -> None:
        """Save what has come since the last time, for the case of a crash; a failure is no matter.

        Only what is new is written: an answer that is long costs no more than others.
        """
        if answer.ended or answer.saving.locked():
            return
        if answer.saved_thinking < len(answer.turn.thinking):
            return await self.whole(answer)
        async with answer.saving:
            at, text = answer.saved, answer.text[answer.saved :]
            with suppress(StoreError):
                await self._store.grow_turn(answer.turn.id, at, text)
                answer.saved = at + len(text)

    async def whole(self, answer: GrowingAnswer) -> None:
        """Save all of a growing answer, with its calls; a failure is no matter, as above."""
        async with answer.saving:
            turn = answer.so_far
            with suppress(StoreError):
                await self._store.put_turn(turn)
                answer.saved = len(turn.text)
                answer.saved_thinking = len(turn.thinking)

    async def end(self, turn: Turn) -> None:
        """Save, again and again until the store takes it: nobody may lose a finished answer."""
        while True:
            try:
                await self._store.put_turn(turn)
                self._health.works()
                return
            except StoreError as error:
                self._health.failed(error)
                try:
                    await asyncio.sleep(RETRY_SAVE)
                except asyncio.CancelledError:
                    log.error("The end of turn %s could not be saved: %s", turn.id, error)
                    raise
