"""JupyterHub: its users, groups and scopes become members and roles, through one authorizer."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from jupyter_server.auth.identity import IdentityProvider, User

from commonground.core.role import Member, Role
from commonground.errors import SetupError
from commonground.server.identity.members import checked_hub_roles, member_for
from tests.live import PLAIN, LiveServer
from tests.server.hub import ACCESS, HubDouble, model

HUB_ROLES: dict[str, Role] = {
    "group:leads": "owner",
    "group:guests": "reader",
    "scope:custom:commonground:admin": "admin",
    "scope:custom:commonground:owner!server=ada/team": "owner",
}


class HubUser(User):
    """As ``jupyterhub.singleuser.extension.JupyterHubUser``."""

    def __init__(self, hub_user: dict[str, Any]) -> None:
        self.hub_user = hub_user
        super().__init__(username=hub_user["name"])


class HubProvider(IdentityProvider):
    """As ``JupyterHubIdentityProvider``: it names everybody itself."""

    async def get_user(self, handler: Any) -> User | None:
        return None


def member(
    hub_user: dict[str, Any], roles: Mapping[str, Role] | None = None, default: Role = "contributor"
) -> Member:
    return member_for(
        HubUser(hub_user), HubProvider(), roles=roles or {}, default_role=default,
        hub_roles=HUB_ROLES,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("groups", "scopes", "role"),
    [
        ([], [], "contributor"),
        (["leads"], [], "owner"),
        (["guests"], [], "reader"),
        (["guests", "leads"], [], "owner"),
        (["others"], ["custom:commonground:admin"], "admin"),
        ([], ["custom:commonground:owner!server=ada/team"], "owner"),
        ([], ["custom:commonground:owner"], "owner"),  # without a filter it holds everywhere
        ([], ["custom:commonground:owner!server=bob/other"], "contributor"),
        ([], ["custom:commonground:admin!user=ada"], "contributor"),
    ],
)
def test_groups_and_scopes_give_the_highest_role_that_is_configured(
    groups: list[str], scopes: list[str], role: Role
) -> None:
    assert member(model("grace", groups=groups, scopes=scopes)).role == role


def test_a_group_that_is_called_like_a_scope_is_none_and_the_other_way_round() -> None:
    named = ["custom:commonground:admin", "scope:custom:commonground:admin", "group:leads"]
    assert member(model("eve", groups=named)).role == "contributor"
    assert member(model("eve", scopes=["leads", "group:leads", *named[1:]])).role == "contributor"


def test_a_role_by_name_goes_before_the_hubs_and_the_default_after_it() -> None:
    assert member(model("grace", groups=["leads"]), {"grace": "reader"}).role == "reader"
    assert member(model("linus"), default="reader").role == "reader"


def test_a_service_is_never_the_user_of_its_name() -> None:
    service = member(model("ada", kind="service"), {"ada": "admin"})
    assert service.username != "ada"
    assert service.role == "contributor"


@pytest.mark.parametrize("broken", [None, "leads", 7, {"leads": 1}, [["leads"], None, 3]])
def test_a_broken_model_gives_no_role(broken: Any) -> None:
    assert member(model("eve") | {"groups": broken, "scopes": broken}).role == "contributor"


@pytest.mark.parametrize("name", ["leads", "custom:x", "group:", "scope:", ""])
def test_a_name_that_is_neither_group_nor_scope_is_refused_at_the_start(name: str) -> None:
    with pytest.raises(SetupError, match="neither group nor scope"):
        checked_hub_roles({name: "owner"})


# A real single-user server of JupyterHub, against a double of the Hub's API


class SingleUser(LiveServer):
    """As a spawner starts it: everything about the Hub comes in the environment."""

    def __init__(self, folder: Path, hub: HubDouble, **more: Any) -> None:
        super().__init__(folder, **more)
        self.environ |= {
            "JUPYTERHUB_API_TOKEN": OWN,
            "JUPYTERHUB_API_URL": hub.api,
            "JUPYTERHUB_BASE_URL": "/",
            "JUPYTERHUB_CLIENT_ID": "jupyterhub-user-ada-team",
            "JUPYTERHUB_HOST": "",
            "JUPYTERHUB_OAUTH_ACCESS_SCOPES": json.dumps([ACCESS]),
            "JUPYTERHUB_OAUTH_SCOPES": json.dumps([ACCESS]),
            "JUPYTERHUB_SERVER_NAME": "team",
            "JUPYTERHUB_SERVICE_PREFIX": "/user/ada/team/",
            "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{self._port}/user/ada/team/",
            "JUPYTERHUB_USER": "ada",
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/user/ada/team/"

    def _command(self) -> list[str]:
        left_out = ("identity_provider_class", "ServerApp.ip", "ServerApp.port")
        words = [w for w in super()._command()[3:] if not any(x in w for x in left_out)]
        return [sys.executable, "-m", "jupyterhub.singleuser", *words]


OWN = "the-servers-own"
USERS = {
    OWN: model("ada"),
    "t-ada": model("ada"),
    "t-grace": model("grace", groups=["leads"], user_info={"name": "Grace Hopper"}),
    "t-root": model("root", scopes=["custom:commonground:admin"]),
    "t-guest": model("guest", groups=["guests"]),
    "t-service": model("ada", kind="service"),
    "t-stranger": model("stranger", groups=["leads"]) | {"scopes": ["read:users:name"]},
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    if importlib.util.find_spec("jupyterhub") is None:
        pytest.skip("jupyterhub is not installed")
    folder = tmp_path_factory.mktemp("hub")
    argument = f"--CommonGroundApp.hub_roles={HUB_ROLES!r}"
    with (
        HubDouble(USERS) as hub,
        SingleUser(folder, hub, name="hub", arguments=[argument]) as live,
    ):
        yield live


def call(server: LiveServer, token: str, path: str, body: Any = None) -> httpx.Response:
    method = "GET" if body is None else "POST"
    return httpx.request(
        method, f"{server.api}/{path}", json=body, timeout=30, trust_env=False, verify=PLAIN,
        headers={"Authorization": f"token {token}"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("token", "username", "name", "role"),
    [
        ("t-ada", "ada", "ada", "contributor"),
        ("t-grace", "grace", "Grace Hopper", "owner"),
        ("t-root", "root", "root", "admin"),
        ("t-guest", "guest", "guest", "reader"),
        ("t-service", "service/ada", "ada", "contributor"),
    ],
)
def test_a_single_user_server_knows_members_and_roles_by_the_hub(
    server: LiveServer, token: str, username: str, name: str, role: str
) -> None:
    user = call(server, token, "status").json()["user"]
    assert (user["username"], user["display_name"], user["role"]) == (username, name, role)
    assert not user["anonymous"]


def test_roles_of_the_hub_hold_for_commands(server: LiveServer) -> None:
    decision = {"command": "add", "kind": "decision", "title": "Use the hub's groups"}
    assert call(server, "t-guest", "commands", decision).status_code == 403
    made = call(server, "t-ada", "commands", decision).json()
    accept = {
        "command": "accept", "entry": made["entry"]["id"], "heads": [made["revision"]],
    }  # fmt: skip
    assert call(server, "t-ada", "commands", accept).status_code == 403
    accepted = call(server, "t-grace", "commands", accept)
    assert accepted.json()["entry"]["revisions"][-1]["author"] == "grace"
    policy = {"command": "set", "name": "member:guest", "value": "contributor"}
    assert call(server, "t-grace", "commands", policy).status_code == 403
    assert call(server, "t-root", "commands", policy).status_code == 200
    assert call(server, "t-guest", "status").json()["user"]["role"] == "contributor"


@pytest.mark.parametrize("token", ["t-stranger", "t-nobody"])
def test_whom_the_hub_does_not_let_in_is_told_nothing(server: LiveServer, token: str) -> None:
    for path in ("status", "entries", "people", "turns"):
        answer = call(server, token, path)
        assert answer.status_code == 403
        assert "ada" not in answer.text


def test_a_note_is_its_users_and_not_the_service_of_the_same_name(server: LiveServer) -> None:
    note = {"command": "add", "kind": "note", "title": "only ada's"}
    assert call(server, "t-ada", "commands", note).status_code == 200
    assert "only ada's" in call(server, "t-ada", "entries?room=mine").text
    assert "only ada's" not in call(server, "t-service", "entries?room=mine").text


def test_the_servers_own_token_names_nobody(server: LiveServer) -> None:
    """Every kernel has it in its environment, so whoever runs a cell could act as its owner."""
    body = {"command": "add", "kind": "work", "title": "in ada's name"}
    for path, sent in (("status", None), ("entries?room=mine", None), ("commands", body)):
        refused = call(server, OWN, path, sent)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_attributed")
    feed = httpx.get(
        f"{server.api}/feed", trust_env=False, verify=PLAIN,
        headers={"Authorization": f"token {OWN}", "Upgrade": "websocket", "Connection": "Upgrade",
                 "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version": "13"},
    )  # fmt: skip
    assert feed.status_code == 403
    assert "in ada's name" not in call(server, "t-ada", "entries").text
