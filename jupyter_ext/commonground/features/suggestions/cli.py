"""``commonground suggestions``: what the AI suggests to keep, and a look through threads."""

from __future__ import annotations

from pathlib import Path

import click

from ...client.connection import talking
from ...client.options import ROOT_OPTION


@click.command()
@click.option("--sweep", is_flag=True, help="Look through the threads of the last days first.")
@ROOT_OPTION
def suggestions(sweep: bool, root: Path | None) -> None:
    """List what the AI suggests to keep of answers and threads. People accept it in the panel."""
    with talking(root) as client:
        shown = client.say("suggestions", "--sweep" if sweep else "")
    click.echo(shown["text/markdown"])
