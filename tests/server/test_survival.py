"""What a server keeps when it is killed, when it is stopped, and when the model's server fails."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.ai.provider import Provider, Reply, answer, block, delta, error, started
from tests.live import LiveServer, Person

pytestmark = pytest.mark.anyio
DEADLINE = 60.0


def client(server: LiveServer, who: Person) -> httpx.AsyncClient:
    headers = {"Authorization": f"token {who.token}"}
    return httpx.AsyncClient(
        base_url=server.api, headers=headers, trust_env=False, timeout=DEADLINE
    )


async def ended(http: httpx.AsyncClient, turn: str) -> dict[str, Any]:
    lines = (await http.get(f"/turns/{turn}/stream")).text.splitlines()
    return dict(json.loads(lines[-1])["turn"])


async def ask(http: httpx.AsyncClient, question: str = "Why?") -> str:
    answer = await http.post("/turns", json={"question": question, "visibility": "shared"})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["turn"]["id"])


async def test_kill_9_loses_no_acknowledged_write_and_cuts_the_turn_off(tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text(json.dumps({"delay": 0.02, "default": "word " * 5000}))
    live = LiveServer(tmp_path / "live", name="killed", model=f"scripted:{script}")
    await asyncio.to_thread(live.start)
    try:
        alice = live.invite("Alice Adams")
        acknowledged: list[str] = []
        enough = asyncio.Event()

        async def keep_adding(http: httpx.AsyncClient, number: int) -> None:
            for count in range(10_000):
                body = {"command": "add", "kind": "work", "title": f"{number}-{count}"}
                try:
                    answer = await http.post("/commands", json=body)
                except httpx.HTTPError:
                    return
                assert answer.status_code == 200
                acknowledged.append(body["title"])
                if len(acknowledged) >= 60:
                    enough.set()

        async with client(live, alice) as http:
            turn = await ask(http)
            adding = [asyncio.create_task(keep_adding(http, n)) for n in range(4)]
            await asyncio.wait_for(enough.wait(), DEADLINE)
            await asyncio.to_thread(live.kill)
            await asyncio.gather(*adding)
        await asyncio.to_thread(live.start)
        async with client(live, alice) as http:
            found = (await http.get("/entries")).json()["entries"]
            titles = [e["revisions"][0]["title"] for e in found]
            assert set(acknowledged) <= set(titles)
            assert len(titles) == len(set(titles))
            cut_off = (await http.get(f"/turns/{turn}")).json()["turn"]
            assert cut_off["status"] == "partial"
            assert "server stopped" in cut_off["problem"]
    finally:
        await asyncio.to_thread(live.stop)


async def test_sigterm_ends_the_server_in_time_and_saves_what_had_come(tmp_path: Path) -> None:
    """In the middle of an answer, with a follower's stream open."""
    async with Provider() as provider:
        # The gate lets whole sentences through while an answer grows, and the rest at its end.
        provider.reply = Reply(events=answer("It is so. And ", "long."), hold=4)
        environ = {"COMMONGROUND_BASE_URL": provider.url, "ANTHROPIC_API_KEY": "sk-ant-4711"}
        live = LiveServer(tmp_path, name="stopped", model=None, environ=environ)
        await asyncio.to_thread(live.start)
        alice = live.invite("Alice Adams")
        async with client(live, alice) as http:
            turn = await ask(http)
            async with http.stream("GET", f"/turns/{turn}/stream") as stream:
                lines = stream.aiter_lines()
                assert "It is" in await anext(lines)
                assert await asyncio.to_thread(live.stop) == 0
        await asyncio.to_thread(live.start)
        async with client(live, alice) as http:
            found = (await http.get(f"/turns/{turn}")).json()["turn"]
        assert (found["status"], found["text"]) == ("partial", "It is so. And ")
        await asyncio.to_thread(live.stop)


BROKEN_OFF = [started(), block(), delta("It is ")]


@pytest.mark.parametrize(
    ("reply", "status", "says"),
    [
        (Reply(401, error("authentication_error")), "failed", "ANTHROPIC_API_KEY"),
        (Reply(429, error("rate_limit_error"), {"retry-after": "0"}), "failed", "again"),
        (Reply(529, error("overloaded_error"), {"retry-after": "0"}), "failed", "again"),
        (Reply(events=BROKEN_OFF, ending="reset"), "partial", "again"),
    ],
    ids=["401", "429", "529", "broken off"],
)
async def test_a_model_that_fails_gives_a_clear_error_and_the_server_goes_on(
    tmp_path_factory: pytest.TempPathFactory, reply: Reply, status: str, says: str
) -> None:
    async with Provider() as provider:
        provider.replies = [reply] * 3
        environ = {"COMMONGROUND_BASE_URL": provider.url, "ANTHROPIC_API_KEY": "sk-ant-4711"}
        folder = tmp_path_factory.mktemp("failing")
        live = LiveServer(folder, name="failing", model=None, environ=environ)
        await asyncio.to_thread(live.start)
        try:
            async with client(live, live.invite("Alice Adams")) as http:
                turn = await ended(http, await ask(http))
                assert turn["status"] == status
                assert says in turn["problem"]
                assert "sk-ant" not in json.dumps(turn)
                if status == "partial":
                    assert turn["text"] == "It is "
                provider.replies = []
                assert (await ended(http, await ask(http, "And now?")))["status"] == "complete"
        finally:
            await asyncio.to_thread(live.stop)
