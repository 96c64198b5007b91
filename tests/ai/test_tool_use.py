"""Tools over the SDK, against a provider on loopback: what is sent, what comes, where it ends."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import anyio
import pytest

from commonground.ai.base import Done, Model, Piece, TextPiece
from commonground.ai.scripted import ScriptedCall, ScriptedModel, ScriptedUse
from commonground.ai.tool_loop import ToolBounds, ToolLoop
from commonground.core.prompt import Prompt
from commonground.core.tool import ToolResult, ToolSpec, ToolUse
from commonground.core.turn import Usage
from commonground.errors import ModelBroken, ModelError, ModelRequest

from .conftest import INFO, Ask
from .contract import text_of
from .provider import (
    Provider,
    Reply,
    answer,
    asking,
    block,
    delta,
    error,
    started,
    stopped,
    used,
)

pytestmark = pytest.mark.anyio

ABLE = replace(INFO, tools=True)
SPECS = (
    ToolSpec("look", "Look something up.", {"type": "object", "properties": {}}),
    ToolSpec("read", "Read it.", {"type": "object", "properties": {"at": {"type": "string"}}}),
)


class Shelf:
    """A toolbox that keeps what it was asked, and answers by name."""

    specs = SPECS

    def __init__(self, **answers: str) -> None:
        self.asked: list[ToolUse] = []
        self.answers = answers

    def keep_to(self, names: frozenset[str]) -> None:
        """It keeps all that it has."""

    async def carry_out(self, uses: Sequence[ToolUse]) -> Sequence[ToolResult]:
        self.asked += uses
        return [
            ToolResult(
                use.id, self.answers.get(use.name, "no such tool"), use.name not in self.answers
            )
            for use in uses
        ]


async def conversation(model: Model, prompt: Prompt, loop: ToolLoop) -> list[Piece]:
    with anyio.fail_after(20):
        async with loop.stream(model, prompt) as pieces:
            return [piece async for piece in pieces]


def is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def sent(provider: Provider) -> list[dict[str, Any]]:
    return [request.body for request in provider.requests]


def unmarked(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without how far they are to be kept."""
    return [
        one | {"content": [{k: v for k, v in b.items() if k != "cache_control"} for b in content]}
        for one in messages
        if isinstance(content := one["content"], list)
    ]


async def test_what_was_said_so_far_is_kept_for_the_next_round_but_not_after_the_last(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    once = Reply(events=asking(used("look", "{}")))
    provider.replies = [once, Reply(events=answer("Tabs."))]
    loop = ToolLoop(Shelf(look="more"), ToolBounds(rounds=1))
    shared = replace(prompt, epochs=("long " * 500, "ops", "web"))
    await conversation(over(info=ABLE), shared, loop)
    marked = [
        [b["text"] if "text" in b else b["type"] for b in blocks if "cache_control" in b]
        for body in sent(provider)
        for blocks in (body["system"], *(one["content"] for one in body["messages"]))
    ]
    system = ["long " * 500, "web"]
    assert marked == [system, [prompt.question], system, [], [], []]


async def test_results_go_back_and_the_answer_comes_with_the_usage_of_all_rounds(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    text = [block(), delta("Let me look.")]
    provider.replies = [
        Reply(events=asking(text, used("read", '{"at": "ta', 'bs"}', index=1))),
        Reply(events=answer("Tabs.", cached=70, written=20)),
    ]
    shelf = Shelf(read="They are agreed.")
    pieces = await conversation(over(info=ABLE), prompt, ToolLoop(shelf, ToolBounds()))
    assert shelf.asked == [ToolUse("toolu_1", "read", '{"at": "tabs"}')]
    assert text_of(pieces) == "Let me look.\n\nTabs."
    assert pieces[-1] == Done(Usage(110, 10, 70, 20), "end_turn")
    first, second = sent(provider)
    assert [tool["name"] for tool in first["tools"]] == ["look", "read"]
    assert first["tools"][1]["input_schema"] == SPECS[1].schema
    assert "tool_choice" not in first
    assert second["tools"] == first["tools"]
    assert second["system"] == first["system"]
    assert unmarked(second["messages"]) == [
        *unmarked(first["messages"]),
        {
            "role": "assistant",
            "content": [
                {"type": "text", "text": "Let me look."},
                {"type": "tool_use", "id": "toolu_1", "name": "read", "input": {"at": "tabs"}},
            ],
        },
        {
            "role": "user",
            "content": [
                {
                    "type": "tool_result",
                    "tool_use_id": "toolu_1",
                    "content": "They are agreed.",
                    "is_error": False,
                }
            ],
        },
    ]


async def test_a_model_that_can_not_use_tools_is_told_of_none(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    await conversation(over(), prompt, ToolLoop(Shelf(), ToolBounds()))
    assert "tools" not in sent(provider)[0]


async def test_thinking_is_sent_back_as_it_came(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    signed = {"type": "signature_delta", "signature": "c2lnbmVk"}
    sign = {"type": "content_block_delta", "index": 0, "delta": signed}
    thought = [block("thinking"), delta("hm", "thinking"), ("content_block_delta", sign)]
    provider.replies = [Reply(events=asking(thought, used("look", index=1)))]
    pieces = await conversation(
        over(info=ABLE), prompt, ToolLoop(Shelf(look="It is so."), ToolBounds())
    )
    assert text_of(pieces) == "Tabs are agreed."
    thinking, use = sent(provider)[1]["messages"][1]["content"]
    assert thinking == {"type": "thinking", "thinking": "hm", "signature": "c2lnbmVk"}
    assert use["input"] == {}


@pytest.mark.parametrize(
    "parts",
    [('{"at": ', "nonsense}"), ('{"at": "tabs"',), ("]",), ('"tabs"',)],
    ids=["broken", "cut", "nothing else", "no object"],
)
async def test_a_malformed_input_is_handed_on_as_it_is_and_the_conversation_goes_on(
    over: Ask, provider: Provider, prompt: Prompt, parts: tuple[str, ...]
) -> None:
    provider.replies = [Reply(events=asking(used("read", *parts)))]
    shelf = Shelf(read="whatever")
    pieces = await conversation(over(info=ABLE), prompt, ToolLoop(shelf, ToolBounds()))
    assert text_of(pieces) == "Tabs are agreed."
    [use] = shelf.asked
    assert not is_object(use.input)
    assert sent(provider)[1]["messages"][1]["content"][0]["input"] == {}


async def test_a_stream_that_is_cut_within_an_input_calls_nothing(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    events = [started(), block(), delta("I look. "), stopped()[0], *used("read", '{"at', index=1)]
    for ending in ("eof", "reset"):
        provider.replies = [Reply(events=events, ending=ending)]
        shelf = Shelf(read="whatever")
        seen: list[Piece] = []

        async def ask(shelf: Shelf = shelf, seen: list[Piece] = seen) -> None:
            async with ToolLoop(shelf, ToolBounds()).stream(over(info=ABLE), prompt) as pieces:
                async for piece in pieces:
                    seen.append(piece)

        with pytest.raises(ModelError) as caught, anyio.fail_after(20):
            await ask()
        assert isinstance(caught.value, ModelBroken)
        assert text_of(seen) == "I look. "
        assert shelf.asked == []


async def test_an_input_that_the_length_limit_cuts_calls_nothing(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    events = [started(), *used("read", '{"at": "ta'), *stopped("max_tokens")]
    provider.replies = [Reply(events=events)]
    shelf = Shelf(read="whatever")
    pieces = await conversation(over(info=ABLE), prompt, ToolLoop(shelf, ToolBounds()))
    assert isinstance(pieces[-1], Done)
    assert pieces[-1].stop_reason == "max_tokens"
    assert shelf.asked == []


async def test_an_unknown_tool_is_the_models_to_hear_of(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    provider.replies = [Reply(events=asking(used("rm", "{}")))]
    await conversation(over(info=ABLE), prompt, ToolLoop(Shelf(), ToolBounds()))
    [result] = sent(provider)[1]["messages"][2]["content"]
    assert result["is_error"] is True
    assert result["content"] == "no such tool"


async def test_an_endless_loop_of_tools_is_told_to_answer_and_then_ends(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    provider.reply = Reply(events=asking(used("look", "{}")))
    shelf = Shelf(look="more")
    loop = ToolLoop(shelf, ToolBounds(rounds=3))
    pieces = await conversation(over(info=ABLE), prompt, loop)
    assert len(shelf.asked) == 3
    assert isinstance(pieces[-1], Done)
    assert pieces[-1].stop_reason == "tool_use"
    assert loop.reached == "3 rounds"
    asked = sent(provider)
    assert [body.get("tool_choice") for body in asked] == [None, None, None, {"type": "none"}]
    assert all(body["tools"] == asked[0]["tools"] for body in asked)


@pytest.mark.parametrize(
    ("bounds", "reached"),
    [
        (ToolBounds(calls=2), "2 calls"),
        (ToolBounds(tokens=40), "40 tokens"),
        (ToolBounds(dollars=0.02), "0.02 US dollars"),
        (ToolBounds(), "the model's window"),
    ],
    ids=["calls", "tokens", "dollars", "window"],
)
async def test_each_bound_ends_the_tools(
    over: Ask, provider: Provider, prompt: Prompt, bounds: ToolBounds, reached: str
) -> None:
    twice = asking(used("look", "{}"), used("look", "{}", index=1))
    provider.replies = [Reply(events=twice) for _ in range(3)]
    info = replace(ABLE, window=12) if "window" in reached else ABLE
    loop = ToolLoop(Shelf(look="more"), bounds, lambda usage: usage.tokens_out / 500)
    pieces = await conversation(over(info=info), prompt, loop)
    assert loop.reached == reached
    assert isinstance(pieces[-1], Done)
    assert loop.cost == pytest.approx(pieces[-1].usage.tokens_out / 500)
    assert sent(provider)[-1]["tool_choice"] == {"type": "none"}


async def test_calls_beyond_the_bound_are_not_made_but_answered(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    provider.replies = [Reply(events=asking(*(used("look", "{}", index=i) for i in range(3))))]
    shelf = Shelf(look="more")
    await conversation(over(info=ABLE), prompt, ToolLoop(shelf, ToolBounds(calls=2)))
    assert len(shelf.asked) == 2
    results = sent(provider)[1]["messages"][2]["content"]
    assert [result["is_error"] for result in results] == [False, False, True]


async def test_the_scripted_model_plays_calls_by_what_it_has_just_read(prompt: Prompt) -> None:
    uses = [
        ScriptedUse(when="Why tabs", calls=[ScriptedCall(tool="look")]),
        ScriptedUse(when="see page 2", calls=[ScriptedCall(tool="read", input={"at": "2"})]),
    ]
    model = ScriptedModel(default="Because.", uses=uses)
    shelf = Shelf(look="see page 2", read="the end")
    pieces = await conversation(model, prompt, ToolLoop(shelf, ToolBounds()))
    assert [use.name for use in shelf.asked] == ["look", "read"]
    assert text_of(pieces).endswith("Because.")
    assert len(model.prompts) == 3
    assert model.prompts[2].rounds[1].results == [ToolResult("use_1_0", "the end")]
    assert all(isinstance(piece, TextPiece) for piece in pieces if hasattr(piece, "text"))


REFUSALS = [
    (400, "gemma:2b does not support tools"),
    (500, "tools param requires --jinja flag"),
    (400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser'),
    (422, "Tools are not supported by this model."),
]


@pytest.mark.parametrize(("status", "said"), REFUSALS)
async def test_a_server_that_takes_no_tools_is_asked_without(
    over: Ask, provider: Provider, prompt: Prompt, status: int, said: str
) -> None:
    provider.replies = [Reply(status=status, body=error("invalid_request_error", said))]
    loop = ToolLoop(Shelf(), ToolBounds())
    pieces = await conversation(over(info=ABLE), prompt, loop)
    assert text_of(pieces) == "Tabs are agreed."
    assert loop.refused
    assert ["tools" in body for body in sent(provider)] == [True, False]


async def test_another_refusal_that_speaks_of_tools_is_shown(
    over: Ask, provider: Provider, prompt: Prompt
) -> None:
    said = "tools.0.custom.input_schema: JSON schema is invalid"
    provider.reply = Reply(status=400, body=error("invalid_request_error", said))
    with pytest.raises(ModelRequest, match="input_schema"):
        await conversation(over(info=ABLE), prompt, ToolLoop(Shelf(), ToolBounds()))
    assert len(sent(provider)) == 1
