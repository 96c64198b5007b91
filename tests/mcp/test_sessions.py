"""Real sessions over HTTP: the SDK's own client in both eras, and one that knows no SDK."""

from __future__ import annotations

from typing import Any

import pytest

from tests.live import LiveServer, Person
from tests.mcp.clients import ERAS, connected, plainly, secret, text_of

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def ada(server: LiveServer) -> Person:
    return server.invite("Ada Lovelace", "contributor")


@pytest.mark.parametrize("era", ERAS)
async def test_a_client_lists_reads_and_proposes(server: LiveServer, ada: Person, era: str) -> None:
    async with connected(server, secret(server, ada, client="claude-code"), era) as client:
        listed = (await client.list_tools()).tools
        hints = {tool.name: tool.annotations for tool in listed if tool.annotations is not None}
        assert hints["search_context"].read_only_hint is True
        assert hints["propose_entry"].read_only_hint is False
        assert hints["propose_entry"].destructive_hint is False
        title = f"Dates are ISO 8601 ({era})"
        done = await client.call_tool("propose_entry", {"kind": "convention", "title": title})
        assert done.structured_content["status"] == "proposed", text_of(done)
        entry = done.structured_content["id"]
        assert title in text_of(await client.call_tool("read_entry", {"entry": entry}))
        found = await client.list_resources()
        assert f"commonground://entry/{entry}" in {one.uri for one in found.resources}
        read = await client.read_resource(f"commonground://entry/{entry}")
        assert title in text_of(read)
        assert {p.name for p in (await client.list_prompts()).prompts} == {"handoff", "review"}
        prompt = await client.get_prompt("review")
        assert title in text_of(prompt)


def test_a_client_without_the_sdk_speaks_the_protocol(server: LiveServer, ada: Person) -> None:
    with plainly(server, secret(server, ada)) as client:
        listed: Any = client.ask("tools/list")["result"]["tools"]
        assert "read_inbox" in {tool["name"] for tool in listed}
        found = client.call("search_context", query="dates")
        assert found.get("isError") is not True
        assert client.ask("tools/call", name="no_such")["error"]["code"] == -32602
        assert client.end() == 200
        assert client.post({"jsonrpc": "2.0", "id": 1, "method": "ping"}).status_code == 404
