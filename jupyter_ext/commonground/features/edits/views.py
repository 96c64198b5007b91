"""What is answered of proposed changes."""

from __future__ import annotations

from pydantic import JsonValue

from ...core.views import View
from .model import CellType, EditStatus, Operation


class EditView(View):
    """A change of one cell, and what became of it."""

    key: str
    op: Operation
    cell: str
    after: str | None
    type: CellType
    source: str
    reason: str
    base: str | None
    before: str
    status: EditStatus
    by: str | None
    edited: bool
    undone_by: str | None


class ProposalView(View):
    """What one answer proposes for one notebook; ``model`` as people read of it."""

    id: str
    path: str
    asked_in: str
    turn: str
    by: str
    at: int
    edits: tuple[EditView, ...]


class ProposalsAnswer(View):
    """The proposals for a notebook, oldest first."""

    proposals: tuple[ProposalView, ...]


class EditDecided(View):
    """The proposal after it. ``write``: the notebook is not live on this server, so the browser
    that accepted writes the change into its own, with ``mark`` as where it came from."""

    proposal: ProposalView
    write: bool
    mark: dict[str, JsonValue] | None
