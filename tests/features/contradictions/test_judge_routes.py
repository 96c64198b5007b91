"""The judge in a real server: asked through the SDK, told on the feed, and switched off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ai.provider import Provider, Reply, message
from tests.live import LiveServer

from ...server.test_feed import add, follow
from ...service.told import disputes_told

pytestmark = pytest.mark.anyio

KEY = "sk-ant-canary-judging-4711"
ONE = "Each reviewer merges the change once it is approved"
TWO = "The author merges each change once it is approved"
CLASH = {
    "pairs": [
        {
            "pair": 1,
            "verdict": "contradiction",
            "difference": "people",
            "quote_first": "Each reviewer merges",
            "quote_second": "The author merges",
        }
    ]
}


def live(folder: Path, provider: Provider, *arguments: str) -> LiveServer:
    return LiveServer(
        folder,
        name="judging",
        model=None,
        environ={"ANTHROPIC_API_KEY": KEY, "COMMONGROUND_BASE_URL": provider.url},
        arguments=arguments,
    )


async def test_what_the_judge_finds_is_told_to_everyone_and_known_after_a_restart(
    tmp_path: Path,
) -> None:
    async with Provider() as provider:
        provider.reply = Reply(body=message(json.dumps(CLASH)))
        server = live(tmp_path, provider)
        alice, bob = server.invite("Alice Adams"), server.invite("Bob Brown")
        with server:
            async with follow(server, bob.token) as feed:
                await add(server, alice, ONE)
                await add(server, bob, TWO)
                told = await feed.until(lambda: disputes_told(feed.events))
            (request,) = provider.requests
            assert request.body["output_config"]["format"]["type"] == "json_schema"
            assert [d["rule"] for d in told] == ["judge:claude-sonnet-5-5"]
            assert set(told[0]["quotes"]) == {"Each reviewer merges", "The author merges"}
            server.stop()
            server.start()
            async with follow(server, alice.token) as feed:
                again = await feed.until(lambda: disputes_told(feed.events))
            assert again == told
        assert len(provider.requests) == 1
    assert KEY not in server.log()


async def test_a_team_that_wants_no_judge_has_none(tmp_path: Path) -> None:
    async with Provider() as provider:
        provider.reply = Reply(body=message(json.dumps(CLASH)))
        server = live(tmp_path, provider, "--CommonGroundApp.judge=False")
        alice = server.invite("Alice Adams")
        with server:
            async with follow(server, alice.token) as feed:
                await add(server, alice, ONE)
                await add(server, alice, TWO)
                await add(server, alice, "The request timeout is 10 s")
                await add(server, alice, "The request timeout is 30 s")
                (told,) = await feed.until(lambda: disputes_told(feed.events))
            assert told["rule"] == "number"
        assert provider.requests == []
