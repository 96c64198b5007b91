"""Backups by themselves: one a day, the last seven kept, unless the team's setting says otherwise.

Times come from the service's clock; where it was set back, the next one is made at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...core.setting import Setting, SettingKind, fields_of
from ...errors import CommonGroundError, InvalidCommand, StoreError
from ...service.host import Host
from ...service.tasks import Tasks
from ...service.writer import ContextService
from ...store.backup_shelf import last_good, take

log = logging.getLogger(__name__)

LOOK_EVERY = 600.0
"""Seconds between two looks at whether a backup is due."""
DAY = 86_400_000
EVERY_DAYS, KEEP = 1, 7
MOST_DAYS, MOST_KEPT = 30, 100


def _backups(_: str, value: Any) -> Any:
    if value is None:
        return None
    found = fields_of(value, {"days", "keep"}, "how backups are made")
    days, keep = found["days"], found["keep"]
    if type(days) is not int or not 0 <= days <= MOST_DAYS:
        raise InvalidCommand(
            f"Backups are made every 1 to {MOST_DAYS} days.", "Give 0 to make none."
        )
    if type(keep) is not int or not 1 <= keep <= MOST_KEPT:
        raise InvalidCommand(f"1 to {MOST_KEPT} backups are kept.", "Give keep as a whole number.")
    return {"days": days, "keep": keep}


SETTINGS = (SettingKind("backups", _backups, "admin"),)
"""``{"days": 1, "keep": 7}`` out of the box, which null brings back; 0 days: none."""


def schedule_in(settings: Mapping[str, Setting]) -> tuple[int, int]:
    """Days between two backups (0: none are made), and how many are kept."""
    setting = settings.get("backups")
    value = setting.value if setting is not None else None
    return (value["days"], value["keep"]) if value else (EVERY_DAYS, KEEP)


class BackupRunner:
    """Makes the backups of one server, in the data folder's ``backups``."""

    def __init__(self, service: ContextService, folder: Path) -> None:
        self._service = service
        self._folder = folder
        self._tasks = Tasks()

    async def __aenter__(self) -> BackupRunner:
        self._tasks.start(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._tasks.close()

    async def _run(self) -> None:
        while True:
            try:
                await self.make_if_due()
            except CommonGroundError as error:
                log.error("No backup was made: %s", error)
                if isinstance(error, StoreError):
                    await self._service.store_health.look()
            except OSError as error:
                log.error("No backup was made: %s", error.strerror)
            await asyncio.sleep(LOOK_EVERY)

    async def make_if_due(self) -> Path | None:
        """Make one if it is due. Raises SetupError, StoreError, OSError."""
        days, keep = schedule_in(self._service.settings())
        if not days or not await self._service.store.rooms():
            return None
        found = await asyncio.to_thread(last_good, self._folder)
        now = self._service.clock()
        if found is not None and found[1].at <= now < found[1].at + days * DAY:
            return None
        return await asyncio.to_thread(take, self._folder, at=now, keep=keep)


def backups(host: Host) -> BackupRunner | None:
    """The backups of this server; none where it keeps nothing on a disk."""
    return None if host.folder is None else BackupRunner(host.service, host.folder)
