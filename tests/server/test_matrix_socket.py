"""The same table of roles and commands, with each command in a frame on the feed's socket."""

from __future__ import annotations

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
    """Somebody of each role, who commands over a socket."""

    def open(self, who: str) -> CommandSocket:
        token = SHARED_TOKEN if who == "anonymous" else self.people[who].token
        return CommandSocket(self.server, token)

    def ask(self, who: str, request: Request) -> httpx.Response:
        path, body = request
        assert path == "commands"
        socket = self.open(who)
        answer = socket.command(body)
        socket.close()
        return httpx.Response(answer["status"], json=answer.get("outcome") or answer["error"])


@pytest.fixture(scope="module")
def team(server: LiveServer) -> SocketTeam:
    return SocketTeam(server)


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
    """What was open ends, with nothing done in between; who comes back is answered by the role."""
    name = "member:the-contributor"
    _, add = COMMANDS["add"](team, "contributor")
    socket = team.open("contributor")
    assert team.ask("admin", setting(name, "reader")).status_code == 200
    assert 200 not in [answer["status"] for answer in socket.answers_until_closed(add)]
    socket = team.open("contributor")
    assert socket.command(add)["status"] == 403
    assert team.ask("admin", setting(name, "contributor")).status_code == 200
    assert socket.command(add)["status"] == 200
    socket.close()
