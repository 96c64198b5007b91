"""A synchronous client of the server's API, for kernels, the command line and scripts.

It talks to the one server that it is told of (environment variables) and never looks for others.
Every failure is one of our errors: the server's own by its code, everything else a NetworkError
that says how to start a server or point to one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote, urlencode

import httpx2

from ..core.magic import Magic
from ..core.turn import Turn, Visibility
from .answer_stream import answer_stream
from .api_connection import ApiConnection
from .server_address import address_from

WORK_WITHIN = 600.0
"""Seconds for a verb that waits for a model or for prototypes that are run."""


@dataclass(frozen=True, slots=True)
class MagicAnswer:
    """What the server made of a cell's magic: a turn under way, or a text or bundle to show."""

    kind: Literal["turn", "text", "bundle"]
    text: str = ""
    turn: Turn | None = None
    asker: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


class Client:
    """Talks to one server, as one kernel or as one person.

    ``url`` ends with ``commonground/api``. ``served`` tells that a Jupyter server started this
    kernel and decides itself who ran the cell. Close it, or use it as a context manager.
    """

    def __init__(
        self,
        url: str,
        *,
        kernel_token: str | None = None,
        token: str | None = None,
        name: str = "kernel",
        certificate: str | None = None,
        transport: httpx2.BaseTransport | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.url = url.rstrip("/")
        self.served = bool(kernel_token)
        self._sleep = sleep
        scheme = f"Bearer {kernel_token}" if kernel_token else f"token {token}"
        self._api = ApiConnection(
            self.url,
            scheme,
            name=name,
            served=self.served,
            certificate=certificate,
            transport=transport,
        )

    @classmethod
    def from_environ(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        name: str = "kernel",
        transport: httpx2.BaseTransport | None = None,
    ) -> Client:
        """The client that the environment describes. Raises SetupError saying what to set."""
        found = address_from(os.environ if environ is None else environ)
        return cls(
            found.url,
            kernel_token=found.kernel_token,
            token=found.token,
            name=name,
            certificate=found.certificate,
            transport=transport,
        )

    def __repr__(self) -> str:
        return f"Client({self.url!r})"

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release connections. Idempotent."""
        self._api.close()

    # Reading and writing

    def status(self) -> dict[str, Any]:
        """Who you are there, which model answers, whether all is well."""
        return self._api.request("GET", "status")

    def entries(self, room: Literal["team", "mine"] = "team") -> list[dict[str, Any]]:
        """The team's entries, or your own notes."""
        return list(self._api.request("GET", f"entries?room={room}")["entries"])

    def exceptions(self) -> list[dict[str, Any]]:
        """What the owner lets through the gate: fingerprint, rule, reason, by whom and when."""
        return list(self._api.request("GET", "exceptions")["exceptions"])

    def rescue(self) -> dict[str, Any]:
        """Have the server write all that it holds to a new file: ``file`` and ``chain``."""
        return self._api.request("POST", "rescue")

    def handoff(
        self,
        kind: Literal["today", "since", "written"] = "today",
        *,
        zone: str | None = None,
        phrase: bool = False,
    ) -> dict[str, Any]:
        """Today's handoff, what came since you left, or the last one that was written down."""
        query = {"for": kind, "phrase": "1" if phrase else "0"} | ({"zone": zone} if zone else {})
        return self._api.request("GET", f"handoff?{urlencode(query)}")

    def acknowledge_handoff(self, until: int, restated: str = "") -> None:
        """Say up to when (ms since 1970) you know, and in your words what you take over."""
        self._api.request("POST", "handoff/acknowledge", {"until": until, "restated": restated})

    def command(self, command: str, **fields: Any) -> dict[str, Any]:
        """Carry out a command (``add``, ``edit``, ``share``, ``retire``, ``accept``); durable then.

        The answer holds the ``entry`` as it is now and the new ``revision``'s id.
        """
        body = {"command": command, **fields}
        return self._api.request("POST", "commands", body)

    def sprint(self, goal: str | None = None, *, msg_id: str | None = None) -> dict[str, Any]:
        """The sprint that runs (or the newest with that goal): board, plan, checks, review, CSV.

        A kernel names the message that runs the cell which asks.
        """
        of_cell = "" if msg_id is None else f"kernel/{quote(msg_id, safe='')}/"
        path = f"{of_cell}sprint/whole"
        query = "" if goal is None else f"?goal={quote(goal, safe='')}"
        return self._api.request("GET", path + query)

    # Questions and verbs

    def run_magic(self, msg_id: str, magic: Magic, values: Mapping[str, str]) -> MagicAnswer:
        """Have the server carry out a magic of the cell that message ``msg_id`` runs."""
        answer = self._api.request(
            "POST",
            f"kernel/{quote(msg_id, safe='')}",
            {
                "magic": magic.name,
                "cell_magic": magic.cell_magic,
                "line": magic.line,
                "body": magic.body,
                "vars": dict(values),
            },
            within=None if magic.name == "ai" else WORK_WITHIN,
        )
        if answer["kind"] == "text":
            return MagicAnswer("text", text=str(answer["text"]))
        if answer["kind"] == "bundle":
            return MagicAnswer("bundle", data=answer["data"])
        turn = Turn.from_wire(answer["turn"])
        return MagicAnswer("turn", turn=turn, asker=str(answer.get("asker") or turn.asker))

    def say(
        self, verb: str, line: str = "", body: str = "", values: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """Carry out one of the server's verbs; what to show, by MIME type."""
        wire = {"verb": verb, "line": line, "body": body, "vars": dict(values or {})}
        return dict(self._api.request("POST", "verbs", wire, within=WORK_WITHIN)["data"])

    def ask(
        self,
        question: str,
        visibility: Visibility = "shared",
        *,
        path: str | None = None,
        thread: str | None = None,
    ) -> Turn:
        """Start a turn; returns at once. Read the answer with ``stream``.

        ``thread`` is the title or id of the thread that it is asked in.
        """
        wire = {"question": question, "visibility": visibility, "path": path, "thread": thread}
        return Turn.from_wire(self._api.request("POST", "turns", wire)["turn"])

    def turn(self, turn_id: str) -> Turn:
        """A turn with its text so far."""
        return Turn.from_wire(self._api.request("GET", f"turns/{quote(turn_id, safe='')}")["turn"])

    def stop(self, turn_id: str, *, msg_id: str | None = None) -> Turn:
        """Cancel the model's stream; the turn as it ended. Idempotent."""
        return Turn.from_wire(self._api.request("POST", f"{_turn(turn_id, msg_id)}/stop")["turn"])

    def stream(self, turn_id: str, *, msg_id: str | None = None) -> Iterator[str | Turn]:
        """The answer's text piece by piece, then the finished turn, once.

        A stream begins with all the text there is. So one that breaks is opened again, and what was
        given already is left out; a turn that ended meanwhile ends it. Raises NetworkError when the
        server stays away.
        """
        return answer_stream(self._api, f"{_turn(turn_id, msg_id)}/stream", self._sleep)


def _turn(turn_id: str, msg_id: str | None) -> str:
    prefix = "" if msg_id is None else f"kernel/{quote(msg_id, safe='')}/"
    return f"{prefix}turns/{quote(turn_id, safe='')}"
