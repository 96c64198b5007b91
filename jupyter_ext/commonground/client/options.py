"""What several commands of the command line have in common: the root they are about, its data."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from ..config import DATA_DIR_VARIABLE, IDENTITY_DB, data_path

FILE = click.Path(dir_okay=False, path_type=Path)
ROOT_OPTION = click.option(
    "--root", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that Jupyter serves. Default: the current folder, or the nearest one above it "
    "that Common Ground has served before.",
)  # fmt: skip

JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
F = TypeVar("F", bound=Callable[..., Any])
_REACH = "commonground.reach"


@dataclass(frozen=True, slots=True)
class Reach:
    """How a command's options say to reach a server."""

    server: str | None = None
    token_file: Path | None = None
    plain_http: bool = False


def reach() -> Reach:
    """What the options of the command that runs say; nothing where none runs."""
    context = click.get_current_context(silent=True)
    return Reach() if context is None else context.meta.get(_REACH, Reach())


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value:
        known = context.meta.get(_REACH, Reach())
        context.meta[_REACH] = replace(known, **{str(parameter.name): value})


def token_options(command: F) -> F:
    """How a command that has a ``--server`` of its own shows who you are there."""
    for option in (
        click.option(
            "--plain-http", is_flag=True, expose_value=False, callback=_keep,
            help="Let the token go to another machine over plain HTTP.",
        ),
        click.option(
            "--token-file", type=FILE, expose_value=False, callback=_keep,
            help="A file that holds your token. Default: COMMONGROUND_TOKEN, or the file that "
            "COMMONGROUND_TOKEN_FILE names.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def server_options(command: F) -> F:
    """``--root``, which the command is given, and how to reach another server."""
    command = token_options(command)
    for option in (
        click.option(
            "--server", metavar="URL", expose_value=False, callback=_keep,
            help="The server's address. Default: COMMONGROUND_URL, else the server that runs for "
            "the folder.",
        ),
        ROOT_OPTION,
    ):  # fmt: skip
        command = option(command)
    return command


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
