"""``commonground suggestions``: what the AI suggests to keep, and a look through threads."""

from __future__ import annotations

from pathlib import Path

import click

from ...client.connection import calling
from ...client.options import JSON_OPTION, server_options
from ...client.output import echo_json
from ...client.said import say


@click.command()
@click.option("--sweep", is_flag=True, help="Look through the threads of the last days first.")
@JSON_OPTION
@server_options
def suggestions(sweep: bool, as_json: bool, root: Path | None) -> None:
    """List what the AI suggests to keep of answers and threads. People accept it in the panel."""
    if as_json:
        with calling(root) as client:
            if sweep:
                client.suggestions.sweep()
            echo_json(client.suggestions.suggestions().plain())
    else:
        say("suggestions", ["--sweep"] if sweep else [], root)
