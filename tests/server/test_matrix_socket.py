"""The same table of roles and commands, with each command in a frame on the feed's socket."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from commonground.core.role import ROLES
from commonground.registry import features
from tests.live import LiveServer
from tests.server.commanding import CommandSocket
from tests.server.conftest import SHARED_TOKEN
from tests.server.test_matrix import (
    COMMANDS,
    NEEDS,
    SETTING_NEEDS,
    SETTINGS,
    Request,
    Team,
    check,
    setting,
)

WHO = ("anonymous", *ROLES)
"""Nobody has no socket: ``test_feed`` tries it."""
SENT = [c.command_name() for c in features().commands if c.from_people]


class SocketTeam(Team):
    """Somebody of each role, each with a socket that stays open."""

    def __init__(self, server: LiveServer) -> None:
        super().__init__(server)
        self.sockets = {
            who: CommandSocket(server, self.people[who].token if who in ROLES else SHARED_TOKEN)
            for who in WHO
        }

    def ask(self, who: str, request: Request) -> httpx.Response:
        path, body = request
        assert path == "commands"
        answer = self.sockets[who].command(body)
        return httpx.Response(answer["status"], json=answer.get("outcome") or answer["error"])


@pytest.fixture(scope="module")
def team(server: LiveServer) -> Iterator[SocketTeam]:
    made = SocketTeam(server)
    yield made
    for socket in made.sockets.values():
        socket.close()


@pytest.mark.parametrize("name", SENT)
@pytest.mark.parametrize("who", WHO)
def test_a_command_is_for_the_roles_in_the_table(team: SocketTeam, who: str, name: str) -> None:
    request = COMMANDS[name](team, who)
    if request[0] == "commands":
        check(team, who, NEEDS[name], request)


@pytest.mark.parametrize("name", SETTING_NEEDS)
@pytest.mark.parametrize("who", WHO)
def test_a_setting_is_for_the_roles_in_the_table(team: SocketTeam, who: str, name: str) -> None:
    check(team, who, SETTING_NEEDS[name], SETTINGS[name](who))


def test_a_role_that_was_taken_away_counts_at_once(team: SocketTeam) -> None:
    """The same socket, the same command, another answer."""
    name = "member:the-contributor"
    assert team.ask("admin", setting(name, "reader")).status_code == 200
    add = COMMANDS["add"](team, "contributor")
    assert team.ask("contributor", add).status_code == 403
    assert team.ask("admin", setting(name, "contributor")).status_code == 200
    assert team.ask("contributor", add).status_code == 200
