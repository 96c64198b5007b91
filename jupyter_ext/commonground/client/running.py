"""Which server runs on this machine for a folder: what ``server.json`` of its data folder says."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

from ..config import ServerFile, data_path, read_server_file
from ..errors import NetworkError
from .options import nearest_root


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
