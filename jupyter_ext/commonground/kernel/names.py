"""The names that may stand in a line of ours: what the server knows, and files and time zones here.

A completion is waited for, so whatever fails or takes long has no names.
"""

from __future__ import annotations

import glob
import os
import time
from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import available_timezones

from ..errors import CommonGroundError

WITHIN = 0.7
"""Seconds that the server has: JupyterLab gives a kernel one."""
KEPT = 3.0
"""Seconds for which names are not asked for again: a word is completed at several letters."""

Asking = Callable[[str], tuple[str, ...]]


class KnownNames:
    """``ask`` gets the names of one kind from the server, ``clock`` gives monotonic seconds.

    ``refer`` gets what a name in a question may become.
    """

    def __init__(
        self,
        ask: Asking,
        clock: Callable[[], float] = time.monotonic,
        refer: Asking = lambda text: (),
    ) -> None:
        self._ask = ask
        self._refer = refer
        self._clock = clock
        self._known: dict[str, tuple[float, tuple[str, ...]]] = {}

    def references(self, text: str) -> tuple[str, ...]:
        """What the name at the end of a question may become, by what the server knows."""
        try:
            return self._refer(text)
        except CommonGroundError:
            return ()

    def of(self, kind: str, fragment: str) -> Iterable[str]:
        """The names of that kind; those of files begin with the fragment."""
        match kind:
            case "":
                return ()
            case "file":
                return _files(fragment)
            case "zone":
                return sorted(available_timezones())
            case _:
                return self._asked(kind)

    def _asked(self, kind: str) -> tuple[str, ...]:
        at, names = self._known.get(kind, (float("-inf"), ()))
        if self._clock() - at > KEPT:
            try:
                names = self._ask(kind)
            except CommonGroundError:
                names = ()
            self._known[kind] = self._clock(), names
        return names


def ask_server(shell: Any) -> Asking:
    """Asks the server of this kernel, for whoever writes the cell; elsewhere with their token."""

    def ask(kind: str) -> tuple[str, ...]:
        from ..client.client import Client  # httpx2 takes a third of a second to import

        with Client.from_environ() as client:
            msg_id = _message(shell) if client.served else None
            return client.lookup.names(kind, msg_id=msg_id, within=WITHIN)

    return ask


def refer_server(shell: Any) -> Asking:
    """The same of the names in a question."""

    def refer(text: str) -> tuple[str, ...]:
        from ..client.client import Client

        with Client.from_environ() as client:
            msg_id = _message(shell) if client.served else None
            return client.lookup.references(text, msg_id=msg_id, within=WITHIN)

    return refer


def _message(shell: Any) -> str:
    return str(shell.kernel.get_parent("shell")["header"]["msg_id"])


def _files(fragment: str) -> list[str]:
    begun = fragment.lstrip("\"'“")
    found = glob.glob(glob.escape(begun) + "*")
    return sorted(f"{path}{os.sep}" if os.path.isdir(path) else path for path in found)
