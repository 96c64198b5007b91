"""The live notebooks, as far as turns and comparisons need them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

from ..errors import InvalidCommand
from .bundle import TURN_MIME, written_answer
from .cell_step import CellsBefore, CellStep
from .picture import pictures_in
from .prompt import Cell
from .turn import Turn


@dataclass(frozen=True, slots=True)
class NotebookCell:
    """A cell with its id and its metadata."""

    id: str
    cell: Cell
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def saved(cls, fields: Mapping[str, Any]) -> Self:
        """A cell of a notebook's file."""
        outputs = fields.get("outputs")
        held = outputs if isinstance(outputs, list) else []
        kind, source = str(fields.get("cell_type")), joined(fields.get("source"))
        metadata = fields.get("metadata")
        own = metadata if isinstance(metadata, dict) else {}
        cell = shown(kind, source, held)
        return cls(str(fields.get("id", "")), cell, own)


def shown(kind: str, source: str, outputs: Sequence[Any]) -> Cell:
    """A cell as a model is shown it, from its outputs as JSON."""
    text, turn = output_texts(outputs), turn_shown(outputs)
    return Cell(kind, source, text, turn=turn, pictures=pictures_in(outputs))


CellPlan = Callable[[Sequence[NotebookCell]], Sequence[CellStep]]
"""From the cells of now to steps. Raises UserError: then nothing is done."""


def saved_cells(text: str) -> tuple[NotebookCell, ...]:
    """The cells of a notebook's file. Raises InvalidCommand where the text is none."""
    try:
        held: Any = json.loads(text)
        cells = [cell for cell in held["cells"] if isinstance(cell, dict)]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise InvalidCommand("The file is no notebook that can be read.") from None
    return tuple(map(NotebookCell.saved, cells))


def output_texts(outputs: Iterable[Any]) -> str:
    """What outputs show in plain text; an answer of ours as its Markdown."""
    return "\n".join(filter(None, map(_output_text, outputs)))


def turn_shown(outputs: Iterable[Any]) -> str:
    """The id of the turn that outputs show, the last of several; empty where they show none."""
    found = ""
    for fields in outputs:
        data = fields.get("data") if isinstance(fields, dict) else None
        held = data.get(TURN_MIME) if isinstance(data, dict) else None
        if isinstance(held, dict):
            found = str(held.get("turn") or "")
    return found


def _output_text(fields: Any) -> str:
    if not isinstance(fields, dict):
        return ""
    if fields.get("output_type") == "stream":
        return joined(fields.get("text"))
    if fields.get("output_type") == "error":
        return f"{fields.get('ename')}: {fields.get('evalue')}"
    data = fields.get("data")
    if not isinstance(data, dict):
        return ""
    return written_answer(data) if TURN_MIME in data else joined(data.get("text/plain"))


def joined(text: Any) -> str:
    """A text that a file may hold as a list of lines."""
    return "".join(str(t) for t in text) if isinstance(text, list) else str(text or "")


class Notebooks(Protocol):
    """Notebooks that people have open: cells are found by their ids at each call."""

    def file_of(self, path: str) -> str:
        """What names the notebook also when it is renamed; empty where nothing does."""
        ...

    def path_of(self, file: str) -> str | None:
        """Where the notebook of that name is now."""
        ...

    async def above(self, path: str, cell: str) -> tuple[Cell, ...]:
        """The cells above that one, in order; empty where the notebook is not open."""
        ...

    async def cells_of(self, path: str) -> tuple[NotebookCell, ...] | None:
        """All cells of the notebook, in order; None where it is not open."""
        ...

    async def holds(self, path: str, cell: str) -> bool:
        """Whether the notebook is open and has that cell: what is written there is seen."""
        ...

    async def finish(
        self,
        turn: Turn,
        *,
        insert: bool,
        kernel_writes: Callable[[], bool],
        kernel_waits: bool = True,
    ) -> None:
        """Make the cell whole: write the answer where the kernel does not, insert its code."""
        ...

    async def finish_beside(self, turn: Turn) -> None:
        """Put the answer below that of the turn which it stands beside, once that is there."""
        ...

    async def show(self, path: str, cell: str, mime: str, key: str, bundle: dict[str, Any]) -> None:
        """Replace that cell's output whose ``mime`` data names ``key``; add it where none does."""
        ...

    async def begin(self, turn: Turn, instead_of: str | None) -> None:
        """Show in its cell that the answer comes, in place of that turn's; else as a new output."""
        ...

    async def put_cell(self, path: str, above: str, cell: str, source: str) -> bool:
        """Put a code cell of that id below the one above; False where the notebook is not open."""
        ...

    async def take_cell(self, path: str, cell: str) -> None:
        """Take that cell out again."""
        ...

    async def insert(self, path: str, cell: str, cells: Sequence[tuple[str, str]]) -> bool:
        """Put cells (type and source) below that one; False where the notebook is not open."""
        ...

    async def edit(self, path: str, plan: CellPlan) -> CellsBefore | None:
        """Carry out the steps that ``plan`` gives for the cells of now, in one transaction.

        What was there before; None where the notebook is not open. What ``plan`` raises is raised.
        """
        ...


class NoNotebooks:
    """For a server without live notebooks, and for tests."""

    def file_of(self, path: str) -> str:
        """Nothing names it."""
        return ""

    def path_of(self, file: str) -> str | None:
        """None is named."""
        return None

    async def above(self, path: str, cell: str) -> tuple[Cell, ...]:
        """Nothing is above."""
        return ()

    async def cells_of(self, path: str) -> tuple[NotebookCell, ...] | None:
        """No notebook is open."""
        return None

    async def holds(self, path: str, cell: str) -> bool:
        """No notebook is open."""
        return False

    async def finish(
        self,
        turn: Turn,
        *,
        insert: bool,
        kernel_writes: Callable[[], bool],
        kernel_waits: bool = True,
    ) -> None:
        """Nothing to finish."""

    async def finish_beside(self, turn: Turn) -> None:
        """Nothing to finish."""

    async def show(self, path: str, cell: str, mime: str, key: str, bundle: dict[str, Any]) -> None:
        """Nothing to show it in."""

    async def begin(self, turn: Turn, instead_of: str | None) -> None:
        """Nothing to show it in."""

    async def put_cell(self, path: str, above: str, cell: str, source: str) -> bool:
        """No notebook is open."""
        return False

    async def take_cell(self, path: str, cell: str) -> None:
        """Nothing to take it out of."""

    async def insert(self, path: str, cell: str, cells: Sequence[tuple[str, str]]) -> bool:
        """No notebook is open."""
        return False

    async def edit(self, path: str, plan: CellPlan) -> CellsBefore | None:
        """No notebook is open."""
        return None
