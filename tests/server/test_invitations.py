"""The side panel's invitations: for admins, from this server's own pages, for newcomers only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from commonground.cli.main import main
from tests.live import PLAIN, LiveServer, Person
from tests.server.doors import ask

GRACE = {"name": "Grace Hopper", "role": "owner"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("invitations")
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "plan.ipynb").write_text("{}")
    environ = {"COMMONGROUND_PAGE": "plan.ipynb"}
    with LiveServer(folder, name="invitations", environ=environ) as live:
        yield live


@pytest.fixture(scope="module")
def adam(server: LiveServer) -> Person:
    return server.invite("Adam Admin", "admin")


def invite(
    server: LiveServer,
    who: Person,
    body: dict[str, Any] = GRACE,
    *,
    origin: str | None = "",
    xsrf: bool = True,
) -> httpx.Response:
    """As their browser does; ``origin`` "" is the server's own, None says none."""
    with httpx.Client(base_url=server.url, trust_env=False, verify=PLAIN) as browser:
        browser.get(f"lab?token={who.token}")
        headers = {"X-XSRFToken": browser.cookies.get("_xsrf") or ""} if xsrf else {}
        if origin is not None:
            headers["Origin"] = origin or server.url.rstrip("/")
        return browser.post("commonground/api/invitations", json=body, headers=headers)


def members(server: LiveServer, who: Person) -> dict[str, Any]:
    listed = ask(server, who, "GET", "commonground/api/people").json()["members"]
    return {member["username"]: (member.get("role"), member["online"]) for member in listed}


def test_an_admins_browser_invites_a_newcomer(server: LiveServer, adam: Person) -> None:
    made = invite(server, adam)
    assert made.status_code == 200, made.text
    assert made.headers["Cache-Control"] == "no-store"
    given = made.json()
    assert (given["username"], given["role"], given["page"]) == (
        "grace-hopper",
        "owner",
        "plan.ipynb",
    )
    assert members(server, adam)["grace-hopper"] == ("owner", False)
    grace = Person("Grace Hopper", "grace-hopper", "owner", given["token"])
    assert ask(server, grace, "GET", "api/me").json()["identity"]["name"] == "Grace Hopper"


def test_an_invitation_is_on_record_and_its_token_nowhere(
    server: LiveServer, adam: Person, tmp_path: Any
) -> None:
    token = invite(server, adam, {"name": "Rita", "role": "reader"}).json()["token"]
    record = tmp_path / "audit.jsonl"
    environ = {"COMMONGROUND_DATA_DIR": str(server.data)}
    done = CliRunner().invoke(main, ["audit", "export", str(record)], env=environ)
    assert done.exit_code == 0, done.output
    told = [line for line in record.read_text().splitlines() if "invite" in line]
    assert any("rita" in line and "adam-admin" in line for line in told)
    assert token not in record.read_text()
    assert token not in server.log()


@pytest.mark.parametrize(
    "how",
    [{"origin": None}, {"origin": "http://elsewhere.example"}, {"xsrf": False}],
    ids=json.dumps,
)
def test_a_request_that_another_page_could_send_makes_no_link(
    server: LiveServer, adam: Person, how: dict[str, Any]
) -> None:
    refused = invite(server, adam, {"name": "Evil", "role": "owner"}, **how)
    assert refused.status_code in (403, 404), refused.text
    assert "evil" not in members(server, adam)


@pytest.mark.parametrize("role", ["reader", "contributor", "owner"])
def test_who_is_no_admin_invites_nobody(server: LiveServer, adam: Person, role: Any) -> None:
    refused = invite(server, server.invite(f"No {role}", role), {"name": "Evil", "role": "reader"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert "evil" not in members(server, adam)


def test_no_admin_is_made_and_nobody_who_was_here_gets_a_further_link(
    server: LiveServer, adam: Person
) -> None:
    """A further link makes its bearer that person, and their notes are private."""
    assert invite(server, adam, {"name": "Evil", "role": "admin"}).status_code == 400
    ben = server.invite("Ben Brown")
    assert ask(server, ben, "GET", "api/me").status_code == 200
    refused = invite(server, adam, {"name": "ben  brown", "role": "owner"})
    assert refused.status_code == 400
    assert "was here already" in refused.json()["message"]
    assert members(server, adam)["ben-brown"][0] == "contributor"
