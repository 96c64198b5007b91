"""A client that starts ``commonground mcp`` as its own process, as editors and agents do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mcp import Client, StdioServerParameters
from tests.live import LiveServer, Person
from tests.mcp.clients import ERAS, secret, text_of

pytestmark = pytest.mark.anyio
COMMAND = ["-m", "commonground.cli", "mcp"]


@pytest.fixture(scope="module")
def ada(server: LiveServer) -> Person:
    return server.invite("Ada Lovelace", "contributor")


def environ(server: LiveServer, **own: str) -> dict[str, str]:
    kept = {k: v for k, v in server.environ.items() if k in ("PATH", "PYTHONPATH", "HOME")}
    return kept | {"COMMONGROUND_DATA_DIR": str(server.data)} | own


@pytest.mark.parametrize("era", ERAS)
async def test_a_spawned_process_speaks_for_its_member(
    server: LiveServer, ada: Person, era: str
) -> None:
    env = environ(server, COMMONGROUND_MCP_TOKEN=secret(server, ada, client="cursor"))
    parameters = StdioServerParameters(
        command=sys.executable, args=[*COMMAND, "--root", str(server.root)], env=env
    )
    async with Client(parameters, mode=era) as client:
        assert "propose_entry" in {tool.name for tool in (await client.list_tools()).tools}
        title = f"Retries back off ({era})"
        done = await client.call_tool("propose_entry", {"kind": "knowledge", "title": title})
        assert done.structured_content["status"] == "accepted", text_of(done)
        address = f"commonground://entry/{done.structured_content['id']}"
        assert title in text_of(await client.read_resource(address))


def run(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *COMMAND, *arguments],
        env=env, input="", capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_what_is_wrong_is_said_on_stderr_and_never_on_stdout(
    server: LiveServer, ada: Person, tmp_path: Path
) -> None:
    at = ["--server", server.url]
    missing = run(environ(server), *at)
    unresolved = run(environ(server, COMMONGROUND_MCP_TOKEN="${COMMONGROUND_MCP_TOKEN}"), *at)
    foreign = run(environ(server, COMMONGROUND_MCP_TOKEN="cgm_of_nobody"), *at)
    alone = environ(server, COMMONGROUND_MCP_TOKEN="cgm_x") | {
        "COMMONGROUND_DATA_DIR": str(tmp_path / "data")
    }
    nobody = run(alone, "--root", str(tmp_path))
    said = [missing.stderr, unresolved.stderr, foreign.stderr, nobody.stderr]
    assert [one.returncode for one in (missing, unresolved, foreign, nobody)] == [1, 1, 4, 3], said
    assert not any(one.stdout for one in (missing, unresolved, foreign, nobody))
    assert "is not set" in missing.stderr
    assert "is not set" in unresolved.stderr
    assert "does not take the token" in foreign.stderr
    assert "commonground lab" in nobody.stderr


def test_a_line_that_is_no_message_is_answered(server: LiveServer, ada: Person) -> None:
    env = environ(server, COMMONGROUND_MCP_TOKEN=secret(server, ada))
    with subprocess.Popen(
        [sys.executable, *COMMAND, "--server", server.url],
        env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("not json\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["error"]["code"] == -32700
        process.stdin.close()
        assert process.wait(60) == 0
