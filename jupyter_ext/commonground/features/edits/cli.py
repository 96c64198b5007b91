"""The command line of provenance: read out of a notebook's file, without any server."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from ...core.notebook import saved_cells
from ...errors import InvalidCommand
from .provenance import CellOrigins, Origin, origins_in


@click.command()
@click.argument("notebook", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def provenance(notebook: Path, as_json: bool) -> None:
    """Print which cells of a NOTEBOOK came from a change that the AI proposed.

    For each: the turn, the model, who asked, who accepted and when, and the versions of entries
    that the model was shown.
    """
    try:
        text = notebook.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InvalidCommand(f"{notebook} can't be read as text.", "Name a notebook.") from None
    found = origins_in(saved_cells(text))
    click.echo(json.dumps(_wire(notebook, found), indent=2) if as_json else _plain(found))


def _wire(notebook: Path, found: Sequence[CellOrigins]) -> dict[str, Any]:
    return {"notebook": str(notebook), "cells": [asdict(one) for one in found]}


def _plain(found: Sequence[CellOrigins]) -> str:
    if not found:
        return "No cell came from a change that the AI proposed and somebody accepted."
    lines = [line for cell in found for line in _lines(cell)]
    return "\n".join("".join(c if c.isprintable() else "�" for c in line) for line in lines)


def _lines(cell: CellOrigins) -> list[str]:
    return [f"[{cell.number}] {cell.cell}  {cell.first_line}", *map(_line, cell.origins)]


def _line(origin: Origin) -> str:
    edited = ", edited first" if origin.edited else ""
    shown = ", ".join(origin.shown) or "none"
    return (
        f"    {origin.op} by {origin.model}, asked by {origin.asked_by}, accepted by "
        f"{origin.accepted_by}{edited}, {origin.accepted_at}; turn {origin.turn}; "
        f"entries shown: {shown}"
    )
