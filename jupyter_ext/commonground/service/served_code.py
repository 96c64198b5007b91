"""The code index of the folder that a server serves: begun late, shown as a job, kept current."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from ..code.index import CodeIndex
from ..config import CODE_CACHE
from ..errors import Cancelled
from .jobs import LongJob, LongJobs
from .tasks import Tasks

log = logging.getLogger(__name__)

LATER = 3.0
"""Seconds after which reading begins: what people wait for when a server starts comes first."""
SHOWN_FROM = 1_000
"""Files to be read from which on people are told how far it is."""


class ServedCode:
    """Use as ``async with ServedCode(index, jobs) as code``; ``code.index`` answers at any time."""

    def __init__(self, index: CodeIndex, jobs: LongJobs, *, later: float = LATER) -> None:
        self.index = index
        self._jobs = jobs
        self._later = later
        self._tasks = Tasks()

    @classmethod
    def of(cls, root: Path, data: Path, jobs: LongJobs) -> ServedCode:
        """That of a served folder; what was read is kept in the data folder."""
        return cls(CodeIndex(root, data / CODE_CACHE), jobs)

    async def __aenter__(self) -> ServedCode:
        await self.index.__aenter__()
        self._tasks.start(self._run())
        return self

    async def __aexit__(self, *details: object) -> None:
        await self._tasks.close()
        await self.index.__aexit__(*details)

    async def _run(self) -> None:
        await asyncio.sleep(self._later)
        try:
            await self._read()
            await self.index.keep()
        except Cancelled:
            await self.index.keep(whole=False)  # what was read until then is kept up to date
        except (OSError, TimeoutError) as error:
            log.warning("The code of this folder is not read: %s", error)

    async def _read(self) -> None:
        if await self.index.unread() < SHOWN_FROM:
            await self.index.build()
            return
        async with self._jobs.running("code", estimates=True) as job:
            await self.index.build(lambda done, total: _reach(job, done, total))


def _reach(job: LongJob, done: int, total: int) -> None:
    """Raises Cancelled where that is asked for."""
    job.reach(done, total)
    job.checkpoint()
