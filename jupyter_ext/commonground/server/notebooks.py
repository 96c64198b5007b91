"""The live notebooks of jupyter-collaboration: cells above, and answers written into their cell.

Knows the shared document of a notebook and finds cells by id at every write. It writes only what
the asking kernel can't: the answer of a kernel or browser that has gone, and inserted cells.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from typing import Any, Protocol

from jupyter_server.extension.manager import ExtensionManager

from ..core.bundle import TURN_MIME, finished_bundle, streaming_bundle, with_beside
from ..core.cell_step import CellsBefore
from ..core.notebook import CellPlan, NotebookCell
from ..core.portable import portable
from ..core.prompt import Cell
from ..core.turn import Turn, TurnId
from ..crdt.notebook import (
    bundle_of,
    carry_out,
    cells_in,
    find_cell,
    insert_code,
    output_of,
    place_of,
    shown_cell,
    turn_data,
    turn_state,
)

log = logging.getLogger(__name__)

COLLABORATION = "jupyter_server_ydoc"
"""The name of jupyter-collaboration's server extension."""

GRACE = 15.0
"""Seconds that a connected kernel gets to write the finished answer itself: where the server and a
browser write it at once, both stay, and one of them outlives that the cell is run again."""
PATIENCE = 30.0
"""Seconds that a connected browser gets to write what a kernel shows that waits for no answer."""
LOOK_EVERY = 0.25
"""Seconds between two looks at the cell in that time."""


class FileIds(Protocol):
    """A file id manager, as far as it is needed here."""

    def get_id(self, path: str) -> str | None:
        """Of a file that it knows."""
        ...

    def get_path(self, id: str) -> str | None:
        """Where that file is."""
        ...


class LiveNotebooks:
    """Notebooks by path. ``documents`` gives jupyter-collaboration's extension, or None.

    ``display_name`` tells how a member is shown, by username. ``file_ids`` gives what
    jupyter_server_fileid knows files by, which it follows through renames; None without it.
    """

    def __init__(
        self,
        documents: Callable[[], Any | None],
        display_name: Callable[[str], str],
        file_ids: Callable[[], FileIds | None] = lambda: None,
    ) -> None:
        self._documents = documents
        self._display_name = display_name
        self._file_ids = file_ids

    def file_of(self, path: str) -> str:
        """What names the notebook also when it is renamed; empty where nothing does."""
        ids = self._file_ids()
        return "" if ids is None else ids.get_id(path) or ""

    def path_of(self, file: str) -> str | None:
        """Where the notebook of that name is now."""
        ids = self._file_ids()
        return None if ids is None else ids.get_path(file)

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
        return tuple(shown_cell(notebook.ycells[i]) for i in range(first, index))

    async def cells_of(self, path: str) -> tuple[NotebookCell, ...] | None:
        """All cells of the notebook; None where nobody has it open."""
        notebook = await self._open(path, create=False)
        if notebook is None:
            return None
        return cells_in(notebook)

    async def holds(self, path: str, cell: str) -> bool:
        """Whether the notebook is open and has that cell."""
        notebook = await self._open(path, create=False)
        return notebook is not None and find_cell(notebook, cell) is not None

    async def finish(
        self,
        turn: Turn,
        *,
        insert: bool,
        kernel_writes: Callable[[], bool],
        kernel_waits: bool = True,
    ) -> None:
        """See that the cell holds the finished answer, once; then insert its code if asked to."""
        if turn.path is None or turn.cell is None:
            return
        notebook = await self._open(turn.path, create=True)
        if notebook is None:
            return
        if kernel_waits:
            await self._wait_for(notebook, turn, {"finished"}, GRACE, kernel_writes)
        else:
            shown = {"streaming", "finished"}
            await self._wait_for(notebook, turn, shown, PATIENCE, kernel_writes)
        with notebook.ydoc.transaction():
            self._write(notebook, turn, append=not kernel_writes())
            if insert:
                insert_code(notebook, turn)

    async def finish_beside(self, turn: Turn) -> None:
        """Put the answer below that of the turn which it stands beside, once that is there."""
        if turn.path is None or turn.cell is None or turn.beside is None:
            return
        notebook = await self._open(turn.path, create=True)
        if notebook is None:
            return
        first = replace(turn, id=TurnId(turn.beside))
        await self._wait_for(notebook, first, {"finished"}, PATIENCE, lambda: True)
        with notebook.ydoc.transaction():
            outputs = _outputs(notebook, turn.cell)
            place = place_of(notebook, turn.cell, TURN_MIME, first.id)
            if outputs is None or place is None:
                return
            bundle = with_beside(bundle_of(outputs[place]), turn, self._display_name(turn.asker))
            if bundle is not None:
                outputs[place] = _shown(bundle)

    async def _wait_for(
        self,
        notebook: Any,
        turn: Turn,
        states: Set[str],
        seconds: float,
        kernel_writes: Callable[[], bool],
    ) -> None:
        """Until the cell's output is one of these, its browser has gone, or the time is over."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while kernel_writes() and loop.time() < deadline:
            if turn_state(notebook, turn) in states:
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
            if place_of(notebook, cell, mime, key) is not None:
                break
            await asyncio.sleep(LOOK_EVERY)
        with notebook.ydoc.transaction():
            outputs = _outputs(notebook, cell)
            place = place_of(notebook, cell, mime, key)
            if outputs is not None and place is None:
                outputs.append(_shown(bundle))
            elif outputs is not None:
                outputs[place] = _shown(bundle)

    async def begin(self, turn: Turn, instead_of: str | None) -> None:
        """Show in its cell that the answer comes, in place of that turn's; else as a new output."""
        notebook = await self._open(str(turn.path), create=False)
        if notebook is None:
            return
        cell = str(turn.cell)
        with notebook.ydoc.transaction():
            outputs = _outputs(notebook, cell)
            if outputs is None:
                return
            old = place_of(notebook, cell, TURN_MIME, instead_of) if instead_of else None
            if place_of(notebook, cell, TURN_MIME, turn.id) is not None:  # it has ended meanwhile
                if old is not None:
                    del outputs[old]
            elif old is None:
                outputs.append(_shown(streaming_bundle(turn.id)))
            else:
                outputs[old] = _shown(streaming_bundle(turn.id))

    async def put_cell(self, path: str, above: str, cell: str, source: str) -> bool:
        """Put a code cell of that id below the one above; False where the notebook is not open."""
        notebook = await self._open(path, create=False)
        if notebook is None:
            return False
        fields = {"id": cell, "cell_type": "code", "source": source, "metadata": {}}
        with notebook.ydoc.transaction():
            index = find_cell(notebook, above)
            if index is None:
                return False
            made = notebook.create_ycell({**fields, "outputs": [], "execution_count": None})
            notebook.ycells.insert(index + 1, made)
        return True

    async def take_cell(self, path: str, cell: str) -> None:
        """Take that cell out again."""
        notebook = await self._open(path, create=False)
        if notebook is None:
            return
        with notebook.ydoc.transaction():
            index = find_cell(notebook, cell)
            if index is not None:
                del notebook.ycells[index]

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
                shown = source if kind == "code" else portable(source)
                fields = {"cell_type": kind, "source": shown, "metadata": {}}
                made = fields | (code if kind == "code" else {})
                notebook.ycells.insert(index + offset, notebook.create_ycell(made))
        return True

    async def edit(self, path: str, plan: CellPlan) -> CellsBefore | None:
        """Carry out the plan's steps; nothing comes in between. None where it is not open."""
        notebook = await self._open(path, create=False)
        if notebook is None:
            return None
        with notebook.ydoc.transaction():
            return carry_out(notebook, plan(cells_in(notebook)))

    def _write(self, notebook: Any, turn: Turn, *, append: bool) -> None:
        outputs = _outputs(notebook, str(turn.cell))
        if outputs is None:
            log.info("The cell of turn %s is gone; its answer stays in the turns list", turn.id)
            return
        output = _shown(finished_bundle(turn, self._display_name(turn.asker)))
        for place in range(len(outputs)):
            held = turn_data(outputs[place])
            if held is not None and held.get("turn") == turn.id:
                if held.get("status") == "streaming":
                    outputs[place] = output
                return
        if append:
            outputs.append(output)


def _outputs(notebook: Any, cell: str) -> Any | None:
    """The shared outputs of that cell; None where it is gone, or no code."""
    index = find_cell(notebook, cell)
    return None if index is None else notebook.ycells[index].get("outputs")


def _shown(bundle: dict[str, Any]) -> Any:
    return output_of({"output_type": "display_data", "data": bundle, "metadata": {}})


def documents(extensions: ExtensionManager) -> Any | None:
    """What holds the live documents of that server; None where notebooks are not live.

    With its ``disable_rtc`` no browser is in a room: one that we made would save its own copy of
    the notebook's file below the browsers' notebooks.
    """
    app = next(iter(extensions.extension_apps.get(COLLABORATION) or ()), None)
    return None if getattr(app, "disable_rtc", False) else app


def collaboration_trouble(extensions: ExtensionManager) -> str | None:
    """Why notebooks are not live here, with the remedy; None if they are."""
    enabled = {name for name, e in extensions.extensions.items() if getattr(e, "enabled", True)}
    if "jupyter_server_documents" in enabled:
        return (
            "jupyter-server-documents is installed and switches jupyter-collaboration off, so "
            "answers can't be shown live to everyone. Uninstall it "
            "(pip uninstall jupyter-server-documents) and restart the server."
        )
    if COLLABORATION not in enabled:
        return (
            "jupyter-collaboration is missing or disabled, so notebooks are not shared live. "
            "Install it (pip install 'jupyter-collaboration>=5.0.4,<6'), enable it "
            "(jupyter server extension enable jupyter_server_ydoc) and restart the server."
        )
    if documents(extensions) is None:
        return (
            "Live notebooks are switched off (YDocExtension.disable_rtc), so each browser has its "
            "own copy of a notebook; all else works. To share them, take that setting out of "
            "Jupyter's configuration or command line and restart the server."
        )
    return None
