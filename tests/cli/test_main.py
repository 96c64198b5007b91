"""The command line: people and messages in-process, and one real ``commonground lab``."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import httpx
import pytest
from click.testing import CliRunner, Result

from commonground.cli.main import main
from commonground.cli.server_process import has_browser
from commonground.client.options import nearest_root
from commonground.config import (
    IDENTITY_DB,
    SERVER_FILE,
    data_dir,
    data_path,
    key_pipe,
    read_server_file,
    remove_server_file,
    without_keys,
    write_server_file,
)
from commonground.errors import SetupError
from commonground.server.identity.links import LinkBook, Person
from tests.lab import ADDRESS, Lab
from tests.live import OURS, SOURCES


@dataclass
class Place:
    """A root with a data folder of its own, and the command line in it."""

    root: Path
    environ: dict[str, str]

    @property
    def data(self) -> Path:
        return data_path(self.root, self.environ)

    def run(self, *words: str, **environ: str) -> Result:
        return CliRunner().invoke(main, words, env=self.environ | environ)

    def find(self, token: str) -> Person | None:
        book = LinkBook(self.data / IDENTITY_DB)
        try:
            return book.find(token)
        finally:
            book.close()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    root = tmp_path / "project"
    root.mkdir()
    for name in [name for name in os.environ if name.startswith(OURS)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(root)
    return Place(root, {"COMMONGROUND_DATA_DIR": str(tmp_path / "data")})


# Where things are


def test_data_lies_outside_of_what_is_served_and_is_its_owners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    root = tmp_path / "My Project"
    root.mkdir()
    found = data_dir(root, {})
    assert found.parent == tmp_path / "jupyter" / "commonground"
    assert re.fullmatch(r"my-project-[0-9a-f]{8}", found.name)
    assert stat.S_IMODE(found.stat().st_mode) == 0o700
    assert data_dir(root / ".." / "My Project", {}) == found
    (tmp_path / "other" / "My Project").mkdir(parents=True)
    assert data_dir(tmp_path / "other" / "My Project", {}) != found


def test_a_data_folder_that_jupyter_would_serve_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="every visitor could read it"):
        data_dir(tmp_path, {"COMMONGROUND_DATA_DIR": str(tmp_path / "data")})
    assert not (tmp_path / "data").exists()
    hidden = data_dir(tmp_path, {"COMMONGROUND_DATA_DIR": str(tmp_path / ".local" / "data")})
    assert hidden.is_dir()  # Jupyter serves nothing hidden


def test_a_server_file_is_private_and_counts_while_its_process_lives(tmp_path: Path) -> None:
    path = write_server_file(tmp_path, "http://127.0.0.1:1/x", tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = read_server_file(tmp_path)
    assert found is not None
    assert (found.url, found.pid) == ("http://127.0.0.1:1/x/", os.getpid())
    assert found.api == "http://127.0.0.1:1/x/commonground/api"
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    write_server_file(tmp_path, found.url, tmp_path, pid=gone.pid)
    assert read_server_file(tmp_path) is None
    write_server_file(tmp_path, found.url, tmp_path, pid=os.getppid())
    remove_server_file(tmp_path)
    assert (tmp_path / SERVER_FILE).exists()  # another process's
    remove_server_file(tmp_path, pid=os.getppid())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"url": 1, "pid": "x", "root": 2}', "\x00"])
def test_a_damaged_server_file_means_no_server(tmp_path: Path, content: str) -> None:
    (tmp_path / SERVER_FILE).write_text(content)
    assert read_server_file(tmp_path) is None


def test_a_key_goes_through_a_pipe_and_not_through_the_environment() -> None:
    environ = {"ANTHROPIC_API_KEY": " one ", "ANTHROPIC_AUTH_TOKEN": "two", "HOME": "/h"}
    assert without_keys(environ) == ({"HOME": "/h"}, "one")
    assert without_keys({"ANTHROPIC_AUTH_TOKEN": "two"}) == ({}, "two")
    with open(key_pipe("one"), "rb") as source:
        assert source.read() == b"one\n"
    with pytest.raises(SetupError) as refused:
        key_pipe("sk-secret\nsecond line")
    assert "sk-secret" not in str(refused.value)


def test_a_command_in_a_subfolder_finds_the_root_that_was_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    inner = tmp_path / "project" / "notebooks"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert nearest_root(None, {}) == inner
    LinkBook(data_dir(tmp_path / "project", {}) / IDENTITY_DB).close()
    assert nearest_root(None, {}) == tmp_path / "project"
    assert nearest_root(inner, {}) == inner


def test_a_browser_opens_only_where_there_is_a_screen() -> None:
    assert not has_browser({"DISPLAY": ":0", "SSH_CONNECTION": "x"})
    if sys.platform.startswith("linux"):
        assert not has_browser({})


# People


def test_an_invitation_without_a_server_prints_the_token_and_how_to_use_it(place: Place) -> None:
    result = place.run("invite", "Ada")
    assert place.find(result.stdout.strip()) is not None
    assert "?token=" in result.stderr


def test_people_and_revoke(place: Place) -> None:
    assert "Nobody yet" in place.run("people").stderr
    token = place.run("invite", "Ada Lovelace").stdout.strip()
    place.run("invite", "Bob", "--role", "reader")
    rows = [line.split("  ") for line in place.run("people").stdout.splitlines()]
    assert [row[0] for row in rows] == ["NAME", "Ada Lovelace", "Bob"]
    assert "cg_" not in place.run("people").output
    assert place.run("revoke", "ada lovelace").stdout == "ada-lovelace: 1 link revoked.\n"
    assert place.find(token) is None
    assert place.run("revoke", "ada-lovelace").stdout == "ada-lovelace had no working link.\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["revoke", "Nobody"], "Nobody here is called Nobody."),
        (["invite", ""], "The name is empty."),
        (["invite", "Anonymous Io"], "belong to visitors"),
        (["note", "x"], "COMMONGROUND_TOKEN is not set"),
        (["lab", "missing.ipynb"], "There is no missing.ipynb."),
        (["lab", "/"], "lies outside"),
    ],
)
def test_an_error_says_what_happened_and_what_to_do(
    place: Place, words: Sequence[str], message: str
) -> None:
    result = place.run(*words)
    first, remedy = result.stderr.strip().split("\n", 1)
    assert result.exit_code == 1
    assert first.startswith("Error: ")
    assert message in first
    assert remedy
    assert "Traceback" not in result.output


def test_a_note_without_a_server_says_how_to_start_one(place: Place) -> None:
    result = place.run("note", "x", COMMONGROUND_TOKEN="cg_x")
    assert result.exit_code == 3
    assert "commonground lab" in result.stderr


def test_every_command_explains_itself(place: Place) -> None:
    with click.Context(main) as ctx:
        commands = [[name] for name in main.list_commands(ctx)]
    commands += [["model", "install"], ["model", "status"]]
    for words in commands:
        result = place.run(*words, "--help")
        assert result.exit_code == 0
        assert len(result.stdout.splitlines()) > 4, words
    assert place.run("--version").stdout.startswith("commonground ")


# A real one


@pytest.fixture
def lab(place: Place, tmp_path: Path) -> Iterator[Lab]:
    (place.root / "notebooks").mkdir()
    empty = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (place.root / "notebooks" / "tour.ipynb").write_text(json.dumps(empty))
    settings = {
        "PYTHONPATH": os.pathsep.join([str(SOURCES), os.environ.get("PYTHONPATH", "")]),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "share"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
        "COMMONGROUND_TOKEN": "cg_of-whoever-starts-it",
        "ANTHROPIC_API_KEY": KEY,
    }
    place.environ |= settings
    with Lab(place.root, os.environ | place.environ, "--name", "Ada Lovelace") as started:
        yield started


KEY = "sk-ant-canary-0123456789"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads a process's environment in /proc")
def test_lab_prints_one_personal_address_and_stops_when_told(lab: Lab, place: Place) -> None:
    """The main path: one address, the right name, no key in reach, nothing left behind."""
    found = lab.until(ADDRESS)
    lab.until("Ctrl-C stops the server")
    assert found[2] == "lab/tree/notebooks/tour.ipynb"
    server = read_server_file(place.data)
    assert server is not None
    assert server.url == found[1]

    with httpx.Client(base_url=server.url, trust_env=False, timeout=30) as client:
        answer = client.get(f"api/me?token={found[3]}")
        assert answer.status_code == 200
        assert answer.json()["identity"]["name"] == "Ada Lovelace"
        status = client.get("commonground/api/status").json()
        assert status["user"]["role"] == "admin"
        assert status["model"]["kind"] == "anthropic"  # so the key did arrive

    born_with = Path(f"/proc/{server.pid}/environ").read_bytes()
    assert b"COMMONGROUND_KEY_FD=" in born_with
    assert KEY.encode() not in born_with
    assert b"cg_" not in born_with
    words = Path(f"/proc/{server.pid}/cmdline").read_bytes()
    assert b"cg_" not in words
    assert b"token" not in words

    invited = place.run("invite", "Bo")
    assert "lab/tree/notebooks/tour.ipynb?token=cg_" in invited.stdout

    again = place.run("lab", "--no-browser", "--name", "Ada Lovelace")
    second = re.search(ADDRESS, again.stdout, re.MULTILINE)
    assert second is not None, again.output
    assert second[1] == server.url
    assert [p for p in (place.find(found[3]), place.find(second[3])) if p is None] == []

    exported = place.run("token", "Ada Lovelace").stdout
    token = dict(shlex.split(line)[1].split("=", 1) for line in exported.splitlines())
    assert place.run("note", "only", "mine", **token).stdout == "Noted, for you alone.\n"
    assert "Shared as work." in place.run("share", "--kind", "work", "A\nB\x1b[2J", **token).stdout
    shown = place.run("context", **token).stdout
    assert "B�[2J" in shown
    assert "only mine" not in shown
    assert "Ada Lovelace (admin)" in place.run("status", **token).stdout

    lab.process.send_signal(signal.SIGTERM)
    assert lab.process.wait(60) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)
    printed = lab.rest()
    assert printed.count("http://") == 1
    assert "To access the server" not in printed
    assert "Traceback" not in printed
    log = place.data / "server.log"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert "cg_" not in log.read_text()
    assert KEY not in log.read_text()
    assert [path.name for path in place.root.iterdir()] == ["notebooks"]


def test_a_server_that_dies_while_it_starts_shows_why(place: Place) -> None:
    """And leaves one working link of the starter's, however often it is tried."""
    failing = ("lab", "--no-browser", "--name", "Ada", "--", "--ServerApp.port=no-number")
    place.run(*failing)
    result = place.run(*failing)
    assert result.exit_code == 1
    assert "JupyterLab ended while it started" in result.stderr
    assert "no-number" in result.stderr
    assert str(place.data / "server.log") in result.stderr
    assert "Traceback" not in result.stderr.splitlines()[0]
    book = LinkBook(place.data / IDENTITY_DB)
    assert [(p.display_name, p.role, p.links) for p in book.people()] == [("Ada", "admin", 1)]
    book.close()
