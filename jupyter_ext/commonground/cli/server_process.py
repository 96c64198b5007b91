"""A JupyterLab server that this process starts, announces, and waits for."""

from __future__ import annotations

import contextlib
import html
import os
import signal
import subprocess
import sys
import time
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

import click

from ..config import (
    API_PATH,
    DATA_DIR_VARIABLE,
    KEY_FD_VARIABLE,
    LOG_FILE,
    PAGE_VARIABLE,
    SESSIONS_FILE,
    TOKEN_VARIABLE,
    URL_VARIABLE,
    key_pipe,
    lab_defaults,
    read_server_file,
    without_keys,
)
from ..errors import SetupError
from ..server.identity.links import Link
from .jupyter_options import given, together
from .people import address
from .probe import get_json

IDENTITY = "ServerApp.identity_provider_class"
PROVIDER = "commonground.server.identity.PersonalLinks"
START_SECONDS = 180.0
"""Seconds in which a server must answer after its start."""
OPEN_SECONDS = 10.0
"""Seconds that Common Ground may take to open its store once JupyterLab answers."""
STOP_SECONDS = 15.0
"""Seconds that a server gets to stop before it is ended."""


def say(line: str = "") -> None:
    """Print a line at once, for whoever watches."""
    click.echo(line)
    sys.stdout.flush()


def welcome(url: str, name: str) -> None:
    """Print a personal address and whose it is."""
    say()
    say(f"  {url}")
    say()
    say(f"This address is yours alone, {name}: whoever opens it acts in your name.")
    say("For everybody else:  commonground invite NAME")


class ServerProcess:
    """One run of a server: this process starts it, says where it is, and stays until it ends.

    The server is in a session of its own, so that Ctrl-C reaches it once, through here.
    """

    def __init__(
        self,
        root: Path,
        folder: Path,
        page: str | None,
        link: Link,
        port: int,
        browser: bool | None,
        verbose: bool,
        extra: Sequence[str],
    ) -> None:
        self.root, self.folder, self.page, self.link = root, folder, page, link
        self.port, self.verbose, self.extra = port, verbose, extra
        self.browser = has_browser(os.environ) if browser is None else browser
        self.knows_links = IDENTITY not in given(extra)
        self.log = folder / LOG_FILE
        self.server: subprocess.Popen[bytes] | None = None
        self.stopping: float | None = None

    def run(self) -> int:
        """Start, announce, wait. The server's exit code, or 0 where it was asked to stop."""
        if self.verbose:
            say(f"Starting JupyterLab for {self.root}")
        else:
            say(f"Starting JupyterLab for {self.root} (log: {self.log})")
        before = {number: signal.signal(number, self._stop) for number in _stop_signals()}
        try:
            self.server = self._spawn()
            if self.stopping is not None:  # the signal came before there was anything to stop
                self.server.terminate()
            url = self._until_ready(self.server)
            if url is not None:
                self._announce(url)
            return self._until_ended(self.server)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            self._redirect.unlink(missing_ok=True)

    def _spawn(self) -> subprocess.Popen[bytes]:
        environ, key = without_keys(os.environ)
        for name in (URL_VARIABLE, TOKEN_VARIABLE):  # a person's: kernels would inherit them
            environ.pop(name, None)
        pipe = key_pipe(key) if key else None
        if pipe is not None:
            environ[KEY_FD_VARIABLE] = str(pipe)
        environ.update(lab_defaults(environ))
        environ.pop(PAGE_VARIABLE, None)
        if self.page is not None:
            environ[PAGE_VARIABLE] = self.page
        environ[DATA_DIR_VARIABLE] = str(self.folder)  # the server has another working directory
        output = None if self.verbose else _private(self.log)
        try:
            return subprocess.Popen(
                self.command(), cwd=self.root, env=environ, pass_fds=[] if pipe is None else [pipe],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        finally:
            for descriptor in (pipe, output):
                if descriptor is not None:
                    os.close(descriptor)

    def command(self) -> list[str]:
        """What is started. It holds no token: Jupyter makes one up, and the link is in the book."""
        ours: dict[str, str | None] = {
            "ServerApp.open_browser": None,
            "ServerApp.root_dir": str(self.root),
            IDENTITY: PROVIDER,
            "ServerApp.ip": "127.0.0.1",
            "ServerApp.port": str(self.port),
            "ServerApp.port_retries": "0",
            "YDocExtension.session_store_path": str(self.folder / SESSIONS_FILE),
        }
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            ours["ServerApp.allow_root"] = None
        enabled = "--ServerApp.jpserver_extensions=commonground=True"  # Jupyter joins what is given
        return [sys.executable, "-m", "jupyterlab", enabled, *together(ours, self.extra)]

    def _until_ready(self, server: subprocess.Popen[bytes]) -> str | None:
        """The server's address once it knows the starter by their link; None if told to stop."""
        began = reported = time.monotonic()
        lab_up: float | None = None  # JupyterLab answers before Common Ground has opened its store
        while self.stopping is None:
            if server.poll() is not None:
                raise self._died(server.returncode)
            found = read_server_file(self.folder)
            ours = found is not None and found.pid == server.pid
            url = found.url if found and ours else f"http://127.0.0.1:{self.port}/"
            elapsed = time.monotonic() - began
            certificate = found.certificate if found and ours else None
            page = "api/me" if self.knows_links else "api"
            if get_json(url + page, self.link.token, certificate=certificate) is not None:
                lab_up = elapsed if lab_up is None else lab_up
                if ours or elapsed - lab_up > OPEN_SECONDS:
                    return url
            if elapsed > START_SECONDS:
                self._end(server)
                raise SetupError(
                    f"JupyterLab did not answer within {START_SECONDS:.0f} seconds.{self._tail()}",
                    "Try again with --verbose to watch it start.",
                )
            if time.monotonic() - reported >= 5:
                reported = time.monotonic()
                say(f"  still starting ({elapsed:.0f} s)")
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(0.1)
        return None

    def _announce(self, url: str) -> None:
        if not self.knows_links:
            say(f"JupyterLab runs at {url} with the logins that {IDENTITY} gives.")
            say("Ctrl-C stops the server.")
            return
        opened = address(url, self.link.token, self.page)
        found = read_server_file(self.folder)
        shown = found.shown if found is not None and found.shown is not None else url
        welcome(address(shown, self.link.token, self.page), self.link.person.display_name)
        say("Ctrl-C stops the server.")
        for trouble in self._troubles(url, None if found is None else found.certificate):
            click.echo(f"Warning: {trouble}", err=True)
        if self.browser:
            self._open(opened)

    def _troubles(self, url: str, certificate: str | None) -> list[str]:
        """What the server itself says is not as it should be."""
        try:
            status = get_json(f"{url}{API_PATH}/status", self.link.token, 30, certificate)
        except SetupError as error:
            return [f"JupyterLab runs, but Common Ground does not work: {error}"]
        if not isinstance(status, dict):
            return [f"JupyterLab runs, but Common Ground does not answer. {self._hint}"]
        return [
            message
            for part, name in (
                ("model", "problem"),
                ("collaboration", "message"),
                ("store", "message"),
            )
            if (message := status.get(part, {}).get(name))
        ]

    def _open(self, url: str) -> None:
        """Through a file: a browser's command line can be read by every user of the machine."""
        target = html.escape(url, quote=True)
        with open(_private(self._redirect), "w") as sink:
            sink.write(
                f'<!doctype html><meta http-equiv="refresh" content="0;url={target}">'
                f'<a href="{target}">Common Ground</a>\n'
            )
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(self._redirect.as_uri())

    @property
    def _redirect(self) -> Path:
        return self.folder / "open.html"

    def _until_ended(self, server: subprocess.Popen[bytes]) -> int:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = server.wait(0.5)
                if self.stopping is not None and code in (0, -signal.SIGTERM):
                    return 0
                return code if code >= 0 else 128 - code
            if self.stopping is not None and time.monotonic() > self.stopping:
                say(f"The server did not stop within {STOP_SECONDS:.0f} seconds: ending it.")
                self._kill(server)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """Ask the server to stop; a second time, end it."""
        again, self.stopping = self.stopping is not None, time.monotonic() + STOP_SECONDS
        if self.server is None:
            return
        if again:
            self._kill(self.server)
        else:
            self.server.terminate()  # Jupyter would ask back on SIGINT

    def _end(self, server: subprocess.Popen[bytes]) -> None:
        server.terminate()
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._kill(server)
            server.wait()

    @staticmethod
    def _kill(server: subprocess.Popen[bytes]) -> None:
        """The server and whatever it started in its session."""
        if server.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)

    def _died(self, code: int) -> SetupError:
        return SetupError(
            f"JupyterLab ended while it started (exit code {code}).{self._tail()}",
            f"If the port was taken meanwhile, try again. {self._hint}",
        )

    @property
    def _hint(self) -> str:
        return "See above." if self.verbose else f"The log says why: {self.log}"

    def _tail(self) -> str:
        if self.verbose:
            return ""
        lines = self.log.read_text(errors="replace").splitlines()[-15:]
        return "\n" + "\n".join(f"  | {line}" for line in lines)


def _stop_signals() -> list[signal.Signals]:
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def _private(path: Path) -> int:
    """A descriptor of a new, empty file that only its owner reads."""
    path.unlink(missing_ok=True)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)


def has_browser(environ: Mapping[str, str]) -> bool:
    """Whether a window can open here: not over SSH, and on Linux only with a display."""
    if environ.get("SSH_CONNECTION") or environ.get("CI"):
        return False
    screen = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not screen:
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True
