"""What is on this machine, and which proxy stands between it and the rest.

Traffic within one machine takes no proxy: a kernel and its server, the command line and a server,
a server and a model beside it. Names are looked up only where a proxy is set at all.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

UNSPECIFIED = {"": "127.0.0.1", "*": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}
"""Where a server answers on this machine that listens on all of its addresses."""


def local_url(scheme: str, listens_on: str, port: int, path: str) -> str:
    """The address by which this machine reaches its own server; it ends in a slash.

    ``listens_on`` is what the server binds to: an address, a name, or all addresses.
    """
    host = UNSPECIFIED.get(listens_on.strip("[]")) or _nearest(listens_on.strip("[]"))
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}:{port}/{path.strip('/')}".rstrip("/") + "/"


def _nearest(name: str) -> str:
    """Of the addresses that a name has here, one on loopback if there is any."""
    found = _addresses(name)
    return next((a for a in found if ipaddress.ip_address(a).is_loopback), name)


def is_this_machine(url: str) -> bool:
    """Whether the host of that address is this machine: by loopback, or by an address of its own.

    Looks the name up.
    """
    host = _parts(url).hostname or ""
    if _is_loopback(host):
        return True
    found = _addresses(host) if host else []
    return bool(found) and all(map(_is_own, found))


def needs_no_proxy(url: str) -> bool:
    """Whether a client for that address must leave the environment's proxies out."""
    return bool(getproxies()) and is_this_machine(url)


def proxy_for(url: str) -> str | None:
    """Host and port of the proxy that requests to that address take, without credentials.

    Looks no name up: whoever ``needs_no_proxy`` for it asks nobody else.
    """
    parts = _parts(url)
    known = getproxies()
    proxy = known.get(parts.scheme) or known.get("all")
    host = parts.hostname or ""
    if not proxy or proxy_bypass(host) or _is_loopback(host):
        return None
    return _parts(proxy if "://" in proxy else f"http://{proxy}").netloc.rpartition("@")[2] or None


def _is_loopback(host: str) -> bool:
    """Whether the host is on loopback by its name or number alone."""
    name = host.rstrip(".")
    if not name or name in UNSPECIFIED or name == "localhost" or name.endswith(".localhost"):
        return bool(name)
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.hostname, parts.port  # noqa: B018 reading raises for what is none
    except ValueError:
        return urlsplit("")
    return parts


def _addresses(host: str) -> list[str]:
    """The addresses of a name, or of an address; none where it is unknown."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def _is_own(address: str) -> bool:
    """Whether an interface of this machine has that address: only then can one bind to it."""
    known = ipaddress.ip_address(address)
    if known.is_loopback:
        return True
    family = socket.AF_INET6 if known.version == 6 else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind((address, 0))
    except OSError:
        return False
    return True
