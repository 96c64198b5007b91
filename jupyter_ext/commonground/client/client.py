"""A synchronous client of the server's API, for kernels, the command line and scripts.

It talks to the one server that it is told of (environment variables) and never looks for others.
Every failure is one of our errors: the server's own by its code, everything else a NetworkError
that says how to start a server or point to one.
"""

from __future__ import annotations

import json
import os
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote, urlencode, urlsplit

import httpx

from ..config import CERTIFICATE_VARIABLE, SERVER_PID_VARIABLE, pinned
from ..config import TOKEN_VARIABLE as TOKEN
from ..config import URL_VARIABLE as URL
from ..core.magic import Magic
from ..core.turn import Turn, Visibility
from ..errors import CommonGroundError, NetworkError, Quarantined, SetupError

KERNEL_TOKEN = "COMMONGROUND_KERNEL_TOKEN"
"""Set in kernels that a server starts; where it is set it goes before a personal token."""

WORK_WITHIN = 600.0
"""Seconds for a verb that waits for a model or for prototypes that are run."""
ANSWER_WITHIN = 30.0
"""Seconds for an answer to any plain request."""
QUIET_FOR = 60.0
"""Seconds of silence after which a stream is opened anew: the model may think for longer."""
RETRIES = 6
"""Attempts to go on with a stream that broke, without any progress in between."""

START = "Start the server with `commonground lab`"
POINT = (
    f"{START}, then set {URL} to its address and {TOKEN} to a personal token "
    "(`commonground token` prints both)."
)


@dataclass(frozen=True, slots=True)
class Reply:
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
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.url = url.rstrip("/")
        self.served = bool(kernel_token)
        self._sleep = sleep
        scheme = f"Bearer {kernel_token}" if kernel_token else f"token {token}"
        self._http = httpx.Client(
            headers={"Authorization": scheme, "X-CommonGround-Client": name},
            timeout=httpx.Timeout(ANSWER_WITHIN, connect=5.0),
            transport=transport,
            trust_env=not _is_loopback(self.url),  # a proxy has no business with this machine
            verify=_verified(self.url, certificate),
        )

    @classmethod
    def from_environ(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        name: str = "kernel",
        transport: httpx.BaseTransport | None = None,
    ) -> Client:
        """The client that the environment describes. Raises SetupError saying what to set."""
        settings = os.environ if environ is None else environ
        url = settings.get(URL, "").strip()
        kernel_token, token = settings.get(KERNEL_TOKEN), settings.get(TOKEN, "").strip()
        if token and not _is_servers_own(settings):
            kernel_token = None
        if not url:
            raise SetupError(f"No Common Ground server is set here ({URL} is not set).", POINT)
        if not _is_web_address(url):
            raise SetupError(
                f"{URL} is no web address.",
                "Set it to what `commonground token` prints: http://HOST:PORT/commonground/api",
            )
        if not kernel_token and not token:
            raise SetupError(
                f"The server can't tell who you are ({TOKEN} is not set).",
                f"Set {TOKEN} to a personal token (`commonground token` prints one).",
            )
        try:
            token.encode("ascii")
        except UnicodeEncodeError:
            raise SetupError(
                f"{TOKEN} holds characters that no token has.",
                f"Set {TOKEN} to a personal token (`commonground token` prints one).",
            ) from None
        return cls(
            url,
            kernel_token=kernel_token,
            token=token,
            name=name,
            certificate=settings.get(CERTIFICATE_VARIABLE),
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
        self._http.close()

    # Reading and writing

    def status(self) -> dict[str, Any]:
        """Who you are there, which model answers, whether all is well."""
        return self._request("GET", "status")

    def entries(self, room: Literal["team", "mine"] = "team") -> list[dict[str, Any]]:
        """The team's entries, or your own notes."""
        return list(self._request("GET", f"entries?room={room}")["entries"])

    def exceptions(self) -> list[dict[str, Any]]:
        """What the owner lets through the gate: fingerprint, rule, reason, by whom and when."""
        return list(self._request("GET", "exceptions")["exceptions"])

    def handoff(
        self,
        kind: Literal["today", "since", "written"] = "today",
        *,
        zone: str | None = None,
        phrase: bool = False,
    ) -> dict[str, Any]:
        """Today's handoff, what came since you left, or the last one that was written down."""
        query = {"for": kind, "phrase": "1" if phrase else "0"} | ({"zone": zone} if zone else {})
        return self._request("GET", f"handoff?{urlencode(query)}")

    def acknowledge_handoff(self, until: int, restated: str = "") -> None:
        """Say up to when (ms since 1970) you know, and in your words what you take over."""
        self._request("POST", "handoff/acknowledge", {"until": until, "restated": restated})

    def command(self, command: str, **fields: Any) -> dict[str, Any]:
        """Carry out a command (``add``, ``edit``, ``share``, ``retire``, ``accept``); durable then.

        The answer holds the ``entry`` as it is now and the new ``revision``'s id.
        """
        body = {"command": command, **fields}
        return self._request("POST", "commands", body)

    def sprint(self, goal: str | None = None, *, msg_id: str | None = None) -> dict[str, Any]:
        """The sprint that runs (or the newest with that goal): board, plan, checks, review, CSV.

        A kernel names the message that runs the cell which asks.
        """
        path = "sprint/whole" if msg_id is None else f"kernel/{quote(msg_id, safe='')}/sprint"
        query = "" if goal is None else f"?goal={quote(goal, safe='')}"
        return self._request("GET", path + query)

    # Asking

    def run_magic(self, msg_id: str, magic: Magic, values: Mapping[str, str]) -> Reply:
        """Have the server carry out a magic of the cell that message ``msg_id`` runs."""
        answer = self._request(
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
            return Reply("text", text=str(answer["text"]))
        if answer["kind"] == "bundle":
            return Reply("bundle", data=answer["data"])
        turn = Turn.from_wire(answer["turn"])
        return Reply("turn", turn=turn, asker=str(answer.get("asker") or turn.asker))

    def say(
        self, verb: str, line: str = "", body: str = "", values: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """Carry out one of the server's verbs; what to show, by MIME type."""
        wire = {"verb": verb, "line": line, "body": body, "vars": dict(values or {})}
        return dict(self._request("POST", "verbs", wire, within=WORK_WITHIN)["data"])

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
        return Turn.from_wire(self._request("POST", "turns", wire)["turn"])

    def turn(self, turn_id: str) -> Turn:
        """A turn with its text so far."""
        return Turn.from_wire(self._request("GET", f"turns/{quote(turn_id, safe='')}")["turn"])

    def stop(self, turn_id: str, *, msg_id: str | None = None) -> Turn:
        """Cancel the model's stream; the turn as it ended. Idempotent."""
        return Turn.from_wire(self._request("POST", f"{_turn(turn_id, msg_id)}/stop")["turn"])

    def stream(self, turn_id: str, *, msg_id: str | None = None) -> Iterator[str | Turn]:
        """The answer's text piece by piece, then the finished turn, once.

        A stream begins with all the text there is. So one that breaks is opened again, and what was
        given already is left out; a turn that ended meanwhile ends it. Raises NetworkError when the
        server stays away.
        """
        given, failures = 0, 0
        while True:
            position = 0
            try:
                for value in self._lines(f"{_turn(turn_id, msg_id)}/stream"):
                    if "turn" in value:
                        yield Turn.from_wire(value["turn"])
                        return
                    text = str(value["text"])
                    fresh = text[max(0, given - position) :]
                    position += len(text)
                    if fresh:
                        given, failures = given + len(fresh), 0
                        yield fresh
                failures += 1  # it ended without the turn: the server is going down
            except httpx.ReadTimeout:
                continue
            except httpx.TransportError as error:
                failures += 1
                if failures > RETRIES:
                    raise self._unreachable(error) from error
            if failures > RETRIES:
                raise NetworkError(
                    "The answer's stream keeps breaking off.",
                    "The side panel shows the answer once the server is back.",
                )
            self._sleep(min(0.1 * 2**failures, 3.0))

    # The wire

    def _request(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        within: float | None = None,
    ) -> dict[str, Any]:
        timeout = httpx.Timeout(within or ANSWER_WITHIN, connect=5.0)
        with self._translated():
            response = self._http.request(method, f"{self.url}/{path}", json=body, timeout=timeout)
        if not response.is_success:
            raise _refusal(response, self.served)
        try:
            found = response.json()
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise _not_ours(response)
        return found

    def _lines(self, path: str) -> Iterator[dict[str, Any]]:
        """JSON lines as they arrive, parted by newlines and by no other separator of lines."""
        timeout = httpx.Timeout(QUIET_FOR, connect=5.0)
        with self._http.stream("GET", f"{self.url}/{path}", timeout=timeout) as response:
            if not response.is_success:
                response.read()
                raise _refusal(response, self.served)
            rest = b""
            for data in response.iter_bytes():
                *lines, rest = (rest + data).split(b"\n")
                yield from (json.loads(line) for line in lines if line.strip())

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except httpx.TimeoutException as error:
            raise NetworkError(
                f"The Common Ground server at {self._where} did not answer in time.",
                "Try again; if it goes on, look at the server's log.",
            ) from error
        except httpx.TransportError as error:
            raise self._unreachable(error) from error

    def _unreachable(self, error: Exception | None = None) -> NetworkError:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            return NetworkError(
                f"The certificate of the server at {self._where} is not trusted here.",
                f"Set {CERTIFICATE_VARIABLE} to the server's certificate file (PEM).",
            )
        started = "It started this kernel, so it has probably stopped. " if self.served else ""
        remedy = f"{START} and open the notebook there." if self.served else POINT
        return NetworkError(f"No Common Ground server answers at {self._where}.", started + remedy)

    @property
    def _where(self) -> str:
        parts = urlsplit(self.url)
        return parts.netloc.rpartition("@")[2] or self.url


def _turn(turn_id: str, msg_id: str | None) -> str:
    prefix = "" if msg_id is None else f"kernel/{quote(msg_id, safe='')}/"
    return f"{prefix}turns/{quote(turn_id, safe='')}"


def _is_servers_own(settings: Mapping[str, str]) -> bool:
    """Whether this is the kernel that the server started, and not one started from that kernel."""
    parent, server = settings.get("JPY_PARENT_PID"), settings.get(SERVER_PID_VARIABLE)
    return parent is None or server is None or parent == server


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _verified(url: str, certificate: str | None) -> bool | ssl.SSLContext:
    """How to check the server's certificate; not at all where there is none (plain HTTP).

    Reading the certificate authorities takes 25 ms, and a kernel makes a client a cell.
    """
    if urlsplit(url).scheme != "https":
        return False
    return pinned(certificate) if certificate and _is_loopback(url) else True


def _is_loopback(url: str) -> bool:
    return urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")


def _known() -> dict[str, type[CommonGroundError]]:
    """Our errors by code."""
    found: dict[str, type[CommonGroundError]] = {}
    pending: list[type[CommonGroundError]] = [CommonGroundError]
    while pending:
        kind = pending.pop()
        found[kind.code] = kind
        pending += kind.__subclasses__()
    return found


def _refusal(response: httpx.Response, served: bool) -> CommonGroundError:
    """The server's error as ours: by its code, else by what its status means here."""
    try:
        wire = response.json()
    except ValueError:
        wire = None
    fields: dict[str, Any] = wire if isinstance(wire, dict) else {}
    if isinstance(fields.get("code"), str) and "message" in fields:
        kind = _known().get(fields["code"], CommonGroundError)
        said = str(fields["message"]), str(fields.get("remedy") or "")
        if kind is Quarantined:
            return Quarantined(*said, findings=_findings(fields), note=fields.get("note"))
        return kind(*said)
    if response.status_code in (401, 403) or response.is_redirect:
        return SetupError(
            "The server does not know this kernel."
            if served
            else f"The server does not accept the token in {TOKEN}.",
            "Restart the kernel." if served else "Get a new one: `commonground token`.",
        )
    if response.status_code >= 500:
        return NetworkError(
            f"The server failed (HTTP {response.status_code}).", "Try again; its log says why."
        )
    return _not_ours(response)


def _findings(fields: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = fields.get("findings")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _not_ours(response: httpx.Response) -> NetworkError:
    return NetworkError(
        f"What answers at {response.url.host}:{response.url.port or ''} is no Common Ground server "
        f"(HTTP {response.status_code}).",
        f"Check {URL}: it ends with /commonground/api, and that server has the extension enabled "
        "(`jupyter server extension list`).",
    )
