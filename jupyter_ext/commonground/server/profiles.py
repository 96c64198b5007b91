"""Each member's own JupyterLab: settings and workspaces that nobody else sees or changes.

Whoever starts the server goes on with what Jupyter keeps for this account; who comes with a
personal link has a folder. One member's dark theme was everybody's before. Knows JupyterLab's
handlers; refuses to know roles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from jupyter_server.auth import User
from jupyter_server.base.handlers import JupyterHandler
from jupyterlab_server.settings_utils import SchemaHandler
from jupyterlab_server.workspaces_handler import WorkspacesHandler, WorkspacesManager

from .identity.provider import LinkUser

FOLDER = "profiles"


class Profiles:
    """Folders below the server's data. ``is_starter``: whether that person started the server."""

    def __init__(self, data: Path, is_starter: Callable[[LinkUser], bool]) -> None:
        self._folder = data / FOLDER
        self._is_starter = is_starter

    def folder(self, user: User) -> Path | None:
        """Where the user's JupyterLab is kept; None: with the account's own."""
        if not isinstance(user, LinkUser) or self._is_starter(user):
            return None
        # A username may be longer in bytes than a file's name.
        name = hashlib.sha256(user.username.encode()).hexdigest()[:16]
        return self._folder / name

    def lend(self, handler: JupyterHandler, user: User) -> bool:
        """Let the handler read and write what is the user's own; False where it keeps no such."""
        folder = self.folder(user)
        if folder is None:
            return False
        if isinstance(handler, SchemaHandler):
            handler.settings_dir = str(folder / "settings")
            return True
        if isinstance(handler, WorkspacesHandler):
            handler.manager = WorkspacesManager(str(folder / "workspaces"))
            return True
        return False
