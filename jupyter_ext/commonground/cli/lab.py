"""``commonground lab``: find a root, a name and a port, then start the server."""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from filelock import FileLock, Timeout

from ..client.connection import answering
from ..config import data_dir
from ..errors import SetupError, UserError
from .jupyter_options import given
from .links import give, people_of
from .people import address, own_name, page_below
from .server_process import ServerProcess, say, welcome

TOUR = Path("notebooks/tour.ipynb")
FIRST_PORT, PORTS = 8900, 1000


@click.command(context_settings={"ignore_unknown_options": False})
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
    opened, extra = _split_path(path, extra)
    served = _served(root, extra)
    page = _page(opened, served)
    who = own_name(name, served)
    folder = data_dir(served, os.environ)
    running = answering(folder)
    if running is not None:
        say(f"Common Ground runs already for {served} (process {running.pid}).")
        again = give(served, who, "admin", purpose="again", replace=True)
        welcome(address(running.url, again.token, page), who)
        return
    with alone(folder):
        with people_of(served) as book:
            link = book.invite(who, "admin", purpose="starter", replace=True)
        free = port or _free_port(folder)
        sys.exit(ServerProcess(served, folder, page, link, free, browser, verbose, extra).run())


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the data folder: two servers on one store would each miss the other's writes.

    Raises UserError where another `commonground lab` holds it.
    """
    lock = FileLock(folder / "lab.lock", mode=0o600, blocking=False, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise UserError(
            "Another `commonground lab` for this folder is just starting or stopping.",
            "Try again in a moment.",
        ) from None
    try:
        yield
    finally:
        lock.release()


def _split_path(path: Path | None, extra: Sequence[str]) -> tuple[Path | None, tuple[str, ...]]:
    """click takes the first word after ``--`` for PATH if there is no other."""
    if path is not None and str(path).startswith("-"):
        return None, (str(path), *extra)
    return path, tuple(extra)


def _served(root: Path | None, extra: Sequence[str]) -> Path:
    """The root, also where it is named in Jupyter's way."""
    named = given(extra).get("ServerApp.root_dir")
    if named and root is None and not Path(named).is_dir():
        raise UserError(f"There is no folder {named}.", "Name one that exists with --root.")
    return (root or Path(named or Path.cwd())).resolve()


def _page(path: Path | None, root: Path) -> str | None:
    """The path below the root that the browser opens."""
    if path is None:
        return TOUR.as_posix() if (root / TOUR).is_file() else None
    return page_below(path, root)


def _free_port(folder: Path) -> int:
    """A free port, the same one for the same root where possible: cookies and bookmarks last."""
    digest = hashlib.sha256(os.fsencode(folder)).digest()
    for wanted in (FIRST_PORT + int.from_bytes(digest[:4]) % PORTS, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", wanted))
            return int(probe.getsockname()[1])
    raise SetupError("No port is free on 127.0.0.1.", "Close a program that listens, or wait.")
