"""Whether a request comes from a terminal of whoever started this server.

A request over loopback belongs to a process, and the system knows which. Those that the server
started itself (kernels, terminals, and what these start) are nobody's in particular. Knows
processes; refuses to know links. Code of the same account that takes the trouble to leave its
family tree and to make a terminal of its own is not told apart: SECURITY.md says so.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
from collections.abc import Iterable, Mapping
from typing import Any

import psutil

from ...config import KERNEL_TOKEN_VARIABLE, SERVER_PID_VARIABLE

SCHEME = "Starter"
PROCESS_HEADER = "X-CommonGround-Process"
_OF_BROWSERS = ("Origin", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Cookie")
_OF_PROXIES = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")
_REAPERS = frozenset({"systemd", "init", "launchd", "tini", "dumb-init"})
"""What takes in processes whose parents ended: to have one in common says nothing."""


def is_starters(request: Any, proof: str) -> bool:
    """Whether the request is from the starter's own terminal.

    ``proof`` stands in a file that only the account can read, and is what the request must carry:
    a tunnel or a proxy of this machine brings other people's requests, too.
    """
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if (
        not proof
        or scheme != SCHEME
        or not hmac.compare_digest(given.strip().encode(), proof.encode())
    ):
        return False
    if any(name in request.headers for name in (*_OF_BROWSERS, *_OF_PROXIES)):
        return False
    caller = _caller(request)
    return caller is not None and is_starters_process(caller)


def is_starters_process(caller: psutil.Process) -> bool:
    """Whether the process is of this account, not of this server's making, and the starter's."""
    try:
        server = psutil.Process()
        family = [caller, *caller.parents()]
        if caller.uids().real != server.uids().real or server in family:
            return False
        if any(is_handed_out(_environ(each), server.pid) for each in family):
            return False
        return _has_own_terminal(caller, server) or _is_related(family, server)
    except psutil.Error:
        return False


def is_handed_out(environ: Mapping[str, str], pid: int) -> bool:
    """Whether it is the environment of a kernel or terminal of the server with that process id."""
    return environ.get(SERVER_PID_VARIABLE) == str(pid) or KERNEL_TOKEN_VARIABLE in environ


def _caller(request: Any) -> psutil.Process | None:
    """The process at the other end, which says which one it is; the system must agree."""
    try:
        pid = int(request.headers.get(PROCESS_HEADER, ""))
        theirs = request.connection.stream.socket.getpeername()[:2]
        ours = request.connection.stream.socket.getsockname()[:2]
        if not ipaddress.ip_address(theirs[0]).is_loopback and theirs[0] != ours[0]:
            return None
        caller = psutil.Process(pid)
        ends = ((c.laddr[:2], c.raddr[:2]) for c in caller.net_connections("tcp") if c.raddr)
        return caller if (tuple(theirs), tuple(ours)) in ends else None
    except (ValueError, AttributeError, OSError, psutil.Error):
        return None


def _has_own_terminal(caller: psutil.Process, server: psutil.Process) -> bool:
    terminal = _terminal(caller)
    if terminal is None:
        return False
    return terminal not in {_terminal(each) for each in server.children(recursive=True)}


def _terminal(process: psutil.Process) -> str | None:
    ask = getattr(process, "terminal", None)  # Windows has none
    try:
        return ask() if ask is not None else None
    except psutil.Error:
        return None


def _is_related(family: Iterable[psutil.Process], server: psutil.Process) -> bool:
    """Whether one process started both: the same shell, or a script that started the server."""
    elders = {each for each in server.parents() if each.pid > 1 and each.name() not in _REAPERS}
    return any(each in elders for each in family)


def _environ(process: psutil.Process) -> Mapping[str, str]:
    try:
        return dict(process.environ())
    except (psutil.Error, OSError):
        return {}


def own_process() -> str:
    """What a client says of itself in ``PROCESS_HEADER``."""
    return str(os.getpid())
