"""Changes of cells that wait in a live notebook, for tests of who may decide on them."""

from __future__ import annotations

from typing import Any

from tests.kernel.tabs import Notebook, Tab
from tests.live import LiveServer, Person

from .doors import RoomSocket, ask

WHEN = "Please change cells"
MOST = 30
USE: dict[str, Any] = {
    "when": WHEN,
    "calls": [
        {
            "tool": "propose_cells",
            "input": {"changes": [{"op": "insert", "source": f"x = {n}"} for n in range(MOST)]},
        }
    ],
}
"""For the script of the model: as many new cells as one proposal may have."""


class Waiting:
    """A notebook that ``asker`` has open, and a proposal in it; each change is given out once."""

    def __init__(self, server: LiveServer, asker: Person, path: str = "edited.ipynb") -> None:
        self.notebook = Notebook(server, asker, path)
        self.room = RoomSocket(server, asker, path)
        tab = Tab(self.notebook, asker)
        ran = tab.run(f"%%ai --edit\n{WHEN}")
        assert ran.status == "ok"
        tab.close()
        found = ask(server, asker, "GET", f"commonground/api/edits?path={path}").json()
        self.id = str(found["proposals"][-1]["id"])
        self._given = 0

    def next(self) -> str:
        """The key of a change that still waits."""
        self._given += 1
        assert self._given <= MOST
        return str(self._given)

    def decide(self, verdict: str) -> tuple[str, dict[str, Any]]:
        """The request about the next one."""
        return f"edits/{self.id}/decide", {"edit": self.next(), "verdict": verdict}
