"""Which server a client talks to, and as whom: read from the environment.

A token that a server put into its kernel goes before a personal one only in that very kernel.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..config import CERTIFICATE_VARIABLE, SERVER_PID_VARIABLE, pinned
from ..config import KERNEL_TOKEN_VARIABLE as KERNEL_TOKEN
from ..config import TOKEN_VARIABLE as TOKEN
from ..config import URL_VARIABLE as URL
from ..errors import SetupError
from ..network import is_this_machine
from .wire_errors import POINT


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A server's API, the token to show there, and its certificate where that is its own (PEM)."""

    url: str
    kernel_token: str | None
    token: str
    certificate: str | None


def address_from(settings: Mapping[str, str]) -> ServerAddress:
    """The server that the environment describes. Raises SetupError saying what to set."""
    url = settings.get(URL, "").strip()
    kernel_token, token = settings.get(KERNEL_TOKEN), settings.get(TOKEN, "").strip()
    if token and not _is_servers_own(settings):
        kernel_token = None
    if not url:
        raise SetupError(f"No Common Ground server is set here ({URL} is not set).", POINT)
    if not _is_web_address(url):
        raise SetupError(
            f"{URL} is no web address.",
            "Set it to what `commonground token` prints: http://HOST:PORT/commonground/api",
        )
    if not kernel_token and not token:
        raise SetupError(
            f"The server can't tell who you are ({TOKEN} is not set).",
            f"Set {TOKEN} to a personal token (`commonground token` prints one).",
        )
    if not all("!" <= sign <= "~" for sign in token):
        raise SetupError(
            f"{TOKEN} holds characters that no token has.",
            f"Set {TOKEN} to a personal token (`commonground token` prints one).",
        )
    return ServerAddress(url, kernel_token, token, settings.get(CERTIFICATE_VARIABLE))


def _is_servers_own(settings: Mapping[str, str]) -> bool:
    """Whether this is the kernel that the server started, and not one started from that kernel."""
    parent, server = settings.get("JPY_PARENT_PID"), settings.get(SERVER_PID_VARIABLE)
    return parent is None or server is None or parent == server


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def verified(url: str, certificate: str | None) -> bool | ssl.SSLContext:
    """How to check the server's certificate; not at all where there is none (plain HTTP).

    Reading the certificate authorities takes 25 ms, and a kernel makes a client a cell.
    """
    if urlsplit(url).scheme != "https":
        return False
    return pinned(certificate) if certificate and is_this_machine(url) else True
