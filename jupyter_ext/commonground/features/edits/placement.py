"""Where a change goes among the cells of now, and whether it still fits them. Pure.

A change whose cell has another text than it was proposed against is never carried out unless a
person, who was shown that text, says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...core.cell_step import (
    OWN,
    CellsBefore,
    CellStep,
    ChangeCell,
    MoveCell,
    PutCell,
    TakeCell,
    digest,
)
from ...core.notebook import NotebookCell
from ...errors import InvalidCommand
from .model import CellEdit, CellProposal
from .provenance import marked, unmarked

GONE = InvalidCommand(
    "The cell of this change is no longer in the notebook.", "Refuse the change, or ask again."
)
CHANGED = InvalidCommand(
    "Somebody has changed this cell since the change was proposed.",
    "Look at what both made of it, then accept what you want to stand there.",
)


def steps_of(
    proposal: CellProposal,
    edit: CellEdit,
    source: str,
    against: str | None,
    mark: Mapping[str, Any],
    cells: Sequence[NotebookCell],
) -> list[CellStep]:
    """The steps that carry out an edit. ``against`` is the digest of the text that was seen.

    Raises InvalidCommand where it no longer fits.
    """
    if edit.op == "insert":
        if _place(edit.cell, cells) is not None:  # it was put there, and could not be recorded
            return []
        fields: dict[str, Any] = {"id": edit.cell, "cell_type": edit.type, "source": source}
        code: dict[str, Any] = (
            {"outputs": [], "execution_count": None} if edit.type == "code" else {}
        )
        metadata = {OWN: marked({}, mark)}
        place = place_below(proposal, edit, cells)
        return [PutCell(place, {**fields, "metadata": metadata, **code})]
    found = _place(edit.cell, cells)
    if found is None:
        raise GONE
    held = cells[found]
    own = marked(held.metadata, mark)
    if edit.op == "move":
        without = [cell for cell in cells if cell.id != edit.cell]
        if edit.after is not None and _place(edit.after, without) is None:
            raise GONE
        return [MoveCell(edit.cell, place_below(proposal, edit, without), own)]
    if digest(held.cell.source) != (edit.base if against is None else against):
        raise CHANGED
    return [TakeCell(edit.cell)] if edit.op == "delete" else [ChangeCell(edit.cell, source, own)]


def place_below(proposal: CellProposal, edit: CellEdit, cells: Sequence[NotebookCell]) -> int:
    """Below its cell, and below what the same proposal puts there before it.

    Where that cell is gone: below the one that asked, else at the end.
    """
    if edit.after is None:
        place = 0
    else:
        found = _place(edit.after, cells)
        found = _place(proposal.asked_in, cells) if found is None else found
        place = len(cells) if found is None else found + 1
    earlier = _earlier(proposal, edit)
    while place < len(cells) and cells[place].id in earlier:
        place += 1
    return place


def _earlier(proposal: CellProposal, edit: CellEdit) -> frozenset[str]:
    """The cells that the proposal puts below the same one, before this edit."""
    keys = [one.key for one in proposal.edits]
    before = proposal.edits[: keys.index(edit.key)]
    placed = (one for one in before if one.op in ("insert", "move") and one.after == edit.after)
    return frozenset(one.cell for one in placed)


def undo_steps(
    proposal: CellProposal, edit: CellEdit, before: CellsBefore, cells: Sequence[NotebookCell]
) -> list[CellStep] | None:
    """The steps that take an accepted edit back; None where its cell has changed since."""
    found = _place(edit.cell, cells)
    if edit.op == "delete":
        held = before.cells.get(edit.cell)
        if held is None or found is not None:
            return None
        return [PutCell(_old_place(edit.cell, before, cells), held)]
    if found is None:
        return None
    one = cells[found]
    own = unmarked(one.metadata, {"proposal": proposal.id, "edit": edit.key})
    if edit.op == "move":
        without = [cell for cell in cells if cell.id != edit.cell]
        return [MoveCell(edit.cell, _old_place(edit.cell, before, without), own)]
    if digest(one.cell.source) != edit.text:
        return None
    if edit.op == "insert":
        return [TakeCell(edit.cell)]
    held = before.cells.get(edit.cell)
    if held is None:
        return None
    return [ChangeCell(edit.cell, str(held["source"]), own)]


def _old_place(cell: str, before: CellsBefore, cells: Sequence[NotebookCell]) -> int:
    """Below the nearest cell above it then that is still there."""
    above = before.order[: before.order.index(cell)]
    for one in reversed(above):
        found = _place(one, cells)
        if found is not None:
            return found + 1
    return 0


def _place(cell: str, cells: Sequence[NotebookCell]) -> int | None:
    return next((n for n, one in enumerate(cells) if one.id == cell), None)


def carried_out(
    cells: Sequence[NotebookCell], steps: Sequence[CellStep]
) -> tuple[NotebookCell, ...]:
    """The cells after these steps, as who carries them out leaves them."""
    found = list(cells)
    for step in steps:
        if isinstance(step, PutCell):
            found.insert(step.place, NotebookCell.saved(step.fields))
            continue
        at = _place(step.cell, found)
        if at is None:
            continue
        held = found.pop(at)
        if isinstance(step, ChangeCell):
            found.insert(at, _changed(held, step.source, step.own))
        elif isinstance(step, MoveCell):
            found.insert(step.place, _changed(held, None, step.own))
    return tuple(found)


def _changed(held: NotebookCell, source: str | None, own: Mapping[str, Any] | None) -> NotebookCell:
    cell = held.cell if source is None else replace(held.cell, source=source)
    rest = {name: value for name, value in held.metadata.items() if name != OWN}
    metadata = held.metadata if own is None else rest | ({OWN: dict(own)} if own else {})
    return NotebookCell(held.id, cell, metadata)
