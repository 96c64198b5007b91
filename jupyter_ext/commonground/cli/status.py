"""``commonground status``: what runs here, and as whom you speak to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from ..client.connection import answering, calling
from ..client.options import JSON_OPTION, nearest_root, reach, server_options
from ..client.output import echo_json, echo_lines, safe
from ..config import TOKEN_VARIABLE, URL_VARIABLE, data_path
from ..core.markdown import code_line
from ..errors import CommonGroundError
from ..service.status_views import StatusAnswer


@click.command()
@JSON_OPTION
@server_options
def status(as_json: bool, root: Path | None) -> None:
    """Say whether a server runs here, as whom you speak to it, and what model answers.

    With --json, `running` says whether one does.
    """
    named = reach().server or os.environ.get(URL_VARIABLE)
    if as_json and named:
        with calling(root) as client:
            echo_json({"running": True, **client.server.status().plain()})
    elif as_json:
        echo_json(_wire_of_folder(root))
    elif named:
        with calling(root) as client:
            echo_lines([f"Server:  {client.address.api}", *_lines(client.server.status())])
    else:
        _of_folder(root)


def _of_folder(root: Path | None) -> None:
    """The same of the server that runs for the folder, whether or not one does."""
    served = nearest_root(root, os.environ)
    folder = data_path(served, os.environ)
    server = answering(folder)
    click.echo(f"Root:    {served}")
    click.echo(f"Data:    {folder}{'' if folder.exists() else ' (not there yet)'}")
    if server is None:
        click.echo("Server:  none runs for this folder. Start one with `commonground lab`.")
        return
    click.echo(f"Server:  {server.url} (process {server.pid})")
    try:
        with calling(root) as client:
            echo_lines(_lines(client.server.status()))
    except CommonGroundError as error:
        click.echo(f"You:     {safe(str(error))}")
        click.echo(f"         Set {TOKEN_VARIABLE} to a personal token of this server.")


def _wire_of_folder(root: Path | None) -> dict[str, Any]:
    """What is told of a folder, as JSON: ``problem`` says why a server that runs tells no more."""
    served = nearest_root(root, os.environ)
    folder = data_path(served, os.environ)
    server = answering(folder)
    found: dict[str, Any] = {"running": server is not None, "root": str(served)}
    found["data"] = str(folder)
    if server is None:
        return found
    found |= {"url": server.url, "pid": server.pid}
    try:
        with calling(root) as client:
            found.update(client.server.status().plain())
    except CommonGroundError as error:
        found["problem"] = error.to_wire()
    return found


def _lines(found: StatusAnswer) -> Iterator[str]:
    yield f"You:     {safe(found.user.display_name)} ({found.user.role})"
    problem = found.model.problem
    yield f"Model:   {safe(found.model.label)}{f' ({safe(problem)})' if problem else ''}"
    for name, part in (("Collaboration", found.collaboration), ("Store", found.store)):
        if part.message:
            yield f"{name}: {safe(part.message)}"
    if found.code is not None:
        yield f"Code:    {code_line(found.code.model_dump())}"
