"""A live notebook's cells and outputs, read and made: the shared types of jupyter-collaboration.

``notebook`` is a ``YNotebook``: its ``ycells``, ``ydoc`` and ``create_ycell`` are used. Cells are
found by id at every call, because they move; writes belong into a transaction of the caller's.
"""

from __future__ import annotations

from typing import Any

from pycrdt import Map

from ..core.bundle import TURN_MIME, portable_bundle
from ..core.commonmark import cells
from ..core.notebook import output_texts, turn_shown
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


def _data(output: Any, mime: str) -> dict[str, Any] | None:
    data = output.get("data")
    data = data.to_py() if isinstance(data, Map) else data
    held = data.get(mime) if isinstance(data, dict) else None
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
    shown = [o.to_py() if isinstance(o, Map) else o for o in held]
    kind, source = str(ycell.get("cell_type")), str(ycell.get("source", ""))
    return Cell(kind, source, output_texts(shown), turn_shown(shown))
