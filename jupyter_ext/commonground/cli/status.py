"""``commonground status``: what runs here, and as whom you speak to it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ..client.connection import answering
from ..client.options import ROOT_OPTION, nearest_root
from ..config import TOKEN_VARIABLE, data_path
from ..core.markdown import code_line
from .probe import get_json


@click.command()
@ROOT_OPTION
def status(root: Path | None) -> None:
    """Say whether a server runs here, as whom you speak to it, and what model answers."""
    served = nearest_root(root, os.environ)
    folder = data_path(served, os.environ)
    server = answering(folder)
    click.echo(f"Root:    {served}")
    click.echo(f"Data:    {folder}{'' if folder.exists() else ' (not there yet)'}")
    if server is None:
        click.echo("Server:  none runs for this folder. Start one with `commonground lab`.")
        return
    click.echo(f"Server:  {server.url} (process {server.pid})")
    personal = os.environ.get(TOKEN_VARIABLE)
    found = (
        get_json(server.api + "/status", personal, certificate=server.certificate)
        if personal
        else None
    )
    if not isinstance(found, dict):
        state = "not accepted by this server" if personal else "not set"
        click.echo(f'You:     {TOKEN_VARIABLE} is {state}. Run: eval "$(commonground token)"')
        return
    user, model = found.get("user", {}), found.get("model", {})
    click.echo(f"You:     {user.get('display_name')} ({user.get('role')})")
    problem = model.get("problem")
    click.echo(f"Model:   {model.get('label')}{f' ({problem})' if problem else ''}")
    for part in ("collaboration", "store"):
        if message := found.get(part, {}).get("message"):
            click.echo(f"{part.capitalize()}: {message}")
    if isinstance(code := found.get("code"), dict):
        click.echo(f"Code:    {code_line(code)}")
