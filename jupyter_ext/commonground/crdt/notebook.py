"""A live notebook's cells and outputs, read and made: the shared types of jupyter-collaboration.

``notebook`` is a ``YNotebook``: its ``ycells``, ``ydoc`` and ``create_ycell`` are used. Cells are
found by id at every call, because they move; writes belong into a transaction of the caller's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from pycrdt import Map, Text

from ..core.bundle import TURN_MIME, portable_bundle
from ..core.cell_step import OWN, CellsBefore, CellStep, ChangeCell, MoveCell, PutCell, touched
from ..core.commonmark import cells
from ..core.notebook import NotebookCell, shown
from ..core.prompt import Cell
from ..core.turn import Turn


def find_cell(notebook: Any, cell: str) -> int | None:
    """The place of the cell with that id."""
    for index in range(len(notebook.ycells)):
        if notebook.ycells[index].get("id") == cell:
            return index
    return None


def output_of(fields: dict[str, Any]) -> Map[Any]:
    """An output of a cell, as a shared type that can be put into one. Its Markdown is portable."""
    data = fields.get("data")
    return Map(fields if data is None else {**fields, "data": portable_bundle(data)})


def turn_state(notebook: Any, turn: Turn) -> str | None:
    """Whether the turn's output in its cell is ``streaming`` or ``finished``; None: not there."""
    index = find_cell(notebook, str(turn.cell))
    outputs = [] if index is None else notebook.ycells[index].get("outputs") or []
    for place in range(len(outputs)):
        held = turn_data(outputs[place])
        if held is not None and held.get("turn") == turn.id:
            return "streaming" if held.get("status") == "streaming" else "finished"
    return None


def turn_data(output: Any) -> dict[str, Any] | None:
    """What an output of ours says of its turn; None for every other output."""
    return _data(output, TURN_MIME)


def bundle_of(output: Any) -> dict[str, Any]:
    """The MIME bundle of an output; empty where it has none."""
    data = output.get("data")
    data = data.to_py() if isinstance(data, Map) else data
    return data if isinstance(data, dict) else {}


def _data(output: Any, mime: str) -> dict[str, Any] | None:
    held = bundle_of(output).get(mime)
    return held if isinstance(held, dict) else None


def place_of(notebook: Any, cell: str, mime: str, key: str) -> int | None:
    """The place among the cell's outputs of the one whose data names that thing."""
    index = find_cell(notebook, cell)
    outputs = [] if index is None else notebook.ycells[index].get("outputs") or []
    for place in range(len(outputs)):
        if key in (_data(outputs[place], mime) or {}).values():
            return place
    return None


def insert_code(notebook: Any, turn: Turn) -> None:
    """Put the answer's code blocks into cells below the turn's; nothing where its cell is gone."""
    index = find_cell(notebook, str(turn.cell))
    if index is None:
        return
    for offset, made in enumerate(cells(turn.text), start=1):
        cell = {**made._asdict(), "metadata": {"commonground": {"turn": turn.id}}}
        if made.cell_type == "code":
            cell |= {"outputs": [], "execution_count": None}
        notebook.ycells.insert(index + offset, notebook.create_ycell(cell))


def shown_cell(ycell: Any) -> Cell:
    """A cell as a model is shown it."""
    outputs = ycell.get("outputs")
    held = [] if outputs is None else [outputs[i] for i in range(len(outputs))]
    fields = [o.to_py() if isinstance(o, Map) else o for o in held]
    return shown(str(ycell.get("cell_type")), str(ycell.get("source", "")), fields)


def cells_in(notebook: Any) -> tuple[NotebookCell, ...]:
    """All cells, in order."""
    found = (notebook.ycells[i] for i in range(len(notebook.ycells)))
    return tuple(
        NotebookCell(str(cell.get("id")), shown_cell(cell), _metadata(cell)) for cell in found
    )


def _metadata(ycell: Any) -> dict[str, Any]:
    held = ycell.get("metadata")
    found = held.to_py() if isinstance(held, Map) else held
    return found if isinstance(found, dict) else {}


def carry_out(notebook: Any, steps: Sequence[CellStep]) -> CellsBefore:
    """Do all steps, in a transaction of the caller's; what was there before."""
    order = tuple(str(cell.get("id")) for cell in notebook.ycells)
    before = {
        cell: notebook.get_cell(order.index(cell)) for cell in map(touched, steps) if cell in order
    }
    for step in steps:
        _do(notebook, step)
    return CellsBefore(order, before)


def _do(notebook: Any, step: CellStep) -> None:
    if isinstance(step, PutCell):
        notebook.ycells.insert(step.place, notebook.create_ycell(dict(step.fields)))
        return
    index = find_cell(notebook, step.cell)
    if index is None:
        return
    if isinstance(step, ChangeCell):
        ycell = notebook.ycells[index]
        if step.source is not None:
            write_source(ycell["source"], step.source)
        if step.own is not None:
            _write_own(ycell, step.own)
    elif isinstance(step, MoveCell):  # yjs 13 knows no move: it is made anew, with its id
        fields = notebook.get_cell(index)
        if step.own is not None:
            metadata = {k: v for k, v in fields.get("metadata", {}).items() if k != OWN}
            fields["metadata"] = metadata | ({OWN: dict(step.own)} if step.own else {})
        del notebook.ycells[index]
        notebook.ycells.insert(step.place, notebook.create_ycell(fields))
    else:
        del notebook.ycells[index]


def _write_own(ycell: Any, own: Mapping[str, Any]) -> None:
    metadata = ycell["metadata"]
    if own:
        metadata[OWN] = dict(own)
    elif OWN in metadata:
        del metadata[OWN]


def write_source(text: Text, source: str) -> None:
    """Change only what differs between the two ends that stay: cursors there stay, too."""
    old = str(text)
    head = _same_start(old, source)
    tail = _same_start(old[head:][::-1], source[head:][::-1])
    gone, come = old[head : len(old) - tail], source[head : len(source) - tail]
    start = len(old[:head].encode())  # a shared text counts bytes
    if gone:
        del text[start : start + len(gone.encode())]
    if come:
        text.insert(start, come)


def _same_start(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
