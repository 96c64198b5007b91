"""Which of Jupyter's doors a reader may open: one table, and what it does not name is shut.

A door is a handler of the web server and what is done there: read, write or execute. Knows names of
handlers and resources; refuses to know who comes. Contributors and more open every door, since
whoever runs a cell holds the server's account.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jupyter_server.auth.utils import HTTP_METHOD_TO_AUTH_ACTION
from tornado.websocket import WebSocketHandler

from ...core.role import Role, at_least

READ, WRITE, EXECUTE = "read", "write", "execute"
RUNS: Role = "contributor"
"""The least role that may run code, write files and open a terminal."""

READ_ONLY = "read-only"
"""A live document that a reader follows: what they send is sifted (``room_frames.py``)."""

READERS_RESOURCES = frozenset(
    {
        ("api", READ),
        ("commonground", READ),
        ("commonground", WRITE),  # each command asks for its own role; a reader keeps notes
        ("config", READ),
        ("contents", READ),
        ("csp", WRITE),  # what a browser reports of a blocked address
        ("events", READ),
        ("events", EXECUTE),  # to listen
        ("kernels", READ),
        ("kernelspecs", READ),
        ("lsp", READ),
        ("sessions", READ),
        ("terminals", READ),
    }
)
"""By the names that handlers give to what they guard (``auth_resource``)."""

READERS_HANDLERS = {
    "commonground.server.feed.FeedHandler": {READ, WRITE, EXECUTE},
    "jupyter_server.services.api.handlers.IdentityHandler": {READ, WRITE},  # one's own name
    "jupyter_server.services.events.handlers.SubscribeWebsocket": {EXECUTE},
    "jupyter_server.services.nbconvert.handlers.NbconvertRootHandler": {READ},  # a list of formats
    "jupyter_server_ydoc.handlers.DocSessionHandler": {READ, WRITE},  # names a live document
    "jupyter_server_ydoc.handlers.YDocWebSocketHandler": {READ, READ_ONLY},
}
"""By the handler itself, where its resource says too much or too little."""

READERS_PACKAGES = frozenset(
    {"jupyter_server", "jupyterhub", "jupyterlab", "jupyterlab_server", "notebook", "nbclassic"}
)
"""Whose pages and files may be read where a handler names no resource."""

SIFTED = "jupyter_server_ydoc.handlers.YDocWebSocketHandler"


@dataclass(frozen=True, slots=True)
class Door:
    """``names`` are the handler's class and those that it is made from, best first."""

    names: tuple[str, ...]
    resource: str | None
    action: str

    @property
    def sifted(self) -> bool:
        """Whether it is a live document's socket."""
        return SIFTED in self.names


def door_of(handler: Any, action: str | None = None, resource: str | None = None) -> Door:
    """The door that a request has come to; ``action`` and ``resource`` as Jupyter names them.

    Where it does not: a socket is to execute (to follow, for a live document), and other requests
    go by their method. An unknown method writes.
    """
    kind = type(handler)
    names = tuple(f"{each.__module__}.{each.__qualname__}" for each in kind.__mro__)
    if action is None:
        method = (handler.request.method or "").upper()
        action = HTTP_METHOD_TO_AUTH_ACTION.get(method, WRITE)
        if issubclass(kind, WebSocketHandler):
            action = READ_ONLY if SIFTED in names else EXECUTE
    return Door(names, resource or getattr(handler, "auth_resource", None), action)


def opens(role: Role, door: Door) -> bool:
    """Whether somebody with that role may open it."""
    if at_least(role, RUNS):
        return True
    own = next((READERS_HANDLERS[name] for name in door.names if name in READERS_HANDLERS), None)
    if own is not None:
        return door.action in own
    if door.resource is not None:
        return (door.resource, door.action) in READERS_RESOURCES
    return door.action == READ and door.names[0].partition(".")[0] in READERS_PACKAGES
