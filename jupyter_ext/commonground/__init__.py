"""One shared AI context for a team, inside live, collaborative notebooks.

What Jupyter and IPython look for when they load the package; it imports nothing until they ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from .client.team_client import AsyncTeamClient as AsyncClient
    from .client.team_client import TeamClient as Client
    from .kernel.sprint import NotebookSprint

__all__ = ["AsyncClient", "Client", "__version__", "load_ipython_extension", "sprint"]
__version__ = "0.1.0"


def load_ipython_extension(shell: InteractiveShell) -> None:
    """``%load_ext commonground``: register ``%%ai``, ``%%cg`` and ``%cg``; again is harmless."""
    from .kernel.magic import register

    register(shell)


def sprint(goal: str | None = None) -> NotebookSprint:
    """The sprint that runs, or the newest with that goal, as tables and pictures for a notebook."""
    from .kernel.sprint import sprint as found

    return found(goal)


if not TYPE_CHECKING:  # a checker knows the two names, and no others

    def __getattr__(name: str) -> Any:
        """``Client`` and ``AsyncClient``; they bring an HTTP library that kernels need not load."""
        if name in ("Client", "AsyncClient"):
            from .client import team_client

            return team_client.TeamClient if name == "Client" else team_client.AsyncTeamClient
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyter-commonground"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .server.app import CommonGroundApp

    return [{"module": "commonground.server.app", "app": CommonGroundApp}]
