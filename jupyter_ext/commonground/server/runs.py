"""Who runs which cell: noted as the request passes its kernel socket, used once.

The registry is pure bookkeeping; ``stamping_connection`` is the kernel socket that feeds it. A run
is named by kernel and message id, holds the commands that the cell's source held when its sender
sent it, and each of them can be used once, by that kernel only.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import struct
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from jupyter_server.auth import User
from jupyter_server.services.kernels.connection.base import (
    deserialize_binary_message,
    deserialize_msg_from_ws_v1,
)
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from ..core.magic import Magic, magics_in
from ..errors import NotAttributed
from .magics import RunMagic

log = logging.getLogger(__name__)

LIFETIME = 3600.0
"""Seconds for which a run may use its commands, from the moment it was sent."""
KEPT = 10_000
"""Runs that are remembered at most; the oldest go first."""
NOT_LOGGED_IN = 4401
"""Close code of a socket whose user is not (or no longer) let in."""
CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""A cell's id as nbformat 4.5 has it."""
V1 = "v1.kernel.websocket.jupyter.org"
NOTED = ("execute_request", "complete_request")
"""The messages of which it is noted who sends them."""


@dataclass(eq=False)
class Run:
    """One execution request as it passed the socket."""

    kernel: str
    msg_id: str
    user: User
    cell: str | None
    commands: list[Magic]
    at: float
    connected: Callable[[], bool]
    turns: set[str] = field(default_factory=set)
    ended: bool = False
    ambiguous: bool = False
    completing: bool = False
    """Whether nothing runs: somebody is writing the cell, and asks what a word may become."""


class Runs:
    """Remembers runs, and the token of each kernel. ``clock`` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._runs: OrderedDict[tuple[str, str], Run] = OrderedDict()
        self._kernel_of: dict[str, str] = {}

    def token_for(self, kernel: str) -> str:
        """A fresh token that only that kernel is given; it names the kernel, not a person."""
        token = secrets.token_urlsafe(24)
        self._kernel_of[token] = kernel
        return token

    def kernel_of(self, token: str) -> str | None:
        """The kernel whose token this is."""
        return self._kernel_of.get(token)

    def note(self, run: Run) -> None:
        """Remember a run. A second one of the same id makes both unusable: ids are the sender's
        choice, and somebody who repeats another's must not be taken for them."""
        key = (run.kernel, run.msg_id)
        known = self._runs.get(key)
        if known is not None:
            known.ambiguous = True
            known.commands.clear()
            return
        self._runs[key] = run
        while len(self._runs) > KEPT:
            self._runs.popitem(last=False)

    def turns_of(self, kernel: str, username: str) -> set[str]:
        """The turns that this person's cells started in that kernel."""
        runs = (run for (of, _), run in self._runs.items() if of == kernel)
        return {turn for run in runs if run.user.username == username for turn in run.turns}

    def end(self, kernel: str, msg_id: str) -> None:
        """The kernel has replied: what was not used by now is not going to be."""
        run = self._runs.get((kernel, msg_id))
        if run is not None:
            run.ended = True

    def find(self, kernel: str, msg_id: str) -> Run:
        """The run, whatever is left of its commands. Raises NotAttributed."""
        run = self._runs.get((kernel, msg_id))
        if run is None:
            raise NotAttributed(
                "The server saw nobody run this cell.",
                "Run the cell from JupyterLab; for headless runs set COMMONGROUND_TOKEN "
                "(commonground token).",
            )
        if run.ambiguous:
            raise NotAttributed("Two requests carried the same id.", "Run the cell again.")
        return run

    def current(self, kernel: str, msg_id: str, *, completing: bool = False) -> Run:
        """The run while its cell runs; with ``completing``, also one that is only being written.

        Raises NotAttributed: a past run reads and does nothing.
        """
        run = self.find(kernel, msg_id)
        if run.completing and not completing:
            raise NotAttributed("Nobody ran this cell.", "Run it.")
        if run.ended or self._clock() - run.at > LIFETIME:
            raise NotAttributed("This run is over.", "Run the cell again.")
        return run

    def take(self, kernel: str, msg_id: str, wanted: RunMagic) -> Run:
        """Use up one command of a run. Raises NotAttributed unless the cell holds it, unused."""
        run = self.current(kernel, msg_id)
        magic = Magic(wanted.magic, wanted.cell_magic, wanted.line, wanted.body)
        for index, held in enumerate(run.commands):
            if held.same_as(magic):
                del run.commands[index]
                return run
        raise NotAttributed(
            "The cell that ran does not hold this command, or has used it already.",
            "Write %cg or %%ai on a line of its own, in a cell that does not begin with another %% "
            "line (as %%time): it can't be built or called by other code.",
        )


def stamping_connection(
    runs: Runs,
    may_run: Callable[[User], bool],
    base: type[ZMQChannelsWebsocketConnection] = ZMQChannelsWebsocketConnection,
) -> type[ZMQChannelsWebsocketConnection]:
    """A kernel socket that notes who runs or writes which cell, on both of its protocols.

    ``may_run`` says whether a user may run code now. Whoever may not is refused whatever they
    send, of any type, and their socket is closed. What can't be read reaches no kernel.
    """

    class StampingConnection(base):  # type: ignore[misc, valid-type]
        def handle_incoming_message(self, incoming_msg: Any) -> None:
            user = self.websocket_handler.current_user
            if isinstance(user, User) and not may_run(user):
                self.websocket_handler.close(NOT_LOGGED_IN, "You may not run code here any more.")
                return
            message = read_message(self.subprotocol, incoming_msg)
            if message is None:
                log.warning("A message to kernel %s that can't be read was dropped", self.kernel_id)
                return
            if message.kind in NOTED:
                self._note(message)
            super().handle_incoming_message(incoming_msg)

        def _note(self, message: KernelMessage) -> None:
            user = self.websocket_handler.current_user
            commands = list(magics_in(str(message.content.get("code", ""))))
            completing = message.kind == "complete_request"
            if completing and not commands:
                return
            msg_id, metadata = message.header.get("msg_id"), message.metadata
            if not isinstance(user, User) or not isinstance(msg_id, str):
                return
            cell = metadata.get("cellId") if isinstance(metadata, dict) else None
            if not isinstance(cell, str) or not CELL_ID.fullmatch(cell):
                cell = None
            runs.note(
                Run(
                    kernel=self.kernel_id,
                    msg_id=msg_id,
                    user=user,
                    cell=cell,
                    commands=[] if completing else commands,
                    at=time.monotonic(),
                    connected=self._connected,
                    completing=completing,
                )
            )

        def _connected(self) -> bool:
            return self.websocket_handler.ws_connection is not None

        def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
            channel = stream if isinstance(stream, str) else getattr(stream, "channel", None)
            if channel == "shell":
                _, parts = self.session.feed_identities(outgoing_msg, copy=True)
                parent = (_object(parts[2]) if len(parts) > 2 else None) or {}
                runs.end(self.kernel_id, str(parent.get("msg_id")))
            super().handle_outgoing_message(stream, outgoing_msg)

    return StampingConnection


@dataclass(frozen=True, slots=True)
class KernelMessage:
    """A message to a kernel, as its JSON says; ``header`` is a JSON object with a ``msg_type``."""

    header: dict[str, Any]
    metadata: Any
    content: dict[str, Any]

    @property
    def kind(self) -> str:
        """Its type, by the kernel's own reading of it."""
        return str(self.header["msg_type"])


def read_message(subprotocol: str | None, message: Any) -> KernelMessage | None:
    """What a frame of a kernel socket says, always read as JSON; None where it can't be read."""
    found = _v1(message) if subprotocol == V1 else _legacy(message)
    header, content = found.get("header"), found.get("content")
    if not isinstance(header, dict) or not isinstance(header.get("msg_type"), str):
        return None
    if not isinstance(content, dict):
        return None
    return KernelMessage(header, found.get("metadata"), content)


def _v1(message: Any) -> dict[str, Any]:
    try:
        if int.from_bytes(message[:8], "little") > len(message) // 8:
            return {}  # more parts than bytes: reading it would take for ever
        _, parts = deserialize_msg_from_ws_v1(message)  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, TypeError, struct.error):
        return {}
    if len(parts) < 4:
        return {}
    header = _object(parts[0])
    if header is None or header.get("msg_type") not in NOTED:
        return {"header": header, "content": {}}  # what a widget sends may be long
    return {"header": header, "metadata": _object(parts[2]), "content": _object(parts[3])}


def _object(raw: Any) -> dict[str, Any] | None:
    """A JSON object; None for anything else."""
    try:
        found = json.loads(bytes(getattr(raw, "bytes", raw)))
    except (ValueError, TypeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _legacy(message: Any) -> dict[str, Any]:
    try:
        if isinstance(message, bytes):
            found = deserialize_binary_message(message)  # type: ignore[no-untyped-call]
            return found if isinstance(found, dict) else {}
        return _object(message.encode()) or {}
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error):
        return {}
