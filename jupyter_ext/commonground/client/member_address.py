"""Which server a person's own program or command line talks to, and with which token.

A token comes from the environment or from a file, never from a command's words, which everybody on
the machine can read; and it goes over plain HTTP to no other machine unless somebody asks for that.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ..config import API_PATH, CERTIFICATE_VARIABLE, TOKEN_VARIABLE, URL_VARIABLE
from ..errors import SetupError
from ..network import is_this_machine
from .running import server_of
from .server_address import address_from
from .wire_errors import place_of

TOKEN_FILE_VARIABLE = "COMMONGROUND_TOKEN_FILE"
PLAIN_HTTP_VARIABLE = "COMMONGROUND_PLAIN_HTTP"
"""Set to 1, a token may go over plain HTTP to another machine (inside a tunnel, say)."""
MOST = 4096
"""Bytes of a file that holds a token."""


@dataclass(frozen=True, slots=True)
class MemberAddress:
    """A server's API, a person's token for it (not in its text), and the server's certificate."""

    api: str
    token: str
    certificate: str | None = None
    plain_http: bool = False

    def __repr__(self) -> str:
        return f"MemberAddress({self.api!r})"


def api_of(server: str) -> str:
    """The address of the API, also where somebody gives that of the server, or of a page of it."""
    plain_url = server.partition("?")[0].partition("#")[0].rstrip("/")
    if plain_url.endswith(API_PATH):
        return plain_url
    base = plain_url.partition("/lab")[0] if "/lab" in urlsplit(plain_url).path else plain_url
    return f"{base}/{API_PATH}"


def checked_address(
    url: str, token: str, certificate: str | None, *, plain_http: bool
) -> MemberAddress:
    """The address, if a token may go there. Raises SetupError."""
    if not isinstance(url, str) or not isinstance(token, str):
        raise SetupError("An address and a token are texts.", "Give both, or neither.")
    api = api_of(url.strip())
    told = {URL_VARIABLE: api, TOKEN_VARIABLE: token}
    address_from(told)  # says what is wrong with either
    if not plain_http and urlsplit(api).scheme == "http" and not is_this_machine(api):
        raise SetupError(
            f"Your token would go to {place_of(api)} over plain HTTP, where others can read it.",
            "Use an https:// address, or a tunnel (ssh -L 8888:127.0.0.1:8888 HOST) and "
            "http://127.0.0.1:8888. Where the way there is safe, say --plain-http or set "
            f"{PLAIN_HTTP_VARIABLE}=1.",
        )
    return MemberAddress(api, token, certificate or None, plain_http)


def member_address(
    root: str | Path | None,
    environ: Mapping[str, str],
    *,
    server: str | None = None,
    token_file: Path | None = None,
    plain_http: bool = False,
) -> MemberAddress:
    """The server that is named, that the environment names, or that runs for the root.

    Raises SetupError, or NetworkError where no server runs.
    """
    token = token_in(environ, token_file)
    plain_http = plain_http or environ.get(PLAIN_HTTP_VARIABLE, "").strip() == "1"
    url = server or environ.get(URL_VARIABLE, "").strip()
    if url:
        certificate = environ.get(CERTIFICATE_VARIABLE)
        return checked_address(url, token, certificate, plain_http=plain_http)
    found = server_of(None if root is None else Path(root))
    return checked_address(found.api, token, found.certificate, plain_http=True)


def token_in(environ: Mapping[str, str], token_file: Path | None = None) -> str:
    """The token that the environment or a file holds. Raises SetupError."""
    named = token_file or environ.get(TOKEN_FILE_VARIABLE, "").strip() or None
    token = environ.get(TOKEN_VARIABLE, "").strip()
    if token_file is not None or (not token and named is not None):
        return _read(Path(str(named)).expanduser())
    if not token:
        raise SetupError(
            f"{TOKEN_VARIABLE} is not set, so the server can't tell who you are.",
            'Run: eval "$(commonground token)", or name a file that holds a token with '
            f"--token-file or {TOKEN_FILE_VARIABLE}.",
        )
    return token


def _read(path: Path) -> str:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        with path.open("rb") as source:
            text = source.read(MOST).decode("ascii").strip()
    except OSError as error:
        raise SetupError(
            f"The file with your token, {path}, can't be read ({error.strerror}).",
            "Name one that you may read.",
        ) from None
    except UnicodeDecodeError:
        text, mode = "", 0o600
    if os.name == "posix" and mode & 0o077:
        raise SetupError(
            f"Others can read the file with your token, {path}.", f"Run: chmod 600 {path}"
        )
    token = text.rpartition("=")[2].strip("'\" ")
    if not token or any(c.isspace() for c in token):
        raise SetupError(
            f"{path} holds no token.", "Put one line into it: the token, and nothing else."
        )
    return token
