"""Other front ends: live notebooks switched off or by somebody else, and runs without a browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.live import LiveServer, Person

OTHER = '''
from jupyter_server.extension.application import ExtensionApp


class Documents(ExtensionApp):
    """What enables itself under that name."""

    name = "jupyter_server_documents"


def _jupyter_server_extension_points():
    return [{"module": "jupyter_server_documents", "app": Documents}]
'''


def works_but_for_live_cells(server: LiveServer) -> None:
    """What needs no shared notebook works: entries, private questions, verbs."""
    ada = server.invite("Ada Lovelace", "contributor")
    with server.client(ada) as client:
        made = client.command("add", kind="knowledge", title="Kept without live notebooks")
        assert made["entry"]["id"] in {one["id"] for one in client.entries()}
        turn = client.ask("Why?", "private")
        *_, ended = client.stream(turn.id)
        assert not isinstance(ended, str)
        assert ended.status == "complete"
        assert "text/markdown" in client.say("context")


def test_live_notebooks_that_are_switched_off_are_said_and_all_else_works(tmp_path: Path) -> None:
    arguments = ["--YDocExtension.disable_rtc=True"]
    with LiveServer(tmp_path, name="no-rtc", arguments=arguments) as server:
        ada = server.invite("Ada Lovelace")
        told = server.ask(ada, "GET", "status")["collaboration"]
        assert told["ok"] is False
        assert "disable_rtc" in told["message"]
        assert "restart" in told["message"]
        works_but_for_live_cells(server)


def test_a_server_that_lacks_live_notebooks_says_so_and_all_else_works(tmp_path: Path) -> None:
    off = {"ServerApp": {"jpserver_extensions": {"jupyter_server_ydoc": False}}}
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "jupyter_server_config.json").write_text(json.dumps(off))
    environ = {"JUPYTER_CONFIG_PATH": str(tmp_path / "config")}
    with LiveServer(tmp_path, name="no-ydoc", environ=environ) as server:
        told = server.ask(server.invite("Ada Lovelace"), "GET", "status")["collaboration"]
        assert told["ok"] is False
        assert "pip install 'jupyter-collaboration" in told["message"]
        works_but_for_live_cells(server)


def test_another_package_that_shares_notebooks_is_named(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "jupyter_server_documents").mkdir(parents=True)
    (site / "jupyter_server_documents" / "__init__.py").write_text(OTHER)
    on = {"ServerApp": {"jpserver_extensions": {"jupyter_server_documents": True}}}
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "jupyter_server_config.json").write_text(json.dumps(on))
    server = LiveServer(tmp_path, name="documents")
    server.environ["PYTHONPATH"] += os.pathsep + str(site)
    server.environ["JUPYTER_CONFIG_PATH"] = str(tmp_path / "config")
    with server:
        told = server.ask(server.invite("Ada Lovelace"), "GET", "status")["collaboration"]
        assert told["ok"] is False
        assert "pip uninstall jupyter-server-documents" in told["message"]


# Runs without a browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with LiveServer(tmp_path_factory.mktemp("headless"), name="headless") as live:
        yield live


@pytest.fixture(scope="module")
def ada(server: LiveServer) -> Person:
    return server.invite("Ada Lovelace", "contributor")


def notebook(*sources: str) -> Any:
    made = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return made


CELLS = (
    "%load_ext commonground",
    "%cg share --kind knowledge Written without a browser",
    "%%ai\nWhy cents?",
)


def checked(server: LiveServer, ada: Person, run: Any) -> None:
    """The answer stands in the file, and the question is the person's."""
    shown = json.dumps(run.cells[2].outputs)
    assert "scripted model" in shown
    newest = server.ask(ada, "GET", "turns?limit=1")["turns"][0]
    assert (newest["asker"], newest["question"]) == (ada.username, "Why cents?")


def test_nbclient_runs_a_notebook_as_the_person_of_the_token(
    server: LiveServer, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in server.environ_for(ada).items():
        monkeypatch.setenv(name, value)
    run = notebook(*CELLS)
    NotebookClient(run, kernel_name="python3", timeout=120).execute()
    checked(server, ada, run)


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (["nbconvert", "--to", "notebook", "--execute", "--inplace", "run.ipynb"], "run.ipynb"),
        (["execute", "--inplace", "run.ipynb"], "run.ipynb"),
    ],
    ids=["nbconvert", "execute"],
)
def test_jupyters_own_commands_run_a_notebook_too(
    server: LiveServer, ada: Person, tmp_path: Path, words: list[str], where: str
) -> None:
    nbformat.write(notebook(*CELLS), tmp_path / "run.ipynb")
    ran = subprocess.run(
        [sys.executable, "-m", "jupyter", *words],
        env=server.environ_for(ada), cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    checked(server, ada, nbformat.read(tmp_path / where, as_version=4))
