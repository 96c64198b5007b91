"""What several commands of the command line have in common: the root they are about, its data."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click

from ..config import DATA_DIR_VARIABLE, IDENTITY_DB, data_path

FILE = click.Path(dir_okay=False, path_type=Path)
ROOT_OPTION = click.option(
    "--root", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that Jupyter serves. Default: the current folder, or the nearest one above it "
    "that Common Ground has served before.",
)  # fmt: skip


def nearest_root(chosen: Path | None, environ: Mapping[str, str]) -> Path:
    """The root that a command is about: the chosen one, or the nearest known one from here up."""
    here = (chosen or Path.cwd()).resolve()
    if chosen is not None or environ.get(DATA_DIR_VARIABLE):
        return here
    known = (p for p in (here, *here.parents) if (data_path(p, environ) / IDENTITY_DB).exists())
    return next(known, here)


def folder_of(root: Path | None) -> Path:
    """The data folder that a command is about, whether or not it exists."""
    return data_path(nearest_root(root, os.environ), os.environ)
