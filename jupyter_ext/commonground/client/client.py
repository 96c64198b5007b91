"""A synchronous client of the server's API, for kernels, the command line and scripts.

It talks to the one server that it is told of (environment variables) and never looks for others.
Every failure is one of our errors: the server's own by its code, everything else a NetworkError
that says how to start a server or point to one. Every answer is read as the view that the server
declares, so that one of another version is named as such where it arrives.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote, urlencode

import httpx2
from pydantic import ConfigDict, TypeAdapter

from ..core.magic import Magic
from ..core.turn import Turn, Visibility
from ..core.views import BundleAnswer, OutcomeView, TurnAnswer
from ..service.kernel_views import KernelAnswer, KernelText, KernelTurn
from ..service.status_views import StatusAnswer
from .answer_stream import answer_stream, turn_of
from .api_connection import ApiConnection
from .exchange import Exchange
from .job_list import JobList
from .lookup import Lookup, of_cell
from .own_tokens import OwnTokens
from .server_address import address_from
from .work import WorkReports

WORK_WITHIN = 600.0
"""Seconds for a verb that waits for a model or for prototypes that are run."""
MAGIC: TypeAdapter[KernelTurn | KernelText | BundleAnswer] = TypeAdapter(
    KernelAnswer, config=ConfigDict(defer_build=True)
)
Json = dict[str, Any]
"""An answer as plain JSON, in the form that the server declares."""


@dataclass(frozen=True, slots=True)
class MagicAnswer:
    """What the server made of a cell's magic: a turn under way, or a text or bundle to show."""

    kind: Literal["turn", "text", "bundle"]
    text: str = ""
    turn: Turn | None = None
    asker: str = ""
    waits: bool = True
    before: str = ""
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
        self.work = WorkReports(self._api)
        """What one's own clones change, and what one is told of overlaps."""
        self.exchange = Exchange(self._api)
        """The context as an open file."""

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

    def status(self) -> Json:
        """Who you are there, which model answers, whether all is well."""
        return dict(self._api.read(StatusAnswer, "GET", "status").plain())

    def entries(self, room: Literal["team", "mine"] = "team") -> list[Json]:
        """The team's entries, or your own notes."""
        from ..features.entries.views import EntriesAnswer

        return list(self._api.read(EntriesAnswer, "GET", f"entries?room={room}").plain()["entries"])

    def instructions(self) -> Json:
        """What instruction files are made of: ``entries``, ``areas``, ``pins``, ``disputes``."""
        from ..features.instructions.views import InstructionsAnswer

        return dict(self._api.read(InstructionsAnswer, "GET", "instructions").plain())

    def suggested_areas(self) -> Json:
        """Areas of CODEOWNERS (``codeowners``) and of the folders, and what could not be read."""
        from ..features.team.views import SuggestedAreas

        return dict(self._api.read(SuggestedAreas, "GET", "areas/suggested").plain())

    def exceptions(self) -> list[Json]:
        """What the owner lets through the gate: fingerprint, rule, reason, by whom and when."""
        from ..features.exceptions.views import ExceptionsAnswer

        return list(self._api.read(ExceptionsAnswer, "GET", "exceptions").plain()["exceptions"])

    @property
    def jobs(self) -> JobList:
        """What takes longer than a moment just now."""
        return JobList(self._api)

    def rescue(self) -> Json:
        """Have the server write all that it holds to a new file: ``file`` and ``chain``."""
        from ..features.audit.views import RescueAnswer

        return dict(self._api.read(RescueAnswer, "POST", "rescue").plain())

    def handoff(
        self,
        kind: Literal["today", "since", "written"] = "today",
        *,
        zone: str | None = None,
        phrase: bool = False,
    ) -> Json:
        """Today's handoff, what came since you left, or the last one that was written down."""
        from ..features.handoff.views import HandoffAnswer

        query = {"for": kind, "phrase": "1" if phrase else "0"} | ({"zone": zone} if zone else {})
        return dict(self._api.read(HandoffAnswer, "GET", f"handoff?{urlencode(query)}").plain())

    def acknowledge_handoff(self, until: int, restated: str = "") -> None:
        """Say up to when (ms since 1970) you know, and in your words what you take over."""
        said = {"until": until, "restated": restated}
        self._api.read(OutcomeView, "POST", "handoff/acknowledge", said)

    def command(self, command: str, **fields: Any) -> Json:
        """Carry out a command (``add``, ``edit``, ``share``, ``retire``, ``accept``); durable then.

        The answer holds the ``entry`` as it is now and the new ``revision``'s id.
        """
        body = {"command": command, **fields}
        return dict(self._api.read(OutcomeView, "POST", "commands", body).plain())

    def sprint(self, goal: str | None = None, *, msg_id: str | None = None) -> Json:
        """The sprint that runs (or the newest with that goal): board, plan, checks, review, CSV.

        A kernel names the message that runs the cell which asks.
        """
        from ..features.sprint.views import WholeSprint

        query = "" if goal is None else f"?goal={quote(goal, safe='')}"
        path = f"{of_cell(msg_id)}sprint/whole{query}"
        return dict(self._api.read(WholeSprint, "GET", path).plain())

    @property
    def tokens(self) -> OwnTokens:
        """The tokens of one's own clients."""
        return OwnTokens(self._api)

    @property
    def lookup(self) -> Lookup:
        """What a name that is being written may become, and what an entry is near to."""
        return Lookup(self._api, WORK_WITHIN)

    # Questions and verbs

    def run_magic(self, msg_id: str, magic: Magic, values: Mapping[str, str]) -> MagicAnswer:
        """Have the server carry out a magic of the cell that message ``msg_id`` runs."""
        answer = self._api.read(
            MAGIC,
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
        match answer:
            case KernelText():
                return MagicAnswer("text", text=answer.text)
            case BundleAnswer():
                return MagicAnswer("bundle", data=answer.data)
            case KernelTurn():
                turn = turn_of(answer)
                return MagicAnswer(
                    "turn",
                    turn=turn,
                    asker=answer.asker,
                    waits=answer.waits,
                    before=answer.before,
                )

    def say(
        self, verb: str, line: str = "", body: str = "", values: Mapping[str, str] | None = None
    ) -> Json:
        """Carry out one of the server's verbs; what to show, by MIME type."""
        wire = {"verb": verb, "line": line, "body": body, "vars": dict(values or {})}
        return dict(self._api.read(BundleAnswer, "POST", "verbs", wire, within=WORK_WITHIN).data)

    def ask(
        self,
        question: str,
        visibility: Visibility = "shared",
        *,
        path: str | None = None,
        thread: str | None = None,
        skill: str | None = None,
        model: str | None = None,
        values: Mapping[str, str] | None = None,
    ) -> Turn:
        """Start a turn; returns at once. Read the answer with ``stream``.

        ``thread`` is the title or id of the thread that it is asked in, ``skill`` the name of the
        skill that it is asked with, ``model`` that of another model than the usual one; ``values``
        is what the variables are that it names.
        """
        wire = {
            "question": question,
            "visibility": visibility,
            "path": path,
            "thread": thread,
            "model": model,
            "values": dict(values or {}),
        }
        if skill is not None:
            wire["skill"] = skill
        return turn_of(self._api.read(TurnAnswer, "POST", "turns", wire))

    def turn(self, turn_id: str) -> Turn:
        """A turn with its text so far."""
        from ..features.turns.views import TurnSoFar

        return turn_of(self._api.read(TurnSoFar, "GET", _turn(turn_id, None)))

    def stop(self, turn_id: str, *, msg_id: str | None = None) -> Turn:
        """Cancel the model's stream; the turn as it ended. Idempotent."""
        return turn_of(self._api.read(TurnAnswer, "POST", f"{_turn(turn_id, msg_id)}/stop"))

    def stream(self, turn_id: str, *, msg_id: str | None = None) -> Iterator[str | Turn]:
        """The answer's text piece by piece, then the finished turn, once.

        A stream begins with all the text there is. So one that breaks is opened again, and what was
        given already is left out; a turn that ended meanwhile ends it. Raises NetworkError when the
        server stays away.
        """
        return answer_stream(self._api, f"{_turn(turn_id, msg_id)}/stream", self._sleep)


def _turn(turn_id: str, msg_id: str | None) -> str:
    return f"{of_cell(msg_id)}turns/{quote(turn_id, safe='')}"
