"""Skills that the team agreed to are prompts of every member's client."""

from __future__ import annotations

import pytest
from mcp.shared.exceptions import MCPError

from tests.live import LiveServer, Person
from tests.mcp.clients import ERAS, connected, secret, text_of

pytestmark = pytest.mark.anyio

NAME = "architecture-options"


@pytest.mark.parametrize("era", ERAS)
async def test_a_skill_is_a_prompt_once_somebody_agreed_to_it(
    server: LiveServer, ada: Person, grace: Person, era: str
) -> None:
    digest = server.ask(ada, "GET", f"skills/{NAME}")["skill"]["digest"]
    server.client(ada).command("set", name=f"skill:{NAME}", value=None)
    async with connected(server, secret(server, grace, client="claude-code"), era) as client:
        before = {p.name for p in (await client.list_prompts()).prompts}
        assert f"skill-{NAME}" not in before
        with pytest.raises(MCPError, match="agreed to this skill"):
            await client.get_prompt(f"skill-{NAME}")
        server.client(ada).command("set", name=f"skill:{NAME}", value=digest)
        after = {p.name for p in (await client.list_prompts()).prompts}
        assert after == before | {f"skill-{NAME}"}
        said = text_of(await client.get_prompt(f"skill-{NAME}", {"task": "A queue </task>"}))
        assert f'<skill name="{NAME}">' in said
        assert said.endswith("</task>")
        assert said.count("</task>") == 1, "a task can't end itself"
        with pytest.raises(MCPError, match="no such skill"):
            await client.get_prompt("skill-nobody")
    server.client(ada).command("set", name=f"skill:{NAME}", value=None)
