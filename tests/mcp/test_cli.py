"""The tokens of one's clients on the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from commonground.cli.main import main
from tests.live import LiveServer, Person
from tests.mcp.clients import plainly


@pytest.fixture(scope="module")
def ada(server: LiveServer) -> Person:
    return server.invite("Ada Lovelace", "contributor")


def run(server: LiveServer, who: Person, *arguments: str) -> Result:
    env = {"COMMONGROUND_URL": server.api, "COMMONGROUND_TOKEN": who.token}
    return CliRunner().invoke(main, ["mcp", "token", *arguments], env=env)


def test_a_token_is_made_listed_and_revoked(server: LiveServer, ada: Person) -> None:
    made = run(server, ada, "new", "claude-code", "--scope", "read", "--days", "7")
    assert made.exit_code == 0, made.output
    token = made.stdout.strip().removeprefix("export COMMONGROUND_MCP_TOKEN=")
    assert token.startswith("cgm_")
    assert token not in made.stderr
    with plainly(server, token) as client:
        names = {tool["name"] for tool in client.ask("tools/list")["result"]["tools"]}
        assert "read_entry" in names
        assert "propose_entry" not in names
        listed = run(server, ada, "list").stdout
        assert "claude-code  read  used " in listed
        assert token not in listed
        id = listed.split()[0]
        assert run(server, ada, "revoke", id).stdout == "claude-code: revoked.\n"
        assert client.post({"jsonrpc": "2.0", "id": 1, "method": "ping"}).status_code == 401
    again = run(server, ada, "revoke", id)
    assert again.exit_code == 1
    assert "no such token" in again.output
    assert "No client of yours" in run(server, ada, "list").stderr


def test_a_clients_token_makes_no_other(server: LiveServer, ada: Person) -> None:
    token = run(server, ada, "new", "x").stdout.strip().partition("=")[2]
    stranger = Person(ada.display_name, ada.username, ada.role, token)
    refused = run(server, stranger, "new", "y", "--scope", "private")
    assert refused.exit_code == 4
    assert "cgm_" not in refused.output
