"""``commonground summaries``: groups of small entries, and one proposed entry for a group."""

from __future__ import annotations

from pathlib import Path

import click

from ...client.connection import talking
from ...client.options import ROOT_OPTION


@click.command()
@click.option("--propose", type=click.IntRange(1, 20), help="Propose one entry for that group.")
@ROOT_OPTION
def summaries(propose: int | None, root: Path | None) -> None:
    """List small entries that speak of one subject, by number; they may become one entry."""
    with talking(root) as client:
        shown = client.say("summaries", "" if propose is None else f"--propose {propose}")
    click.echo(shown["text/markdown"])
