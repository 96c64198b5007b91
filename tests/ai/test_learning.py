"""What a model of somebody's own server can do is found out by small requests, once."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import pytest

from commonground.ai.anthropic import AnthropicModel
from commonground.ai.learning import TOOL, LearningModel, red_square
from commonground.ai.secret import Secret
from commonground.ai.select import choose, settings_from
from commonground.errors import ModelBusy

from .conftest import INFO, KEY
from .provider import Provider, Reply, answer, asking, message, used

pytestmark = pytest.mark.anyio


def refusal(said: str, status: int = 400) -> Reply:
    error = {"type": "invalid_request_error", "message": said}
    return Reply(status, {"type": "error", "error": error}, headers={"x-should-retry": "false"})


def learning(provider: Provider) -> LearningModel:
    info = replace(INFO, kind="compatible", tools=True)
    model = AnthropicModel(
        info, base_url=provider.url, max_tokens=100, loopback=True, key=Secret(KEY)
    )
    return LearningModel(model)


CALLS = Reply(events=asking(used(TOOL.name, '{"colour": "red"}')))
SEES = Reply(events=answer("Red", "."))
FILLS = Reply(body=message('{"capital": "Paris"}'))


async def test_one_that_can_do_all_is_known_to(provider: Provider) -> None:
    provider.replies = [CALLS, SEES, FILLS]
    model = learning(provider)
    assert (model.learned, model.info.sees) == (False, False)
    usage = await model.learn()
    assert (model.info.tools, model.info.sees, model.info.forms) == (True, True, True)
    assert (model.learned, model.info.lacks) == (True, ())
    assert usage.tokens_in == 30, "all three are paid, and told"
    bodies = [request.body for request in provider.requests]
    assert bodies[0]["tools"][0]["name"] == TOOL.name
    [image] = [b for b in bodies[1]["messages"][0]["content"] if b["type"] == "image"]
    assert image["source"]["data"] == red_square().data
    assert bodies[2]["output_config"]["format"]["type"] == "json_schema"
    await model.learn()
    assert len(provider.requests) == 3, "once is enough"


@pytest.mark.parametrize(
    ("replies", "lacks"),
    [
        ([refusal("gemma:2b does not support tools"), SEES, FILLS], ("tools",)),
        ([CALLS, refusal("image input is not supported"), FILLS], ("pictures",)),
        ([CALLS, SEES, refusal("output_config: Extra inputs are not permitted")], ("forms",)),
        ([Reply(events=answer("Red!")), SEES, FILLS], ("tools",)),
        ([CALLS, Reply(events=answer("I can't see any picture.")), FILLS], ("pictures",)),
        ([CALLS, Reply(events=answer("No picture was shared.")), FILLS], ("pictures",)),
        ([CALLS, SEES, Reply(body=message("The capital is Paris."))], ("forms",)),
    ],
)
async def test_what_it_refuses_or_does_not_do_it_lacks(
    provider: Provider, replies: list[Any], lacks: tuple[str, ...]
) -> None:
    provider.replies = list(replies)
    model = learning(provider)
    await model.learn()
    assert model.info.lacks == lacks


async def test_a_server_that_fails_says_nothing_about_it(provider: Provider) -> None:
    provider.replies = [CALLS, refusal("oops", 503)]
    model = learning(provider)
    with pytest.raises(ModelBusy):
        await model.learn()
    assert (model.learned, model.info.tools, model.info.lacks) == (False, True, ())


def test_the_picture_is_one() -> None:
    assert red_square().readable
    assert base64.b64decode(red_square().data)[12:16] == b"IHDR"


def test_only_what_nobody_knows_is_found_out() -> None:
    theirs = choose(settings_from({"ANTHROPIC_API_KEY": KEY}))
    assert not isinstance(theirs, LearningModel)
    assert theirs.info.sees
    own = choose(settings_from({"COMMONGROUND_BASE_URL": "http://127.0.0.1:9"}))
    assert isinstance(own, LearningModel)
    assert not own.info.sees
