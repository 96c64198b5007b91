"""Checks that nobody asked for: each finding again after so many days, where the team wants it.

They run one at a time, as any check does: apart from every kernel, within its limits.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping

from ...errors import Cancelled, CommonGroundError
from ...service.host import Host
from ...service.tasks import Tasks
from .model import SharedFinding, findings_in
from .runner import FindingKeeper
from .settings import days_between

EVERY = 60.0
"""Seconds between two looks."""
DAY = 24 * 60 * 60 * 1000
"""Milliseconds."""
log = logging.getLogger(__name__)


def due(
    findings: Iterable[SharedFinding], days: int, now: int, tried: Mapping[str, int]
) -> list[SharedFinding]:
    """Those whose last check is so many days ago, the longest waiting first.

    ``tried`` says when (ms since 1970) one was last begun here, whatever came of that. What is of
    no notebook can't be run, so nothing is ever due of it.
    """
    last = {
        one.id: max(one.at if one.check is None else one.check.at, tried.get(one.id, 0))
        for one in findings
        if one.path
    }
    waiting = [one for one in findings if one.path and last[one.id] + days * DAY <= now]
    return sorted(waiting, key=lambda one: (last[one.id], one.id))


class CheckSchedule:
    """Use as ``async with CheckSchedule(host)``: leaving ends its checks."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._tasks = Tasks()
        self._tried: dict[str, int] = {}

    async def __aenter__(self) -> CheckSchedule:
        self._tasks.start(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._tasks.close()

    async def look(self) -> None:
        """Check what is due. Raises StoreError."""
        service = self._host.service
        days = days_between(service.settings())
        if days is None:
            return
        findings = findings_in(service.shared())
        for one in due(findings, days, service.clock(), self._tried):
            self._tried[one.id] = service.clock()
            try:
                await self._host.find(FindingKeeper).check_unasked(one)
            except Cancelled:
                return  # by the owner: the others wait until the next look, this one for its days

    async def _run(self) -> None:
        while True:
            try:
                await self.look()
            except CommonGroundError as error:
                log.warning("Findings were not checked: %s", error)
            except Exception:  # the next look may do
                log.exception("Findings were not checked")
            await asyncio.sleep(EVERY)
