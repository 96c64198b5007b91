"""Proposing changes of cells, and people's word on each. The server alone makes these commands.

A decision stands only where the change still waits: of two people the second is told who was
first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ...core.command import Command, SuggestionCommand
from ...core.fields import MAX_BODY, Identifier, Wire
from ...core.plan import Plan
from ...core.planner import Planner
from ...errors import InvalidCommand, UnknownId
from .model import (
    ACCEPTED,
    PREFIX,
    PROPOSED,
    REFUSED,
    UNDONE,
    CellEdit,
    CellProposal,
    CellType,
    Operation,
    find_proposal,
)

MAX_SOURCE = MAX_BODY
"""Characters of a cell's proposed source."""
MAX_SOURCES = 60_000
"""Characters of all sources in one proposal, before and after."""
MOST_EDITS = 30
"""Changes in one proposal."""

Path = Annotated[str, StringConstraints(min_length=1, max_length=1024)]
Source = Annotated[str, StringConstraints(max_length=MAX_SOURCE)]
Why = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
FileName = Annotated[str, StringConstraints(max_length=100)]
Place = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class WantedEdit(Wire):
    """A change of one cell; of an ``insert`` the cell is yet to be named."""

    op: Operation
    cell: Identifier | None
    after: Identifier | None = None
    type: CellType = "code"
    source: Source = ""
    reason: Why = ""
    base: Identifier | None = None
    before: str = ""


class ProposeCells(SuggestionCommand):
    """Put changes of a notebook's cells before everybody in it."""

    command: Literal["propose_cells"] = "propose_cells"
    bulk = True
    path: Path
    file: FileName = ""
    """What names the notebook also when it is renamed."""
    cell: Identifier
    turn: Identifier
    edits: Annotated[list[WantedEdit], Field(min_length=1, max_length=MOST_EDITS)]

    @property
    def turns(self) -> tuple[str, ...]:
        """The turn."""
        return (self.turn,)

    @property
    def cells(self) -> tuple[str, ...]:
        """Those that are there; new ones are nobody's."""
        return tuple(one.cell for one in self.edits if one.cell is not None)

    def plan(self, planner: Planner) -> Plan:
        """One fact that holds all of them. Raises InvalidCommand where it is too long."""
        if sum(len(one.source) + len(one.before) for one in self.edits) > MAX_SOURCES:
            raise InvalidCommand(
                f"The changes have more than {MAX_SOURCES:,} characters.", "Propose fewer at once."
            )
        proposal = planner.new_id(PREFIX)
        edits = [self._said(proposal, n, one) for n, one in enumerate(self.edits, 1)]
        where = {"path": self.path, "file": self.file, "cell": self.cell}
        value = {**where, "turn": self.turn, "edits": edits}
        return planner.said(proposal, planner.fact(proposal, PROPOSED, value))

    def _said(self, proposal: str, number: int, one: WantedEdit) -> dict[str, object]:
        key = str(number)
        return {**one.model_dump(), "key": key, "cell": one.cell or f"{proposal}-{key}"}


class AcceptEdit(Command):
    """A change was accepted: carried out in the notebook, by the server or by who accepted it."""

    command: Literal["accept_edit"] = "accept_edit"
    from_people = False
    proposal: Identifier
    edit: Identifier
    text: Identifier
    """The digest of what was accepted."""
    edited: bool

    @property
    def thing(self) -> str:
        """The proposal."""
        return self.proposal

    def plan(self, planner: Planner) -> Plan:
        """One fact. Raises UnknownId, InvalidCommand where it was decided before."""
        waiting(planner, self.proposal, self.edit)
        value = {"edit": self.edit, "edited": self.edited, "text": self.text}
        return planner.said(self.proposal, planner.fact(self.proposal, ACCEPTED, value))


class RefuseEdit(Command):
    """A change is not wanted."""

    command: Literal["refuse_edit"] = "refuse_edit"
    from_people = False
    proposal: Identifier
    edit: Identifier

    @property
    def thing(self) -> str:
        """The proposal."""
        return self.proposal

    def plan(self, planner: Planner) -> Plan:
        """One fact. Raises UnknownId, InvalidCommand where it was decided before."""
        waiting(planner, self.proposal, self.edit)
        return planner.said(
            self.proposal, planner.fact(self.proposal, REFUSED, {"edit": self.edit})
        )


class UndoEdits(Command):
    """What was accepted of a proposal was taken back; it waits again."""

    command: Literal["undo_edits"] = "undo_edits"
    from_people = False
    proposal: Identifier
    edits: Annotated[list[Identifier], Field(min_length=1, max_length=MOST_EDITS)]

    @property
    def thing(self) -> str:
        """The proposal."""
        return self.proposal

    def plan(self, planner: Planner) -> Plan:
        """One fact. Raises UnknownId, InvalidCommand where one of them is not accepted."""
        found = known(find_proposal(planner.shared(), self.proposal))
        accepted = {one.key for one in found.edits if one.status == "accepted"}
        if not accepted.issuperset(self.edits):
            raise InvalidCommand("This is not accepted any more.", "Look at how it stands now.")
        value = {"edits": list(self.edits)}
        return planner.said(self.proposal, planner.fact(self.proposal, UNDONE, value))


def waiting(planner: Planner, proposal: str, edit: str) -> None:
    """Raises UnknownId where there is no such change, InvalidCommand where it waits no more."""
    still_open(known(find_proposal(planner.shared(), proposal)), edit)


def known(found: CellProposal | None) -> CellProposal:
    """The proposal. Raises UnknownId for None."""
    if found is None:
        raise UnknownId("There is no such proposal.")
    return found


def still_open(proposal: CellProposal, key: str) -> CellEdit:
    """The change, which waits for a person. Raises UnknownId, InvalidCommand."""
    edit = proposal.edit(key)
    if edit is None:
        raise UnknownId("There is no such change in this proposal.")
    if edit.status != "open":
        raise InvalidCommand(
            f"This was {edit.status} by {edit.by}.",
            "Look at what came of it.",
        )
    return edit


COMMANDS: Sequence[type[Command]] = (ProposeCells, AcceptEdit, RefuseEdit, UndoEdits)
