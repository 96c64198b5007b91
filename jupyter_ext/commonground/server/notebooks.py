"""The live notebooks of jupyter-collaboration: cells above, and answers written into their cell.

Knows the shared document of a notebook and finds cells by id at every write. It writes only what
the asking kernel can't: the answer of a kernel or browser that has gone, and inserted cells.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any

from pycrdt import Map

from ..core.bundle import TURN_MIME, finished_bundle
from ..core.prompt import Cell, code_blocks
from ..core.turn import Turn

log = logging.getLogger(__name__)

GRACE = 4.0
"""Seconds that a connected kernel gets to write the finished answer itself."""
LOOK_EVERY = 0.25
"""Seconds between two looks at the cell in that time."""


class LiveNotebooks:
    """Notebooks by path. ``documents`` gives jupyter-collaboration's extension, or None.

    ``display_name`` tells how a member is shown, by username.
    """

    def __init__(
        self, documents: Callable[[], Any | None], display_name: Callable[[str], str]
    ) -> None:
        self._documents = documents
        self._display_name = display_name

    async def _open(self, path: str, *, create: bool) -> Any | None:
        documents = self._documents()
        if documents is None:
            return None
        return await documents.get_document(
            path=path, content_type="notebook", file_format="json", copy=False, create=create
        )

    async def above(self, path: str, cell: str) -> tuple[Cell, ...]:
        """The cells above that one; empty where nobody has the notebook open."""
        notebook = await self._open(path, create=False)
        index = None if notebook is None else find_cell(notebook, cell)
        if notebook is None or index is None:
            return ()
        first = max(0, index - 40)
        return tuple(_shown(notebook.ycells[i]) for i in range(first, index))

    async def holds(self, path: str, cell: str) -> bool:
        """Whether the notebook is open and has that cell."""
        notebook = await self._open(path, create=False)
        return notebook is not None and find_cell(notebook, cell) is not None

    async def finish(self, turn: Turn, *, insert: bool, kernel_writes: Callable[[], bool]) -> None:
        """See that the cell holds the finished answer, once; then insert its code if asked to."""
        if turn.path is None or turn.cell is None:
            return
        notebook = await self._open(turn.path, create=True)
        if notebook is None:
            return
        await self._wait_for_kernel(notebook, turn, kernel_writes)
        with notebook.ydoc.transaction():
            self._write(notebook, turn, append=not kernel_writes())
            if insert:
                _insert_code(notebook, turn)

    async def _wait_for_kernel(
        self, notebook: Any, turn: Turn, kernel_writes: Callable[[], bool]
    ) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + GRACE
        while kernel_writes() and loop.time() < deadline:
            if _state(notebook, turn) == "finished":
                return
            await asyncio.sleep(LOOK_EVERY)

    async def show(self, path: str, cell: str, mime: str, key: str, bundle: dict[str, Any]) -> None:
        """Replace the cell's output whose ``mime`` data names ``key``; add it where none does."""
        notebook = await self._open(path, create=False)
        if notebook is None:
            return
        loop = asyncio.get_running_loop()
        deadline = loop.time() + GRACE
        while loop.time() < deadline:  # the kernel's first output may be on its way
            if _place_of(notebook, cell, mime, key) is not None:
                break
            await asyncio.sleep(LOOK_EVERY)
        output = {"output_type": "display_data", "data": bundle, "metadata": {}}
        with notebook.ydoc.transaction():
            index = find_cell(notebook, cell)
            outputs = None if index is None else notebook.ycells[index].get("outputs")
            if outputs is None:
                return
            place = _place_of(notebook, cell, mime, key)
            if place is None:
                outputs.append(Map(output))
            else:
                outputs[place] = Map(output)

    async def insert(self, path: str, cell: str, cells: Sequence[tuple[str, str]]) -> bool:
        """Put cells (type and source) below that one; False where the notebook is not open."""
        notebook = await self._open(path, create=False)
        if notebook is None:
            return False
        with notebook.ydoc.transaction():
            index = find_cell(notebook, cell)
            if index is None:
                return False
            for offset, (kind, source) in enumerate(cells, start=1):
                code: dict[str, Any] = {"outputs": [], "execution_count": None}
                fields = {"cell_type": kind, "source": source, "metadata": {}}
                made = fields | (code if kind == "code" else {})
                notebook.ycells.insert(index + offset, notebook.create_ycell(made))
        return True

    def _write(self, notebook: Any, turn: Turn, *, append: bool) -> None:
        index = find_cell(notebook, str(turn.cell))
        if index is None:
            log.info("The cell of turn %s is gone; its answer stays in the turns list", turn.id)
            return
        outputs = notebook.ycells[index].get("outputs")
        if outputs is None:
            return
        output = Map(
            {
                "output_type": "display_data",
                "data": finished_bundle(turn, self._display_name(turn.asker)),
                "metadata": {},
            }
        )
        for place in range(len(outputs)):
            held = _turn_data(outputs[place])
            if held is not None and held.get("turn") == turn.id:
                if held.get("status") == "streaming":
                    outputs[place] = output
                return
        if append:
            outputs.append(output)


def find_cell(notebook: Any, cell: str) -> int | None:
    """The place of the cell with that id."""
    for index in range(len(notebook.ycells)):
        if notebook.ycells[index].get("id") == cell:
            return index
    return None


def _state(notebook: Any, turn: Turn) -> str | None:
    index = find_cell(notebook, str(turn.cell))
    outputs = [] if index is None else notebook.ycells[index].get("outputs") or []
    for place in range(len(outputs)):
        held = _turn_data(outputs[place])
        if held is not None and held.get("turn") == turn.id:
            return "streaming" if held.get("status") == "streaming" else "finished"
    return None


def _turn_data(output: Any) -> dict[str, Any] | None:
    return _data(output, TURN_MIME)


def _data(output: Any, mime: str) -> dict[str, Any] | None:
    data = output.get("data")
    data = data.to_py() if isinstance(data, Map) else data
    held = data.get(mime) if isinstance(data, dict) else None
    return held if isinstance(held, dict) else None


def _place_of(notebook: Any, cell: str, mime: str, key: str) -> int | None:
    """The place among the cell's outputs of the one whose data names that thing."""
    index = find_cell(notebook, cell)
    outputs = [] if index is None else notebook.ycells[index].get("outputs") or []
    for place in range(len(outputs)):
        if key in (_data(outputs[place], mime) or {}).values():
            return place
    return None


def _insert_code(notebook: Any, turn: Turn) -> None:
    index = find_cell(notebook, str(turn.cell))
    if index is None:
        return
    for offset, code in enumerate(code_blocks(turn.text), start=1):
        cell = notebook.create_ycell(
            {
                "cell_type": "code",
                "source": code,
                "metadata": {"commonground": {"turn": turn.id}},
                "outputs": [],
                "execution_count": None,
            }
        )
        notebook.ycells.insert(index + offset, cell)


def _shown(ycell: Any) -> Cell:
    outputs = ycell.get("outputs")
    held = [] if outputs is None else [outputs[i] for i in range(len(outputs))]
    text = "\n".join(filter(None, map(_output_text, held)))
    return Cell(str(ycell.get("cell_type")), str(ycell.get("source", "")), text)


def _output_text(output: Any) -> str:
    """An output's plain text; an answer of ours as its Markdown."""
    fields = output.to_py() if isinstance(output, Map) else output
    if not isinstance(fields, dict):
        return ""
    if fields.get("output_type") == "stream":
        return _joined(fields.get("text"))
    if fields.get("output_type") == "error":
        return f"{fields.get('ename')}: {fields.get('evalue')}"
    data = fields.get("data")
    if not isinstance(data, dict):
        return ""
    return _joined(data.get("text/markdown") if TURN_MIME in data else data.get("text/plain"))


def _joined(text: Any) -> str:
    return "".join(str(t) for t in text) if isinstance(text, list) else str(text or "")
