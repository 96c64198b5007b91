"""Links are made by the server that runs: for admins, and for a terminal of whoever started it."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from commonground.config import IDENTITY_DB, read_server_file
from commonground.server.identity.links import LinkBook
from tests.kernel.tabs import Notebook, Tab
from tests.live import PLAIN, LiveServer, Person
from tests.server.doors import ask, socket_of

COMMAND = [sys.executable, "-m", "commonground.cli"]
CLI = " ".join(COMMAND)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("links")
    (folder / "notebooks" / "plans").mkdir(parents=True)
    (folder / "notebooks" / "plans" / "next sprint.ipynb").write_text("{}")
    environ = {"COMMONGROUND_PAGE": "plans/next sprint.ipynb"}
    with LiveServer(folder, name="links", environ=environ) as live:
        yield live


@pytest.fixture(scope="module")
def adam(server: LiveServer) -> Person:
    return server.invite("Adam Admin", "admin")


@pytest.fixture(scope="module")
def mallory(server: LiveServer) -> Person:
    return server.invite("Mallory Miller")


@pytest.fixture(scope="module")
def tab(server: LiveServer, mallory: Person) -> Iterator[Tab]:
    notebook = Notebook(server, mallory, "minting.ipynb")
    made = Tab(notebook, mallory)
    yield made
    made.close()
    notebook.close(mallory)


def run(server: LiveServer, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """The command line, started by who started the server, as in a terminal of theirs."""
    kept = {k: v for k, v in server.environ.items() if k != "COMMONGROUND_PAGE"}
    return subprocess.run(
        [*COMMAND, *words, "--root", str(server.root)],
        env=kept | environ, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def people(server: LiveServer) -> dict[str, tuple[str, int]]:
    book = LinkBook(server.data / IDENTITY_DB)
    try:
        return {p.username: (p.role, p.links) for p in book.people()}
    finally:
        book.close()


def test_a_terminal_of_the_starter_makes_and_ends_links(server: LiveServer) -> None:
    made = run(server, "invite", "Grace Hopper", "--role", "owner")
    assert made.returncode == 0, made.stderr
    token = parse_qs(urlsplit(made.stdout.strip()).query)["token"][0]
    grace = Person("Grace Hopper", "grace-hopper", "owner", token)
    assert ask(server, grace, "GET", "api/me").json()["identity"]["name"] == "Grace Hopper"
    assert people(server)["grace-hopper"] == ("owner", 1)
    ended = run(server, "revoke", "Grace Hopper")
    assert ended.stdout == "grace-hopper: 1 link revoked.\n"
    assert ask(server, grace, "GET", "api/me").status_code == 403


def test_an_invitation_prints_the_personal_link_and_nothing_else(server: LiveServer) -> None:
    made = run(server, "invite", "Ada Lovelace", "--role", "owner")
    assert made.stdout.startswith(f"{server.url}lab/")
    assert made.stdout.count("\n") == 1
    assert "Ada Lovelace (ada-lovelace, owner)" in made.stderr


def test_a_token_is_printed_for_the_shell(server: LiveServer) -> None:
    made = run(server, "token", "Tom Token")
    url, token = (shlex.split(line)[1] for line in made.stdout.splitlines())
    assert url == f"COMMONGROUND_URL={server.api}"
    tom = Person("Tom", "tom-token", "contributor", token.removeprefix("COMMONGROUND_TOKEN="))
    assert ask(server, tom, "GET", "api/me").json()["identity"]["username"] == "tom-token"


def test_a_link_opens_what_the_team_has_open_or_what_it_is_told_to(server: LiveServer) -> None:
    made = run(server, "invite", "Opened One").stdout.strip()
    assert urlsplit(made).path == "/lab/tree/plans/next%20sprint.ipynb"
    made = run(server, "invite", "Opened Two", "--open", "plans").stdout.strip()
    assert urlsplit(made).path == "/lab/tree/plans"
    gone = run(server, "invite", "Opened Three", "--open", "missing.ipynb")
    assert gone.returncode == 1
    assert "There is no missing.ipynb." in gone.stderr
    outside = run(server, "invite", "Opened Three", "--open", "/etc/passwd")
    assert "lies outside" in outside.stderr
    assert "opened-three" not in people(server)


ESCAPES = [
    f"{CLI} invite Evil --role admin",
    f"{CLI} invite 'Adam Admin'",
    f"{CLI} token 'Adam Admin'",
    f"{CLI} lab --no-browser --name 'Adam Admin'",
    f"{CLI} revoke 'Adam Admin'",
    f"env -i PATH=$PATH PYTHONPATH=$PYTHONPATH COMMONGROUND_DATA_DIR={{data}} {CLI} invite Evil",
    "env -i PATH=$PATH PYTHONPATH=$PYTHONPATH COMMONGROUND_DATA_DIR={data} COMMONGROUND_TOKEN={own}"
    f" {CLI} invite Evil --role admin",
    # an orphan in a session of its own, with nothing of the kernel's environment
    "(setsid env -i PATH=$PATH PYTHONPATH=$PYTHONPATH COMMONGROUND_DATA_DIR={data} "
    f"sh -c '{CLI} invite Evil --role admin > {{root}}/out.txt 2>&1; touch {{root}}/done' &); "
    "until [ -e {root}/done ]; do :; done; cat {root}/out.txt",
]


@pytest.mark.parametrize("line", ESCAPES)
def test_a_cell_makes_and_ends_no_link(
    server: LiveServer, mallory: Person, adam: Person, tab: Tab, line: str
) -> None:
    before = people(server)
    command = line.format(data=server.data, root=server.root, own=mallory.token)
    where = f"import subprocess\nprint(subprocess.run({command!r}, shell=True, "
    where += f"cwd={str(server.root)!r}, capture_output=True, text=True))"
    ran = tab.run(where)
    assert ran.status == "ok", ran.error
    assert "cg_" not in ran.printed.replace(mallory.token, "")
    assert "Error" in ran.printed
    assert people(server) == before
    assert ask(server, adam, "GET", "api/me").status_code == 200


def test_a_cell_that_read_the_servers_file_is_still_a_cell(server: LiveServer, tab: Tab) -> None:
    found = read_server_file(server.data)
    assert found is not None
    assert found.proof
    before = people(server)
    ran = tab.run(
        "import httpx2, json, os\n"
        f"found = json.load(open({str(server.data / 'server.json')!r}))\n"
        "for pid in (os.getpid(), os.getppid(), 1):\n"
        "    head = {'Authorization': f\"Starter {found['proof']}\", "
        "'X-CommonGround-Process': str(pid)}\n"
        "    body = {'act': 'give', 'name': 'Evil', 'role': 'admin'}\n"
        f"    print(httpx2.post({server.api!r} + '/links', json=body, headers=head, "
        "trust_env=False).status_code)"
    )
    assert ran.printed.split() == ["403"] * 3
    assert people(server) == before


def test_a_jupyter_terminal_makes_no_link(server: LiveServer, mallory: Person) -> None:
    before = people(server)
    name = ask(server, mallory, "POST", "api/terminals").json()["name"]
    socket = socket_of(server, mallory, f"terminals/websocket/{name}")
    out = server.root / "terminal.txt"
    for line in (f"{CLI} invite Evil", f"env -u COMMONGROUND_SERVER_PID {CLI} invite Evil"):
        out.unlink(missing_ok=True)
        typed = f"cd {server.root}; {line} > {out}.part 2>&1; mv {out}.part {out}\r"
        socket.send(json.dumps(["stdin", typed]))
        while not out.exists():
            socket.recv()
        assert "Error" in out.read_text()
    socket.close()
    assert people(server) == before


def test_an_admins_token_makes_links_anywhere_and_nobody_elses_does(
    server: LiveServer, adam: Person, mallory: Person, tab: Tab
) -> None:
    body = {"act": "give", "name": "Evil", "role": "admin"}
    refused = ask(server, mallory, "POST", "commonground/api/links", body)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert "this needs admin" in refused.json()["message"]
    code = "import subprocess, os\n"
    code += f"env = os.environ | {{'COMMONGROUND_TOKEN': {adam.token!r}}}\n"
    code += f"print(subprocess.run({CLI + ' invite Linus'!r}, shell=True, env=env, "
    code += f"cwd={str(server.root)!r}, capture_output=True, text=True).stdout)"
    assert "?token=cg_" in tab.run(code).printed
    assert people(server)["linus"] == ("contributor", 1)


def test_an_admins_cookie_a_browser_and_a_tunnel_make_none(
    server: LiveServer, adam: Person
) -> None:
    """A page can send a cookie along, and a tunnel of this machine brings anybody's request."""
    before = people(server)
    found = read_server_file(server.data)
    assert found is not None
    starter = {
        "Authorization": f"Starter {found.proof}",
        "X-CommonGround-Process": str(os.getpid()),
    }
    body = {"act": "give", "name": "Evil", "role": "admin"}
    for headers in (
        {**starter, "Origin": server.url.rstrip("/")},
        {**starter, "Sec-Fetch-Site": "cross-site"},
        {**starter, "X-Forwarded-For": "203.0.113.5"},
        {**starter, "Authorization": "Starter guessed"},
        {**starter, "X-CommonGround-Process": "1"},
        {"X-CommonGround-Process": str(os.getpid())},
    ):
        answer = httpx.post(
            f"{server.api}/links", json=body, headers=headers, trust_env=False, verify=PLAIN
        )
        assert answer.status_code == 403, answer.text
    with httpx.Client(base_url=server.url, trust_env=False, verify=PLAIN) as browser:
        browser.get(f"lab?token={adam.token}")
        xsrf = {"X-XSRFToken": browser.cookies.get("_xsrf") or ""}
        answer = browser.post("commonground/api/links", json=body, headers=xsrf)
        assert answer.status_code == 403
    assert people(server) == before


def test_without_a_server_the_book_is_written_but_not_from_a_cell(tmp_path: Path) -> None:
    environ = {k: v for k, v in os.environ.items() if not k.startswith("COMMONGROUND_")}
    environ["COMMONGROUND_DATA_DIR"] = str(tmp_path / "data")
    words = [*COMMAND, "invite", "Ada"]
    root = tmp_path / "root"
    root.mkdir()
    for marks in ({"COMMONGROUND_KERNEL_TOKEN": "x"}, {"COMMONGROUND_SERVER_PID": "1"}):
        ran = subprocess.run(
            words, env=environ | marks, cwd=root, capture_output=True, text=True, timeout=60
        )
        assert ran.returncode == 1
        assert "terminal of your own" in ran.stderr
    ran = subprocess.run(words, env=environ, cwd=root, capture_output=True, text=True, timeout=60)
    assert ran.stdout.startswith("cg_")
