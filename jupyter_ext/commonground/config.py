"""Where Common Ground keeps its files, and what one process of it hands to another.

Knows paths, environment variables and two small formats (``server.json`` and the key pipe).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import ssl
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from jupyter_core.paths import is_hidden, jupyter_data_dir

from .clouds import ALL_KEY_VARIABLES, KEY_VARIABLES, cloud_in, key_variables
from .errors import SetupError

CONTEXT_DB = "context.db"
IDENTITY_DB = "identity.db"
SERVER_FILE = "server.json"
GATE_KEY_FILE = "gate.key"
DRAFTS = "drafts"
SESSIONS_FILE = "collaboration_sessions.json"
LOG_FILE = "server.log"
ANCHOR_FILE = "audit.anchor"
CODE_CACHE = "cache/code.db"
"""May be deleted while no server runs: it is made again from the code."""

DATA_DIR_VARIABLE = "COMMONGROUND_DATA_DIR"
URL_VARIABLE = "COMMONGROUND_URL"
TOKEN_VARIABLE = "COMMONGROUND_TOKEN"
MCP_TOKEN_VARIABLE = "COMMONGROUND_MCP_TOKEN"
"""A client's own token, for `commonground mcp` and the configurations that it writes."""
ANCHOR_VARIABLE = "COMMONGROUND_AUDIT_ANCHOR"
KEY_FD_VARIABLE = "COMMONGROUND_KEY_FD"
CERTIFICATE_VARIABLE = "COMMONGROUND_CERTIFICATE"
"""The server's own certificate (PEM), for clients on its machine where it speaks HTTPS."""
SERVER_PID_VARIABLE = "COMMONGROUND_SERVER_PID"
"""The server that started a kernel or terminal; a kernel started from there has another parent."""
KERNEL_TOKEN_VARIABLE = "COMMONGROUND_KERNEL_TOKEN"
"""Set in kernels that a server starts; where it is set it goes before a personal token."""
PAGE_VARIABLE = "COMMONGROUND_PAGE"
"""The notebook or folder, below the root, that `commonground lab` opened."""

MAX_KEY = 16 * 1024

API_PATH = "commonground/api"
MCP_PATH = "commonground/mcp"
"""Where members' clients are served."""
OAUTH_PATH = "commonground/oauth"
"""Where clients log in for themselves."""


LAB_DEFAULTS = Path(__file__).parent / "lab_defaults"


def lab_defaults(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables by which JupyterLab finds our defaults.

    No news pop-up lies over the side panel, and no page starts Node on the server to look for
    something to build. They rank below whatever a user sets.
    """
    name = "JUPYTER_CONFIG_PATH"
    return {name: os.pathsep.join(filter(None, [environ.get(name), str(LAB_DEFAULTS)]))}


def data_path(root_dir: Path, environ: Mapping[str, str]) -> Path:
    """The folder that belongs to ``root_dir``, whether or not it exists yet."""
    chosen = environ.get(DATA_DIR_VARIABLE)
    if chosen:
        try:
            return Path(chosen).expanduser().absolute()
        except RuntimeError as error:
            raise SetupError(
                f"{DATA_DIR_VARIABLE} names the home of somebody who is not here: {chosen}.",
                f"Set {DATA_DIR_VARIABLE} to a folder.",
            ) from error
    root = root_dir.resolve()
    slug = re.sub(r"[^a-z0-9]+", "-", root.name.lower()).strip("-")[:40] or "root"
    digest = hashlib.sha256(os.fsencode(root)).hexdigest()[:8]
    return Path(jupyter_data_dir()).absolute() / "commonground" / f"{slug}-{digest}"


def data_dir(root_dir: Path, environ: Mapping[str, str]) -> Path:
    """As ``data_path``, and make sure of it: it exists, it is 0700, and Jupyter doesn't serve it.

    A folder that was there before keeps the mode that its owner gave it.
    """
    path = data_path(root_dir, environ)
    if is_served(path.resolve(), root_dir.resolve()):
        raise SetupError(
            f"The data folder {path} lies inside the folder that Jupyter serves, "
            "where every visitor could read it.",
            f"Set {DATA_DIR_VARIABLE} to a folder outside {root_dir.resolve()}.",
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise SetupError(
            f"The data folder {path} can't be made: {error.strerror}.",
            f"Set {DATA_DIR_VARIABLE} to a folder that you may write.",
        ) from error
    return path


def is_served(path: Path, root: Path) -> bool:
    """Whether Jupyter hands out what is at ``path`` (it serves no hidden folder below its root)."""
    return path.is_relative_to(root) and not is_hidden(path, root)


@dataclass(frozen=True, slots=True)
class ServerFile:
    """What a running server says of itself.

    ``url`` is its base address on this machine and ends in a slash; ``shown`` is the address that
    colleagues may know it by, where that is another one.
    """

    url: str
    pid: int
    root: str
    certificate: str | None = None
    shown: str | None = None
    proof: str = ""
    """Shown by a command line of the same account: the file can be read by nobody else."""
    page: str | None = None
    """The notebook or folder below the root that the team was shown first."""

    @property
    def api(self) -> str:
        """The address that ``COMMONGROUND_URL`` holds."""
        return self.url.rstrip("/") + "/" + API_PATH


def gate_key(folder: Path) -> bytes:
    """The team's key for fingerprints of secrets: 32 random bytes in a file of its own (0600)."""
    path = folder / GATE_KEY_FILE
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as sink:
            sink.write(secrets.token_bytes(32))
    key = path.read_bytes()
    if len(key) != 32:
        raise SetupError(f"{path} is damaged.", "Remove it: exceptions have to be approved again.")
    return key


def pinned(certificate: str) -> ssl.SSLContext:
    """TLS that trusts just this server's certificate, whatever name it was made for.

    For connections over loopback: it is reached as 127.0.0.1, and its certificate names the host
    that colleagues use. Raises SetupError.
    """
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    try:
        context.load_verify_locations(certificate)
    except (OSError, ssl.SSLError) as error:
        raise SetupError(
            f"The server's certificate {certificate} can't be read.",
            f"Make it readable, or set {CERTIFICATE_VARIABLE} to where it is.",
        ) from error
    return context


def write_server_file(
    folder: Path,
    url: str,
    root: Path,
    *,
    pid: int | None = None,
    certificate: str | None = None,
    shown: str | None = None,
    proof: str = "",
    page: str | None = None,
) -> Path:
    """Say where this server answers; readable by its owner only, never seen half-written.

    ``pid`` is this process's own unless told otherwise.
    """
    path = folder / SERVER_FILE
    value = ServerFile(
        url.rstrip("/") + "/",
        os.getpid() if pid is None else pid,
        str(root.resolve()),
        None if certificate is None else os.path.abspath(certificate),
        shown,
        proof,
        page,
    )
    draft = folder / f".{SERVER_FILE}-{secrets.token_hex(4)}"
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as sink:
        json.dump(asdict(value), sink)
    draft.replace(path)
    return path


def read_server_file(folder: Path) -> ServerFile | None:
    """The server that runs on this folder; None if there is none or its process is gone."""
    try:
        found = json.loads((folder / SERVER_FILE).read_text())
        certificate = found.get("certificate")
        server = ServerFile(
            url=str(found["url"]),
            pid=int(found["pid"]),
            root=str(found["root"]),
            certificate=None if certificate is None else str(certificate),
            shown=None if found.get("shown") is None else str(found["shown"]),
            proof=str(found.get("proof") or ""),
            page=str(found["page"]) if found.get("page") else None,
        )
        if not urlsplit(server.url).hostname or urlsplit(server.url).port == 0:
            return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None
    return server if _alive(server.pid) else None


def remove_server_file(folder: Path, *, pid: int | None = None) -> None:
    """Take back what this process (or ``pid``) wrote; what another one wrote meanwhile stays."""
    server = read_server_file(folder)
    if server is not None and server.pid == (os.getpid() if pid is None else pid):
        with contextlib.suppress(FileNotFoundError):
            (folder / SERVER_FILE).unlink()


def _alive(pid: int) -> bool:
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def without_keys(environ: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Split an environment: what a server may be started with, and the model's key ("" if none).

    As in the SDK, ``ANTHROPIC_API_KEY`` goes before ``ANTHROPIC_AUTH_TOKEN``; where a cloud is
    asked, the key is that cloud's.
    """
    names = key_variables(cloud_in(environ))
    key = next((found for name in names if (found := environ.get(name, "").strip())), "")
    return {name: value for name, value in environ.items() if name not in ALL_KEY_VARIABLES}, key


def key_pipe(key: str) -> int:
    """A file descriptor from which a server's ``COMMONGROUND_KEY_FD`` is read, once.

    A pipe rather than a variable: a process's first environment can be read in ``/proc`` for as
    long as it lives, and its kernels inherit it. The caller closes its end. Raises SetupError.
    """
    line = key.encode() + b"\n"
    if len(line) > MAX_KEY or line.count(b"\n") > 1:
        raise SetupError(
            "The model's key is longer than 16 kB or has several lines.",
            f"Set {KEY_VARIABLES[0]} again, and copy nothing but the key itself.",
        )
    reader, writer = os.pipe()  # holds far more than that before a write blocks
    with open(writer, "wb") as sink:
        sink.write(line)
    return reader
