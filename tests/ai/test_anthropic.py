"""A model over the SDK, against a provider on loopback: layout, usage, errors, cancelling."""

from __future__ import annotations

import asyncio
import dataclasses

import anyio
import httpx2
import pytest

from commonground.ai.anthropic import AnthropicModel
from commonground.ai.base import Counted, Done, ModelInfo, Piece, TextPiece
from commonground.ai.secret import Secret
from commonground.core.prompt import Prompt
from commonground.core.turn import Usage
from commonground.errors import ModelAuth, ModelBroken, ModelBusy, ModelError, ModelRequest

from .conftest import INFO, KEY, Ask
from .contract import first_text, read, text_of
from .provider import Provider, Reply, answer, block, delta, error, started, stopped

pytestmark = pytest.mark.anyio

TEAMS = "The team's context, long enough to be kept. " * 50
OPS = "What holds in operations."


async def failing(model: AnthropicModel, prompt: Prompt) -> tuple[str, ModelError]:
    """What had arrived, and the error that ended it."""
    seen: list[Piece] = []

    async def ask() -> None:
        async with model.stream(prompt) as pieces:
            async for piece in pieces:
                seen.append(piece)

    with pytest.raises(ModelError) as caught, anyio.fail_after(20):
        await ask()
    return text_of(seen), caught.value


async def test_the_request_puts_stable_text_first_and_caches_what_is_shared(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    await read(over(), dataclasses.replace(prompt, epochs=(TEAMS, OPS)))
    (request,) = provider.requests
    assert request.path == "/v1/messages"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.body["model"] == "claude-sonnet-5-5"
    assert request.body["max_tokens"] == 100
    assert request.body["stream"] is True
    assert request.body["system"] == [
        {"type": "text", "text": prompt.system},
        {"type": "text", "text": TEAMS, "cache_control": {"type": "ephemeral"}},
        {"type": "text", "text": OPS, "cache_control": {"type": "ephemeral"}},
    ]
    assert request.body["messages"] == [
        {
            "role": "user",
            "content": [
                {"type": "text", "text": prompt.context},
                {"type": "text", "text": prompt.situation},
                {"type": "text", "text": prompt.question},
            ],
        }
    ]
    assert "temperature" not in request.body


async def test_what_is_to_be_kept_for_an_hour_says_so(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    await read(over(), dataclasses.replace(prompt, epochs=(TEAMS,), life="1h"))
    system = provider.requests[0].body["system"]
    assert system[1]["cache_control"] == {"type": "ephemeral", "ttl": "1h"}


async def test_what_was_written_for_an_hour_is_counted_apart(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    provider.reply = Reply(events=answer("Yes", written=20, hour=15))
    *_, end = await read(over(), prompt)
    assert isinstance(end, Done)
    assert (end.usage.tokens_written, end.usage.tokens_hour) == (20, 15)


async def test_empty_parts_are_left_out_since_servers_refuse_empty_blocks(
    over: Ask, provider: Provider
) -> None:
    await read(over(), Prompt("Help.", "", "", "Why?"))
    body = provider.requests[0].body
    assert body["system"] == [{"type": "text", "text": "Help."}]
    assert body["messages"][0]["content"] == [{"type": "text", "text": "Why?"}]


async def test_extra_fields_and_headers_reach_the_server(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    model = over(extra={"temperature": 0}, headers={"x-team": Secret("blue green")})
    await read(model, prompt)
    assert provider.requests[0].body["temperature"] == 0
    assert provider.requests[0].headers["x-team"] == "blue green"


async def test_without_a_key_nobodys_credentials_are_looked_up(
    over: Ask, provider: Provider, prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-somebody-elses")
    await read(over(key=None), prompt)
    assert provider.requests[0].headers["authorization"] == "Bearer none"


async def test_the_answer_and_its_usage_are_read_whole(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    provider.reply = Reply(events=answer("Ta", "bs ✓", cached=70, written=20))
    pieces = await read(over(), prompt)
    begun = Usage(tokens_in=100, tokens_out=1, tokens_cached=70, tokens_written=20)
    whole = dataclasses.replace(begun, tokens_out=5)
    assert pieces == [
        Counted(begun),
        TextPiece("Ta"),
        TextPiece("bs ✓"),
        Counted(whole),
        Done(whole, "end_turn"),
    ]


async def test_thinking_is_not_part_of_the_answer(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    thinking = [block("thinking"), delta("hm", "thinking")]
    end = stopped("max_tokens")
    events = [started(), *thinking, end[0], block(index=1), delta("Yes", index=1), *end[1:]]
    provider.reply = Reply(events=events)
    pieces = await read(over(), prompt)
    assert text_of(pieces) == "Yes"
    assert isinstance(pieces[-1], Done)
    assert pieces[-1].stop_reason == "max_tokens"


STATUSES = [
    (400, "invalid_request_error", ModelRequest, "COMMONGROUND_MODEL"),
    (401, "authentication_error", ModelAuth, "ANTHROPIC_API_KEY"),
    (402, "billing_error", ModelAuth, "credit"),
    (403, "permission_error", ModelAuth, "COMMONGROUND_MODEL"),
    (404, "not_found_error", ModelRequest, "COMMONGROUND_BASE_URL"),
    (408, "timeout_error", ModelBroken, "Ask again"),
    (409, "conflict_error", ModelBroken, "Ask again"),
    (412, "invalid_request_error", ModelRequest, "question"),
    (413, "request_too_large", ModelRequest, "fewer cells"),
    (418, "teapot", ModelRequest, "question"),
    (422, "invalid_request_error", ModelRequest, "question"),
    (429, "rate_limit_error", ModelBusy, "Wait"),
    (431, "invalid_request_error", ModelRequest, "question"),
    (500, "api_error", ModelBroken, "Ask again"),
    (501, "api_error", ModelRequest, "/v1/messages"),
    (502, "api_error", ModelBroken, "Ask again"),
    (503, "api_error", ModelBusy, "Wait"),
    (504, "timeout_error", ModelBroken, "Ask again"),
    (529, "overloaded_error", ModelBusy, "Wait"),
]


@pytest.mark.parametrize(("status", "kind", "expected", "remedy"), STATUSES)
async def test_a_status_becomes_our_error_with_a_remedy(
    over: Ask,
    provider: Provider,
    prompt: Prompt,
    status: int,
    kind: str,
    expected: type[ModelError],
    remedy: str,
) -> None:
    provider.reply = Reply(status=status, body=error(kind))
    _, failure = await failing(over(), prompt)
    assert type(failure) is expected
    assert remedy in failure.remedy
    assert INFO.label in failure.message


@pytest.mark.parametrize(
    ("status", "said", "expected", "remedy"),
    [
        (400, "prompt is too long: 1000001 tokens > 1000000 maximum", ModelRequest, "fewer cells"),
        (400, "request (9 tokens) exceeds the available context size", ModelRequest, "fewer cells"),
        (400, "Your credit balance is too low", ModelAuth, "credit"),
    ],
)
async def test_what_the_provider_said_decides_where_its_status_does_not(
    over: Ask,
    provider: Provider,
    prompt: Prompt,
    status: int,
    said: str,
    expected: type[ModelError],
    remedy: str,
) -> None:
    provider.reply = Reply(status=status, body=error("invalid_request_error", said))
    _, failure = await failing(over(), prompt)
    assert type(failure) is expected
    assert remedy in failure.remedy
    assert said in failure.message


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("overloaded_error", ModelBusy),
        ("rate_limit_error", ModelBusy),
        ("authentication_error", ModelAuth),
        ("invalid_request_error", ModelRequest),
        ("api_error", ModelBroken),
        ("never_heard_of", ModelBroken),
    ],
)
async def test_an_error_event_inside_a_stream_keeps_what_had_arrived(
    over: Ask, provider: Provider, prompt: Prompt, kind: str, expected: type[ModelError]
) -> None:
    events = [started(), block(), delta("Tabs "), ("error", error(kind))]
    provider.reply = Reply(events=events)
    seen, failure = await failing(over(), prompt)
    assert seen == "Tabs "
    assert type(failure) is expected
    assert failure.remedy


@pytest.mark.parametrize("ending", ["eof", "reset"])
async def test_a_stream_that_breaks_off_keeps_what_had_arrived(
    over: Ask, provider: Provider, prompt: Prompt, ending: str
) -> None:
    provider.reply = Reply(events=answer("Tabs ", "are")[:5], ending=ending)  # type: ignore[arg-type]
    seen, failure = await failing(over(), prompt)
    assert "Tabs are".startswith(seen)
    assert type(failure) is ModelBroken
    assert "broke off" in failure.message
    assert "Ask again" in failure.remedy


@pytest.mark.parametrize(
    "events",
    [
        [started(), delta("no block before it")],
        [("message_stop", {"type": "message_stop"})],
        [started(), ("content_block_delta", {"type": "content_block_delta", "index": 3})],
        [("message_start", {"type": "message_start"})],
    ],
)
async def test_events_in_the_wrong_order_are_an_error_of_ours(
    over: Ask, provider: Provider, prompt: Prompt, events: list[object]
) -> None:
    provider.reply = Reply(events=events)  # type: ignore[arg-type]
    _, failure = await failing(over(), prompt)
    assert type(failure) is ModelBroken
    assert failure.remedy


async def test_a_page_instead_of_a_stream_points_to_the_address(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    provider.reply = Reply(raw=b"<html>login</html>", headers={"content-type": "text/html"})
    _, failure = await failing(over(), prompt)
    assert type(failure) is ModelRequest
    assert "COMMONGROUND_BASE_URL" in failure.remedy


async def test_nobody_at_the_address_is_said_so(prompt: Prompt) -> None:
    async with Provider() as gone:
        address = gone.url
    model = AnthropicModel(INFO, base_url=address, max_tokens=10, retries=0, loopback=True)
    _, failure = await failing(model, prompt)
    assert type(failure) is ModelBroken
    assert "can't be reached" in failure.message
    assert "COMMONGROUND_BASE_URL" in failure.remedy
    await model.close()


async def test_a_silent_server_times_out(over: Ask, provider: Provider, prompt: Prompt) -> None:
    provider.reply = Reply(events=answer("Tabs ", "are"), hold=4)
    seen, failure = await failing(over(timeout=httpx2.Timeout(5.0, read=0.2)), prompt)
    assert seen == "Tabs "
    assert type(failure) is ModelBroken
    assert "too long" in failure.message


async def test_a_server_that_never_answers_times_out(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    provider.reply = Reply(events=answer("Tabs ", "are"), hold=0)
    async with asyncio.timeout(30):
        seen, failure = await failing(over(timeout=httpx2.Timeout(5.0, read=0.2)), prompt)
    assert seen == ""
    assert type(failure) is ModelBroken
    assert "too long" in failure.message


async def test_retries_do_not_add_to_the_time_in_which_an_answer_must_begin(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    provider.reply = Reply(events=answer("Tabs ", "are"), hold=0)
    async with asyncio.timeout(30):
        seen, failure = await failing(over(quiet=0.3, retries=1_000), prompt)
    assert seen == ""
    assert type(failure) is ModelBroken
    assert "too long" in failure.message


async def test_overload_is_retried_until_it_answers(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    busy = Reply(status=529, body=error("overloaded_error"), headers={"retry-after-ms": "1"})
    provider.replies = [busy, busy]
    assert text_of(await read(over(retries=2), prompt)) == "Tabs are agreed."
    assert len(provider.requests) == 3


async def test_nobody_is_made_to_wait_an_hour_for_a_retry(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    body = error("rate_limit_error")
    provider.reply = Reply(status=429, body=body, headers={"retry-after": "3600"})
    _, failure = await failing(over(retries=2), prompt)
    assert type(failure) is ModelBusy
    assert "60 minutes" in failure.remedy
    assert len(provider.requests) == 1


@pytest.mark.parametrize("cancelled", [True, False], ids=["cancelled", "left"])
async def test_leaving_or_cancelling_closes_the_providers_stream(
    over: Ask, provider: Provider, prompt: Prompt, cancelled: bool
) -> None:
    provider.reply = Reply(events=answer("Tabs ", "are"), hold=4)
    model = over()
    with anyio.fail_after(10):
        with anyio.CancelScope() as scope:
            async with model.stream(prompt) as pieces:
                assert await first_text(pieces) == "Tabs "
                await provider.held.wait()
                if cancelled:
                    scope.cancel()
                    await anext(pieces)
        assert scope.cancelled_caught is cancelled
        await provider.disconnected.wait()


async def test_two_streams_do_not_wait_for_each_other(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    provider.replies = [Reply(events=answer("slow ", "one"), hold=4)]
    model = over()
    with anyio.fail_after(10):
        async with model.stream(prompt) as slow:
            assert await first_text(slow) == "slow "
            assert text_of(await read(model, prompt)) == "Tabs are agreed."
            provider.released.set()
            assert text_of([piece async for piece in slow]) == "one"


async def test_a_local_server_is_reached_whatever_the_proxy(
    provider: Provider, prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    embedded = dataclasses.replace(INFO, kind="embedded")
    for base_url in (provider.url, provider.url.replace("127.0.0.1", "localhost")):
        for told in (True, False):
            model = AnthropicModel(embedded, base_url=base_url, max_tokens=10, loopback=told)
            assert text_of(await read(model, prompt)) == "Tabs are agreed."
            await model.close()


async def test_a_proxy_that_fails_is_named_without_its_password(
    prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://ada:hush@127.0.0.1:9")
    info = dataclasses.replace(INFO, kind="compatible")
    for base_url in ("http://models.example:8080", "https://models.example"):
        model = AnthropicModel(info, base_url=base_url, max_tokens=10, retries=0)
        _, failure = await failing(model, prompt)
        assert "can't be reached through the proxy 127.0.0.1:9." in str(failure)
        assert "NO_PROXY" in failure.remedy
        assert "hush" not in f"{failure} {failure.remedy}"
        await model.close()


async def test_the_embedded_models_errors_speak_of_no_key_and_no_address(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    info = ModelInfo("smollm2", "demo model", "embedded", 2048, demo=True)
    for status in (400, 401, 429, 500):
        provider.reply = Reply(status=status, body=error("whatever"))
        _, failure = await failing(over(info=info), prompt)
        assert failure.remedy
        assert not {"ANTHROPIC_API_KEY", "COMMONGROUND_BASE_URL"} & set(failure.remedy.split())
