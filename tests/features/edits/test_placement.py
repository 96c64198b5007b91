"""Changes among the cells of now: in any order of acceptance, over what people do meanwhile.

Whatever the pure steps say is held to what becomes of a real shared notebook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_ydoc import YNotebook

from commonground.core.cell_step import CellsBefore, digest
from commonground.core.notebook import NotebookCell
from commonground.core.prompt import Cell
from commonground.crdt.notebook import carry_out, cells_in, write_source
from commonground.errors import InvalidCommand
from commonground.features.edits.model import CellEdit, CellProposal
from commonground.features.edits.placement import carried_out, steps_of, undo_steps

from .shared import code

NAMES = ("a", "b", "c", "d", "e")
SOURCE = {name: f"{name} = 1" for name in NAMES}


def cell(name: str, source: str | None = None) -> NotebookCell:
    return NotebookCell(name, Cell("code", SOURCE[name] if source is None else source))


def proposal(*edits: CellEdit) -> CellProposal:
    return CellProposal("ed_1", "a.ipynb", "asking", "t_1", "alice", 0, edits)


@st.composite
def proposals(draw: st.DrawFn) -> CellProposal:
    """One change at most of each cell, and inserts anywhere."""
    edits: list[CellEdit] = []
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4)):
        op = draw(st.sampled_from(["replace", "delete", "move"]))
        others = [one for one in NAMES if one != name]
        after = draw(st.none() | st.sampled_from(others)) if op == "move" else None
        base = None if op == "move" else digest(SOURCE[name])
        key = str(len(edits) + 1)
        edits.append(
            CellEdit(key, op, name, after, source=f"{name} = 2", base=base, before=SOURCE[name])  # type: ignore[arg-type]
        )
    for _ in range(draw(st.integers(0, 4))):
        key = str(len(edits) + 1)
        after = draw(st.none() | st.sampled_from(NAMES))
        edits.append(CellEdit(key, "insert", f"ed_1-{key}", after, source=f"new {key}"))
    return proposal(*draw(st.permutations(edits)))


def done(
    found: CellProposal, edit: CellEdit, cells: Sequence[NotebookCell], against: str | None = None
) -> tuple[NotebookCell, ...]:
    mark = {"proposal": found.id, "edit": edit.key}
    return carried_out(cells, steps_of(found, edit, edit.source, against, mark, cells))


def ids(cells: Sequence[NotebookCell]) -> list[str]:
    return [one.id for one in cells]


START = tuple(map(cell, NAMES))


@given(proposals(), st.data())
def test_every_acceptance_does_what_it_says_and_nothing_else(
    found: CellProposal, data: st.DataObject
) -> None:
    cells: Sequence[NotebookCell] = START
    for edit in data.draw(st.permutations(found.edits)):
        before = {one.id: one for one in cells}
        try:
            cells = done(found, edit, cells)
        except InvalidCommand:
            assert edit.op == "move"
            assert edit.after not in before
            continue
        now = {one.id: one for one in cells}
        assert len(now) == len(cells)
        others = [one for one in before if one != edit.cell]
        assert [one for one in now if one != edit.cell] == others
        assert all(now[one] == before[one] for one in others)
        assert (edit.cell in now) == (edit.op != "delete")
        if edit.op in ("insert", "replace"):
            assert now[edit.cell].cell.source == edit.source


@given(st.integers(1, 5), st.none() | st.sampled_from(NAMES), st.data())
def test_inserts_below_one_cell_stand_in_their_order_however_they_are_accepted(
    count: int, after: str | None, data: st.DataObject
) -> None:
    edits = [
        CellEdit(str(n), "insert", f"ed_1-{n}", after, source=str(n)) for n in range(1, count + 1)
    ]
    found, cells = proposal(*edits), START
    for edit in data.draw(st.permutations(edits)):
        cells = done(found, edit, cells)
    place = 0 if after is None else NAMES.index(after) + 1
    assert ids(cells) == [*NAMES[:place], *(one.cell for one in edits), *NAMES[place:]]


@given(proposals(), st.data())
def test_undo_in_reverse_gives_back_what_was_there(
    found: CellProposal, data: st.DataObject
) -> None:
    cells: Sequence[NotebookCell] = START
    accepted: list[tuple[CellEdit, CellsBefore]] = []
    for edit in data.draw(st.permutations(found.edits)):
        held = {edit.cell: code(edit.cell, SOURCE.get(edit.cell, ""))}
        before = CellsBefore(tuple(ids(cells)), held)
        try:
            cells = done(found, edit, cells)
        except InvalidCommand:
            continue
        accepted.append((replace(edit, status="accepted", text=digest(edit.source)), before))
    for edit, before in reversed(accepted):
        steps = undo_steps(found, edit, before, cells)
        assert steps is not None
        cells = carried_out(cells, steps)
    assert [(one.id, one.cell.source) for one in cells] == [(n, SOURCE[n]) for n in NAMES]
    assert all("commonground" not in one.metadata for one in cells)


@given(proposals(), st.data())
def test_a_shared_notebook_becomes_what_the_steps_say(
    found: CellProposal, data: st.DataObject
) -> None:
    notebook = YNotebook()
    saved = [code(name, SOURCE[name]) for name in NAMES]
    notebook.set({"cells": saved, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    cells: Sequence[NotebookCell] = START
    for edit in data.draw(st.permutations(found.edits)):
        try:
            steps = steps_of(found, edit, edit.source, None, {"edit": edit.key}, cells)
        except InvalidCommand:
            continue
        cells = carried_out(cells, steps)
        carry_out(notebook, steps)
    assert list(cells_in(notebook)) == list(cells)


@given(st.text(max_size=12), st.text(max_size=12))
def test_a_changed_cell_is_never_written_over(typed: str, proposed: str) -> None:
    edit = CellEdit("1", "replace", "a", source=proposed, base=digest(SOURCE["a"]))
    cells = (cell("a", typed),)
    if typed == SOURCE["a"]:
        assert done(proposal(edit), edit, cells)[0].cell.source == proposed
        return
    for one in (edit, replace(edit, op="delete")):
        with pytest.raises(InvalidCommand):
            done(proposal(one), one, cells)
        with pytest.raises(InvalidCommand):
            done(proposal(one), one, cells, against=digest(typed + "x"))
    assert done(proposal(edit), edit, cells, digest(typed))[0].cell.source == proposed


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_shared_text_becomes_the_new_one(old: str, new: str) -> None:
    notebook = YNotebook()
    saved = [code("a", old)]
    notebook.set({"cells": saved, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    text = notebook.ycells[0]["source"]
    write_source(text, new)
    assert str(text) == new
