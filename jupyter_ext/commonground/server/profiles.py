"""Each member's own JupyterLab: settings and workspaces that nobody else sees or changes.

Whoever starts the server goes on with what Jupyter keeps for this account; who comes with a
personal link has a folder. One member's dark theme was everybody's before. A team that shared the
account's folder then begins with a copy of it. Knows JupyterLab's handlers; refuses to know roles.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from jupyter_server.auth import User
from jupyter_server.base.handlers import JupyterHandler
from jupyterlab_server.settings_utils import SchemaHandler
from jupyterlab_server.workspaces_handler import WorkspacesHandler, WorkspacesManager

from .identity.provider import LinkUser

FOLDER, COMMON = "profiles", "common"
SETTINGS, WORKSPACES = "settings", "workspaces"


class Profiles:
    """Folders below the server's data. ``is_starter``: whether that person started the server."""

    def __init__(self, data: Path, is_starter: Callable[[LinkUser], bool]) -> None:
        self._folder = data / FOLDER
        self._is_starter = is_starter

    def begin(self, *, were_shared: bool) -> None:
        """Called as the server starts. ``were_shared``: whether members were here before.

        The first server that gives them folders notes it: what was everybody's until then is what
        each of them begins with. What the account keeps later is the starter's alone.
        """
        with suppress(OSError):  # a disk that takes nothing: at the next start then
            if not self._folder.exists():
                (self._folder / COMMON if were_shared else self._folder).mkdir(parents=True)

    def folder(self, user: User) -> Path | None:
        """Where the user's JupyterLab is kept; None: with the account's own."""
        if not isinstance(user, LinkUser) or self._is_starter(user):
            return None
        # A username may be longer in bytes than a file's name.
        name = hashlib.sha256(user.username.encode()).hexdigest()[:16]
        return self._folder / name

    def lend(self, handler: JupyterHandler, user: User) -> bool:
        """Let the handler read and write what is the user's own; False where it keeps no such."""
        if isinstance(handler, SchemaHandler):
            own = self._own(user, SETTINGS, Path(handler.settings_dir))
            if own is not None:
                handler.settings_dir = str(own)
            return own is not None
        if isinstance(handler, WorkspacesHandler):
            own = self._own(user, WORKSPACES, handler.manager.workspaces_dir)
            if own is not None:
                handler.manager = WorkspacesManager(str(own))
            return own is not None
        return False

    def _own(self, user: User, part: str, accounts: Path) -> Path | None:
        """The user's folder of that part, which begins as what all had in common."""
        common = self._folder / COMMON
        if common.is_dir():
            _copy(accounts, common / part)
        folder = self.folder(user)
        if folder is None:
            return None
        if (common / part).is_dir():
            _copy(common / part, folder / part)
        return folder / part


def _copy(source: Path, target: Path) -> None:
    """Once, and whole or not at all."""
    if target.exists():
        return
    draft = target.with_name(f".{target.name}")
    shutil.rmtree(draft, ignore_errors=True)
    with suppress(OSError):  # a full disk: then they begin with nothing
        if source.is_dir():
            shutil.copytree(source, draft)
        else:
            draft.mkdir(parents=True)
        draft.rename(target)
