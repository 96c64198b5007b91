"""Prototypes that are kept: written below the served folder, or put into the notebook as cells."""

from __future__ import annotations

import asyncio
from pathlib import Path

from ...core.markdown import fenced
from ...core.notebook import Notebooks
from ...core.role import Member
from ...errors import InvalidCommand
from ...service.saving import save_files
from .commands import KeepSaved, option_in
from .prototypes import Prototypes
from .record import ComparisonRecord
from .report import Draft
from .slug import slug


async def save_prototypes(
    record: ComparisonRecord,
    prototypes: Prototypes,
    root: Path,
    member: Member,
    key: str,
    folder: str,
    option: str | None,
    *,
    overwrite: bool,
) -> list[str]:
    """Write files below ``folder``, a folder for each option; answers with the paths.

    Raises InvalidCommand where a file of another content is in the way: nothing is written.
    """
    record.require(member, KeepSaved.needs)
    comparison = await record.get(member, key)
    drafts = await prototypes.drafts(member, comparison)
    chosen = comparison.options if option is None else (option_in(comparison, option),)
    chosen = tuple(o for o in chosen if o.id in drafts and drafts[o.id].tree.files)
    if not chosen:
        raise InvalidCommand("There are no files to save yet.", "Wait for an option.")
    folders = {o.id: f"{folder.rstrip('/')}/{slug(o.name, o.label)}" for o in chosen}
    files = {
        f"{folders[o.id]}/{path}": text
        for o in chosen
        for path, text in drafts[o.id].tree.files.items()
    }
    paths = await asyncio.to_thread(save_files, root, files, overwrite=overwrite)
    for o in chosen:
        if o.current is not None:
            command = KeepSaved(
                comparison=comparison.id, option=o.id, version=o.current.id, folder=folders[o.id]
            )
            await record.run(member, command)
    return paths


async def insert_cells(
    record: ComparisonRecord,
    prototypes: Prototypes,
    notebooks: Notebooks | None,
    member: Member,
    key: str,
    option: str,
) -> None:
    """Put an option's files into the notebook, as cells below the comparison's own.

    Raises NotAllowed, and InvalidCommand where no notebook is open or there are no files.
    """
    record.require(member, KeepSaved.needs)
    comparison = await record.get(member, key)
    chosen = option_in(comparison, option)
    tree = (await prototypes.drafts(member, comparison)).get(chosen.id, Draft()).tree
    cells = [_cell(path, text) for path, text in tree.files.items()]
    done = False
    if notebooks is not None and comparison.path and comparison.cell and cells:
        done = await notebooks.insert(comparison.path, comparison.cell, cells)
    if not done:
        raise InvalidCommand(
            "There is no open notebook with this comparison, or nothing to insert.",
            "Save it to a folder instead: %cg compare save FOLDER.",
        )


def _cell(path: str, text: str) -> tuple[str, str]:
    if path.endswith(".py"):
        return "code", f"# {path}\n{text.rstrip()}"
    return "markdown", f"`{path}`\n\n{fenced(path, text)}"
