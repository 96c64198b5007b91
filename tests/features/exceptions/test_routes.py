"""The gate of a real server and the team's own values: stopped, approved, passed, withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from commonground.cli.main import main
from tests.live import PLAIN, LiveServer, Person

ENV_VALUE = "blauer-" + "elefant-17"
FILE_VALUE = "kornblume" + "-99-x"
HUB_VALUE = "zitronen" + "-falter-42"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("gate")
    mounted = folder / "mounted"
    mounted.mkdir()
    (mounted / "db-password").write_text(HUB_VALUE)
    live = LiveServer(
        folder, name="gate", environ={"CRM_PASSWORD": ENV_VALUE},
        arguments=[f"--CommonGroundApp.secret_files={mounted}"],
    )  # fmt: skip
    live.root.mkdir(parents=True)
    (live.root / ".env").write_text(f'DB_PASSWORD="{FILE_VALUE}"\n')
    with live:
        yield live


@pytest.fixture(scope="module")
def people(server: LiveServer) -> dict[str, Person]:
    return {
        "ada": server.invite("Ada"),
        "olga": server.invite("Olga", "owner"),
        "rob": server.invite("Rob", "reader"),
    }


def post(server: LiveServer, who: Person, where: str = "commands", **body: Any) -> httpx.Response:
    return httpx.post(
        f"{server.api}/{where}", json=body, timeout=30, trust_env=False, verify=PLAIN,
        headers={"Authorization": f"token {who.token}"},
    )  # fmt: skip


def share(server: LiveServer, who: Person, text: str) -> httpx.Response:
    return post(server, who, command="add", kind="knowledge", title="How to get in", body=text)


def read(server: LiveServer, who: Person, path: str) -> str:
    headers = {"Authorization": f"token {who.token}"}
    return httpx.get(f"{server.api}/{path}", headers=headers, trust_env=False, verify=PLAIN).text


def cli(server: LiveServer, who: Person, *words: str) -> Result:
    environ = {"COMMONGROUND_URL": server.api, "COMMONGROUND_TOKEN": who.token}
    return CliRunner().invoke(main, words, env=environ)


@pytest.mark.parametrize("value", [ENV_VALUE, FILE_VALUE, HUB_VALUE])
def test_every_source_of_values_counts_and_the_text_is_kept_for_its_author(
    server: LiveServer, people: dict[str, Person], value: str
) -> None:
    stopped = share(server, people["ada"], f"The crm opens with {value}, keep it quiet")
    assert (stopped.status_code, stopped.json()["code"]) == (422, "quarantined")
    assert {f["rule"] for f in stopped.json()["findings"]} == {"own-secret"}
    assert value not in stopped.text
    assert value in read(server, people["ada"], "entries?room=mine")
    for who in people.values():
        assert value not in read(server, who, "entries")
    assert value not in server.log()


def test_an_exception_is_approved_and_withdrawn_on_the_command_line(
    server: LiveServer, people: dict[str, Person]
) -> None:
    ada, olga = people["ada"], people["olga"]
    text = f"The demo account's word is {FILE_VALUE}"
    refused = cli(server, ada, "share", "--kind", "knowledge", text)
    assert refused.exit_code == 5
    [line] = [x for x in refused.output.splitlines() if "exceptions approve" in x]
    fingerprint = line.split()[3]
    assert FILE_VALUE not in refused.output
    approve = ("exceptions", "approve", fingerprint, "--rule", "own-secret", "--reason")

    for who in ("ada", "rob"):
        assert cli(server, people[who], *approve, "It is mine").exit_code == 1
    assert share(server, ada, text).status_code == 422

    approved = cli(server, olga, *approve, "The demo account is public")
    assert approved.exit_code == 0, approved.output
    assert share(server, ada, text).status_code == 200
    assert share(server, ada, f"but not {ENV_VALUE}").status_code == 422
    listed = cli(server, ada, "exceptions", "list").output
    for said in (fingerprint, "own-secret", "olga", "The demo account is public"):
        assert said in listed

    assert cli(server, ada, "exceptions", "withdraw", fingerprint).exit_code == 1
    assert share(server, ada, text).status_code == 200
    assert cli(server, olga, "exceptions", "withdraw", fingerprint).exit_code == 0
    assert share(server, ada, text).status_code == 422
    assert fingerprint not in cli(server, ada, "exceptions", "list").output


def test_a_value_that_is_new_in_the_env_file_is_stopped_from_the_next_write_on(
    server: LiveServer, people: dict[str, Person]
) -> None:
    fresh = "distelfink" + "-31-y"
    env = server.root / ".env"
    before = env.read_text()
    assert share(server, people["ada"], f"so far {fresh} is a word").status_code == 200
    env.write_text(before + f"NEW_SECRET={fresh}\n")
    assert share(server, people["ada"], f"now {fresh} is none").status_code == 422
    env.write_text(before)
    assert share(server, people["ada"], f"and {fresh} is a word again").status_code == 200


def test_a_secret_in_a_setting_or_a_path_goes_nowhere(
    server: LiveServer, people: dict[str, Person]
) -> None:
    """They are in documents and events that others have, like any text."""
    olga, ada = people["olga"], people["ada"]
    key = "AK" + "IA" + "Q3EGRT7UVWX5YZ2B"
    settings: list[tuple[str, Any]] = [
        ("exception:" + "a" * 64, {"reason": f"just {key}"}),
        (f"area:{key}", {"globs": ["a"], "members": []}),
        ("area:api", {"globs": [f"src/{key}"], "members": []}),
        (f"away:{key}", {"from": 1, "until": 2}),
    ]
    for name, value in settings:
        answer = post(server, olga, command="set", name=name, value=value)
        assert answer.status_code == 422, (name, value, answer.text)
    for name, value in [
        ("area:api", {"globs": ["a"], "members": [key]}),
        ("rota", {"order": [key], "days": 7, "start": "2026-11-23", "zone": "UTC"}),
        ("rota-change", {"do": "hand_over", "to": key}),
    ]:
        answer = post(server, olga, command="set", name=name, value=value)
        assert answer.json()["message"] == f"Nobody here has the username {key}."
    asked = post(server, ada, "turns", question="Why?", visibility="shared", path=f"{key}.ipynb")
    assert asked.status_code == 422
    private = post(server, ada, "turns", question="Why?", visibility="private", path=f"{key}.ipynb")
    assert private.status_code == 202
    for path in ("people", "entries", "turns", "exceptions", "review", "members"):
        assert key not in read(server, olga, path)


def test_customer_data_in_a_reason_is_redacted_and_usernames_stay(
    server: LiveServer, people: dict[str, Person]
) -> None:
    olga = people["olga"]
    mail = "maria.lopez@" + "corp-mail.com"
    made = post(
        server, olga, command="set", name="exception:" + "b" * 64, value={"reason": f"ask {mail}"}
    )
    assert made.status_code == 200
    assert mail not in read(server, olga, "exceptions")
    server.invite("Maria Lopez", username=mail)
    area = {"globs": ["docs/"], "members": [mail]}
    made = post(server, olga, command="set", name="area:docs", value=area)
    assert made.status_code == 200
    assert json.loads(read(server, olga, "people"))["areas"][0]["members"] == [mail]


def test_a_personal_link_is_a_secret(server: LiveServer, people: dict[str, Person]) -> None:
    ada = people["ada"]
    stopped = share(server, ada, f"Open {server.lab_url(people['olga'])} and look")
    assert stopped.status_code == 422
    assert people["olga"].token not in read(server, ada, "entries")


def test_no_value_is_in_any_file_of_the_servers_but_its_author_own_room(
    server: LiveServer, people: dict[str, Person], tmp_path: Path
) -> None:
    """The exception's record, the audit chain and the log hold fingerprints only."""
    assert share(server, people["ada"], f"again {HUB_VALUE}").status_code == 422
    exported = CliRunner().invoke(
        main, ["audit", "export", str(tmp_path / "audit.jsonl")],
        env={"COMMONGROUND_DATA_DIR": str(server.data)},
    )  # fmt: skip
    assert exported.exit_code == 0, exported.output
    record = (tmp_path / "audit.jsonl").read_text()
    assert "quarantined" in record
    for value in (HUB_VALUE, ENV_VALUE):
        assert value not in record
        assert value not in server.log()
