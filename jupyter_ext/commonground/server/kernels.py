"""What Common Ground hands to the kernels of its server, and the socket that notes who runs."""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Callable, Iterable
from logging import Logger
from typing import Any

from jupyter_server.auth import User
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.utils import url_path_join

from ..config import CERTIFICATE_VARIABLE, SERVER_PID_VARIABLE
from ..network import local_url
from .handler import API
from .runs import Runs, stamping_connection


def stamped_sockets(
    jupyter: Any, runs: Runs, may_run: Callable[[User], bool], log: Logger | Any
) -> type[ZMQChannelsWebsocketConnection] | None:
    """The class of the server's kernel sockets, which notes who runs what; None: it can't be."""
    chosen = jupyter.kernel_websocket_connection_class
    if issubclass(chosen, ZMQChannelsWebsocketConnection):
        return stamping_connection(runs, may_run, chosen)
    log.warning(
        "Common Ground can't see who runs cells: %s is no ZMQChannelsWebsocketConnection. "
        "%%ai in notebooks will be refused; the side panel works.",
        chosen.__name__,
    )
    return None


def equip_kernels(jupyter: Any, runs: Runs, secret: Iterable[str]) -> None:
    """Give every kernel the address and a token of its own, and load the magic in IPython.

    ``secret`` are variables that no kernel is given.
    """
    manager = jupyter.kernel_manager
    start: Callable[..., Any] = manager.start_kernel
    certificate = os.path.abspath(jupyter.certfile) if jupyter.certfile else None

    async def start_kernel(*args: Any, kernel_id: str | None = None, **kwargs: Any) -> Any:
        if kernel_id is not None and kernel_id in manager:
            return await start(*args, kernel_id=kernel_id, **kwargs)
        kernel_id = kernel_id or str(uuid.uuid4())
        env = dict(kwargs.pop("env", None) or os.environ)
        for name in secret:
            env.pop(name, None)
        env["COMMONGROUND_URL"] = url_path_join(own_url(jupyter), API)
        env["COMMONGROUND_KERNEL_TOKEN"] = runs.token_for(kernel_id)
        env[SERVER_PID_VARIABLE] = str(os.getpid())
        if certificate is not None:
            env[CERTIFICATE_VARIABLE] = certificate
        if _can_autoload(jupyter, kwargs.get("kernel_name")):
            extra = list(kwargs.get("extra_arguments") or [])
            kwargs["extra_arguments"] = [*extra, "--ext=commonground"]
        return await start(*args, kernel_id=kernel_id, env=env, **kwargs)

    manager.start_kernel = start_kernel


def own_url(jupyter: Any) -> str:
    """Where kernels and the command line of this machine reach the server."""
    scheme = "https" if jupyter.certfile else "http"
    return local_url(scheme, jupyter.ip, jupyter.port, jupyter.base_url)


def _can_autoload(jupyter: Any, kernel_name: str | None) -> bool:
    """Whether that kernel is IPython in this server's own environment."""
    name = kernel_name or jupyter.kernel_manager.default_kernel_name
    try:
        argv = jupyter.kernel_spec_manager.get_kernel_spec(name).argv
    except KeyError:
        return False
    ours = {"python", "python3", f"python3.{sys.version_info[1]}", sys.executable}
    return bool(argv) and argv[0] in ours and "ipykernel_launcher" in argv
