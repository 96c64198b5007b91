"""Finds out what the usual model can do, after its first answer, where that is not known."""

from __future__ import annotations

import logging

from ...core.turn import Turn
from ...errors import CommonGroundError
from ...service.host import Host
from ...service.own_calls import OwnCalls
from ...service.tasks import Tasks

log = logging.getLogger(__name__)


class AbilityCheck:
    """Once for a model, under the team's budget; what fails is tried after the next answer."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._calls = host.find(OwnCalls)
        self._tasks = Tasks()
        self._busy = False

    async def __aenter__(self) -> AbilityCheck:
        self._host.turn_ended.append(self._ended)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._host.turn_ended.remove(self._ended)
        await self._tasks.close()

    def _ended(self, turn: Turn) -> None:
        due = self._host.options.learn and turn.status == "complete" and not self._busy
        if due and not self._calls.learned:
            self._busy = True
            self._tasks.start(self._check())

    async def _check(self) -> None:
        try:
            info = await self._calls.learn()
            log.info("What %s can't do: %s", info.label, ", ".join(info.lacks) or "nothing")
        except CommonGroundError as error:
            log.info("What the model can do is not known yet: %s", error)
        finally:
            self._busy = False
