"""Models behind ``/v1/messages``: Claude, any compatible server, and the embedded one.

With ``cloud_client.py`` the only module that imports the ``anthropic`` package: a Prompt becomes a
request, a stream becomes pieces, and every failure one of our errors.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Literal, cast

import httpx2
from anthropic import (
    AnthropicError,
    AsyncAnthropic,
    DefaultAsyncHttpxClient,
    transform_schema,
)
from anthropic.lib.streaming import AsyncMessageStream, AsyncMessageStreamManager
from anthropic.types import (
    CacheControlEphemeralParam,
    ImageBlockParam,
    Message,
    MessageParam,
    TextBlockParam,
)

from ..clouds import Cloud
from ..core.picture import CellPicture
from ..core.prompt import Prompt
from ..core.turn import Usage
from ..errors import ModelError, SetupError
from ..network import needs_no_proxy, proxy_for
from .base import Counted, Done, Filled, Form, ModelInfo, Piece, TextPiece, ThinkingPiece, read_form
from .cache import kept_until
from .catalog import MODELS, least_cached
from .cloud_client import CloudClient, cloud_client
from .failures import (
    BROKE_OFF,
    CLOUD_CREDENTIALS,
    NOT_MESSAGES,
    TIMED_OUT,
    UNREADABLE,
    plainly,
    translate,
    wait_asked,
)
from .secret import Secret
from .tool_blocks import ToolInputs, round_messages, tool_fields

RETRIES = 2
"""How often the SDK repeats a request that failed before its answer began (its own default)."""
MAX_WAIT = 20.0
"""Seconds that a retry may wait; a server that asks for longer gets its error shown instead."""
PROVIDER = "https://api.anthropic.com"
"""Where the SDK asks when it is told no address."""
TIMEOUT = httpx2.Timeout(600.0, connect=10.0)
QUIET = 120.0
"""Seconds in which a streamed answer has to begin, retries included, and between two of its bytes:
the provider says something while the model thinks, so who is silent for longer has gone."""

FORM_TOKENS = 4_000
"""Tokens of a structured answer at most, with the thought before it."""

_Stream = AsyncMessageStream[None]
_FAILED = (AnthropicError, httpx2.HTTPError, httpx2.StreamError)
_MALFORMED = (ValueError, LookupError, AttributeError, TypeError, RuntimeError, AssertionError)
"""What the SDK raises when a server's events break their own grammar."""
_CLOUD_PACKAGES = ("boto3", "botocore", "google")
"""Whose errors, where a request is signed, say that credentials are missing."""
_NO_JSON = "Unable to parse tool parameter JSON"
"""How the SDK begins to say that the model wrote an input which is none."""


class _NoPrompts(logging.Filter):
    """Keeps the SDK's debug record of a request out of every log: it holds the whole prompt."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith("Request options")


logging.getLogger("anthropic._base_client").addFilter(_NoPrompts())


class AnthropicModel:
    """A Model over ``AsyncAnthropic.messages.stream()``.

    ``base_url`` None is the provider's own; ``extra`` are fields that the SDK does not know, for
    servers that want them. Proxies of the environment are for other machines: ``loopback`` tells
    that the server is on this one, and so does its address.
    ``transport`` takes the place of the network in tests. Use one model within one event loop.
    """

    def __init__(
        self,
        info: ModelInfo,
        *,
        key: Secret | None = None,
        base_url: str | None = None,
        max_tokens: int,
        retries: int = RETRIES,
        timeout: httpx2.Timeout = TIMEOUT,
        quiet: float = QUIET,
        headers: Mapping[str, Secret] | None = None,
        extra: Mapping[str, object] | None = None,
        loopback: bool = False,
        transport: httpx2.AsyncBaseTransport | None = None,
        cloud: Cloud | None = None,
    ) -> None:
        self._info = info
        self._cloud = cloud
        # A placeholder where no key is needed: without one the SDK would look for the user's own
        # credentials in the environment and on disk, and send them to this server.
        self._key = key or Secret("none")
        self._max_tokens = max_tokens
        self._quiet = quiet
        self._stream_timeout = httpx2.Timeout(
            timeout.read, connect=timeout.connect, read=min(timeout.read or quiet, quiet)
        )
        self._extra = dict(extra or {})
        loopback = loopback or (base_url is not None and needs_no_proxy(base_url))
        self._proxy = None if loopback or transport else proxy_for(base_url or PROVIDER)
        shared: dict[str, Any] = {
            "max_retries": retries,
            "timeout": timeout,
            "default_headers": {n: value.reveal() for n, value in (headers or {}).items()},
            "open_telemetry": False,
            "http_client": _http_client(loopback, transport),
        }
        self._client: AsyncAnthropic | CloudClient
        try:
            if cloud is not None:
                self._client = cloud_client(cloud, key, base_url, shared)
            else:
                own = self._key.reveal()
                self._client = AsyncAnthropic(api_key=own, base_url=base_url, **shared)
        except httpx2.InvalidURL:
            raise SetupError(
                "The model's base URL is not an address.",
                "Set COMMONGROUND_BASE_URL to http(s)://HOST[:PORT][/PATH].",
            ) from None

    @property
    def info(self) -> ModelInfo:
        """Name, label and limits."""
        return self._info

    def __repr__(self) -> str:
        return f"AnthropicModel({self._info.name!r}, kind={self._info.kind!r})"

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[AsyncIterator[Piece]]:
        """Ask, and read the answer as it comes. Raises ModelError."""
        async with AsyncExitStack() as stack:
            opened = await self._open(stack, prompt)
            if isinstance(opened, ModelError):
                raise opened
            pieces = self._pieces(opened)
            stack.push_async_callback(pieces.aclose)
            yield pieces

    async def fill(self, prompt: Prompt, form: type[Form]) -> Filled[Form]:
        """Ask for JSON after the form's schema, and hold what comes against it. Raises ModelError.

        A server that ignores schemas may answer in JSON all the same: the prompt says how.
        """
        answered = await self._filled(prompt, form)
        if isinstance(answered, ModelError):
            raise answered
        return answered

    async def close(self) -> None:
        """Release the connections."""
        await self._client.close()

    async def _open(self, stack: AsyncExitStack, prompt: Prompt) -> _Stream | ModelError:
        """The stream, or our error as a value.

        Raised inside an ``except`` block ours would carry the SDK's as its context, and that
        holds the request with its Authorization header.
        """
        try:
            async with asyncio.timeout(self._quiet):
                return await stack.enter_async_context(self._asked(prompt))
        except TimeoutError:
            return plainly(TIMED_OUT, self._info)
        except _FAILED as error:
            return translate(error, self._info, self._key, self._proxy)
        except Exception as error:
            if not self._is_credentials(error):
                raise
            return plainly(CLOUD_CREDENTIALS, self._info)

    def _is_credentials(self, error: Exception) -> bool:
        """Whether a cloud's own package says that it finds no credentials, in whatever class."""
        package = type(error).__module__.partition(".")[0]
        found = package in _CLOUD_PACKAGES or type(error) is RuntimeError  # the SDK's own word
        return self._cloud is not None and found

    def _asked(self, prompt: Prompt) -> AsyncMessageStreamManager[None]:
        return self._client.messages.stream(
            model=self._info.name,
            max_tokens=self._max_tokens,
            system=system_blocks(prompt, least_cached(self._info.name)),
            messages=messages_of(prompt),
            extra_body=self._extra or None,
            timeout=self._stream_timeout,
            **cast(Any, tool_fields(prompt) | self._thinking_fields()),
        )

    def _thinking_fields(self) -> dict[str, Any]:
        """The provider's own models are asked to tell what they think; other servers may not know
        the field."""
        if self._info.kind != "anthropic" or self._info.name not in MODELS:
            return {}
        return {"thinking": {"type": "adaptive", "display": "summarized"}}

    async def _filled(self, prompt: Prompt, form: type[Form]) -> Filled[Form] | ModelError:
        """The form, or our error as a value, as in ``_open``."""
        schema = transform_schema(form)
        try:
            message = await self._client.messages.create(
                model=self._info.name,
                max_tokens=min(self._max_tokens, FORM_TOKENS),
                system=system_blocks(prompt, least_cached(self._info.name)),
                messages=[{"role": "user", "content": user_blocks(prompt)}],
                output_config={"format": {"type": "json_schema", "schema": schema}},
                extra_body=self._extra or None,
            )
            text = "".join(block.text for block in message.content if block.type == "text")
            end = done(message)
        except _FAILED as error:
            return translate(error, self._info, self._key, self._proxy)
        except Exception as error:
            if self._is_credentials(error):
                return plainly(CLOUD_CREDENTIALS, self._info)
            if not isinstance(error, _MALFORMED):
                raise
            return plainly(UNREADABLE, self._info)
        return Filled(read_form(text, form), end.usage)

    async def _pieces(self, stream: _Stream) -> AsyncGenerator[Piece, None]:
        begun, inputs = False, ToolInputs()
        while True:
            event = await self._event(stream, inputs)
            if isinstance(event, ModelError):
                raise event
            if event is None:
                raise plainly(BROKE_OFF if begun else NOT_MESSAGES, self._info)
            begun = True
            if event != "other":
                yield event
            if isinstance(event, Done):
                return

    async def _event(
        self, stream: _Stream, inputs: ToolInputs
    ) -> Piece | Literal["other"] | ModelError | None:
        """The next event: a piece, something else, our error as a value, or None at the end."""
        try:
            event = await anext(stream)
            if event.type == "content_block_start" and event.content_block.type == "tool_use":
                inputs.begin(event.index)
            if event.type == "content_block_delta" and event.delta.type == "input_json_delta":
                inputs.grow(event.index, event.delta.partial_json)
            if event.type == "content_block_delta" and event.delta.type == "text_delta":
                return TextPiece(event.delta.text) if event.delta.text else "other"
            if event.type == "content_block_delta" and event.delta.type == "thinking_delta":
                return ThinkingPiece(event.delta.thinking) if event.delta.thinking else "other"
            if event.type in ("message_start", "message_delta"):
                return Counted(_counted(stream.current_message_snapshot))
            if event.type == "message_stop":
                return done(stream.current_message_snapshot, inputs)
        except StopAsyncIteration:
            return None
        except _FAILED as error:
            return translate(error, self._info, self._key, self._proxy)
        except _MALFORMED as error:
            if inputs.begun and str(error).startswith(_NO_JSON):
                inputs.break_off()
                return waiting(stream.current_message_snapshot, inputs)
            return plainly(UNREADABLE, self._info)
        return "other"


def system_blocks(prompt: Prompt, least: int) -> list[TextBlockParam]:
    """What everyone's asks share; the provider is told how far to keep it, and for how long.

    It keeps nothing of less than ``least`` tokens. Behind tools and before the messages.
    """
    blocks: list[TextBlockParam] = [{"type": "text", "text": text} for text in prompt.shared]
    for place in kept_until(prompt.shared, least):
        kept: CacheControlEphemeralParam = {"type": "ephemeral"}
        if prompt.life != "5m":  # which other servers know as the only one
            kept["ttl"] = prompt.life
        blocks[place]["cache_control"] = kept
    return blocks


def user_blocks(prompt: Prompt) -> list[TextBlockParam | ImageBlockParam]:
    """What is this question's alone; the question comes last, its pictures just before it."""
    texts = [{"type": "text", "text": text} for text in prompt.own]
    pictures = [block for n, one in enumerate(prompt.pictures, 1) for block in _seen(n, one)]
    blocks = [*texts[:-1], *pictures, *texts[-1:]]
    return cast(list[TextBlockParam | ImageBlockParam], blocks)


def _seen(number: int, picture: CellPicture) -> tuple[dict[str, Any], dict[str, Any]]:
    source = {"type": "base64", "media_type": picture.media_type, "data": picture.data}
    named = {"type": "text", "text": f"Picture {number}:"}
    return named, {"type": "image", "source": source}


def messages_of(prompt: Prompt) -> list[MessageParam]:
    """The question with what belongs to it, then what came of tools since.

    Where the model may ask for more tools, the provider is to keep all of it for the next round.
    """
    asked: dict[str, Any] = {"role": "user", "content": user_blocks(prompt)}
    messages = [asked, *round_messages(prompt.rounds)]
    if prompt.tools and not prompt.last and (end := messages[-1]["content"]):
        end[-1]["cache_control"] = {"type": "ephemeral"}
    return cast(list[MessageParam], messages)


def done(message: Message, inputs: ToolInputs | None = None) -> Done:
    """The end of an answer; with ``inputs``, what it asks of tools if it waits for them."""
    reason = message.stop_reason or "end_turn"
    if inputs is not None and reason == "tool_use":
        return waiting(message, inputs)
    return Done(_counted(message), reason)


def waiting(message: Message, inputs: ToolInputs) -> Done:
    """The end of an answer that waits for tools."""
    blocks = [block.to_dict(exclude_unset=True, warnings=False) for block in message.content]
    return Done(_counted(message), "tool_use", inputs.uses(blocks), inputs.said(blocks))


def _counted(message: Message) -> Usage:
    """What was counted. The provider counts the prompt in three parts; they are added up."""
    usage = message.usage
    read = usage.cache_read_input_tokens or 0
    written = usage.cache_creation_input_tokens or 0
    whole = (usage.input_tokens or 0) + read + written
    by_life = usage.cache_creation
    hour = 0 if by_life is None else by_life.ephemeral_1h_input_tokens or 0
    return Usage(whole, usage.output_tokens or 0, read, written, hour)


def _http_client(loopback: bool, transport: httpx2.AsyncBaseTransport | None) -> httpx2.AsyncClient:
    hooks = {"response": [_refuse_long_waits]}
    if transport is None and loopback:
        transport = httpx2.AsyncHTTPTransport()
    if transport is not None:
        return DefaultAsyncHttpxClient(transport=transport, event_hooks=hooks, trust_env=False)
    return DefaultAsyncHttpxClient(event_hooks=hooks)


async def _refuse_long_waits(response: httpx2.Response) -> None:
    """The SDK obeys any ``retry-after``, an hour too, while somebody waits in front of a cell."""
    if (wait_asked(response.headers) or 0.0) > MAX_WAIT:
        response.headers["x-should-retry"] = "false"
