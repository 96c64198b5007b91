"""All that a running server holds, written to a new file: for when its own files are gone.

What the open files still hold comes first, for it is everything; where they can't be read, the
documents in memory.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from ...config import CONTEXT_DB, IDENTITY_DB, is_served
from ...core.role import Member, require
from ...errors import SetupError, StoreError
from ...service.host import Host
from ...service.writer import ContextService
from ...store.backup import Backup, pack
from ...store.base import Update
from ...store.sqlite import SQLiteStore
from .requests import RESCUE

log = logging.getLogger(__name__)


async def rescue(host: Host, member: Member) -> tuple[Path, Backup]:
    """Write a backup of all that this server holds to a new file; where it is.

    Raises NotAllowed, SetupError (no place takes it), StoreError.
    """
    require(host.service.acting(member), RESCUE)
    if host.folder is None:
        raise SetupError("This server keeps nothing on a disk.", "There is nothing to write.")
    at = host.service.clock()
    name = f"commonground-rescue-{time.strftime('%Y%m%d-%H%M%S', time.gmtime(at / 1000))}.tar"
    for place in _places(host.folder, host.root):
        target = place / name
        try:
            with TemporaryDirectory(dir=place, prefix=".commonground-") as made:
                draft = Path(made) / CONTEXT_DB
                await _write(host.service, draft)
                identity = host.folder / IDENTITY_DB
                return target, await asyncio.to_thread(pack, draft, identity, target, at=at)
        except (OSError, StoreError) as problem:
            log.error("%s did not take it: %s", place, problem)
    raise SetupError(
        "No folder takes the file.", "Free disk space in the home of the server's user, then again."
    )


def _places(folder: Path, root: Path) -> Iterator[Path]:
    """Where the file may go: beside the data, the user's home, where temporary files are."""
    for place in (folder.parent, folder.parent.parent, Path.home(), Path(gettempdir())):
        with suppress(OSError, RuntimeError):
            found = place.resolve()
            if (
                found.is_dir()
                and os.access(found, os.W_OK)
                and not is_served(found, root.resolve())
            ):
                yield found


async def _write(service: ContextService, draft: Path) -> None:
    try:
        await service.store.rescue(draft)
    except StoreError as problem:
        log.error(
            "The open files can't be read, so the documents in memory are written: %s", problem
        )
        await asyncio.to_thread(draft.unlink, missing_ok=True)
        await _write_documents(service, draft)


async def _write_documents(service: ContextService, draft: Path) -> None:
    store = SQLiteStore(draft)
    await store.open()
    try:
        for room, state in service.rooms.states().items():
            await store.append(Update(room, "rescue", 1, state))
    finally:
        await store.close()
