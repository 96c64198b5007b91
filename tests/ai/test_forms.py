"""Structured answers: over the SDK against a provider on loopback, by script, and refused."""

from __future__ import annotations

import json
from typing import Any

import anyio
import pytest

from commonground.ai.local import EmbeddedModel, LocalServer
from commonground.ai.scripted import ScriptedModel
from commonground.core.prompt import Prompt
from commonground.core.turn import Usage
from commonground.errors import ModelBroken, ModelBusy, ModelError, ModelRequest

from .conftest import KEY, Ask
from .contract import Form
from .provider import Provider, Reply, error, message

pytestmark = pytest.mark.anyio
YES = {"tabs": "yes", "quote": "Use tabs."}


async def test_the_schema_goes_with_the_request_and_the_form_comes_back(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    provider.reply = Reply(body=message(json.dumps(YES), cached=7, written=3))
    filled = await over(max_tokens=9_000).fill(prompt, Form)
    assert filled.form == Form(tabs="yes", quote="Use tabs.")
    assert filled.usage == Usage(20, 5, 7, 3)
    (request,) = provider.requests
    schema = request.body["output_config"]["format"]["schema"]
    assert schema["properties"]["tabs"]["enum"] == ["yes", "no"]
    assert schema["additionalProperties"] is False
    assert request.body["max_tokens"] == 4_000
    assert "stream" not in request.body or request.body["stream"] is False


async def test_json_between_other_words_is_read_for_servers_that_ignore_schemas(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    provider.reply = Reply(body=message(f"Here it is:\n```json\n{json.dumps(YES)}\n```"))
    assert (await over().fill(prompt, Form)).form == Form(tabs="yes", quote="Use tabs.")


@pytest.mark.parametrize(
    "said",
    ["I would say yes.", '{"tabs": "maybe"}', '{"tabs": "yes", "quote": ', "7", ""],
)
async def test_what_is_no_such_form_is_none_and_still_counted(
    over: Ask, provider: Provider, prompt: Prompt, said: str
) -> None:
    provider.reply = Reply(body=message(said))
    filled = await over().fill(prompt, Form)
    assert filled.form is None
    assert filled.usage.tokens_in == 10


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(429, error("rate_limit_error")), ModelBusy),
        (Reply(400, error("invalid_request_error", "output_config: unknown")), ModelRequest),
        (Reply(500, error("api_error")), ModelBroken),
        (Reply(raw=b"<html>hello</html>", headers={"content-type": "text/html"}), ModelError),
        (Reply(body={"content": 7}), ModelError),
    ],
)
async def test_every_failure_is_an_error_of_ours_without_the_key(
    over: Ask, provider: Provider, prompt: Prompt, reply: Reply, expected: type[ModelError]
) -> None:
    provider.reply = reply
    with pytest.raises(expected) as caught:
        await over().fill(prompt, Form)
    assert KEY not in str(caught.value)
    assert caught.value.__context__ is None


async def test_cancelling_closes_the_request(over: Ask, provider: Provider, prompt: Prompt) -> None:
    provider.reply = Reply(body=message("{}"), hold=0)
    with anyio.fail_after(20):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(over().fill, prompt, Form)
            await provider.held.wait()
            tasks.cancel_scope.cancel()
        await provider.disconnected.wait()


async def test_a_script_fills_forms(prompt: Prompt) -> None:
    rules: list[tuple[str, Any]] = [("tabs", json.dumps(YES))]
    filled = await ScriptedModel(rules).fill(prompt, Form)
    assert filled.form == Form(tabs="yes", quote="Use tabs.")
    assert (await ScriptedModel().fill(prompt, Form)).form is None
    with pytest.raises(ModelBroken):
        await ScriptedModel(fail_after=0).fill(prompt, Form)


async def test_the_demo_model_refuses_without_starting(prompt: Prompt) -> None:
    model = EmbeddedModel(LocalServer(("false",)))
    with pytest.raises(ModelRequest, match="no forms"):
        await model.fill(prompt, Form)
    assert model.pid is None
