"""Servers of models that answer on this machine (Ollama, llama.cpp), and a model of one of them.

Looking for them sends nothing of anybody's: who is there, which models, and whether it speaks the
Messages API. That a server is there says nothing of whether it may be asked: people decide that.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx2

from ..core.markdown import plainly
from ..core.prompt import Prompt
from ..errors import ModelBroken
from .base import Filled, Form, Model, ModelInfo, Piece

if TYPE_CHECKING:
    from .anthropic import AnthropicModel

VARIABLE = "COMMONGROUND_LOCAL_SERVERS"
USUAL = ("http://127.0.0.1:11434", "http://127.0.0.1:8080")
"""Where Ollama and llama.cpp's llama-server listen unless told otherwise."""
LOOK_WITHIN = 2.0
"""Seconds for a server to say what it is."""
SURE_FOR = 60.0
"""Seconds after which it is looked again whether the same program still answers there."""
WINDOW = 8_000
"""Tokens of input that are sent: what such servers hold unless they are told to hold more."""
MAX_TOKENS = 2_000
MOST_MODELS = 50
MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Nearby:
    """A server that answers at ``url``, what program it is, and the models that it has."""

    program: str
    url: str
    models: tuple[str, ...]


def addresses_from(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Where to look: the usual places, or those that the variable names with commas between.

    Only loopback is taken, whatever it names; set and empty, nothing is looked for.
    """
    said = environ.get(VARIABLE)
    if said is None:
        return USUAL
    named = (one.strip().rstrip("/") for one in said.split(","))
    return tuple(dict.fromkeys(url for url in named if is_loopback(url)))


def is_loopback(url: str) -> bool:
    """Whether the address is one of this machine's own, by its numbers."""
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, TypeError):
        return False
    known = parsed.scheme == "http" and parsed.host in ("127.0.0.1", "::1")
    return known and not parsed.userinfo and parsed.raw_path in (b"/", b"")


async def look_at(url: str) -> Nearby | None:
    """Who answers at that address; None for nobody, or nobody that is known."""
    timeout = httpx2.Timeout(LOOK_WITHIN)
    try:
        async with (
            asyncio.timeout(LOOK_WITHIN),
            httpx2.AsyncClient(timeout=timeout, trust_env=False, base_url=url) as client,
        ):
            found = await _ollama(client, url) or await _llama_cpp(client, url)
            if found is None:
                return None
            answer = await client.post("/v1/messages", json={})
            return None if answer.status_code in (404, 405, 501) else found
    except (httpx2.HTTPError, httpx2.StreamError, TimeoutError, ValueError):
        return None


async def _ollama(client: httpx2.AsyncClient, url: str) -> Nearby | None:
    version = await _json(client, "/api/version")
    if not isinstance(version.get("version"), str):
        return None
    held = (await _json(client, "/api/tags")).get("models")
    return Nearby("Ollama", url, _names(held, "name"))


async def _llama_cpp(client: httpx2.AsyncClient, url: str) -> Nearby | None:
    held = (await _json(client, "/v1/models")).get("data")
    ours = [one for one in _objects(held) if one.get("owned_by") == "llamacpp"]
    return Nearby("llama.cpp", url, _names(ours, "id")) if ours else None


async def _json(client: httpx2.AsyncClient, path: str) -> dict[str, Any]:
    answer = await client.get(path)
    found = answer.json() if answer.status_code == 200 else None
    return found if isinstance(found, dict) else {}


def _objects(held: object) -> list[dict[str, Any]]:
    return [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []


def _names(held: object, field: str) -> tuple[str, ...]:
    named = (one.get(field) for one in _objects(held))
    good = (n for n in named if isinstance(n, str) and n == plainly(n) and 0 < len(n) <= MAX_NAME)
    return tuple(dict.fromkeys(good))[:MOST_MODELS]


async def look(addresses: Sequence[str]) -> tuple[Nearby, ...]:
    """Who answers at these addresses, in their order."""
    found = await asyncio.gather(*map(look_at, addresses))
    return tuple(one for one in found if one is not None)


class NearbyModel:
    """A Model of a server on this machine, which has to stay the program that people agreed to."""

    def __init__(
        self,
        server: Nearby,
        name: str,
        *,
        window: int | None = None,
        max_tokens: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        label = f"{name} ({server.program} on this machine)"
        self.info = ModelInfo(name, label, "local", window or WINDOW, tools=True)
        self._server = server
        self._max_tokens = max_tokens or MAX_TOKENS
        self._clock = clock
        self._sure_until = 0.0
        self._model: AnthropicModel | None = None

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[AsyncIterator[Piece]]:
        """Ask, and read the answer as it comes. Raises ModelError."""
        model = await self._asked()
        async with model.stream(prompt) as pieces:
            yield pieces

    async def fill(self, prompt: Prompt, form: type[Form]) -> Filled[Form]:
        """As the server can."""
        return await (await self._asked()).fill(prompt, form)

    async def close(self) -> None:
        """Release the connections. Idempotent."""
        if self._model is not None:
            await self._model.close()

    async def _asked(self) -> Model:
        """Raises ModelBroken where another program answers there by now, or none."""
        if self._clock() >= self._sure_until:
            found = await look_at(self._server.url)
            if found is None or found.program != self._server.program:
                raise ModelBroken(
                    f"{self.info.label}: {self._server.program} does not answer at "
                    f"{self._server.url} any more.",
                    "Start it again, or choose another model at the top of the side panel.",
                )
            self._sure_until = self._clock() + SURE_FOR
        if self._model is None:
            self._model = await asyncio.to_thread(self._made)
        return self._model

    def _made(self) -> AnthropicModel:
        from .anthropic import TIMEOUT, AnthropicModel  # takes a second: off the event loop

        return AnthropicModel(
            self.info,
            base_url=self._server.url,
            max_tokens=self._max_tokens,
            quiet=TIMEOUT.read or 600.0,  # a large model is read from the disk without a word
            loopback=True,
        )
