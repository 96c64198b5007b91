"""A live notebook as jupyter-collaboration holds it, and questions whose model proposes changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jupyter_ydoc import YNotebook

from commonground.ai.scripted import ScriptedCall, ScriptedModel, ScriptedUse
from commonground.core.role import Member
from commonground.features.edits.model import CellProposal
from commonground.features.edits.requests import DecideEdit
from commonground.features.edits.runner import CellEdits
from commonground.features.edits.views import EditDecided
from commonground.server.notebooks import FileIds, LiveNotebooks
from commonground.service.host import Host

from ..hosting import answered

PATH = "work.ipynb"
ASKED_IN = "asking"


def code(cell: str, source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    """A code cell of a file."""
    fields = {"id": cell, "cell_type": "code", "source": source, "metadata": {}}
    return {**fields, "outputs": list(outputs), "execution_count": None}


class Opened:
    """jupyter-collaboration's extension, with one notebook that people have open."""

    def __init__(self, *cells: dict[str, Any]) -> None:
        self.notebook = YNotebook()
        content = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        self.notebook.set(content)
        self.open = True
        self.path = PATH
        self.file_ids: FileIds | None = None

    async def get_document(self, *, path: str, **_: object) -> YNotebook | None:
        return self.notebook if path == self.path and self.open else None

    @property
    def live(self) -> LiveNotebooks:
        return LiveNotebooks(lambda: self, lambda username: username, lambda: self.file_ids)

    @property
    def cells(self) -> list[dict[str, Any]]:
        return list(self.notebook.get()["cells"])

    @property
    def others(self) -> list[dict[str, Any]]:
        """All but the cell that asked, in which the answer appears."""
        return [cell for cell in self.cells if cell["id"] != ASKED_IN]

    @property
    def sources(self) -> list[str]:
        return [cell["source"] for cell in self.cells]

    def type(self, cell: str, source: str) -> None:
        """Somebody changes a cell."""
        place = [one["id"] for one in self.cells].index(cell)
        ytext = self.notebook.ycells[place]["source"]
        ytext.clear()
        ytext += source


def proposing(*changes: dict[str, Any]) -> ScriptedModel:
    """A model that proposes these changes, then says so."""
    call = ScriptedCall(tool="propose_cells", input={"changes": list(changes)})
    uses = [ScriptedUse(when="Please", calls=[call])]
    return ScriptedModel(default="Proposed.", uses=uses)


async def asked(host: Host, member: Member, question: str = "Please tidy up") -> CellProposal:
    """What is proposed for a question in the notebook."""
    await answered(host, member, question, path=PATH, cell=ASKED_IN)
    return proposals(host)[-1]


def proposals(host: Host) -> Sequence[CellProposal]:
    return host.find(CellEdits).proposals(PATH)


async def decide(
    host: Host, who: Member, proposal: CellProposal, edit: str, verdict: str, **more: Any
) -> EditDecided:
    wanted = DecideEdit.model_validate({"edit": edit, "verdict": verdict, **more})
    return await host.find(CellEdits).decide(who, proposal.id, wanted)
