"""How the command line reaches a running server, as the person who types.

Which server it is stands in the environment, else in ``server.json`` of the data folder.
"""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..config import (
    API_PATH,
    CERTIFICATE_VARIABLE,
    TOKEN_VARIABLE,
    URL_VARIABLE,
    ServerFile,
    data_path,
    read_server_file,
)
from ..errors import NetworkError, SetupError
from .options import nearest_root

if TYPE_CHECKING:
    from .client import Client


def answering(folder: Path) -> ServerFile | None:
    """The server that runs on this data folder and takes connections, however busy it is."""
    server = read_server_file(folder)
    if server is None:
        return None
    parts = urlsplit(server.url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname or "127.0.0.1", port), timeout=5).close()
    except OSError:
        return None  # its process id belongs to another process by now
    return server


@contextlib.contextmanager
def talking(root: Path | None, server: str | None = None) -> Iterator[Client]:
    """A client of that server, of the one that the environment names, or that runs for the root.

    It speaks as a person: a kernel's own token, which counts only inside a cell that runs, is not
    taken along when a cell calls this command line.
    """
    from .client import Client

    settings = {TOKEN_VARIABLE: os.environ.get(TOKEN_VARIABLE, "")}
    if not settings[TOKEN_VARIABLE]:
        raise SetupError(
            f"{TOKEN_VARIABLE} is not set, so the server can't tell who you are.",
            'Run: eval "$(commonground token)"',
        )
    settings[URL_VARIABLE] = _api_of(server) if server else os.environ.get(URL_VARIABLE, "")
    if settings[URL_VARIABLE]:
        settings[CERTIFICATE_VARIABLE] = os.environ.get(CERTIFICATE_VARIABLE, "")
    else:
        found = server_of(root)
        settings[URL_VARIABLE] = found.api
        settings[CERTIFICATE_VARIABLE] = found.certificate or ""
    with Client.from_environ(settings, name="cli") as client:
        yield client


def _api_of(server: str) -> str:
    """The address of the API, also where somebody gives that of the server."""
    plain_url = server.rstrip("/")
    return plain_url if plain_url.endswith(API_PATH) else f"{plain_url}/{API_PATH}"


def server_of(root: Path | None, instead: str = "name its folder with --root") -> ServerFile:
    """The server that runs for that root. Raises NetworkError, with what to do ``instead``."""
    served = nearest_root(root, os.environ)
    server = answering(data_path(served, os.environ))
    if server is None:
        raise NetworkError(
            f"No Common Ground server runs for {served}.",
            f"Start one with `commonground lab`, or {instead}.",
        )
    return server


def plain(text: str) -> str:
    """Text by others without what a terminal would obey."""
    return "".join(c if c.isprintable() else "�" for c in text)


def day(at: int) -> str:
    """A time in milliseconds since 1970, as it is here."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at / 1000))
