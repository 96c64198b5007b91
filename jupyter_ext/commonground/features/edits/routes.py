"""The routes of proposed changes: what there is for a notebook, and people's word on it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from ...service.route import Asked, get, post
from .requests import DecideEdit, UndoProposal
from .runner import CellEdits
from .views import EditDecided, ProposalsAnswer

MOST = 50
"""Proposals in one answer, the newest."""


class EditsQuery(BaseModel):
    """For which notebook, from the served folder on."""

    path: Annotated[str, StringConstraints(max_length=1024)]


@get("edits", query=EditsQuery, answer=ProposalsAnswer)
async def edits(asked: Asked) -> ProposalsAnswer:
    """What the AI proposes to change in a notebook, and what people decided of it."""
    found = asked.host.find(CellEdits).proposals(asked.query.path)
    return ProposalsAnswer.of(proposals=found[-MOST:])


@post("edits/{proposal_id}/decide", body=DecideEdit, answer=EditDecided)
async def decide_edit(asked: Asked) -> EditDecided:
    """Accept a change of a cell, as it is or edited, or refuse it; accepted, it is carried out."""
    found = asked.host.find(CellEdits)
    return await found.decide(asked.member, asked.path["proposal_id"], asked.body)


@post("edits/{proposal_id}/undo", body=UndoProposal, answer=EditDecided)
async def undo_edits(asked: Asked) -> EditDecided:
    """Take back, in one step, what was accepted of a proposal and has not changed since."""
    found = asked.host.find(CellEdits)
    return await found.undo(asked.member, asked.path["proposal_id"], asked.body)


ROUTES = (edits, decide_edit, undo_edits)
