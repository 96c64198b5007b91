"""The list of files that a model may read, for whoever names one; read anew after a moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from ...service.host import Host
from .folder import ServedFolder

KEPT = 3.0
"""Seconds for which git is not asked again: a name is completed at several letters."""


class FileListing:
    """``clock`` gives monotonic seconds."""

    def __init__(self, folder: ServedFolder, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._clock = clock
        self._known: tuple[float, Sequence[str]] = (float("-inf"), ())

    async def __aenter__(self) -> FileListing:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing runs."""

    async def paths(self) -> Sequence[str]:
        """All of them, in order. Raises InvalidCommand where that can't be known."""
        at, paths = self._known
        if self._clock() - at > KEPT:
            paths = await self._folder.paths()
            self._known = self._clock(), paths
        return paths


def file_listing(host: Host) -> FileListing:
    """The files of this server."""
    return FileListing(ServedFolder(host.root))
