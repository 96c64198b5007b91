"""The tools by which a model reads code and notebooks. They write nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, StringConstraints

from ...core.fields import Wire
from ...core.notebook import NotebookCell, saved_cells
from ...errors import InvalidCommand
from ...service.tool import ToolAsked, reads
from .folder import ServedFolder

LINES = 200
"""Lines of a file that are given at once."""
MOST_HITS = 60
MAX_LINE = 600
"""Characters of a line that is shown; none is cut, since half a secret is not known as one."""
AT_A_TIME = 100
"""Files that are searched in one go."""
MAX_CELLS_TEXT = 6_000
"""Characters of cells that are given at once; a cell is given whole."""
MAX_NOTEBOOK = 16_000_000
"""Bytes."""
NOTEBOOK = ".ipynb"

Path = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200),
    Field(description="From the served folder on, with slashes: src/app.py"),
]


class ReadCode(Wire):
    """Which lines of which file."""

    path: Path
    first_line: Annotated[int, Field(ge=1, le=10_000_000)] = 1


class SearchCode(Wire):
    """What is looked for, and where."""

    text: Annotated[
        str,
        StringConstraints(min_length=2, max_length=200),
        Field(description="Just these characters, in any case; no pattern."),
    ]
    under: Annotated[
        str,
        StringConstraints(max_length=200),
        Field(description="A folder or a file to stay in; empty: everywhere."),
    ] = ""


class ReadNotebook(Wire):
    """Which notebook."""

    path: Annotated[Path | None, Field(description="null: the one that is asked in.")] = None
    first_cell: Annotated[int, Field(ge=1, le=1_000_000)] = 1


@reads("read_code", ReadCode)
async def read_code(asked: ToolAsked) -> str:
    """Read a text file of the team's folder, 200 numbered lines at a time. Files that git ignores,
    hidden ones and links can't be read."""
    path, first = asked.input.path, asked.input.first_line
    if path.endswith(NOTEBOOK):
        raise InvalidCommand("This is a notebook.", "Use read_notebook.")
    lines = (await ServedFolder(asked.host.root).read(path)).splitlines()
    given = lines[first - 1 : first - 1 + LINES]
    if not given:
        return f"{path} has {len(lines)} lines."
    numbered = [f"{number:>5} {_whole(line)}" for number, line in enumerate(given, first)]
    last = first + len(given) - 1
    return "\n".join([f"{path}, lines {first} to {last} of {len(lines)}", *numbered])


@reads("search_code", SearchCode)
async def search_code(asked: ToolAsked) -> str:
    """Find the lines of the team's files that hold some text: path, line number and line."""
    folder = ServedFolder(asked.host.root)
    paths = [p for p in await folder.paths(asked.input.under) if not p.endswith(NOTEBOOK)]
    found: list[str] = []
    for start in range(0, len(paths), AT_A_TIME):
        some = paths[start : start + AT_A_TIME]
        found += await asyncio.to_thread(_hits_in, folder, some, asked.input.text.casefold())
        if len(found) >= MOST_HITS:
            return "\n".join([*found[:MOST_HITS], "There is more: say more of what you look for."])
    return "\n".join(found) or "No line of a file that may be read holds this."


def _whole(line: str) -> str:
    return line if len(line) <= MAX_LINE else f"(a line of {len(line):,} characters)"


def _hits_in(folder: ServedFolder, paths: Sequence[str], wanted: str) -> list[str]:
    return [hit for path in paths for hit in _hits(folder, path, wanted)]


def _hits(folder: ServedFolder, path: str, wanted: str) -> list[str]:
    text = folder.text_of(path) or ""
    if wanted not in text.casefold():
        return []
    lines = enumerate(text.splitlines(), 1)
    found = ((number, line) for number, line in lines if wanted in line.casefold())
    return [f"{path}:{number}: {_whole(line.strip())}" for number, line in found]


@reads("read_notebook", ReadNotebook)
async def read_notebook(asked: ToolAsked) -> str:
    """Read the cells of a notebook with their outputs, as people have them open just now; as many
    at once as fit, from any cell on."""
    own, folder = asked.question.path, ServedFolder(asked.host.root)
    path = asked.input.path or own
    if path is None:
        raise InvalidCommand("The question is asked in no notebook.", "Name one by its path.")
    if path != own and (not path.endswith(NOTEBOOK) or path not in await folder.paths(path)):
        raise InvalidCommand(f"{path[:200]!r} is no notebook that may be read.")
    cells: Sequence[NotebookCell] | None = await asked.host.notebooks.cells_of(path)
    if cells is None:
        cells = saved_cells(await folder.read(path, MAX_NOTEBOOK))
    return _cells_from(cells, asked.input.first_cell)


def _cells_from(cells: Sequence[NotebookCell], first: int) -> str:
    """As many cells as fit, at least one, below a line that says which they are."""
    given: list[str] = []
    for number, one in enumerate(cells[first - 1 :], first):
        text = _cell(number, one)
        if given and sum(map(len, given)) + len(text) > MAX_CELLS_TEXT:
            break
        given.append(text)
    if not given:
        return f"The notebook has {len(cells)} cells."
    last = first + len(given) - 1
    return "\n\n".join([f"Cells {first} to {last} of {len(cells)}", *given])


def _cell(number: int, one: NotebookCell) -> str:
    head = f"[{number}, {one.cell.type}, {one.id}]\n{one.cell.source}"
    return f"{head}\n[output]\n{one.cell.output}" if one.cell.output else head


TOOLS = (read_code, search_code, read_notebook)
