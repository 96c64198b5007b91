"""One shared AI context for a team, inside live, collaborative notebooks.

What Jupyter and IPython look for when they load the package; it imports nothing until they ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from .kernel.sprint import NotebookSprint

__version__ = "0.1.0"


def load_ipython_extension(shell: InteractiveShell) -> None:
    """``%load_ext commonground``: register ``%%ai``, ``%%cg`` and ``%cg``; again is harmless."""
    from .kernel.magic import register

    register(shell)


def sprint(goal: str | None = None) -> NotebookSprint:
    """The sprint that runs, or the newest with that goal, as tables and pictures for a notebook."""
    from .kernel.sprint import sprint as found

    return found(goal)


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyter-commonground"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .server.app import CommonGroundApp

    return [{"module": "commonground.server.app", "app": CommonGroundApp}]
