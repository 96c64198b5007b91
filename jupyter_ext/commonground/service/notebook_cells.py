"""A notebook's cells for who reads them: as people have it open, else as it was saved last."""

from __future__ import annotations

from ..core.notebook import NotebookCell, saved_cells
from .host import Host


async def cells_at(host: Host, path: str) -> tuple[NotebookCell, ...]:
    """All cells, in order. Raises InvalidCommand where there is no such notebook."""
    live = await host.notebooks.cells_of(path)
    return saved_cells((await host.files.read(path, None)).text) if live is None else live
