"""A real JupyterLab with Common Ground, for tests: started, named people invited, stopped.

Everything it writes is below one temporary folder (settings, data, runtime, notebooks); its log
goes to ``artifacts/``. It waits on the server itself under a deadline, never for a fixed time.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from commonground.client.client import Client
from commonground.config import API_PATH, IDENTITY_DB, lab_defaults, read_server_file
from commonground.core.role import Role
from commonground.server.identity.links import LinkBook

from .worker import WORKER

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCES = REPOSITORY / "jupyter_ext"
ARTIFACTS = Path(os.environ.get("COMMONGROUND_ARTIFACTS", REPOSITORY / "artifacts"))
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""What httpx takes as `verify`: no server here speaks TLS, and httpx would read every certificate
authority of the machine for each single request (70 times as long as the request's own work)."""

START_WITHIN = 180.0
STOP_WITHIN = 20.0

OURS = ("COMMONGROUND_", "ANTHROPIC_", "JUPYTER", "JPY_", "IPYTHON")
"""Prefixes of variables that the tester's own environment may hold and no test may see."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a personal link to the server."""

    display_name: str
    username: str
    role: Role
    token: str


class LiveServer:
    """One server. Use as a context manager, or ``start()`` and ``stop()``.

    ``model`` is what COMMONGROUND_MODEL is set to (None: unset, so that ``environ`` decides).
    ``ip`` is what it listens on; it is asked at 127.0.0.1 all the same.
    ``port`` is a free one, where none is given.
    ``arguments`` go to JupyterLab as they are; ``name`` names the log in ``artifacts/``, where each
    worker of a parallel run has its own.
    After ``kill()`` or ``stop()`` it can be started again on the same data and the same port.
    """

    def __init__(
        self,
        folder: Path,
        *,
        name: str = "server",
        model: str | None = "scripted",
        environ: Mapping[str, str] | None = None,
        arguments: Sequence[str] = (),
        ip: str = "127.0.0.1",
        port: int | None = None,
    ) -> None:
        self.folder = folder
        self.root = folder / "notebooks"
        self.data = folder / "data"
        self.log_file = ARTIFACTS / f"{name}{WORKER and '-' + WORKER}.log"
        self._arguments = tuple(arguments)
        self.environ = self._server_environ(model, environ or {})
        self._ip = ip
        self._port = port or free_port()
        self._book: LinkBook | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> LiveServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.stop()
        finally:
            self.close()

    # Addresses

    @property
    def url(self) -> str:
        """The server's base address, with a slash at its end."""
        return f"http://127.0.0.1:{self._port}/"

    @property
    def api(self) -> str:
        """What COMMONGROUND_URL holds."""
        return self.url + API_PATH

    def lab_url(self, person: Person, path: str = "", *, workspace: str | None = None) -> str:
        """A page of JupyterLab as that person; a workspace of its own restores no old tabs."""
        where = f"lab/workspaces/{workspace}" if workspace else "lab"
        tree = f"/tree/{quote(path)}" if path else ""
        return f"{self.url}{where}{tree}?token={person.token}"

    # People

    def invite(
        self, display_name: str, role: Role = "contributor", *, username: str | None = None
    ) -> Person:
        """A personal link; works before, while and after the server runs."""
        if self._book is None:
            self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._book = LinkBook(self.data / IDENTITY_DB)
        link = self._book.invite(display_name, role, username)
        person = link.person
        return Person(person.display_name, person.username, person.role, link.token)

    def revoke(self, person: Person) -> None:
        """Take the person's links back."""
        assert self._book is not None
        self._book.revoke(person.username)

    def client(self, person: Person) -> Client:
        """The API as that person."""
        return Client(self.api, token=person.token, name="cli")

    def ask(self, person: Person, method: str, path: str, body: object = None) -> dict[str, Any]:
        """What the API answers to that person, without our client. Raises HTTPStatusError."""
        headers = {"Authorization": f"token {person.token}"}
        answer = httpx.request(
            method, f"{self.api}/{path}", json=body, headers=headers, timeout=60, trust_env=False
        )
        return dict(answer.raise_for_status().json())

    def environ_for(self, person: Person) -> dict[str, str]:
        """The environment of a headless run as that person (nbclient, nbval, IPython)."""
        shared = {k: v for k, v in self.environ.items() if not k.startswith("COMMONGROUND_")}
        return shared | {"COMMONGROUND_URL": self.api, "COMMONGROUND_TOKEN": person.token}

    # Life

    def start(self) -> None:
        """Start and wait until it answers. Raises RuntimeError with the log's end."""
        for folder in (self.root, self.data, ARTIFACTS):
            folder.mkdir(parents=True, exist_ok=True)
        self.data.chmod(0o700)
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                self._command(),
                cwd=self.folder,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._wait_until_ready(self.process)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> int:
        """SIGTERM and wait; its exit status. Raises RuntimeError if it does not end in time."""
        process, self.process = self.process, None
        if process is None:
            return 0
        process.terminate()
        try:
            return process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            _kill_session(process)
            raise RuntimeError(
                f"The server did not end within {STOP_WITHIN:.0f} s of SIGTERM.\n{self.log_tail()}"
            ) from None

    def close(self) -> None:
        """Let go of the file of links. The folder is the caller's to remove."""
        book, self._book = self._book, None
        if book is not None:
            book.close()

    def kill(self) -> None:
        """``kill -9`` on the server and its kernels, as when the machine dies."""
        process, self.process = self.process, None
        if process is not None:
            _kill_session(process)

    def log(self) -> str:
        """What the server said so far."""
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def log_tail(self, lines: int = 60) -> str:
        """The end of it, for a failure's message."""
        return "\n".join(self.log().splitlines()[-lines:])

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_WITHIN
        while not self._is_ready(process):
            if process.poll() is not None:
                raise RuntimeError(f"The server ended at once.\n{self.log_tail()}")
            if time.monotonic() > deadline:
                raise RuntimeError(
                    f"The server did not answer within {START_WITHIN:.0f} s.\n{self.log_tail()}"
                )
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue

    def _is_ready(self, process: subprocess.Popen[bytes]) -> bool:
        """It has opened its store, and the routes are there (without a name it says 403)."""
        found = read_server_file(self.data)
        if found is None or found.pid != process.pid:
            return False
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{self.api}/status", timeout=5) as response:
                return bool(response.status == 200)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code == 403
        except OSError:
            return False

    def _command(self) -> list[str]:
        return [
            *[sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"],
            f"--ServerApp.root_dir={self.root}",
            "--ServerApp.identity_provider_class=commonground.server.identity.PersonalLinks",
            "--ServerApp.jpserver_extensions=commonground=True",
            f"--ServerApp.ip={self._ip}",
            f"--ServerApp.port={self._port}",
            "--ServerApp.port_retries=0",
            f"--SQLiteYStore.db_path={self.folder / 'ystore.db'}",
            *self._arguments,
        ]

    def _server_environ(self, model: str | None, extra: Mapping[str, str]) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
        paths = [str(SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])]
        settings = {
            "PYTHONFAULTHANDLER": "1",  # a crash is told in the log
            "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)),
            "JUPYTER_CONFIG_DIR": str(self.folder / "config"),
            "JUPYTER_DATA_DIR": str(self._data_with_labextension()),
            "JUPYTER_RUNTIME_DIR": str(self.folder / "runtime"),
            "IPYTHONDIR": str(self.folder / "ipython"),
            "COMMONGROUND_DATA_DIR": str(self.data),
            "COMMONGROUND_LOCAL_SERVERS": "",  # whatever runs on the tester's machine
        }
        settings |= lab_defaults(kept)
        if model is not None:
            settings["COMMONGROUND_MODEL"] = model
        return kept | settings | dict(extra)

    def _data_with_labextension(self) -> Path:
        """A data folder with a link to the built front end, so that no install is needed."""
        data = self.folder / "share"
        built = SOURCES / "commonground" / "labextension"
        link = data / "labextensions" / "jupyter-commonground"
        if built.is_dir() and not link.is_symlink():
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(built)
        return data


def free_port() -> int:
    """A port of this machine's own address on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _kill_session(process: subprocess.Popen[bytes]) -> None:
    """Nothing where it has been waited for: its number may be another server's by now."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait(STOP_WITHIN)
